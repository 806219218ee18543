// @ts-check
// The inputs to start from, and the bank of filters.

import { packRows, weightsOf } from "./address.js";
import { bank, inputs } from "./data.js";
import { elementById } from "./elements.js";
import { fields, typedRank } from "./form.js";
import { currentPicture, keepPicture } from "./picture.js";

const inputChoice = elementById("preset", HTMLSelectElement);
const filterChoice = elementById("bank", HTMLSelectElement);
const respondsTo = elementById("responds-to", HTMLElement);

/** @type {(select: HTMLSelectElement, names: string[]) => void} */
const addOptions = (select, names) => select.append(...names.map((name) => new Option(name, name)));

/** @type {(a: string, b: string) => boolean} */
const areSameRows = (a, b) => packRows(a) === packRows(b);

/**
 * Shows which input and which filter the fields hold, if they are known.
 *
 * @type {(rank: number) => void}
 */
export const showChoices = (rank) => {
  const isTyped = (/** @type {string} */ name) => areSameRows(inputs[name], fields.input.value);
  inputChoice.value = currentPicture() ? "" : (Object.keys(inputs).find(isTyped) ?? "");
  const fits = Object.keys(bank).filter((name) =>
    areSameRows(weightsOf(name, rank), fields.kernel.value),
  );
  // Several filters share their middle row: the one that was picked stays.
  const name = fits.includes(filterChoice.value) ? filterChoice.value : (fits[0] ?? "");
  filterChoice.value = name;
  const middle = "For a sequence: the middle row of the filter of this name.";
  const sentence = rank === 1 ? middle : `Responds to ${bank[name]?.responds_to}.`;
  respondsTo.textContent = name && sentence;
};

/** @type {(onChange: (key: string) => void) => void} */
export const offerChoices = (onChange) => {
  addOptions(inputChoice, Object.keys(inputs));
  addOptions(filterChoice, Object.keys(bank));

  const fillKernel = () => {
    const name = filterChoice.value;
    if (name) fields.kernel.value = weightsOf(name, typedRank(fields.input.value));
  };
  inputChoice.addEventListener("change", () => {
    if (!inputChoice.value) return;
    keepPicture(undefined);
    fields.input.value = inputs[inputChoice.value];
    fillKernel();
    const isImage = typedRank(fields.input.value) === 2;
    if (isImage && fields.padding.value === "causal") fields.padding.value = "same";
    onChange("preset");
  });
  filterChoice.addEventListener("change", () => {
    if (!filterChoice.value) return;
    fillKernel();
    onChange("bank");
  });
};
