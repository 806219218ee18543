// @ts-check
// Opens a picture from the disk, from the clipboard, or one that is dropped on the page.

import { elementById, writeText } from "./elements.js";
import { fields } from "./form.js";
import { FieldError } from "./parse.js";
import { channelsOf, hasColours, isSmall, keepPicture, readPicture } from "./picture.js";
import { joinChannels, rowsText } from "./reading.js";

/** @typedef {import("./picture.js").Picture} Picture */

const chooser = elementById("file", HTMLInputElement);
const problem = elementById("file-problem", HTMLElement);

/**
 * A small picture becomes numbers, which can be painted.
 *
 * @type {(picture: Picture) => void}
 */
const take = (picture) => {
  keepPicture(isSmall(picture) ? undefined : picture);
  if (!isSmall(picture)) return;
  const texts = channelsOf(picture, hasColours(picture)).map((rows) =>
    rowsText(rows.map((row) => row.map(String))),
  );
  fields.input.value = joinChannels(texts);
};

/**
 * @param {(key: string, make: () => void) => void} change
 * @param {() => void} update
 */
export const offerPictures = (change, update) => {
  /** @type {(file: File | undefined) => Promise<void>} */
  const open = async (file) => {
    if (!file) return;
    writeText(problem, "");
    try {
      const picture = await readPicture(file);
      change(`picture ${performance.now()}`, () => {
        take(picture);
        if (fields.padding.value === "causal") fields.padding.value = "same";
        update();
      });
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      writeText(problem, error.message);
    }
  };
  chooser.addEventListener("change", async () => {
    await open(chooser.files?.[0]);
    chooser.value = ""; // so that the same file can be opened again
  });
  window.addEventListener("paste", ({ clipboardData }) => {
    // A sheet puts numbers and their picture into the clipboard: the numbers are meant.
    if (!clipboardData?.getData("text/plain")) open(clipboardData?.files[0]);
  });
  window.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  window.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault(); // which would leave the page
    open(file);
  });
  elementById("close", HTMLButtonElement).addEventListener("click", () => {
    change("close", () => {
      keepPicture(undefined);
      update();
    });
    fields.input.focus();
  });
};
