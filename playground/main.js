// @ts-check
// Reads the form, computes and draws the layer, and does so again when something changes.

import { cancelAddress, keepSettings, loadAddress, writeAddressSoon } from "./address.js";
import { figure } from "./elements.js";
import { fields, form, readOrNote, readSettings, showProblems } from "./form.js";
import { computeLayer } from "./layer.js";
import { enablePainting } from "./paint.js";
import { offerChoices, showChoices } from "./presets.js";
import { showShared } from "./share.js";
import { drawLayer } from "./tables.js";

/**
 * The last layer without a mistake.
 *
 * @type {import("./layer.js").Layer}
 */
let current;

const update = () => {
  /** @type {import("./form.js").Problems} */
  const problems = {};
  const settings = readSettings(problems);
  const layer = settings && readOrNote(problems, () => computeLayer(settings));
  cancelAddress();
  showProblems(problems);
  if (!layer) return;
  current = layer;
  keepSettings();
  drawLayer(layer);
  showChoices(layer.rank);
  showShared(layer);
  writeAddressSoon();
};

offerChoices(update);
enablePainting(
  () => current,
  (x) => {
    fields.input.value = x.map((row) => row.join(" ")).join("\n");
    update();
  },
);
form.addEventListener("input", ({ target }) => {
  // The two choices are no settings: they fill fields that are.
  if (/** @type {HTMLInputElement} */ (target).name) update();
});
form.addEventListener("submit", (event) => event.preventDefault());
figure.addEventListener("step", writeAddressSoon);

loadAddress("", update); // so that a first address with a mistake has a layer to show
if (location.hash) loadAddress(location.hash, update);
// Not location.hash: a write of the address that was waiting may have replaced it.
window.addEventListener("hashchange", (event) => loadAddress(new URL(event.newURL).hash, update));
