// @ts-check
// What Python hands over in the page: the bank of filters, inputs to start from, and limits.

import { elementById } from "./elements.js";

/**
 * @typedef {object} PageData
 * @property {Record<string, { weights: string, responds_to: string }>} bank
 * @property {Record<string, string>} inputs
 * @property {{ input: number, kernel: number, padding: number }} limits Largest sizes of an axis.
 * @property {{ below: string, above: string }} colours On either side of zero, which is white.
 */

/** @type {PageData} */
const data = JSON.parse(elementById("data", HTMLScriptElement).text);

export const { bank, colours, inputs, limits } = data;
