// @ts-check
// One's own picture, from the disk or the clipboard: read, made small, and kept on this machine.

import { limits } from "./data.js";
import { FieldError, range } from "./parse.js";

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} bytes Red, green and blue of each pixel, row by row.
 */

const LARGEST_SIDE = 128;
const LARGEST_FILE = 50e6; // bytes
const LARGEST_PICTURE = 64e6; // pixels, four bytes each once a browser has unpacked them
const SHARES = [299, 587, 114]; // of 1000, of the colours in grey, by ITU-R BT.601, as in Pillow

/** @type {Picture | undefined} */
let current;

export const currentPicture = () => current;

/** @type {(picture: Picture | undefined) => void} */
export const keepPicture = (picture) => {
  current = picture;
};

/** @type {(view: DataView) => number[] | undefined} */
const jpegSize = (view) => {
  for (let at = 2; at + 9 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker < 0xffc0 || marker > 0xfffe) return undefined;
    const isFrame = marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
  }
  return undefined;
};

/** @type {(view: DataView) => number[] | undefined} */
const webpSize = (view) => {
  const kind = view.getUint8(15);
  if (kind === 0x58) return [24, 27].map((at) => 1 + (view.getUint32(at, true) & 0xffffff));
  if (kind === 0x20) return [26, 28].map((at) => view.getUint16(at, true) & 0x3fff);
  const bits = view.getUint32(21, true);
  return [1 + (bits & 0x3fff), 1 + ((bits >> 14) & 0x3fff)];
};

/**
 * Width and height as the head of the file says, before anything is unpacked: a small file can
 * hold a picture that fills the memory.
 *
 * @type {(view: DataView) => number[] | undefined}
 */
const sizeInFile = (view) => {
  if (view.byteLength < 32) return undefined;
  const start = view.getUint32(0);
  if (start === 0x89504e47) return [view.getUint32(16), view.getUint32(20)]; // PNG
  if (start === 0x47494638) return [view.getUint16(6, true), view.getUint16(8, true)]; // GIF8
  if (start >>> 16 === 0xffd8) return jpegSize(view);
  if (start === 0x52494646 && view.getUint32(8) === 0x57454250) return webpSize(view); // RIFF, WEBP
  return undefined;
};

/** @type {(bitmap: ImageBitmap) => { width: number, height: number, bytes: Uint8Array }} */
const shrink = (bitmap) => {
  const scale = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  );
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = "white"; // behind what is transparent
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, bytes: Uint8Array.from(data.filter((_, i) => i % 4 !== 3)) };
};

/**
 * Reads a picture, makes it small enough, and says why where it cannot.
 *
 * @type {(file: File) => Promise<Picture>}
 */
export const readPicture = async (file) => {
  const refuse = (/** @type {string} */ message) => new FieldError("picture", message);
  if (file.size > LARGEST_FILE) throw refuse("The file has more than 50 MB: save it smaller.");
  const size = sizeInFile(new DataView(await file.arrayBuffer()));
  if (!size) throw refuse("This is no PNG, JPEG, GIF or WebP: save the picture as one of these.");
  if (size[0] * size[1] > LARGEST_PICTURE) {
    throw refuse(`The picture has ${size[0]} x ${size[1]} pixels, too many: save it smaller.`);
  }
  try {
    const bitmap = await createImageBitmap(file);
    const picture = { name: file.name, ...shrink(bitmap) };
    bitmap.close();
    return picture;
  } catch {
    throw refuse("The browser cannot read this picture: the file may be damaged.");
  }
};

/**
 * The numbers of a picture: grey, or red, green and blue.
 *
 * @type {(picture: Picture, isColoured: boolean) => number[][][]}
 */
export const channelsOf = ({ width, height, bytes }, isColoured) => {
  const channel = (/** @type {(at: number) => number} */ valueAt) =>
    range(height).map((row) => range(width).map((column) => valueAt(3 * (row * width + column))));
  if (isColoured) return range(3).map((colour) => channel((at) => bytes[at + colour]));
  const grey = (/** @type {number} */ at) =>
    Math.round(SHARES.reduce((sum, share, colour) => sum + share * bytes[at + colour], 0) / 1000);
  return [channel(grey)];
};

/** @type {(picture: Picture) => boolean} */
export const hasColours = ({ bytes }) =>
  bytes.some((value, i) => i % 3 > 0 && value !== bytes[i - (i % 3)]);

/**
 * Whether it has so few pixels that all their numbers can be shown, and painted.
 *
 * @type {(picture: Picture) => boolean}
 */
export const isSmall = ({ width, height }) => Math.max(width, height) <= limits.input;
