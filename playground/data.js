// @ts-check
// What Python hands over in the page: the bank of filters, inputs to start from, and limits.

import { elementById } from "./elements.js";

/**
 * @typedef {object} PageData
 * @property {Record<string, { weights: string, responds_to: string }>} bank
 * @property {Record<string, string>} inputs
 * @property {{ input: number, kernel: number, padded: number }} limits Largest sizes of an axis.
 */

/** @type {PageData} */
const data = JSON.parse(elementById("data", HTMLScriptElement).text);

export const { bank, inputs, limits } = data;
