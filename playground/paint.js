// @ts-check
// Painting in the table of the input: by mouse, by tap, by key.

import { figure } from "./elements.js";
import { brushNumber } from "./form.js";

/** @typedef {import("./layer.js").Layer} Layer */
/** @typedef {{ row: number, column: number }} Position In the input, without its padding. */

/**
 * @param {() => Layer} currentLayer
 * @param {(x: number[][]) => void} onPaint
 */
export const enablePainting = (currentLayer, onPaint) => {
  /** @type {(event: Event) => Position | undefined} */
  const positionOf = ({ target }) => {
    /** @type {HTMLTableCellElement | null} */
    const cell = /** @type {Element} */ (target).closest("tbody td:not(.pad)");
    const isInput = cell?.closest("table") === figure.querySelector("table");
    if (!cell || !isInput || figure.matches(".stale")) return undefined;
    const { sectionRowIndex } = /** @type {HTMLTableRowElement} */ (cell.parentNode);
    const { rows, columns } = currentLayer();
    return {
      row: sectionRowIndex - rows.before,
      column: cell.cellIndex - 1 - columns.before,
    };
  };

  /** @type {(position: Position, value: number) => void} */
  const paint = ({ row, column }, value) => {
    const { x } = currentLayer();
    if (x[row][column] === value) return;
    const painted = x.map((line) => [...line]);
    painted[row][column] = value;
    onPaint(painted);
  };

  /**
   * What a stroke paints that begins here: where the brush has been, it takes away.
   *
   * @type {(position: Position) => number}
   */
  const strokeAt = ({ row, column }) => {
    const value = brushNumber();
    return currentLayer().x[row][column] === value ? 0 : value;
  };

  /** @type {number | undefined} */
  let stroke;

  // A finger that moves scrolls the page; one that taps paints.
  figure.addEventListener("click", (event) => {
    const isTap = event instanceof PointerEvent && event.pointerType === "touch";
    const position = isTap && positionOf(event);
    if (position) paint(position, strokeAt(position));
  });
  figure.addEventListener("pointerdown", (event) => {
    const isPress = event.button === 0 && event.pointerType !== "touch";
    const position = isPress && positionOf(event);
    if (!position) return;
    stroke = strokeAt(position);
    paint(position, stroke);
  });
  figure.addEventListener("pointerover", (event) => {
    const isHeld = event.buttons === 1 && event.pointerType !== "touch";
    const position = isHeld && positionOf(event);
    if (position && stroke !== undefined) paint(position, stroke);
  });
  window.addEventListener("pointerup", () => {
    stroke = undefined;
  });
  figure.addEventListener("keydown", (event) => {
    const isShortcut = event.ctrlKey || event.metaKey || event.altKey;
    const paints = !isShortcut && /^[ \d]$|^Enter$/.test(event.key);
    const position = paints && positionOf(event);
    if (!position) return;
    event.preventDefault();
    paint(position, /\d/.test(event.key) ? Number(event.key) : strokeAt(position));
  });
};
