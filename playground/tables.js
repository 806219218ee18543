// @ts-check
// Writes and shades the tables, and writes the sums, that the stepper steps through.

import { elementById, figure, writeText } from "./elements.js";
import { patchesAt } from "./layer.js";
import { range } from "./parse.js";
import { partOf } from "./part.js";
import { COLOURS } from "./reading.js";
import { cutScale, greyScale, shade, signedScale } from "./shades.js";
import { numberText, spell } from "./words.js";

/** @typedef {import("./layer.js").Layer} Layer */
/** @typedef {import("./layer.js").Rows} Rows */
/** @typedef {import("./part.js").Part} Part */
/** @typedef {import("./part.js").View} View */

const LARGE = 16; // columns, above which cells are small

const [tables] = figure.querySelectorAll("div");
const [details] = figure.querySelectorAll("details");
const [list] = figure.querySelectorAll("ol");
const title = elementById("title", HTMLElement);
const count = elementById("count", HTMLElement);

/** @type {(rows: Rows, rank: number) => string} */
const sizeText = (rows, rank) => [rows.length, rows[0].length].slice(2 - rank).join(" x ");

/** @type {(count: number) => string[]} */
const indices = (count) => range(count).map(String);

/**
 * The channels stand beside each other in one table, so that a window is one set of columns.
 * Only numbers and words of these files come here, so it cannot be given markup.
 *
 * @type {(caption: string, channels: Rows[], rowHeads: string[], columnHeads: string[]) => string}
 */
const tableMarkup = (caption, channels, rowHeads, columnHeads) => {
  const isColoured = channels.length > 1;
  const start = (/** @type {number} */ column) => (isColoured && column === 0 ? "start" : "");
  const classes = (/** @type {string[]} */ ...names) => {
    const text = names.filter(Boolean).join(" ");
    return text && ` class="${text}"`;
  };
  const top = columnHeads.map((head, j) => `<th scope="col"${classes(start(j))}>${head}</th>`);
  const body = rowHeads.map((rowHead, i) => {
    const cells = channels.map((rows) =>
      rows[i].map((value, j) => {
        const isPadding = rowHead === "pad" || columnHeads[j] === "pad";
        return `<td${classes(isPadding ? "pad" : "", start(j))}>${numberText(value)}</td>`;
      }),
    );
    return `<tr><th scope="row">${rowHead}</th>${cells.flat().join("")}</tr>`;
  });
  const corner = rowHeads[0] === "value" ? "index" : "";
  const names = COLOURS.map(
    (name) => `<th scope="colgroup" colspan="${columnHeads.length}" class="start">${name}</th>`,
  );
  const groups = isColoured ? `<tr><td></td>${names.join("")}</tr>` : "";
  const heads = channels.map(() => top.join("")).join("");
  return `<table><caption>${caption}</caption><thead>${groups}<tr><td>${corner}</td>${heads}</tr>
    </thead><tbody>${body.join("")}</tbody></table>`;
};

/** @type {(layer: Layer, part: Part) => string} */
const tablesMarkup = (layer, part) => {
  const { rank, rows, columns, padding, flip, relu, kernel, weights } = layer;
  const rowHeads = (/** @type {string[]} */ heads) => (rank === 2 ? heads : ["value"]);
  const isPadded = rows.padded > rows.size || columns.padded > columns.size;
  const spread = Object.entries({ strides: layer.strides, dilation_rate: layer.dilation })
    .filter(([, sizes]) => Math.max(...sizes) > 1)
    .map(([name, sizes]) => `, ${name} ${sizes.join(" x ")}`);
  const channels = layer.x.length > 1 ? ` x ${layer.x.length}` : "";
  const around = isPadded ? ` with ${padding} padding` : "";
  const [height, width] = [kernel[0].length, kernel[0][0].length];
  return [
    tableMarkup(
      `Input${around}, ${sizeText(layer.x[0], rank)}${channels}`,
      part.input,
      rowHeads(part.rows.inputHeads),
      part.columns.inputHeads,
    ),
    tableMarkup(
      `Filter${flip ? " flipped" : ""}, ${sizeText(kernel[0], rank)}${channels}${spread.join("")}`,
      weights,
      rowHeads(indices(height)),
      indices(width),
    ),
    tableMarkup(
      `Feature map${relu ? " after relu" : ""}, ${sizeText(layer.map, rank)}`,
      [part.map],
      rowHeads(part.rows.outputHeads),
      part.columns.outputHeads,
    ),
  ].join("");
};

