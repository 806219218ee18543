// @ts-check
// The parts of the page, found by their id.

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export const elementById = (id, type) => {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`The page has no ${type.name} with the id ${id}.`);
};

/**
 * Writes a text where it differs: a screen reader would read out the same text again.
 *
 * @param {Node} node
 * @param {string} text
 */
export const writeText = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};

export const figure = elementById("figure", HTMLElement);
