// @ts-check
// The colours of the cells, those that `Scale` and `ink_on` of convdemo/colours.py give in Python.

import { colours } from "./data.js";

/** @typedef {number[]} Colour Red, green and blue, from 0 to 255. */

/**
 * @typedef {object} Scale Colours for numbers, mixed from those at three of them.
 * @property {number} middle Which has the colour `at`.
 * @property {number} reach How far from it the two others are.
 * @property {Colour} below
 * @property {Colour} at
 * @property {Colour} above
 */

/** @type {(name: string) => Colour} */
const levels = (name) =>
  [1, 3, 5].map((start) => Number.parseInt(name.slice(start, start + 2), 16));

const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];
const BELOW = levels(colours.below);
const ABOVE = levels(colours.above);

/**
 * Black at 0 or the lowest number, white at the highest.
 *
 * @type {(numbers: number[]) => Scale}
 */
export const greyScale = (numbers) => {
  const middle = Math.min(0, ...numbers);
  const reach = (Math.max(0, ...numbers) || 1) - middle;
  return { middle, reach, below: BLACK, at: BLACK, above: WHITE };
};

/**
 * White at zero, and two colours as far from it as any of the numbers.
 *
 * @type {(numbers: number[]) => Scale}
 */
export const signedScale = (numbers) => {
  const reach = Math.max(...numbers.map(Math.abs)) || 1;
  return { middle: 0, reach, below: BELOW, at: WHITE, above: ABOVE };
};

const CUT_AT = 0.99;

/**
 * The same where there is no room for numbers: the colours end as far from zero as 99 of 100
 * numbers that are not zero, so that a few do not leave the others pale.
 *
 * @type {(numbers: number[]) => Scale}
 */
export const cutScale = (numbers) => {
  const sizes = numbers
    .map(Math.abs)
    .filter(Boolean)
    .sort((a, b) => a - b);
  const reach = sizes[Math.ceil(CUT_AT * (sizes.length - 1))] ?? 1;
  return signedScale([+reach.toPrecision(3)]);
};

/**
 * To a whole number, a half to an even one, as NumPy rounds: no bits are left for the rest.
 *
 * @type {(value: number) => number}
 */
const round = (value) => value + 2 ** 52 - 2 ** 52;

/** @type {(scale: Scale, number: number) => Colour} */
export const colourOf = ({ middle, reach, below, at, above }, number) => {
  const end = number < middle ? below : above;
  const distance = Math.min(Math.abs(number - middle), reach);
  return at.map((level, i) => round(level + ((end[i] - level) * distance) / reach));
};

/**
 * Black or white, whichever stands out more from a colour.
 *
 * Source: WCAG 2.2, relative luminance and contrast ratio.
 *
 * @type {(colour: Colour) => string}
 */
const inkOn = (colour) => {
  const [red, green, blue] = colour.map((level) => {
    const share = level / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance + 0.05 > Math.sqrt(1.05 * 0.05) ? "black" : "white";
};

// A browser computes a style anew even where it is the same as before.
/** @type {WeakMap<HTMLElement, string>} */
const shown = new WeakMap();

/** @type {(cell: HTMLElement, scale: Scale, number: number) => void} */
export const shade = (cell, scale, number) => {
  const colour = colourOf(scale, number);
  const name = `rgb(${colour})`;
  if (shown.get(cell) === name) return;
  shown.set(cell, name);
  cell.style.backgroundColor = name;
  cell.style.color = inkOn(colour);
};
