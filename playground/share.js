// @ts-check
// What can be taken from the page: a link, Keras code, a table for a spreadsheet.

import { kerasCode, spreadsheetText } from "./code.js";
import { elementById } from "./elements.js";
import { writeAddress } from "./history.js";
import { currentPicture } from "./picture.js";

/** @typedef {import("./layer.js").Layer} Layer */

const code = elementById("code", HTMLElement);
const table = elementById("table", HTMLElement);
const parts = [code, table].map((each) => each.closest("details"));
const copied = elementById("copied", HTMLElement);

/** @type {Layer} */
let shown;

const AT_ONCE = 1000; // numbers of an input; of more, only what is looked at is written

const write = () => {
  code.textContent = kerasCode(shown);
  table.textContent = spreadsheetText(shown.map);
};

/** @type {(layer: Layer) => void} */
export const showShared = (layer) => {
  shown = layer;
  const isLarge = layer.x[0].length * layer.x[0][0].length > AT_ONCE;
  if (!isLarge || parts.some((part) => part?.open)) return write();
  code.textContent = table.textContent = "";
};

for (const part of parts) part?.addEventListener("toggle", write);

/** @type {(id: string, name: () => string, instead: string, text: () => string) => void} */
const copyOnClick = (id, name, instead, text) =>
  elementById(id, HTMLElement).addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      copied.textContent = `${name()} copied.`;
    } catch {
      copied.textContent = `The browser does not allow copying: ${instead}.`;
    }
  });

const linkName = () => (currentPicture() ? "Link to all but the picture" : "Link");
copyOnClick("copy-link", linkName, "copy the address", () => {
  writeAddress();
  return location.href;
});
const OPEN_IT = "open it below and select it";
copyOnClick(
  "copy-code",
  () => "Keras code",
  OPEN_IT,
  () => kerasCode(shown),
);
copyOnClick(
  "copy-table",
  () => "Feature map",
  OPEN_IT,
  () => spreadsheetText(shown.map),
);
