// @ts-check
// The layer: what each output reads, the sums and the feature map.

import { limits } from "./data.js";
import { FieldError, range } from "./parse.js";

/**
 * @typedef {object} Settings What the form holds. A sequence is an input of one row.
 * @property {number[][]} x
 * @property {number[][]} kernel
 * @property {number} rank 1 for a sequence, 2 for an image.
 * @property {number[]} strides One number for each axis, and so `dilation`.
 * @property {number[]} dilation
 * @property {string} padding
 * @property {number} bias
 * @property {boolean} relu
 * @property {boolean} flip
 */

/**
 * @typedef {object} Axis
 * @property {number} size
 * @property {number} before Zeros that padding adds before the input.
 * @property {number} padded The size with all zeros.
 * @property {number[][]} reads For each output, the indices of the padded input that it reads.
 */

/** @typedef {{ patch: number[][], sum: number }} Step */

/**
 * @typedef {object} Results
 * @property {Axis} rows
 * @property {Axis} columns
 * @property {number[][]} input The input with its padding.
 * @property {number[][]} weights The kernel as it is laid down: flipped for a convolution.
 * @property {Step[]} steps
 * @property {number[][]} map
 */

/** @typedef {Settings & Results} Layer */

/**
 * Zeros before and after, by TensorFlow's rule: of an odd number, "same" has one more after.
 *
 * @type {(n: number, size: number, stride: number, padding: string, dilation: number) => number[]}
 */
const paddingAmounts = (n, size, stride, padding, dilation) => {
  const reach = dilation * (size - 1);
  if (padding === "valid") return [0, 0];
  if (padding === "causal") return [reach, 0];
  const total = Math.max((Math.ceil(n / stride) - 1) * stride + reach + 1 - n, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
};

/** @type {(n: number, size: number, stride: number, dilation: number) => number[][]} */
const windows = (n, size, stride, dilation) => {
  const count = Math.floor((n - dilation * (size - 1) - 1) / stride) + 1;
  return range(Math.max(count, 0)).map((output) =>
    range(size).map((tap) => output * stride + tap * dilation),
  );
};

/**
 * @param {string} name
 * @param {number} n
 * @param {number} size
 * @param {{ stride?: number, padding?: string, dilation?: number }} settings
 * @returns {Axis}
 */
const axisOf = (name, n, size, { stride = 1, padding = "valid", dilation = 1 }) => {
  const [before, after] = paddingAmounts(n, size, stride, padding, dilation);
  const padded = before + n + after;
  if (padded > limits.padded) {
    const message = `With its padding the input grows to ${padded}, and at most ${limits.padded}`;
    throw new FieldError("dilation_rate", `${message} are shown: lower the dilation rate.`);
  }
  const reads = windows(padded, size, stride, dilation);
  if (reads.length) return { size: n, before, padded, reads };
  const message = `The filter spans ${dilation * (size - 1) + 1} ${name}, the input has ${n}`;
  throw new FieldError(
    "kernel",
    `${message}: take a smaller filter, a larger input or padding same.`,
  );
};

/** @type {(settings: Settings) => Layer} */
export const computeLayer = (settings) => {
  const { x, kernel, rank, strides, dilation, padding, bias, relu, flip } = settings;
  const alongRows = { stride: strides[0], padding, dilation: dilation[0] };
  const alongColumns = { stride: strides[rank - 1], padding, dilation: dilation[rank - 1] };
  // A sequence is one row, which no window leaves.
  const rows = axisOf("rows", x.length, kernel.length, rank === 2 ? alongRows : {});
  const columns = axisOf("columns", x[0].length, kernel[0].length, alongColumns);

  const input = range(rows.padded).map((row) =>
    range(columns.padded).map((column) => x[row - rows.before]?.[column - columns.before] ?? 0),
  );
  const weights = flip ? kernel.map((row) => [...row].reverse()).reverse() : kernel;
  const flatWeights = weights.flat();
  const steps = rows.reads.flatMap((rowsRead) =>
    columns.reads.map((columnsRead) => {
      const patch = rowsRead.map((row) => columnsRead.map((column) => input[row][column]));
      const products = patch.flat().map((value, i) => value * flatWeights[i]);
      return { patch, sum: products.reduce((total, product) => total + product, 0) + bias };
    }),
  );
  const values = steps.map(({ sum }) => (relu ? Math.max(sum, 0) : sum));
  const width = columns.reads.length;
  const map = rows.reads.map((_, row) => values.slice(row * width, (row + 1) * width));
  return { ...settings, rows, columns, input, weights, steps, map };
};
