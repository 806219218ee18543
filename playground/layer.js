// @ts-check
// The layer: what each output reads, the sums and the feature map.

import { limits } from "./data.js";
import { FieldError, range } from "./parse.js";

/** @typedef {number[][]} Rows */

/**
 * @typedef {object} Settings What the form holds. A sequence is an input of one row.
 * @property {Rows[]} x The channels: one, or red, green and blue.
 * @property {Rows[]} kernel As many, or one for all.
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
 * @property {number} before Places that padding adds before the input.
 * @property {number} padded The size with all of them.
 * @property {number[][]} reads For each output, the indices of the padded input that it reads.
 */

/**
 * @typedef {object} Results
 * @property {Axis} rows
 * @property {Axis} columns
 * @property {Rows[]} input The channels with their padding.
 * @property {Rows[]} weights As laid down: one for each channel, flipped for a convolution.
 * @property {Rows} sums
 * @property {Rows} map
 */

/** @typedef {Settings & Results} Layer */

/**
 * Places before and after, by TensorFlow's rule: of an odd number, "same" has one more after.
 * Keras has no padding "reflect"; `np.pad` adds as many before a layer with padding "valid".
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
  const largest = Math.max(n, limits.input) + limits.padding;
  if (padded > largest) {
    const message = `With its padding the input grows to ${padded}, and at most ${largest}`;
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

/**
 * The index that a mirror at the first and the last number shows, which are not repeated.
 *
 * @type {(index: number, size: number) => number}
 */
const mirrored = (index, size) => {
  const period = 2 * (size - 1) || 1;
  const along = ((index % period) + period) % period;
  return Math.min(along, period - along);
};

/** @type {(x: Rows, rows: Axis, columns: Axis, padding: string) => Rows} */
const pad = (x, rows, columns, padding) => {
  const source = (/** @type {Axis} */ { padded, before, size }) =>
    range(padded).map((i) => (padding === "reflect" ? mirrored(i - before, size) : i - before));
  const columnsRead = source(columns);
  return source(rows).map((row) => columnsRead.map((column) => x[row]?.[column] ?? 0));
};

/** @type {(input: Rows[], weights: Rows[], rows: number[], columns: number[]) => number} */
const sumOf = (input, weights, rows, columns) => {
  let sum = 0;
  for (let channel = 0; channel < input.length; channel += 1) {
    for (let i = 0; i < rows.length; i += 1) {
      const values = input[channel][rows[i]];
      const factors = weights[channel][i];
      for (let j = 0; j < columns.length; j += 1) sum += values[columns[j]] * factors[j];
    }
  }
  return sum;
};

/** @type {(settings: Settings) => Layer} */
export const computeLayer = (settings) => {
  const { x, kernel, rank, strides, dilation, padding, bias, relu, flip } = settings;
  const alongRows = { stride: strides[0], padding, dilation: dilation[0] };
  const alongColumns = { stride: strides[rank - 1], padding, dilation: dilation[rank - 1] };
  // A sequence is one row, which no window leaves.
  const rows = axisOf("rows", x[0].length, kernel[0].length, rank === 2 ? alongRows : {});
  const columns = axisOf("columns", x[0][0].length, kernel[0][0].length, alongColumns);

  const input = x.map((channel) => pad(channel, rows, columns, padding));
  const turned = (/** @type {Rows} */ each) => each.map((row) => [...row].reverse()).reverse();
  const laid = flip ? kernel.map(turned) : kernel;
  const weights = x.map((_, channel) => laid[channel] ?? laid[0]);
  const sums = rows.reads.map((rowsRead) =>
    columns.reads.map((columnsRead) => sumOf(input, weights, rowsRead, columnsRead) + bias),
  );
  const map = relu ? sums.map((row) => row.map((sum) => Math.max(sum, 0))) : sums;
  return { ...settings, rows, columns, input, weights, sums, map };
};

/**
 * What an output reads of each channel.
 *
 * @type {(layer: Layer, row: number, column: number) => Rows[]}
 */
export const patchesAt = ({ input, rows, columns }, row, column) =>
  input.map((values) =>
    rows.reads[row].map((down) => columns.reads[column].map((right) => values[down][right])),
  );
