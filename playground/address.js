// @ts-check
// The address holds all settings that differ from the defaults, and the step.

import { bank, inputs } from "./data.js";
import { elementById, figure, writeText } from "./elements.js";
import { fields } from "./form.js";
import { quote } from "./parse.js";
import { splitRows, withMinus, withPoint } from "./reading.js";

/** @type {Record<string, string>} */
const DEFAULTS = { strides: "1", padding: "valid", dilation_rate: "1", bias: "0" };
/** @type {Record<string, string>} */
const AT_FIRST = {
  input: inputs["2D example: a vertical line"],
  kernel: bank.vertical_line.weights,
};

let settings = "";
let timer = 0;

/**
 * Rows of numbers as the address holds them, whatever form they were typed in.
 *
 * @type {(text: string) => string}
 */
export const packRows = (text) =>
  splitRows(text)
    .map((words) => words.join(","))
    .join(";");

/** @type {(control: typeof fields[keyof typeof fields]) => string} */
const packed = (control) => {
  if (control instanceof HTMLTextAreaElement) return packRows(control.value);
  return encodeURIComponent(withPoint(withMinus(textOf(control)).trim()));
};

/** @type {(text: string) => string} */
const unpackRows = (text) => text.replace(/;/g, "\n").replace(/,/g, " ");

/** @type {(control: { type: string, value: string, checked?: boolean }) => string} */
const textOf = ({ type, value, checked }) => (type === "checkbox" ? (checked ? "1" : "") : value);

export const pageAddress = () => {
  const step = Number(figure.dataset.step);
  return `#${settings}${step ? `&step=${step}` : ""}`;
};

/** Notes the settings, which have no mistake, as what the address is to hold. */
export const keepSettings = () => {
  settings = Object.entries(fields)
    .filter(([field, control]) => textOf(control) !== (DEFAULTS[field] ?? ""))
    .map(([field, control]) => `${field}=${packed(control)}`)
    .join("&");
};

export const cancelAddress = () => clearTimeout(timer);

/** Browsers allow only so many changes of the address a second. */
export const writeAddressSoon = () => {
  cancelAddress();
  timer = setTimeout(() => history.replaceState(null, "", pageAddress()), 200);
};

/**
 * Fills the form from the part of an address after its #.
 *
 * @param {string} hash
 * @param {() => void} update
 */
export const loadAddress = (hash, update) => {
  const given = new URLSearchParams(hash.slice(1));
  for (const [field, control] of Object.entries(fields)) {
    const text = given.get(field) ?? DEFAULTS[field] ?? "";
    if (control instanceof HTMLInputElement && control.type === "checkbox") {
      control.checked = text === "1";
    } else if (control instanceof HTMLTextAreaElement) {
      control.value = given.has(field) ? unpackRows(text) : AT_FIRST[field];
    } else control.value = text;
  }
  const step = given.get("step") ?? "0";
  figure.dataset.step = /^\d{1,4}$/.test(step) ? step : "0";

  const padding = given.get("padding") ?? DEFAULTS.padding;
  const isKnown = fields.padding.value === padding;
  if (!isKnown) fields.padding.value = DEFAULTS.padding;
  update();
  if (isKnown) return;
  const sentence = `Padding must be valid, same or causal, but was ${quote(padding)}`;
  writeText(elementById("padding-problem", HTMLElement), `${sentence}: taken as valid.`);
};
