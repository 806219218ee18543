// @ts-check
// A picture and its feature map without numbers, and the window whose numbers the tables show.

import { limits } from "./data.js";
import { elementById } from "./elements.js";
import { colourOf, cutScale } from "./shades.js";
import { numberText } from "./words.js";

/** @typedef {import("./layer.js").Axis} Axis */
/** @typedef {import("./layer.js").Layer} Layer */
/** @typedef {import("./part.js").View} View */

const SHOWN = { 1: 12, 3: 6 }; // pixels along each axis of the window, by channels

const pane = elementById("pictures", HTMLElement);
const canvases = ["picture-input", "picture-map"].map((id) => elementById(id, HTMLCanvasElement));
const captions = [...pane.querySelectorAll("figcaption")];
const frames = /** @type {HTMLElement[]} */ ([...pane.querySelectorAll(".frame")]);
const sliders = ["window-row", "window-column"].map((id) => elementById(id, HTMLInputElement));

/** @type {(axis: Axis, channels: number) => number} */
const outputsShown = ({ reads }, channels) => {
  const stride = reads.length > 1 ? reads[1][0] - reads[0][0] : 1;
  const reach = reads[0][reads[0].length - 1];
  const room = Math.floor((SHOWN[channels === 3 ? 3 : 1] - reach - 1) / stride) + 1;
  return Math.min(Math.max(room, 1), reads.length);
};

/** @type {(layer: Layer) => Axis[]} */
const axesOf = ({ rows, columns }) => [rows, columns];

/**
 * Whether the input is a picture with too many numbers to show them all.
 *
 * @type {(layer: Layer) => boolean}
 */
export const isPicture = ({ rows, columns }) => Math.max(rows.size, columns.size) > limits.input;

/**
 * The part of the layer that lies in the window.
 *
 * @type {(layer: Layer) => View}
 */
export const windowView = (layer) => {
  const [rows, columns] = axesOf(layer).map((axis, i) => {
    const count = outputsShown(axis, layer.x.length);
    sliders[i].max = `${axis.reads.length - count}`;
    return { from: sliders[i].valueAsNumber, count };
  });
  return { rows, columns };
};

/** @type {(canvas: HTMLCanvasElement, colours: number[][][]) => void} */
const draw = (canvas, colours) => {
  const [height, width] = [colours.length, colours[0].length];
  const image = new ImageData(width, height);
  colours.flat().forEach((colour, i) => {
    image.data.set([...colour, 255], 4 * i);
  });
  Object.assign(canvas, { width, height });
  canvas.parentElement?.style.setProperty("--ratio", `${width / height}`);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
};

/** @type {(frame: HTMLElement, box: number[], size: number[]) => void} */
const place = (frame, [top, left, height, width], [rows, columns]) => {
  const share = (/** @type {number} */ part, /** @type {number} */ whole) =>
    `${(100 * part) / whole}%`;
  frame.style.top = share(top, rows);
  frame.style.left = share(left, columns);
  frame.style.height = share(height, rows);
  frame.style.width = share(width, columns);
};

/** Marks on both pictures what the tables show. */
const placeFrames = (/** @type {Layer} */ layer, /** @type {View} */ { rows, columns }) => {
  const axes = axesOf(layer);
  const spans = [rows, columns];
  const inputs = axes.map(({ reads, before, size }, i) => {
    const first = reads[spans[i].from][0] - before;
    const last = Math.max(...reads[spans[i].from + spans[i].count - 1]) - before;
    const from = Math.max(first, 0);
    return { from, count: Math.min(last, size - 1) - from + 1 };
  });
  for (const [i, parts] of [inputs, spans].entries()) {
    const [down, right] = parts;
    const size = i ? axes.map(({ reads }) => reads.length) : axes.map((axis) => axis.size);
    place(frames[i], [down.from, right.from, down.count, right.count], size);
  }
};

/** @type {Layer | undefined} */
let drawn;

/**
 * Draws the picture and its map, or takes them away.
 *
 * @type {(layer: Layer, view: View) => void}
 */
export const drawPictures = (layer, view) => {
  pane.hidden = !isPicture(layer);
  if (pane.hidden) return;
  placeFrames(layer, view);
  for (const [i, { from, count }] of [view.rows, view.columns].entries()) {
    sliders[i].ariaValueText = `${i ? "columns" : "rows"} ${from} to ${from + count - 1}`;
  }
  if (layer === drawn) return;
  drawn = layer;
  const { x, map, relu } = layer;
  const scale = cutScale(map.flat());
  const size = (/** @type {number[][]} */ rows) => `${rows.length} x ${rows[0].length}`;
  draw(
    canvases[0],
    x[0].map((row, i) => row.map((_, j) => [0, 1, 2].map((c) => (x[c] ?? x[0])[i][j]))),
  );
  draw(
    canvases[1],
    map.map((row) => row.map((value) => colourOf(scale, value))),
  );
  captions[0].textContent = `Your picture, ${size(x[0])}${x.length > 1 ? " x 3" : ", in grey"}`;
  const end = numberText(scale.reach);
  const ends = `blue at -${end}, white at 0, red at ${end}`;
  captions[1].textContent = `Feature map${relu ? " after relu" : ""}, ${size(map)}: ${ends}`;
  for (const [i, canvas] of canvases.entries()) canvas.ariaLabel = captions[i].textContent;
};

/** @type {(currentLayer: () => Layer, onMove: () => void) => void} */
export const enableWindow = (currentLayer, onMove) => {
  for (const slider of sliders) slider.addEventListener("input", onMove);
  canvases.forEach((canvas, i) => {
    /** @type {(event: PointerEvent | MouseEvent) => void} */
    const moveHere = (event) => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const shares = [(event.clientY - top) / height, (event.clientX - left) / width];
      const layer = currentLayer();
      axesOf(layer).forEach((axis, along) => {
        const { reads, size, before } = axis;
        const pixel = shares[along] * size + before;
        const middle = (/** @type {number[]} */ each) => (each[0] + each[each.length - 1] + 1) / 2;
        const after = reads.findIndex((each) => middle(each) >= pixel);
        const output = i ? shares[along] * reads.length : after < 0 ? reads.length : after;
        const count = outputsShown(axis, layer.x.length);
        sliders[along].value = `${Math.round(output - count / 2)}`;
      });
      onMove();
    };
    // A finger that moves scrolls the page; one that taps moves the window.
    canvas.addEventListener("click", moveHere);
    canvas.addEventListener("pointermove", (event) => {
      if (event.buttons === 1 && event.pointerType !== "touch") moveHere(event);
    });
  });
};
