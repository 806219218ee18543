// @ts-check
// Reads what was typed, and says what is wrong with it.

import { limits } from "./data.js";

const LARGEST_NUMBER = 1e6;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?(\/\d+)?$/i;

/** @type {(count: number) => number[]} */
export const range = (count) => [...Array(count).keys()];

/** A mistake in one of the fields, told in a sentence. */
export class FieldError extends Error {
  /**
   * @param {string} field
   * @param {string} message
   */
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

/** @type {(text: string) => string} */
export const quote = (text) => `“${text.length > 20 ? `${text.slice(0, 20)}…` : text}”`;

/** @type {(text: string, field: string, name: string) => number} */
export const parseNumber = (text, field, name) => {
  const word = text.trim().replace("−", "-");
  if (!NUMBER.test(word)) {
    const message = `${name} must be a number, such as -1, 0.5 or 1/9, but is ${quote(text)}.`;
    throw new FieldError(field, message);
  }
  const [numerator, denominator = 1] = word.split("/").map(Number);
  const number = numerator / denominator;
  if (Math.abs(number) <= LARGEST_NUMBER) return number;
  const bounds = `from -${LARGEST_NUMBER} to ${LARGEST_NUMBER}`;
  throw new FieldError(field, `${name} must be ${bounds}, but is ${quote(text)}.`);
};

/**
 * Rows are lines, or stand in brackets; numbers stand apart by spaces, tabs or commas.
 *
 * @type {(text: string) => string[][]}
 */
export const splitRows = (text) =>
  text
    .replace(/\]\s*,?\s*\[/g, "\n")
    .replace(/[[\]]/g, " ")
    .split(/[\n;]/)
    .map((line) => line.split(/[\s,]+/).filter(Boolean))
    .filter((words) => words.length);

/** @type {(text: string, field: string, largest: number) => number[][]} */
export const parseMatrix = (text, field, largest) => {
  const rows = splitRows(text);
  if (!rows.length) throw new FieldError(field, "Type at least one number.");
  const widths = rows.map((words) => words.length);
  const [width] = widths;
  if (rows.length > largest || width > largest) {
    const message = `At most ${largest} rows of ${largest} numbers, but these are`;
    throw new FieldError(field, `${message} ${rows.length} of ${width}.`);
  }
  const odd = widths.findIndex((each) => each !== width);
  if (odd > 0) {
    const message = `but row 0 has ${width} and row ${odd} has ${widths[odd]}`;
    throw new FieldError(field, `All rows must be equally long, ${message}.`);
  }
  const nameOf = (/** @type {number} */ row, /** @type {number} */ column) =>
    rows.length > 1 ? `Row ${row}, column ${column}` : `Index ${column}`;
  return rows.map((words, row) =>
    words.map((word, column) => parseNumber(word, field, nameOf(row, column))),
  );
};

/**
 * One whole number for all axes, or one for each.
 *
 * @type {(text: string, field: string, name: string, rank: number) => number[]}
 */
export const parseSizes = (text, field, name, rank) => {
  const words = text.split(/[\s,]+/).filter(Boolean);
  if (!words.every((word) => /^\d+$/.test(word) && +word >= 1 && +word <= limits.input)) {
    const bounds = `a whole number from 1 to ${limits.input}`;
    throw new FieldError(field, `${name} must be ${bounds}, but is ${quote(text)}.`);
  }
  if (words.length !== 1 && words.length !== rank) {
    const forms = `one number${rank === 2 ? ", or two: rows, columns" : ""}`;
    throw new FieldError(field, `${name} must be ${forms}, but is ${quote(text)}.`);
  }
  return range(rank).map((axis) => +words[words.length === 1 ? 0 : axis]);
};
