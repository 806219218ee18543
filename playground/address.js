// @ts-check
// The address holds all settings that differ from the defaults, and the step.

import { bank, inputs } from "./data.js";
import { elementById, figure, writeText } from "./elements.js";
import { fields, textOf, typedRank, writeField } from "./form.js";
import { quote } from "./parse.js";
import { currentPicture, keepPicture } from "./picture.js";
import { joinChannels, splitChannels, splitRows, withMinus, withPoint } from "./reading.js";

/** @typedef {keyof typeof fields} Field */

/** @type {Record<string, string>} */
const DEFAULTS = { strides: "1", padding: "valid", dilation_rate: "1", bias: "0" };
const FIRST_INPUT = inputs["2D example: a vertical line"];
const FIRST_FILTER = "vertical_line";

const note = elementById("address-note", HTMLElement);

let settings = "";

/**
 * The weights of a filter of the bank; for a sequence, its middle row.
 *
 * @type {(name: string, rank: number) => string}
 */
export const weightsOf = (name, rank) => {
  const { weights } = bank[name];
  return rank === 1 ? weights.split("\n")[1] : weights;
};

/**
 * Rows of numbers as the address holds them, whatever form they were typed in.
 *
 * @type {(text: string) => string}
 */
export const packRows = (text) =>
  (splitChannels(text) ?? [])
    .map((each) =>
      splitRows(each)
        .map((words) => words.join(","))
        .join(";"),
    )
    .join("|");

/** @type {(text: string) => string} */
const unpackRows = (text) =>
  joinChannels(text.split("|").map((each) => each.replace(/;/g, "\n").replace(/,/g, " ")));

/** @type {(field: Field) => string} */
const packed = (field) => {
  const text = textOf(field);
  if (fields[field] instanceof HTMLTextAreaElement) return packRows(text);
  return encodeURIComponent(withPoint(withMinus(text).trim())).replace(/%2C/g, ",");
};

export const names = /** @type {Field[]} */ (Object.keys(fields));

/** Notes the settings, which have no mistake, as what the address is to hold. */
export const keepSettings = () => {
  writeText(note, "");
  settings = names
    .filter((field) => field !== "input" || !currentPicture()) // which has no room there
    .filter((field) => textOf(field) !== (DEFAULTS[field] ?? ""))
    .map((field) => `${field}=${packed(field)}`)
    .join("&");
};

export const pageAddress = () => {
  const step = Number(figure.dataset.step);
  return `#${settings}${step ? `&step=${step}` : ""}`;
};

/** @type {(field: Field) => string} */
const firstText = (field) => {
  if (field === "input") return FIRST_INPUT;
  if (field === "kernel") return weightsOf(FIRST_FILTER, typedRank(fields.input.value));
  return DEFAULTS[field] ?? "";
};

/**
 * What to say of a step that is not there; beyond the last, the last is shown.
 *
 * @type {(step: string) => string}
 */
const stepProblem = (step) => {
  const last = figure.querySelectorAll("li").length - 1;
  if (Number(figure.dataset.step) > last) figure.dataset.step = `${last}`;
  if (/^\d+$/.test(step) && Number(step) <= last) return "";
  const message = `The address asks for step ${quote(step)}, but the steps are 0 to ${last}`;
  return `${message}: step ${figure.dataset.step} is shown.`;
};

/**
 * Fills the form from the part of an address after its #. What is wrong there is said, and has its
 * default instead, so that it spoils nothing else.
 *
 * @param {string} hash
 * @param {() => import("./form.js").Problems} update
 */
export const loadAddress = (hash, update) => {
  keepPicture(undefined);
  const given = new URLSearchParams(hash.slice(1));
  for (const field of names) {
    const text = given.get(field);
    const isTable = fields[field] instanceof HTMLTextAreaElement;
    writeField(field, text === null ? firstText(field) : isTable ? unpackRows(text) : text);
  }
  const step = given.get("step") ?? "0";
  figure.dataset.step = /^\d{1,9}$/.test(step) ? step : "0";

  /** @type {Map<Field, string>} */
  const mistakes = new Map();
  for (;;) {
    const problems = update();
    const bad = names.find((field) => problems[field] && given.has(field) && !mistakes.has(field));
    if (!bad) break;
    mistakes.set(bad, problems[bad]?.message ?? "");
    writeField(bad, firstText(bad));
    if (!given.has("kernel")) writeField("kernel", firstText("kernel"));
  }
  for (const [field, message] of mistakes) {
    const place = elementById(`${field}-problem`, HTMLElement);
    writeText(place, `In the address: ${message} The default is here instead.`);
  }
  writeText(note, stepProblem(step));
};
