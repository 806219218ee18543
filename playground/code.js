// @ts-check
// The layer as lines of Keras, and its feature map as a table for a spreadsheet.

import { limits } from "./data.js";
import { COLOURS } from "./reading.js";

/** @typedef {import("./layer.js").Layer} Layer */

/** @typedef {number[][]} Rows */

/** @type {(rows: Rows, rank: number) => string} */
const arrayCode = (rows, rank) => {
  const lines = rows.map((row) => `[${row.join(", ")}]`);
  return rank === 2 ? `[\n    ${lines.join(",\n    ")},\n]` : lines[0];
};

/** @type {(values: number[]) => string} */
const tupleCode = (values) => `(${values.join(", ")}${values.length === 1 ? "," : ""})`;

/**
 * The pixels of a picture, which are whole numbers to 255, as text that Python turns back.
 *
 * @type {(channels: Rows[]) => string}
 */
const pictureCode = (channels) => {
  const [height, width] = [channels[0].length, channels[0][0].length];
  const pixels = channels[0].flatMap((row, i) =>
    row.flatMap((_, j) => channels.map((c) => c[i][j])),
  );
  const text = btoa(pixels.map((value) => String.fromCharCode(value)).join(""));
  const lines = text.match(/.{1,88}/g)?.map((line) => `    b"${line}"\n`) ?? [];
  const shape = [height, width, channels.length].slice(0, channels.length > 1 ? 3 : 2);
  return `pixels = base64.b64decode(\n${lines.join("")})
x = np.frombuffer(pixels, dtype="uint8").reshape(${tupleCode(shape)}).astype("float32")\n`;
};

/** @type {(name: string, channels: Rows[], rank: number) => string} */
const channelsCode = (name, channels, rank) => {
  if (channels.length === 1) {
    return `${name} = np.array(${arrayCode(channels[0], rank)}, dtype="float32")\n`;
  }
  const names = COLOURS.map((colour) => `${name}_${colour}`);
  const lines = channels.map((rows, i) => `${names[i]} = ${arrayCode(rows, rank)}\n`);
  return `${lines.join("")}${name} = np.stack([${names.join(", ")}], axis=-1).astype("float32")\n`;
};

/**
 * The line that mirrors the border, which Keras has no padding for.
 *
 * @type {(layer: Layer) => string}
 */
const padCode = ({ rank, rows, columns, x }) => {
  const widths = [rows, columns]
    .slice(2 - rank)
    .map(({ before, padded, size }) => tupleCode([before, padded - size - before]));
  if (x.length > 1) widths.push("(0, 0)");
  return `x = np.pad(x, [${widths.join(", ")}], mode="reflect")\n`;
};

/** @type {(layer: Layer) => string} */
export const kerasCode = (layer) => {
  const { x, kernel, rank, rows, columns, strides, dilation, padding, bias, relu, flip } = layer;
  const isMirrored = padding === "reflect";
  const shapeOf = (/** @type {Rows} */ each) => [each.length, each[0].length].slice(2 - rank);
  const padded = [rows.padded, columns.padded].slice(2 - rank);
  const inputShape = tupleCode([1, ...(isMirrored ? padded : shapeOf(x[0])), x.length]);
  const kernelShape = tupleCode([...shapeOf(kernel[0]), x.length, 1]);
  const axes = rank === 2 ? "(0, 1)" : "0";
  const turned = `kernel = np.flip(kernel, ${axes})`;
  const flipped = `${turned}  # a convolution: Keras itself does not flip\n`;
  const isShared = kernel.length < x.length;
  const shared = "kernel = np.stack([kernel] * 3, axis=-1)  # the same weights for each colour\n";
  const isPicture = Math.max(...shapeOf(x[0])) > limits.input;
  return `${isPicture ? "import base64\n\n" : ""}import keras
import numpy as np

${isPicture ? pictureCode(x) : channelsCode("x", x, rank)}${isMirrored ? padCode(layer) : ""}\
${channelsCode("kernel", kernel, rank)}${isShared ? shared : ""}${flip ? flipped : ""}\
bias = np.array([${bias}], dtype="float32")

layer = keras.layers.Conv${rank}D(
    filters=1,
    kernel_size=${tupleCode(shapeOf(kernel[0]))},
    strides=${tupleCode(strides)},
    padding="${isMirrored ? "valid" : padding}",
    dilation_rate=${tupleCode(dilation)},
    activation=${relu ? '"relu"' : "None"},
)
layer.build(${inputShape})
layer.set_weights([kernel.reshape(${kernelShape}), bias])
feature_map = keras.ops.convert_to_numpy(layer(x.reshape(${inputShape})))[0, ..., 0]
print(feature_map)
`;
};

/** @type {(map: number[][]) => string} */
export const spreadsheetText = (map) =>
  map.map((row) => row.map((value) => +value.toPrecision(12)).join("\t")).join("\n");
