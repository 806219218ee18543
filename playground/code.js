// The feature map as lines of Keras, and as a table for a spreadsheet.

const python = (rows, rank) => {
  const lines = rows.map((row) => `[${row.join(", ")}]`);
  return rank === 2 ? `[\n    ${lines.join(",\n    ")},\n]` : lines[0];
};
const tuple = (values) => `(${values.join(", ")}${values.length === 1 ? "," : ""})`;

const kerasCode = ({ x, kernel, rank, strides, dilation, padding, bias, relu, flip }) => {
  const of = (rows) => [rows.length, rows[0].length].slice(2 - rank);
  return `import keras
import numpy as np

x = np.array(${python(x, rank)}, dtype="float32")
kernel = np.array(${python(kernel, rank)}, dtype="float32")
${flip ? "kernel = np.flip(kernel)  # a convolution: Keras itself does not flip\n" : ""}bias = np.array([${bias}], dtype="float32")

layer = keras.layers.Conv${rank}D(
    filters=1,
    kernel_size=${tuple(of(kernel))},
    strides=${tuple(strides)},
    padding="${padding}",
    dilation_rate=${tuple(dilation)},
    activation=${relu ? '"relu"' : "None"},
)
layer.build(${tuple([1, ...of(x), 1])})
layer.set_weights([kernel.reshape(${tuple([...of(kernel), 1, 1])}), bias])
feature_map = keras.ops.convert_to_numpy(layer(x.reshape(${tuple([1, ...of(x), 1])})))[0, ..., 0]
print(feature_map)
`;
};

const spreadsheet = (map) => map.map((row) => row.map((value) => +value.toPrecision(12)).join("\t")).join("\n");
