// @ts-check
// Undo and redo: each change is an entry of the browser's history, so Back and Forward do the same.

import { loadAddress, names, pageAddress } from "./address.js";
import { elementById, figure, writeText } from "./elements.js";
import { fields, textOf, writeField } from "./form.js";
import { currentPicture, keepPicture } from "./picture.js";

/**
 * @typedef {object} Entry What the browser keeps with an address.
 * @property {number} at How many changes came before.
 * @property {Record<string, string>} texts Of all fields, also those with a mistake.
 * @property {string} address Of the last settings without one.
 * @property {import("./picture.js").Picture} [picture]
 */

const MOST_ENTRIES = 49; // browsers keep 50
const PAUSE = 1000; // milliseconds, after which typing on is another change
const PATIENCE = 1000; // milliseconds, in which the browser goes to an entry, if it is there
const WAIT = 200; // browsers allow only so many changes of the address a second

const undoButton = elementById("undo", HTMLButtonElement);
const redoButton = elementById("redo", HTMLButtonElement);
const said = elementById("undone", HTMLElement);

let at = 0;
let last = 0;
let goal = 0; // the entry that undo and redo are on the way to
let isMoving = false;
let lastChange = { key: "", time: 0 };
let timer = 0;
let arrival = 0;
let isNew = false;
/** @type {Entry | undefined} */
let waiting;

/** @type {() => Entry} */
const capture = () => ({
  at: at + Number(isNew),
  texts: Object.fromEntries(names.map((field) => [field, textOf(field)])),
  address: pageAddress(),
  picture: currentPicture(),
});

const showButtons = () => {
  const first = Math.max(0, last - MOST_ENTRIES);
  undoButton.ariaDisabled = `${goal <= first && !isNew}`;
  redoButton.ariaDisabled = `${goal >= last || isNew}`;
};

const forget = () => {
  clearTimeout(timer);
  waiting = undefined;
};

const write = () => {
  if (!waiting) return;
  if (isNew) {
    at += 1;
    last = goal = at;
    history.pushState(waiting, "", waiting.address);
  } else history.replaceState(waiting, "", waiting.address);
  isNew = false;
  forget();
  showButtons();
};

const writeSoon = () => {
  waiting = capture();
  clearTimeout(timer);
  timer = setTimeout(write, WAIT);
};

/**
 * Makes a change of what is shown. Changes of one kind, soon one after the other, count as one.
 *
 * @type {(key: string, make: () => void) => void}
 */
export const change = (key, make) => {
  const time = performance.now();
  const goesOn = key === lastChange.key && time - lastChange.time < PAUSE;
  if (!goesOn) {
    write(); // what was there before, noted before
    isNew = true;
  }
  lastChange = { key, time };
  make();
  writeText(said, "");
  writeSoon();
  showButtons();
};

/** Writes the address at once, so that it can be copied. */
export const writeAddress = () => {
  waiting = capture();
  write();
};

/** @type {(entry: Entry, update: () => import("./form.js").Problems) => void} */
const restore = ({ texts, address, picture }, update) => {
  loadAddress(address, update); // of texts with a mistake: what was shown
  for (const field of names) writeField(field, texts[field]);
  keepPicture(picture);
  update();
};

/** @type {(steps: number) => void} */
const travel = (steps) => {
  write();
  const first = Math.max(0, last - MOST_ENTRIES);
  goal = Math.min(Math.max(goal + steps, first), last);
  showButtons();
  if (isMoving || goal === at) return;
  isMoving = true;
  history.go(goal - at);
  clearTimeout(arrival);
  arrival = setTimeout(() => {
    isMoving = false;
    goal = at;
    showButtons();
  }, PATIENCE);
};

/** @type {(before: Entry) => string} */
const changedNames = ({ texts, picture }) =>
  names
    .filter((field) => textOf(field) !== texts[field])
    .map((field) => fields[field].labels?.[0].textContent?.split(/[:,]/)[0].trim())
    .concat(picture?.bytes.length !== currentPicture()?.bytes.length ? "picture" : [])
    .join(", ");

/** @type {(update: () => import("./form.js").Problems) => void} */
export const keepHistory = (update) => {
  const start = /** @type {Entry | null} */ (history.state);
  loadAddress("", update); // so that a first address with a mistake has a layer to show
  if (start?.texts) {
    at = last = goal = start.at;
    restore(start, update);
  } else if (location.hash) loadAddress(location.hash, update);
  writeAddress();

  window.addEventListener("popstate", ({ state }) => {
    forget();
    isNew = false;
    lastChange.key = "";
    if (!state?.texts) return;
    const before = capture();
    const isBack = state.at < at;
    at = state.at;
    if (isMoving && goal !== at) return history.go(goal - at);
    isMoving = false;
    goal = at;
    last = Math.max(last, at);
    restore(state, update);
    forget(); // nothing is new
    writeText(said, `${isBack ? "Undone" : "Done again"}: ${changedNames(before) || "step"}.`);
    showButtons();
  });
  // An address that was pasted has no entry of ours yet.
  window.addEventListener("hashchange", (event) => {
    if (history.state?.texts) return;
    at += 1;
    last = goal = at;
    loadAddress(new URL(event.newURL).hash, update);
    writeAddress();
  });
  window.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (!isRedo && key !== "z") return;
    event.preventDefault();
    travel(isRedo ? 1 : -1);
  });
  undoButton.addEventListener("click", () => travel(-1));
  redoButton.addEventListener("click", () => travel(1));
  elementById("reset", HTMLButtonElement).addEventListener("click", () => {
    change("reset", () => loadAddress("", update));
  });
  figure.addEventListener("step", () => {
    if (!isMoving) writeSoon();
  });
};
