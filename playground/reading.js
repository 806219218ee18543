// @ts-check
// How typed text becomes rows of words: each way in which it can be read as a table of numbers.

/** @typedef {string[][]} Rows Words, row by row. */

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?(\/\d+)?$/i;

// Between two words of a line: one comma or tab, or spaces. Two tabs have an empty cell between.
const GAP = /[^\S\t]*[,\t][^\S\t]*|[^\S\t]+/;
const GAP_BUT_DECIMAL_COMMA = /[^\S\t]*(?:,(?!\d)|(?<!\d),|\t)[^\S\t]*|[^\S\t]+/;
const GAP_WITHOUT_COMMA = /[^,;\s][^\S\n]+[^,;\s]/;

/** @type {(word: string) => boolean} */
export const isNumber = (word) => NUMBER.test(word);

/** @type {(word: string) => string} */
export const withPoint = (word) => word.replace(/^([-+]?\d+),(\d+)$/, "$1.$2");

/** @type {(text: string) => string} */
export const withMinus = (text) => text.replace(/[−–]/g, "-");

/** @type {(rows: Rows) => string} */
export const rowsText = (rows) => rows.map((words) => words.join(" ")).join("\n");

/** @type {(rows: Rows) => boolean} */
const isTable = (rows) => {
  const alike = rows.every((words) => words.length === rows[0].length);
  return rows.length > 0 && alike && rows.flat().every(isNumber);
};

/** @type {(candidates: Rows[]) => Rows[]} */
const withoutDoubles = (candidates) => {
  const texts = candidates.map(rowsText);
  return candidates.filter((_, i) => texts.indexOf(texts[i]) === i);
};

/**
 * Semicolons stand between numbers where nothing else does, else between rows.
 *
 * @type {(lines: string[], split: (text: string) => string[]) => Rows}
 */
const rowsOf = (lines, split) => {
  const pieces = lines.map((line) => line.split(";").map((piece) => split(piece.trim())));
  const areSingle = pieces.flat().every((words) => words.length === 1);
  return areSingle ? pieces.map((row) => row.flat()) : pieces.flat();
};

/** @type {(text: string) => string[]} */
const splitAtCommas = (text) => text.split(GAP);

/** @type {(text: string) => string[]} */
const splitBesideCommas = (text) => text.split(GAP_BUT_DECIMAL_COMMA).map(withPoint);

/**
 * Text without brackets: lines of a sheet, of a table, or typed by hand. Commas are decimal commas
 * where something else stands between the numbers.
 *
 * @type {(lines: string[]) => Rows[]}
 */
const readLines = (lines) => {
  const separating = rowsOf(lines, splitAtCommas);
  const decimal = rowsOf(lines, splitBesideCommas);
  const isMixed =
    lines.some((line) => GAP_WITHOUT_COMMA.test(line)) ||
    (lines.length > 1 && lines.some((line) => line.includes(";")));
  if (isMixed && isTable(decimal)) return [decimal];
  const candidates = [separating, decimal];
  // 1,2,3 4,5,6 may be two rows.
  if (isMixed && lines.length === 1 && lines[0].includes(",")) {
    candidates.push(lines[0].split(/\s+/).map(splitAtCommas));
  }
  const tables = candidates.filter(isTable);
  if (tables.length) return tables;
  return [isMixed && decimal.flat().every(isNumber) ? decimal : separating];
};

/**
 * Text in brackets, as Python, NumPy and MATLAB write arrays: commas stand between numbers.
 *
 * @type {(text: string) => Rows[]}
 */
const readBrackets = (text) => {
  const words = (/** @type {RegExp} */ gap) => (/** @type {string} */ part) =>
    part.trim().split(gap).filter(Boolean).map(withPoint);
  const parts = text.split(/[[\]]/).filter((part) => /[^\s,;]/.test(part));
  const gaps = [/[\s,;]+/];
  if (parts.some((part) => GAP_WITHOUT_COMMA.test(part))) gaps.push(GAP_BUT_DECIMAL_COMMA);
  if (parts.length > 1) return gaps.map((gap) => parts.map(words(gap)));
  // A line that ends with a comma goes on in the next; one that does not may end a row.
  const row = parts.join().trim().replace(/,\s+/g, ", ");
  return gaps.flatMap((gap) => [/;/, /[;\n]/].map((end) => row.split(end).map(words(gap))));
};

/** @type {(text: string) => string} */
const withoutCode = (text) =>
  text
    .replace(/^\s*\w+\s*=\s*/, "")
    .replace(/(\w+\.)?(array|tensor|constant)\s*\(/gi, "")
    .replace(/,?\s*dtype\s*=\s*[\w."']+/g, "")
    .replace(/\)\s*$/, "")
    .replace(/[({]/g, "[")
    .replace(/[)}]/g, "]");

/** @type {(text: string) => string[]} */
const linesOf = (text) =>
  text
    .split(/\n|\\\\/)
    .filter((line) => !/^[\s|:+]*---[\s|:+-]*$/.test(line)) // the rule of a table in Markdown
    .map((line) => line.replace(/^[\s|]+|[\s|;,]+$/g, "").replace(/\s*[|&]\s*/g, "\t"))
    .filter(Boolean);

export const COLOURS = ["red", "green", "blue"];
const HEADING = /^[ \t]*(red|green|blue)[ \t]*:?[ \t]*$/im;

/**
 * The texts of red, green and blue where lines with these words stand above them, else the one
 * text; nothing if a colour is missing or there twice.
 *
 * @type {(text: string) => string[] | undefined}
 */
export const splitChannels = (text) => {
  const [before, ...parts] = text.split(HEADING);
  if (!parts.length) return [text];
  const names = COLOURS.map((name) => parts.findIndex((part) => part.toLowerCase() === name));
  const isWhole = parts.length === 6 && !names.includes(-1) && !before.trim();
  return isWhole ? names.map((at) => parts[at + 1]) : undefined;
};

/** @type {(texts: string[]) => string} */
export const joinChannels = (texts) =>
  texts.length === 1 ? texts[0] : texts.map((text, i) => `${COLOURS[i]}\n${text}`).join("\n");

/** @type {(text: string) => Rows[]} */
const read = (text) => {
  const plain = withoutCode(withMinus(text));
  if (!/[^\s[\]]/.test(plain)) return [];
  if (!/[[\]]/.test(plain)) return withoutDoubles(readLines(linesOf(plain)));
  const found = readBrackets(plain);
  const tables = found.filter(isTable);
  return withoutDoubles(tables.length ? tables : [found[0]]);
};

/** @type {Map<string, Rows[]>} */
const known = new Map();

/**
 * Returns each way in which the text can be read: none if there is no word, one if there is no
 * doubt or if it is no table at all. What was read lately is not read again.
 *
 * @type {(text: string) => Rows[]}
 */
export const readings = (text) => {
  const found = known.get(text) ?? read(text);
  if (known.size > 99) known.clear();
  known.set(text, found);
  return found;
};

/**
 * The rows of a text that can be read in one way.
 *
 * @type {(text: string) => Rows}
 */
export const splitRows = (text) => readings(text)[0] ?? [];
