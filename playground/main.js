// @ts-check
// Reads the form, computes and draws the layer, and does so again when something changes.

import { keepSettings } from "./address.js";
import { drawPictures, enableWindow, isPicture, windowView } from "./canvas.js";
import { elementById, figure, writeText } from "./elements.js";
import { fields, form, readOrNote, readSettings, showProblems } from "./form.js";
import { change, keepHistory } from "./history.js";
import { computeLayer } from "./layer.js";
import { offerPictures } from "./open.js";
import { enablePainting } from "./paint.js";
import { wholeView } from "./part.js";
import { offerChoices, showChoices } from "./presets.js";
import { joinChannels, rowsText, splitChannels, splitRows } from "./reading.js";
import { showShared } from "./share.js";
import { drawLayer } from "./tables.js";

/** @typedef {import("./paint.js").Place} Place */

/**
 * The last layer without a mistake.
 *
 * @type {import("./layer.js").Layer}
 */
let current;

/**
 * The settings in words, for print, where there is no form.
 *
 * @type {(layer: import("./layer.js").Layer) => string}
 */
const layerText = ({ strides, padding, dilation, bias, relu, flip }) => {
  const sizes = `Strides ${strides.join(" x ")}, dilation rate ${dilation.join(" x ")}`;
  const end = `${relu ? "" : "no "}ReLU, the filter ${flip ? "" : "not "}flipped.`;
  return `${sizes}, padding ${padding}, bias ${bias}, ${end}`;
};

const draw = () => {
  const view = isPicture(current) ? windowView(current) : wholeView(current);
  drawPictures(current, view);
  drawLayer(current, view);
};

const update = () => {
  /** @type {import("./form.js").Problems} */
  const problems = {};
  const settings = readSettings(problems);
  const layer = settings && readOrNote(problems, () => computeLayer(settings));
  showProblems(problems);
  if (layer) {
    current = layer;
    keepSettings();
    draw();
    showChoices(layer.rank);
    showShared(layer);
    writeText(elementById("summary", HTMLElement), layerText(layer));
  }
  return problems;
};

/** @type {(cell: HTMLTableCellElement) => Place | undefined} */
const placeOf = (cell) => {
  const at = [...figure.querySelectorAll("table")].findIndex((table) => table.contains(cell));
  if (at > 1 || cell.matches(".pad") || (at === 0 && isPicture(current))) return undefined;
  const { x, kernel, rows, columns, flip } = current;
  const { sectionRowIndex } = /** @type {HTMLTableRowElement} */ (cell.parentNode);
  const width = at ? kernel[0][0].length : columns.padded;
  const channel = Math.floor((cell.cellIndex - 1) / width);
  const column = (cell.cellIndex - 1) % width;
  if (!at) {
    const row = sectionRowIndex - rows.before;
    return { field: "input", channel, row, column: column - columns.before };
  }
  const last = kernel[0].length - 1;
  return {
    field: "kernel",
    channel: kernel.length < x.length ? 0 : channel,
    row: flip ? last - sectionRowIndex : sectionRowIndex,
    column: flip ? width - 1 - column : column,
  };
};

/** @type {(place: Place) => number} */
const valueAt = ({ field, channel, row, column }) =>
  (field === "input" ? current.x : current.kernel)[channel][row][column];

/** @type {import("./paint.js").Paint} */
const paint = (place, word, key) => {
  const { field, channel, row, column } = place;
  const channels = (splitChannels(fields[field].value) ?? []).map(splitRows);
  if (channels[channel][row][column] === word) return;
  channels[channel][row][column] = word;
  fields[field].value = joinChannels(channels.map(rowsText));
  change(key, update);
};

if (self !== top) {
  const { classList, style } = document.documentElement;
  classList.add("framed");
  addEventListener("message", ({ data, source }) => {
    if (source === parent && ["light", "dark"].includes(data)) style.colorScheme = data;
  });
}
offerChoices((key) => change(key, update));
enablePainting(placeOf, valueAt, paint);
form.addEventListener("input", ({ target }) => {
  const { name, type } = /** @type {HTMLInputElement} */ (target);
  // The two choices are no settings: they fill fields that are.
  if (!name) return;
  if (target instanceof HTMLSelectElement) delete target.dataset.unknown;
  if (name === "brush") update();
  else change(type === "checkbox" ? `${name} ${performance.now()}` : name, update);
});
enableWindow(() => current, draw);
offerPictures(change, update);
form.addEventListener("submit", (event) => event.preventDefault());
keepHistory(update);
