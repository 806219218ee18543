// @ts-check
// The part of a layer that the tables show: some of its outputs, and the inputs that these read.

import { range } from "./parse.js";

/** @typedef {import("./layer.js").Axis} Axis */
/** @typedef {import("./layer.js").Layer} Layer */
/** @typedef {import("./layer.js").Rows} Rows */
/** @typedef {{ from: number, count: number }} Span Outputs along one axis. */
/** @typedef {{ rows: Span, columns: Span }} View */

/**
 * @typedef {object} Side One axis of the part.
 * @property {string[]} inputHeads An index of the input, or "pad".
 * @property {string[]} outputHeads
 * @property {number} first The index of the padded input that is shown first.
 * @property {number[][]} reads What each output reads, counted from there.
 */

/**
 * @typedef {object} Part
 * @property {Side} rows
 * @property {Side} columns
 * @property {Rows[]} input
 * @property {Rows} map
 */

/** @type {(layer: Layer) => View} */
export const wholeView = ({ rows, columns }) => ({
  rows: { from: 0, count: rows.reads.length },
  columns: { from: 0, count: columns.reads.length },
});

/** @type {(axis: Axis, span: Span) => Side} */
const sideOf = ({ size, before, padded, reads }, { from, count }) => {
  const shown = reads.slice(from, from + count);
  const isWhole = count === reads.length;
  const first = isWhole ? 0 : shown[0][0];
  const end = isWhole ? padded : Math.max(...shown[shown.length - 1]) + 1;
  const nameOf = (/** @type {number} */ index) => (index >= 0 && index < size ? `${index}` : "pad");
  return {
    inputHeads: range(end - first).map((i) => nameOf(first + i - before)),
    outputHeads: shown.map((_, i) => `${from + i}`),
    first,
    reads: shown.map((indices) => indices.map((index) => index - first)),
  };
};

/** @type {(layer: Layer, view: View) => Part} */
export const partOf = (layer, view) => {
  const rows = sideOf(layer.rows, view.rows);
  const columns = sideOf(layer.columns, view.columns);
  const cut = (
    /** @type {Rows} */ all,
    /** @type {number[]} */ starts,
    /** @type {number[]} */ counts,
  ) =>
    all
      .slice(starts[0], starts[0] + counts[0])
      .map((row) => row.slice(starts[1], starts[1] + counts[1]));
  const read = [rows.inputHeads.length, columns.inputHeads.length];
  return {
    rows,
    columns,
    input: layer.input.map((channel) => cut(channel, [rows.first, columns.first], read)),
    map: cut(layer.map, [view.rows.from, view.columns.from], [view.rows.count, view.columns.count]),
  };
};
