"use strict";

// Reads what was typed, and says what is wrong with it.

const LARGEST_INPUT = 16, LARGEST_KERNEL = 7, LARGEST_PADDED = 32, LARGEST_NUMBER = 1e6;
const range = (n) => [...Array(n).keys()];

class Problem extends Error {
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

const brief = (text) => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

const readNumber = (text, field, name) => {
  const word = text.trim().replace("−", "-");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?(\/\d+)?$/i.test(word)) {
    throw new Problem(field, `${name} must be a number, such as -1, 0.5 or 1/9, but is “${brief(text)}”.`);
  }
  const [top, bottom = 1] = word.split("/").map(Number);
  if (!(Math.abs(top / bottom) <= LARGEST_NUMBER)) {
    throw new Problem(field, `${name} must be from -${LARGEST_NUMBER} to ${LARGEST_NUMBER}, but is “${brief(text)}”.`);
  }
  return top / bottom;
};

// Rows are lines, or stand in brackets; numbers stand apart by spaces, tabs or commas.
const split = (text) => text.replace(/\]\s*,?\s*\[/g, "\n").replace(/[[\]]/g, " ").split(/[\n;]/)
  .map((line) => line.split(/[\s,]+/).filter(Boolean)).filter((words) => words.length);

const readRows = (text, field, most) => {
  const lines = split(text);
  if (!lines.length) throw new Problem(field, "Type at least one number.");
  const widths = lines.map((words) => words.length), width = widths[0];
  const odd = widths.findIndex((each) => each !== width);
  if (lines.length > most || width > most) {
    throw new Problem(field, `At most ${most} rows of ${most} numbers, but these are ${lines.length} of ${width}.`);
  }
  if (odd > 0) {
    throw new Problem(field, `All rows must be equally long, but row 0 has ${width} and row ${odd} has ${widths[odd]}.`);
  }
  return lines.map((words, r) => words.map((word, c) =>
    readNumber(word, field, lines.length > 1 ? `Row ${r}, column ${c}` : `Place ${c}`)));
};

const readSizes = (text, field, name, rank) => {
  const words = text.split(/[\s,]+/).filter(Boolean);
  if (!words.every((word) => /^\d+$/.test(word) && +word >= 1 && +word <= LARGEST_INPUT)) {
    throw new Problem(field, `${name} must be a whole number from 1 to ${LARGEST_INPUT}, but is “${brief(text)}”.`);
  }
  if (words.length !== 1 && words.length !== rank) {
    throw new Problem(field, `${name} must be one number${rank === 2 ? ", or two: rows, columns" : ""}, but is “${brief(text)}”.`);
  }
  return range(rank).map((axis) => +words[words.length === 1 ? 0 : axis]);
};
