// @ts-check
// The form: what its fields hold, and what is wrong with them.

import { limits } from "./data.js";
import { elementById, figure, writeText } from "./elements.js";
import { openMistakes } from "./layout.js";
import { FieldError, parseChannels, parseNumber, parseSizes, quote } from "./parse.js";
import { channelsOf, currentPicture, hasColours } from "./picture.js";
import { splitChannels, splitRows } from "./reading.js";

/** @typedef {import("./layer.js").Settings} Settings */

/** @typedef {Partial<Record<string, FieldError>>} Problems What is wrong, for each such field. */

export const form = elementById("form", HTMLFormElement);
export const fields = {
  input: elementById("input", HTMLTextAreaElement),
  kernel: elementById("kernel", HTMLTextAreaElement),
  strides: elementById("strides", HTMLInputElement),
  padding: elementById("padding", HTMLSelectElement),
  dilation_rate: elementById("dilation_rate", HTMLInputElement),
  bias: elementById("bias", HTMLInputElement),
  flip: elementById("flip", HTMLInputElement),
  relu: elementById("relu", HTMLInputElement),
  colour: elementById("colour", HTMLInputElement),
};
const brush = elementById("brush", HTMLInputElement);
const stale = elementById("stale", HTMLElement);

/** @type {(field: keyof typeof fields) => string} */
export const textOf = (field) => {
  const control = fields[field];
  if (control.type !== "checkbox") return control.value;
  return /** @type {HTMLInputElement} */ (control).checked ? "1" : "";
};

/** @type {(field: keyof typeof fields, text: string) => void} */
export const writeField = (field, text) => {
  const control = fields[field];
  if (control.type === "checkbox") {
    /** @type {HTMLInputElement} */ (control).checked = text === "1";
  } else if (control.value !== text) control.value = text;
  if (control instanceof HTMLSelectElement) control.dataset.unknown = control.value ? "" : text;
};

/** @type {(text: string) => number} */
export const typedRank = (text) =>
  currentPicture() || splitRows(splitChannels(text)?.[0] ?? "").length > 1 ? 2 : 1;

/**
 * Returns what is read, or notes what is wrong with it.
 *
 * @template T
 * @param {Problems} problems
 * @param {() => T} read
 * @returns {T | undefined}
 */
export const readOrNote = (problems, read) => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    problems[error.field] ??= error;
    return undefined;
  }
};

const parseBrush = () => parseNumber(brush.value, "brush", "The number to paint with");
export const brushNumber = () => readOrNote({}, parseBrush) ?? 1;

/**
 * A wrong brush spoils nothing but painting.
 *
 * @type {(problems: Problems) => boolean}
 */
const spoilLayer = (problems) => Object.keys(problems).some((field) => field !== "brush");

/**
 * Returns what no field alone can be blamed for: combinations that Keras has no layer for.
 *
 * @param {number[][][] | undefined} x
 * @param {number[][][] | undefined} kernel
 * @param {number[]} strides
 * @param {number[]} dilation
 * @returns {Problems}
 */
const combinationProblems = (x, kernel, strides, dilation) => {
  /** @type {Problems} */
  const problems = {};
  const note = (/** @type {string} */ field, /** @type {string} */ message) => {
    problems[field] = new FieldError(field, message);
  };
  if (x?.[0].length === 1 && kernel && kernel[0].length > 1) {
    note("kernel", "The input is one row, a sequence, so the filter must be one row too.");
  }
  if (x?.length === 1 && kernel && kernel.length > 1) {
    note("kernel", "The filter has weights for three colours, but the input has no colours.");
  }
  if (x && x[0].length > 1 && fields.padding.value === "causal") {
    note("padding", "Keras has causal padding for sequences only (Conv1D): take valid or same.");
  }
  const { unknown } = fields.padding.dataset;
  if (unknown) {
    note("padding", `Padding must be valid, same, reflect or causal, but was ${quote(unknown)}.`);
  }
  if (Math.max(...strides) > 1 && Math.max(...dilation) > 1) {
    const message = "Keras has no layer with strides and dilation rate both above 1";
    note("dilation_rate", `${message}: set one of them to 1.`);
  }
  return problems;
};

const readInput = () => {
  const picture = currentPicture();
  if (!picture) return parseChannels(fields.input.value, "input", limits.input);
  return channelsOf(picture, fields.colour.checked && hasColours(picture));
};

/**
 * Returns the settings, or nothing if one of them is wrong.
 *
 * @param {Problems} problems What is wrong is noted here.
 * @returns {Settings | undefined}
 */
export const readSettings = (problems) => {
  /** @type {<T>(read: () => T) => T | undefined} */
  const attempt = (read) => readOrNote(problems, read);
  /** @type {(field: "strides" | "dilation_rate", name: string) => number[] | undefined} */
  const sizes = (field, name) => attempt(() => parseSizes(fields[field].value, field, name, rank));

  const x = attempt(readInput);
  const kernel = attempt(() => parseChannels(fields.kernel.value, "kernel", limits.kernel));
  const rank = x?.[0].length === 1 ? 1 : 2;
  const strides = sizes("strides", "Strides");
  const dilation = sizes("dilation_rate", "The dilation rate");
  const bias = attempt(() => parseNumber(fields.bias.value, "bias", "The bias"));
  attempt(parseBrush);
  for (const [field, problem] of Object.entries(
    combinationProblems(x, kernel, strides ?? [], dilation ?? []),
  )) {
    problems[field] ??= problem;
  }
  if (spoilLayer(problems) || !x || !kernel || !strides || !dilation || bias === undefined) return;
  const padding = fields.padding.value;
  const flip = fields.flip.checked;
  return { x, kernel, rank, strides, dilation, padding, bias, relu: fields.relu.checked, flip };
};

/**
 * A button for each way to read a text, which writes it so that there is no doubt.
 *
 * @type {(field: string, choices: string[]) => void}
 */
const offerReadings = (field, choices) => {
  const place = document.getElementById(`${field}-choices`);
  if (!place || place.dataset.choices === choices.join("|")) return;
  place.dataset.choices = choices.join("|");
  const buttons = choices.map((text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    button.onclick = () => {
      const control = fields[/** @type {keyof typeof fields} */ (field)];
      control.value = text;
      control.focus();
      control.dispatchEvent(new Event("input", { bubbles: true }));
    };
    return button;
  });
  place.replaceChildren(...buttons);
};

/** The controls of the input: of a picture, if there is one, or of typed numbers. */
const showInputKind = () => {
  const picture = currentPicture();
  elementById("typed", HTMLElement).hidden = picture !== undefined;
  elementById("opened", HTMLElement).hidden = picture === undefined;
  if (!picture) return;
  const { name, width, height } = picture;
  writeText(elementById("picture-name", HTMLElement), `${quote(name)}, ${height} x ${width}`);
};

/** @type {(problems: Problems) => void} */
export const showProblems = (problems) => {
  showInputKind();
  for (const control of [...Object.values(fields), brush]) {
    const { message = "", choices = [] } = problems[control.id] ?? {};
    const note = document.getElementById(`${control.id}-problem`);
    if (!note) continue;
    writeText(note, message);
    offerReadings(control.id, choices);
    control.setAttribute("aria-invalid", `${message !== ""}`);
  }
  openMistakes();
  const isStale = spoilLayer(problems);
  figure.classList.toggle("stale", isStale);
  const sentence = "The numbers below belong to the last settings without a mistake.";
  writeText(stale, isStale ? sentence : "");
};
