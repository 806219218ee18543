// @ts-check
// Numbers and sums as texts, as convdemo/words.py writes them in Python.

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

/**
 * The sum of a step as one writes it by hand, a line for each row of the filter. Where the numbers,
 * as they are written, do not give the result exactly, it has a ≈ in place of its =.
 *
 * @type {(patch: number[][], weights: number[][], bias: number, sum: number) => string}
 */
export const spell = (patch, weights, bias, sum) => {
  const terms = patch.map((row, i) =>
    row.map((value, j) => [factorText(value), factorText(weights[i][j])]),
  );
  const added = factorText(bias);
  const result = resultText(sum);
  const values = terms.flat().map(([x, w]) => quotient(x) * quotient(w));
  values.push(quotient(added));
  const total = values.reduce((before, value) => before + value, 0);
  const largest = Math.max(...values.map(Math.abs));
  const sign = areEqual(total, quotient(result), largest) ? "=" : "≈";
  const lines = terms.map((row) => row.map((pair) => pair.join("*")).join(" + "));
  return [...lines, `bias ${added} ${sign} ${result}`].join("\n+ ");
};
