// The layer: windows, sums and the feature map.

// The rule of TensorFlow: what `same` adds is shared out, the odd zero after the input.
const paddingAmounts = (n, size, stride, padding, dilation) => {
  const reach = dilation * (size - 1);
  if (padding === "valid") return [0, 0];
  if (padding === "causal") return [reach, 0];
  const total = Math.max((Math.ceil(n / stride) - 1) * stride + reach + 1 - n, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
};

const windows = (n, size, stride, dilation) => {
  const count = Math.floor((n - dilation * (size - 1) - 1) / stride) + 1;
  return range(Math.max(count, 0)).map((i) => range(size).map((j) => i * stride + j * dilation));
};

// Rows of a sequence: one, which no window leaves.
const layerOf = (state) => {
  const { x, kernel, rank, strides, dilation, padding } = state;
  const sizes = [x.length, x[0].length], kernelSizes = [kernel.length, kernel[0].length];
  const axis = (values, i) => (rank === 2 ? values[i] : i ? values[0] : 1);
  const zeros = [0, 1].map((i) => paddingAmounts(
    sizes[i], kernelSizes[i], axis(strides, i), rank === 2 || i ? padding : "valid", axis(dilation, i)));
  const padded = [0, 1].map((i) => zeros[i][0] + sizes[i] + zeros[i][1]);
  if (Math.max(...padded) > LARGEST_PADDED) {
    throw new Problem("dilation_rate", `With its padding the input grows to ${Math.max(...padded)}, and at most ${LARGEST_PADDED} are shown: lower the dilation rate.`);
  }
  const reads = [0, 1].map((i) => windows(padded[i], kernelSizes[i], axis(strides, i), axis(dilation, i)));
  [0, 1].forEach((i) => {
    if (reads[i].length) return;
    const span = axis(dilation, i) * (kernelSizes[i] - 1) + 1;
    throw new Problem("kernel", `The filter spans ${span} ${i ? "columns" : "rows"}, the input has ${sizes[i]}: take a smaller filter, a larger input or padding same.`);
  });
  const [[top], [left]] = zeros;
  const value = (r, c) => x[r - top]?.[c - left] ?? 0;
  const weights = state.flip ? kernel.map((row) => [...row].reverse()).reverse() : kernel;
  const steps = reads[0].flatMap((rows) => reads[1].map((columns) => {
    const patch = rows.map((r) => columns.map((c) => value(r, c)));
    let sum = 0;
    patch.forEach((line, i) => line.forEach((each, j) => { sum += each * weights[i][j]; }));
    return { patch, sum: sum + state.bias };
  }));
  const values = steps.map(({ sum }) => (state.relu ? Math.max(sum, 0) : sum));
  const map = reads[0].map((_, r) => values.slice(r * reads[1].length, (r + 1) * reads[1].length));
  const input = range(padded[0]).map((r) => range(padded[1]).map((c) => value(r, c)));
  return { ...state, zeros, sizes, reads, weights, steps, map, input };
};
