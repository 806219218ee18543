// @ts-check
// Reads what was typed, and says what is wrong with it.

import { limits } from "./data.js";
import {
  isNumber,
  joinChannels,
  readings,
  rowsText,
  splitChannels,
  withMinus,
  withPoint,
} from "./reading.js";

const LARGEST_NUMBER = 1e6;
const LONGEST_TEXT = 100_000;

/** @type {(count: number) => number[]} */
export const range = (count) => [...Array(count).keys()];

/** A mistake in one of the fields, told in a sentence. */
export class FieldError extends Error {
  /**
   * @param {string} field
   * @param {string} message
   * @param {string[]} choices Texts for the field, if it can be read in several ways.
   */
  constructor(field, message, choices = []) {
    super(message);
    this.field = field;
    this.choices = choices;
  }
}

/** @type {(text: string) => string} */
export const quote = (text) => `“${text.length > 20 ? `${text.slice(0, 20)}…` : text}”`;

/** @type {(text: string, field: string, name: string) => number} */
export const parseNumber = (text, field, name) => {
  const word = withPoint(withMinus(text).trim());
  if (!word) throw new FieldError(field, `${name} must be a number, but is empty.`);
  if (!isNumber(word)) {
    const message = `${name} must be a number, such as -1, 0.5 or 1/9, but is ${quote(text)}.`;
    throw new FieldError(field, message);
  }
  const [numerator, denominator = 1] = word.split("/").map(Number);
  const number = numerator / denominator;
  if (Math.abs(number) <= LARGEST_NUMBER) return number;
  const bounds = `from -${LARGEST_NUMBER} to ${LARGEST_NUMBER}`;
  throw new FieldError(field, `${name} must be ${bounds}, but is ${quote(text)}.`);
};

/** @type {(rows: string[][]) => string} */
const sizeOf = (rows) =>
  rows.length > 1 ? `${rows.length} rows of ${rows[0].length}` : `a row of ${rows[0].length}`;

/**
 * The one way to read a text, or the question which of them is meant.
 *
 * @type {(text: string, field: string) => string[][]}
 */
const readRows = (text, field) => {
  if (/[[{]\s*[[{]\s*[[{]/.test(text)) {
    const message = "Three levels of brackets: give one channel, x[..., 0].tolist() in NumPy.";
    throw new FieldError(field, message);
  }
  const found = readings(text);
  if (!found.length) throw new FieldError(field, "Type at least one number.");
  if (found.length === 1) return found[0];
  const sizes = found.map(sizeOf).join(" or ");
  throw new FieldError(field, `This can be read as ${sizes}. Which?`, found.map(rowsText));
};

/** @type {(text: string, field: string, largest: number) => number[][]} */
const parseMatrix = (text, field, largest) => {
  const rows = readRows(text, field);
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
 * The numbers of each channel: one, or red, green and blue.
 *
 * @type {(text: string, field: string, largest: number) => number[][][]}
 */
export const parseChannels = (text, field, largest) => {
  if (text.length > LONGEST_TEXT) {
    throw new FieldError(field, `At most ${largest} rows of ${largest} numbers.`);
  }
  const texts = splitChannels(text);
  if (!texts) {
    const message = "Three colours need the lines red, green and blue, each once above its rows.";
    throw new FieldError(field, message);
  }
  const channels = texts.map((each, i) => {
    try {
      return parseMatrix(each, field, largest);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      const choices = error.choices.map((choice) =>
        joinChannels(texts.map((text, at) => (at === i ? choice : text.trim()))),
      );
      throw new FieldError(field, error.message, choices);
    }
  });
  const sizes = channels.map((rows) => `${rows.length} x ${rows[0].length}`);
  if (sizes.every((size) => size === sizes[0])) return channels;
  const message = `The three colours must be equally large, but are ${sizes.join(", ")}.`;
  throw new FieldError(field, message);
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
