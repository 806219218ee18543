// @ts-check
// Writes and shades the tables, and writes the sums, that the stepper steps through.

import { elementById, figure, writeText } from "./elements.js";
import { greyScale, shade, signedScale } from "./shades.js";
import { numberText, spell } from "./words.js";

/** @typedef {import("./layer.js").Layer} Layer */

const [tables] = figure.querySelectorAll("div");
const [details] = figure.querySelectorAll("details");
const [list] = figure.querySelectorAll("ol");
const title = elementById("title", HTMLElement);
const count = elementById("count", HTMLElement);

/** @type {(rows: number[][], rank: number) => string} */
const sizeText = (rows, rank) => [rows.length, rows[0].length].slice(2 - rank).join(" x ");

/** @type {(length: number, before?: number, size?: number) => string[]} */
const headers = (length, before = 0, size = length) =>
  Array.from({ length }, (_, i) => (i >= before && i < before + size ? `${i - before}` : "pad"));

/**
 * Only numbers and words of this file come here, so it cannot be given markup.
 *
 * @type {(caption: string, rows: number[][], rowHeads: string[], columnHeads: string[]) => string}
 */
const tableMarkup = (caption, rows, rowHeads, columnHeads) => {
  const top = columnHeads.map((head) => `<th scope="col">${head}</th>`).join("");
  const body = rows.map((row, i) => {
    const cells = row.map((value, j) => {
      const isPadding = rowHeads[i] === "pad" || columnHeads[j] === "pad";
      return `<td${isPadding ? ' class="pad"' : ""}>${numberText(value)}</td>`;
    });
    return `<tr><th scope="row">${rowHeads[i]}</th>${cells.join("")}</tr>`;
  });
  const corner = rowHeads[0] === "value" ? "index" : "";
  return `<table><caption>${caption}</caption><thead><tr><td>${corner}</td>${top}</tr></thead>
    <tbody>${body.join("")}</tbody></table>`;
};

/** @type {(layer: Layer) => string} */
const tablesMarkup = (layer) => {
  const { rank, rows, columns, padding, flip, relu } = layer;
  /** @type {(caption: string, values: number[][]) => string} */
  const plain = (caption, values) => {
    const rowHeads = rank === 2 ? headers(values.length) : ["value"];
    return tableMarkup(caption, values, rowHeads, headers(values[0].length));
  };
  const isPadded = rows.padded > rows.size || columns.padded > columns.size;
  const spread = Object.entries({ strides: layer.strides, dilation_rate: layer.dilation })
    .filter(([, sizes]) => Math.max(...sizes) > 1)
    .map(([name, sizes]) => `, ${name} ${sizes.join(" x ")}`);
  return [
    tableMarkup(
      `Input${isPadded ? ` with ${padding} padding` : ""}, ${sizeText(layer.x, rank)}`,
      layer.input,
      rank === 2 ? headers(rows.padded, rows.before, rows.size) : ["value"],
      headers(columns.padded, columns.before, columns.size),
    ),
    plain(
      `Filter${flip ? " flipped" : ""}, ${sizeText(layer.weights, rank)}${spread.join("")}`,
      layer.weights,
    ),
    plain(`Feature map${relu ? " after relu" : ""}, ${sizeText(layer.map, rank)}`, layer.map),
  ].join("");
};

/** @type {(layer: Layer, step: number) => string} */
const positionText = ({ rank, map }, step) => {
  const width = map[0].length;
  const column = step % width;
  return rank === 2 ? `row ${Math.floor(step / width)}, column ${column}` : `index ${column}`;
};

/**
 * The sum of a step, a line for each row of the filter.
 *
 * @type {(layer: Layer, step: number) => string}
 */
const sumText = (layer, step) => {
  const { weights, bias, relu } = layer;
  const { patch, sum } = layer.steps[step];
  const activated = relu ? `, relu gives ${numberText(Math.max(sum, 0))}` : "";
  return `${positionText(layer, step)}:\n${spell(patch, weights, bias, sum)}${activated}`;
};

/** @type {(layer: Layer) => void} */
const build = (layer) => {
  const { rank, rows, columns, flip, steps } = layer;
  tables.innerHTML = tablesMarkup(layer);
  list.innerHTML = "<li></li>".repeat(steps.length);
  figure.dataset.reads = JSON.stringify([rows.reads, columns.reads]);
  count.textContent = `All ${steps.length} sums`;
  title.textContent = `Conv${rank}D, ${flip ? "convolution" : "cross-correlation"}, step by step`;
};

/**
 * What tables and captions are built for; all else is only written into them.
 *
 * @type {(layer: Layer) => string}
 */
const buildKey = ({ rank, rows, columns, strides, dilation, padding, relu, flip }) =>
  JSON.stringify([rank, rows, columns, strides, dilation, padding, relu, flip]);

/** @type {Layer} */
let drawn;
let built = "";

/**
 * The sum of a step is written when the step is shown; all of them, when they are.
 *
 * @type {(step: number) => void}
 */
export const writeSum = (step) => writeText(list.children[step], sumText(drawn, step));

export const writeSums = () => {
  for (const step of drawn.steps.keys()) writeSum(step);
};

/** @type {(layer: Layer) => void} */
export const drawLayer = (layer) => {
  const key = buildKey(layer);
  if (key !== built) build(layer);
  built = key;
  drawn = layer;
  const [input, filter, map] = tables.querySelectorAll("tbody");
  for (const [body, rows, scaleOf] of /** @type {const} */ ([
    [input, layer.input, greyScale],
    [filter, layer.weights, signedScale],
    [map, layer.map, signedScale],
  ])) {
    const texts = rows.flat().map(numberText);
    const numbers = texts.map(Number); // as people see them: rounded alike, shaded alike
    const scale = scaleOf(numbers);
    body.querySelectorAll("td").forEach((cell, i) => {
      const [text] = cell.childNodes;
      writeText(text, texts[i]);
      shade(cell, scale, numbers[i]);
    });
  }
  if (details.open) writeSums();
  figure.dispatchEvent(new Event("refresh"));
};

figure.addEventListener("step", () => writeSum(Number(figure.dataset.step)));
details.addEventListener("toggle", writeSums);
matchMedia("print").addEventListener("change", writeSums);
window.addEventListener("beforeprint", writeSums);