/**
 * Where the output of a step stands in the layer.
 *
 * @type {(view: View, step: number) => [number, number]}
 */
const outputOf = ({ rows, columns }, step) => [
  rows.from + Math.floor(step / columns.count),
  columns.from + (step % columns.count),
];

/** @type {(layer: Layer, view: View, step: number) => string} */
const sumText = (layer, view, step) => {
  const { weights, bias, relu, rank } = layer;
  const [row, column] = outputOf(view, step);
  const place = rank === 2 ? `row ${row}, column ${column}` : `index ${column}`;
  const value = relu ? `, relu gives ${numberText(layer.map[row][column])}` : "";
  const sum = spell(patchesAt(layer, row, column), weights, bias, layer.sums[row][column]);
  return `${place}:\n${sum}${value}`;
};

/**
 * The columns that a window has in the table of the input, channel by channel.
 *
 * @type {(part: Part) => number[][]}
 */
const columnsRead = ({ columns, input }) =>
  columns.reads.map((each) =>
    input.flatMap((_, channel) =>
      each.map((column) => channel * columns.inputHeads.length + column),
    ),
  );

/** @type {(layer: Layer, part: Part) => void} */
const build = (layer, part) => {
  const { rank, flip } = layer;
  const steps = part.map.flat().length;
  tables.innerHTML = tablesMarkup(layer, part);
  list.innerHTML = "<li></li>".repeat(steps);
  figure.dataset.reads = JSON.stringify([part.rows.reads, columnsRead(part)]);
  figure.classList.toggle("large", part.columns.inputHeads.length > LARGE);
  count.textContent = `All ${steps} sums`;
  title.textContent = `Conv${rank}D, ${flip ? "convolution" : "cross-correlation"}, step by step`;
};

/**
 * What tables and captions are built for; all else is only written into them.
 *
 * @type {(layer: Layer, view: View) => string}
 */
const buildKey = (layer, view) => {
  const { x, rank, rows, columns, strides, dilation, padding, relu, flip } = layer;
  const all = [x.length, rank, rows, columns, strides, dilation, padding, relu, flip, view];
  return JSON.stringify(all);
};

/** @type {{ layer: Layer, view: View }} */
let drawn;
let built = "";

/**
 * The sum of a step is written when the step is shown; all of them, when they are.
 *
 * @type {(step: number) => void}
 */
const writeSum = (step) => writeText(list.children[step], sumText(drawn.layer, drawn.view, step));

const writeSums = () => range(list.children.length).forEach(writeSum);

/** @type {(layer: Layer, view: View) => void} */
export const drawLayer = (layer, view) => {
  const part = partOf(layer, view);
  const key = buildKey(layer, view);
  if (key !== built) build(layer, part);
  built = key;
  drawn = { layer, view };
  const [input, filter, map] = tables.querySelectorAll("tbody");
  const isPicture = part.map.length < layer.map.length || part.map[0].length < layer.map[0].length;
  const picture = isPicture && greyScale([0, 255]);
  const pictureMap = isPicture && cutScale(layer.map.flat());
  for (const [body, channels, scaleOf] of /** @type {const} */ ([
    [input, part.input, (/** @type {number[]} */ numbers) => picture || greyScale(numbers)],
    [filter, layer.weights, signedScale],
    [map, [part.map], (/** @type {number[]} */ numbers) => pictureMap || signedScale(numbers)],
  ])) {
    const texts = channels[0].flatMap((_, row) =>
      channels.flatMap((rows) => rows[row].map(numberText)),
    );
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
