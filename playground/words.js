// @ts-check
// Numbers and sums as texts, as convdemo/words.py writes them in Python.

import { COLOURS } from "./reading.js";

const LARGEST_DENOMINATOR = 99;

/**
 * A number as short as a cell wants it; a whole one in full.
 *
 * @type {(value: number) => string}
 */
export const numberText = (value) =>
  String(Number.isInteger(value) ? value : +value.toPrecision(3));

/** @type {(a: number, b: number, scale?: number) => boolean} */
const areEqual = (a, b, scale = Math.abs(b)) => Math.abs(a - b) <= 1e-12 * scale;

/**
 * A factor of a sum: in full where six digits or a fraction, as in 1/9, are enough, else in short.
 *
 * @type {(value: number) => string}
 */
const factorText = (value) => {
  const full = +value.toPrecision(6);
  if (Number.isInteger(value) || areEqual(full, value)) return String(full);
  for (let below = 3; below <= LARGEST_DENOMINATOR; below += 1) {
    const above = Math.round(value * below);
    if (above && areEqual(above / below, value)) return `${above}/${below}`;
  }
  return numberText(value);
};

/** @type {(value: number) => string} */
const resultText = (value) => {
  const full = +value.toPrecision(6);
  return areEqual(full, value) ? String(full) : numberText(value);
};

/**
 * What a text stands for, a fraction included.
 *
 * @type {(text: string) => number}
 */
const quotient = (text) => {
  const [above, below = 1] = text.split("/").map(Number);
  return above / below;
};

/** @typedef {number[][]} Rows */

/** @type {(written: number, exact: number, scale: number) => string} */
const equation = (written, exact, scale) => {
  const result = resultText(exact);
  return `${areEqual(written, Number(result), scale) ? "=" : "≈"} ${result}`;
};

/**
 * The products of one channel, written out, with their sum as written and as it is.
 *
 * @type {(patch: Rows, weights: Rows) => { text: string, total: number, exact: number,
 *   largest: number }}
 */
const spellPart = (patch, weights) => {
  let [total, exact, largest] = [0, 0, 0];
  const lines = patch.map((row, i) =>
    row.map((value, j) => {
      const [x, w] = [factorText(value), factorText(weights[i][j])];
      const product = quotient(x) * quotient(w);
      total += product;
      exact += value * weights[i][j];
      largest = Math.max(largest, Math.abs(product));
      return `${x}*${w}`;
    }),
  );
  return { text: lines.map((row) => row.join(" + ")).join("\n+ "), total, exact, largest };
};

/**
 * The sum of a step as one writes it by hand, a line for each row of the filter; of three colours
 * first the sum of each. Where the numbers, as they are written, do not give the result exactly, it
 * has a ≈ in place of its =.
 *
 * @type {(patches: Rows[], weights: Rows[], bias: number, sum: number) => string}
 */
export const spell = (patches, weights, bias, sum) => {
  const parts = patches.map((patch, channel) => spellPart(patch, weights[channel]));
  const added = factorText(bias);
  if (parts.length === 1) {
    const [{ text, total, largest }] = parts;
    const scale = Math.max(largest, Math.abs(bias));
    const end = equation(total + quotient(added), sum, scale);
    return `${text}\n+ bias ${added} ${end}`;
  }
  const lines = parts.map(({ text, exact, largest, total }, channel) => {
    return `${COLOURS[channel]}: ${text} ${equation(total, exact, largest)}`;
  });
  const totals = parts.map(({ exact }) => resultText(exact));
  const values = [...totals, added].map(quotient);
  const scale = Math.max(...values.map(Math.abs));
  const total = values.reduce((before, value) => before + value, 0);
  lines.push(`${totals.join(" + ")} + bias ${added} ${equation(total, sum, scale)}`);
  return lines.join("\n");
};
