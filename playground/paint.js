// @ts-check
// Painting in the tables of the input and of the filter: by mouse, by tap, by key.

import { figure } from "./elements.js";
import { brushNumber } from "./form.js";
import { isNumber } from "./reading.js";

/** @typedef {import("./layer.js").Layer} Layer */
/** @typedef {"input" | "kernel"} Field */
/** @typedef {{ field: Field, channel: number, row: number, column: number }} Place */
/** @typedef {(place: Place, word: string, key: string) => void} Paint */

/** @type {Record<string, [number, number]>} */
const MOVES = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

/** @type {(event: Event) => HTMLTableCellElement | null} */
const cellOf = ({ target }) => /** @type {Element} */ (target).closest("tbody td");

/**
 * The cell to which a key leads from another, as far as there are cells.
 *
 * @type {(cell: HTMLTableCellElement, event: KeyboardEvent) => HTMLTableCellElement}
 */
const cellBeside = (cell, { key, ctrlKey }) => {
  const row = /** @type {HTMLTableRowElement} */ (cell.parentNode);
  const rows = /** @type {HTMLTableSectionElement} */ (row.parentNode).rows;
  const [down, right] = MOVES[key];
  const clamp = (
    /** @type {number} */ index,
    /** @type {number} */ first,
    /** @type {number} */ last,
  ) => Math.min(Math.max(index, first), last);
  const rowIndex = row.sectionRowIndex + (ctrlKey ? right : down);
  const { cells } = rows[clamp(rowIndex, 0, rows.length - 1)];
  return cells[clamp(cell.cellIndex + right, 1, cells.length - 1)];
};

/**
 * The filter's table is made a grid once the stepper has made grids of the two others.
 */
const makeFilterGrid = () => {
  const [, filter] = figure.querySelectorAll("table");
  if (filter.role) return;
  filter.role = "grid";
  filter.tBodies[0].rows[0].cells[1].tabIndex = 0;
};

/**
 * @param {(cell: HTMLTableCellElement) => Place | undefined} placeOf
 * @param {(place: Place) => number} valueAt
 * @param {Paint} paint
 */
export const enablePainting = (placeOf, valueAt, paint) => {
  /** @type {(event: Event) => Place | undefined} */
  const placeAt = (event) => {
    const cell = cellOf(event);
    return cell && !figure.matches(".stale") ? placeOf(cell) : undefined;
  };

  /**
   * What a stroke paints that begins here: where the brush has been, it takes away.
   *
   * @type {(place: Place) => string}
   */
  const strokeAt = (place) => {
    const value = brushNumber();
    return valueAt(place) === value ? "0" : `${value}`;
  };

  /** @type {{ field: Field, word: string, key: string } | undefined} */
  let stroke;
  let strokes = 0;

  // A finger that moves scrolls the page; one that taps paints.
  figure.addEventListener("click", (event) => {
    const isTap = event instanceof PointerEvent && event.pointerType === "touch";
    const place = isTap && placeAt(event);
    strokes += 1;
    if (place) paint(place, strokeAt(place), `tap ${strokes}`);
  });
  figure.addEventListener("pointerdown", (event) => {
    const isPress = event.button === 0 && event.pointerType !== "touch";
    const place = isPress && placeAt(event);
    if (!place) return;
    strokes += 1;
    stroke = { field: place.field, word: strokeAt(place), key: `stroke ${strokes}` };
    paint(place, stroke.word, stroke.key);
  });
  figure.addEventListener("pointerover", (event) => {
    const isHeld = event.buttons === 1 && event.pointerType !== "touch";
    const place = isHeld && placeAt(event);
    if (place && stroke?.field === place.field) paint(place, stroke.word, stroke.key);
  });
  window.addEventListener("pointerup", () => {
    stroke = undefined;
  });

  // As in a spreadsheet: what is typed goes on until Enter, or another cell.
  let typed = "";
  const forget = () => {
    typed = "";
  };
  figure.addEventListener("focusin", forget);
  figure.addEventListener("focusout", forget);
  figure.addEventListener("keydown", (event) => {
    const place = placeAt(event);
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const isEnd = key === "Enter" && typed !== "";
    if (!isEnd && !/^([\d.,/ -]|Enter|Backspace|Delete)$/.test(key)) return;
    event.preventDefault();
    if (isEnd) return forget();
    if (key === " " || key === "Enter") {
      strokes += 1;
      return paint(place, strokeAt(place), `key ${strokes}`);
    }
    if (key === "Delete") typed = "";
    else if (key === "Backspace") typed = typed.slice(0, -1);
    else typed += key;
    const word = typed.replace(",", ".");
    const change = `cell ${Object.values(place).join(" ")}`;
    if (isNumber(word)) paint(place, word, change);
    else if (!typed) paint(place, "0", change);
  });

  figure.addEventListener("keydown", (event) => {
    const cell = cellOf(event);
    const isFilter = cell?.closest("table") === figure.querySelectorAll("table")[1];
    if (!cell?.closest("[role=grid]") || !MOVES[event.key]) return;
    // The stepper knows its own arrow keys, and no grid of the filter.
    if (!isFilter && event.key.startsWith("Arrow")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    cellBeside(cell, event).click(); // which the stepper answers with the focus
  });
  // Nor does it know what a weight feeds.
  for (const name of ["pointerover", "focusin"]) {
    figure.addEventListener(name, (event) => {
      const isFilter = cellOf(event)?.closest("table") === figure.querySelectorAll("table")[1];
      if (isFilter) event.stopImmediatePropagation();
    });
  }
  figure.addEventListener("step", makeFilterGrid);
};
