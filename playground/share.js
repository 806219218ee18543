// @ts-check
// What can be taken from the page: a link, Keras code, a table for a spreadsheet.

import { kerasCode, spreadsheetText } from "./code.js";
import { elementById } from "./elements.js";
import { writeAddress } from "./history.js";

/** @typedef {import("./layer.js").Layer} Layer */

const code = elementById("code", HTMLElement);
const table = elementById("table", HTMLElement);
const copied = elementById("copied", HTMLElement);

/** @type {(layer: Layer) => void} */
export const showShared = (layer) => {
  code.textContent = kerasCode(layer);
  table.textContent = spreadsheetText(layer.map);
};

/** @type {(id: string, name: string, instead: string, text: () => string) => void} */
const copyOnClick = (id, name, instead, text) =>
  elementById(id, HTMLElement).addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      copied.textContent = `${name} copied.`;
    } catch {
      copied.textContent = `The browser does not allow copying: ${instead}.`;
    }
  });

copyOnClick("copy-link", "Link", "copy the address", () => {
  writeAddress();
  return location.href;
});
const OPEN_IT = "open it below and select it";
copyOnClick("copy-code", "Keras code", OPEN_IT, () => code.textContent);
copyOnClick("copy-table", "Feature map", OPEN_IT, () => table.textContent);
