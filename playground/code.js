// @ts-check
// The layer as lines of Keras, and its feature map as a table for a spreadsheet.

/** @typedef {import("./layer.js").Layer} Layer */

/** @type {(rows: number[][], rank: number) => string} */
const arrayCode = (rows, rank) => {
  const lines = rows.map((row) => `[${row.join(", ")}]`);
  return rank === 2 ? `[\n    ${lines.join(",\n    ")},\n]` : lines[0];
};

/** @type {(values: number[]) => string} */
const tupleCode = (values) => `(${values.join(", ")}${values.length === 1 ? "," : ""})`;

/** @type {(layer: Layer) => string} */
export const kerasCode = ({ x, kernel, rank, strides, dilation, padding, bias, relu, flip }) => {
  const shapeOf = (/** @type {number[][]} */ rows) => [rows.length, rows[0].length].slice(2 - rank);
  const inputShape = tupleCode([1, ...shapeOf(x), 1]);
  const kernelShape = tupleCode([...shapeOf(kernel), 1, 1]);
  const flipped = "kernel = np.flip(kernel)  # a convolution: Keras itself does not flip\n";
  return `import keras
import numpy as np

x = np.array(${arrayCode(x, rank)}, dtype="float32")
kernel = np.array(${arrayCode(kernel, rank)}, dtype="float32")
${flip ? flipped : ""}bias = np.array([${bias}], dtype="float32")

layer = keras.layers.Conv${rank}D(
    filters=1,
    kernel_size=${tupleCode(shapeOf(kernel))},
    strides=${tupleCode(strides)},
    padding="${padding}",
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
