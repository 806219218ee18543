"use strict";

const { bank: BANK, inputs: INPUTS } = JSON.parse(document.getElementById("data").textContent);
const LARGEST_INPUT = 16, LARGEST_KERNEL = 7, LARGEST_PADDED = 32, LARGEST_NUMBER = 1e6;
const DEFAULTS = { strides: "1", padding: "valid", dilation_rate: "1", bias: "0" };
const FIELDS = ["input", "kernel", ...Object.keys(DEFAULTS), "flip", "relu"];

const $ = (id) => document.getElementById(id);
const figure = document.querySelector(".convdemo");
const range = (n) => [...Array(n).keys()];

// ---- Reading what was typed ------------------------------------------------------------------

class Problem extends Error {
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

const brief = (text) => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

const readNumber = (text, field, name) => {
  const word = text.trim().replace("−", "-");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?(\/\d+)?$/i.test(word)) {
    throw new Problem(field, `${name} must be a number, such as -1, 0.5 or 1/9, but is “${brief(text)}”.`);
  }
  const [top, bottom = 1] = word.split("/").map(Number);
  if (!(Math.abs(top / bottom) <= LARGEST_NUMBER)) {
    throw new Problem(field, `${name} must be from -${LARGEST_NUMBER} to ${LARGEST_NUMBER}, but is “${brief(text)}”.`);
  }
  return top / bottom;
};

// Rows are lines, or stand in brackets; numbers stand apart by spaces, tabs or commas.
const split = (text) => text.replace(/\]\s*,?\s*\[/g, "\n").replace(/[[\]]/g, " ").split(/[\n;]/)
  .map((line) => line.split(/[\s,]+/).filter(Boolean)).filter((words) => words.length);

const readRows = (text, field, most) => {
  const lines = split(text);
  if (!lines.length) throw new Problem(field, "Type at least one number.");
  const widths = lines.map((words) => words.length), width = widths[0];
  const odd = widths.findIndex((each) => each !== width);
  if (lines.length > most || width > most) {
    throw new Problem(field, `At most ${most} rows of ${most} numbers, but these are ${lines.length} of ${width}.`);
  }
  if (odd > 0) {
    throw new Problem(field, `All rows must be equally long, but row 0 has ${width} and row ${odd} has ${widths[odd]}.`);
  }
  return lines.map((words, r) => words.map((word, c) =>
    readNumber(word, field, lines.length > 1 ? `Row ${r}, column ${c}` : `Place ${c}`)));
};

const readSizes = (text, field, name, rank) => {
  const words = text.split(/[\s,]+/).filter(Boolean);
  if (!words.every((word) => /^\d+$/.test(word) && +word >= 1 && +word <= LARGEST_INPUT)) {
    throw new Problem(field, `${name} must be a whole number from 1 to ${LARGEST_INPUT}, but is “${brief(text)}”.`);
  }
  if (words.length !== 1 && words.length !== rank) {
    throw new Problem(field, `${name} must be one number${rank === 2 ? ", or two: rows, columns" : ""}, but is “${brief(text)}”.`);
  }
  return range(rank).map((axis) => +words[words.length === 1 ? 0 : axis]);
};

// ---- The layer -------------------------------------------------------------------------------

// The rule of TensorFlow: what `same` adds is shared out, the odd zero after the input.
const paddingAmounts = (n, size, stride, padding, dilation) => {
  const reach = dilation * (size - 1);
  if (padding === "valid") return [0, 0];
  if (padding === "causal") return [reach, 0];
  const total = Math.max((Math.ceil(n / stride) - 1) * stride + reach + 1 - n, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
};

const windows = (n, size, stride, dilation) => {
  const count = Math.floor((n - dilation * (size - 1) - 1) / stride) + 1;
  return range(Math.max(count, 0)).map((i) => range(size).map((j) => i * stride + j * dilation));
};

// Rows of a sequence: one, which no window leaves.
const layerOf = (state) => {
  const { x, kernel, rank, strides, dilation, padding } = state;
  const sizes = [x.length, x[0].length], kernelSizes = [kernel.length, kernel[0].length];
  const axis = (values, i) => (rank === 2 ? values[i] : i ? values[0] : 1);
  const zeros = [0, 1].map((i) => paddingAmounts(
    sizes[i], kernelSizes[i], axis(strides, i), rank === 2 || i ? padding : "valid", axis(dilation, i)));
  const padded = [0, 1].map((i) => zeros[i][0] + sizes[i] + zeros[i][1]);
  if (Math.max(...padded) > LARGEST_PADDED) {
    throw new Problem("dilation_rate", `With its padding the input grows to ${Math.max(...padded)}, and at most ${LARGEST_PADDED} are shown: lower the dilation rate.`);
  }
  const reads = [0, 1].map((i) => windows(padded[i], kernelSizes[i], axis(strides, i), axis(dilation, i)));
  [0, 1].forEach((i) => {
    if (reads[i].length) return;
    const span = axis(dilation, i) * (kernelSizes[i] - 1) + 1;
    throw new Problem("kernel", `The filter spans ${span} ${i ? "columns" : "rows"}, the input has ${sizes[i]}: take a smaller filter, a larger input or padding same.`);
  });
  const [[top], [left]] = zeros;
  const value = (r, c) => x[r - top]?.[c - left] ?? 0;
  const weights = state.flip ? kernel.map((row) => [...row].reverse()).reverse() : kernel;
  const steps = reads[0].flatMap((rows) => reads[1].map((columns) => {
    const patch = rows.map((r) => columns.map((c) => value(r, c)));
    let sum = 0;
    patch.forEach((line, i) => line.forEach((each, j) => { sum += each * weights[i][j]; }));
    return { patch, sum: sum + state.bias };
  }));
  const values = steps.map(({ sum }) => (state.relu ? Math.max(sum, 0) : sum));
  const map = reads[0].map((_, r) => values.slice(r * reads[1].length, (r + 1) * reads[1].length));
  const input = range(padded[0]).map((r) => range(padded[1]).map((c) => value(r, c)));
  return { ...state, zeros, sizes, reads, weights, steps, map, input };
};

// ---- Drawing ---------------------------------------------------------------------------------

const short = (value) => String(Number.isInteger(value) ? value : +value.toPrecision(3));
const size = (rows, rank) => (rank === 2 ? `${rows.length} x ${rows[0].length}` : `${rows[0].length}`);

// Only numbers and words of this file come here, so it cannot be given markup.
const table = (caption, rows, rank, [top, left] = [0, 0], sizes = [rows.length, rows[0].length]) => {
  const head = (i, start, n) => (i >= start && i < start + n ? i - start : "pad");
  const columns = rows[0].map((_, c) => head(c, left, sizes[1]));
  const lines = rows.map((row, r) => {
    const name = rank === 2 ? head(r, top, sizes[0]) : "value";
    const cells = row.map((value, c) =>
      `<td${name === "pad" || columns[c] === "pad" ? ' class="pad"' : ""}>${short(value)}</td>`);
    return `<tr><th scope="row">${name}</th>${cells.join("")}</tr>`;
  });
  const heads = columns.map((name) => `<th scope="col">${name}</th>`).join("");
  return `<table><caption>${caption}</caption><thead><tr><td></td>${heads}</tr></thead><tbody>${lines.join("")}</tbody></table>`;
};

const place = (layer, row, column) => (layer.rank === 2 ? `row ${row}, column ${column}` : `place ${column}`);

const sentence = (layer, i) => {
  const { patch, sum } = layer.steps[i];
  const terms = patch.flatMap((line, r) => line.map((value, c) => `${short(value)}*${short(layer.weights[r][c])}`));
  const after = layer.relu ? `, relu gives ${short(Math.max(sum, 0))}` : "";
  return ` ${terms.join(" + ")} + bias ${short(layer.bias)} = ${short(sum)}${after}`;
};

const build = (layer) => {
  const { rank, zeros, sizes, reads } = layer;
  const around = zeros.flat().some(Boolean) ? " with padding" : "";
  figure.querySelector("div").innerHTML =
    table(`Input${around}, ${size(layer.x, rank)}`, layer.input, rank, zeros.map(([before]) => before), sizes)
    + table(`Filter${layer.flip ? " flipped" : ""}, ${size(layer.weights, rank)}`, layer.weights, rank)
    + table(`Feature map${layer.relu ? " after relu" : ""}, ${size(layer.map, rank)}`, layer.map, rank);
  figure.querySelector("ol").innerHTML = layer.map.flatMap((row, r) => row.map((_, c) =>
    `<li><b>${place(layer, r, c)}:</b> </li>`)).join("");
  figure.dataset.reads = JSON.stringify(rank === 2 ? reads : [reads[1]]);
  $("count").textContent = `All ${layer.steps.length} sums`;
  $("what").textContent = `Conv${rank}D, ${layer.flip ? "convolution" : "cross-correlation"}, step by step`;
};

const write = (node, text) => { if (node.data !== text) node.data = text; };

let drawn;
const draw = (layer) => {
  const { rank, sizes, zeros, reads, relu, flip } = layer;
  const shape = JSON.stringify([rank, sizes, zeros, reads, relu, flip]);
  if (shape !== drawn) build(layer);
  drawn = shape;
  const tables = figure.querySelectorAll("table");
  [layer.input, layer.weights, layer.map].forEach((rows, i) => {
    const cells = tables[i].querySelectorAll("tbody td");
    rows.flat().forEach((value, j) => write(cells[j].firstChild, short(value)));
  });
  figure.querySelectorAll("li").forEach((item, i) => write(item.lastChild, sentence(layer, i)));
  figure.dispatchEvent(new Event("refresh"));
};

// ---- What to take along ----------------------------------------------------------------------

const python = (rows, rank) => {
  const lines = rows.map((row) => `[${row.join(", ")}]`);
  return rank === 2 ? `[\n    ${lines.join(",\n    ")},\n]` : lines[0];
};
const tuple = (values) => `(${values.join(", ")}${values.length === 1 ? "," : ""})`;

const kerasCode = ({ x, kernel, rank, strides, dilation, padding, bias, relu, flip }) => {
  const of = (rows) => [rows.length, rows[0].length].slice(2 - rank);
  return `import keras
import numpy as np

x = np.array(${python(x, rank)}, dtype="float32")
kernel = np.array(${python(kernel, rank)}, dtype="float32")
${flip ? "kernel = np.flip(kernel)  # a convolution: Keras itself does not flip\n" : ""}bias = np.array([${bias}], dtype="float32")

layer = keras.layers.Conv${rank}D(
    filters=1,
    kernel_size=${tuple(of(kernel))},
    strides=${tuple(strides)},
    padding="${padding}",
    dilation_rate=${tuple(dilation)},
    activation=${relu ? '"relu"' : "None"},
)
layer.build(${tuple([1, ...of(x), 1])})
layer.set_weights([kernel.reshape(${tuple([...of(kernel), 1, 1])}), bias])
feature_map = keras.ops.convert_to_numpy(layer(x.reshape(${tuple([1, ...of(x), 1])})))[0, ..., 0]
print(feature_map)
`;
};

const spreadsheet = (map) => map.map((row) => row.map((value) => +value.toPrecision(12)).join("\t")).join("\n");

// ---- State: what stands in the controls, and in the address ----------------------------------

const lines = (rows) => rows.map((row) => row.join(" ")).join("\n");
const get = (field) => ($(field).type === "checkbox" ? ($(field).checked ? "1" : "") : $(field).value);
const packed = (text) => split(text).map((words) => words.join(",")).join(";");

// The last settings without a mistake, and the address that holds them.
let current, settled;

const settle = (layer) => {
  current = layer;
  const changed = FIELDS.filter((field) => get(field) !== (DEFAULTS[field] ?? ""));
  settled = changed.map((field) => `${field}=${packed(get(field))}`).join("&");
};
const address = () => `#${settled}${+figure.dataset.step ? `&step=${figure.dataset.step}` : ""}`;

let waiting;
const writeAddress = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => history.replaceState(null, "", address()), 200);
};

const check = (problems, read) => {
  try {
    return read();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    problems[problem.field] ??= problem.message;
    return undefined;
  }
};

const readState = (problems) => {
  const x = check(problems, () => readRows(get("input"), "input", LARGEST_INPUT));
  const kernel = check(problems, () => readRows(get("kernel"), "kernel", LARGEST_KERNEL));
  const rank = x && x.length === 1 ? 1 : 2;
  const strides = check(problems, () => readSizes(get("strides"), "strides", "Strides", rank));
  const dilation = check(problems, () => readSizes(get("dilation_rate"), "dilation_rate", "The dilation rate", rank));
  const bias = check(problems, () => readNumber(get("bias"), "bias", "The bias"));
  const padding = get("padding");
  check(problems, () => readNumber(get("brush"), "brush", "The number to paint with"));
  if (x && rank === 1 && kernel && kernel.length > 1) {
    problems.kernel = "The input is one row, a sequence, so the filter must be one row too.";
  }
  if (x && rank === 2 && padding === "causal") {
    problems.padding = "Keras has causal padding for sequences only (Conv1D): take valid or same.";
  }
  if (strides && dilation && Math.max(...strides) > 1 && Math.max(...dilation) > 1) {
    problems.dilation_rate = "Keras has no layer with strides and dilation rate both above 1: set one of them to 1.";
  }
  return { x, kernel, rank, strides, dilation, padding, bias, relu: $("relu").checked, flip: $("flip").checked };
};

const showProblems = (problems) => {
  for (const field of [...FIELDS, "brush"]) {
    const message = problems[field] ?? "", note = $(`${field}-problem`);
    if (!note) continue;
    if (note.textContent !== message) note.textContent = message;
    $(field).setAttribute("aria-invalid", message !== "");
  }
  const wrong = Object.keys(problems).some((field) => field !== "brush");
  figure.classList.toggle("stale", wrong);
  const note = wrong ? "The numbers below belong to the last settings without a mistake." : "";
  if ($("stale").textContent !== note) $("stale").textContent = note;
  return wrong;
};

const choices = (rank) => Object.entries(BANK).map(([name, { weights }]) =>
  [name, rank === 1 ? weights.split("\n")[1] : weights]);

const showChoices = () => {
  const same = (a, b) => packed(a) === packed(b);
  $("preset").value = Object.keys(INPUTS).find((name) => same(INPUTS[name], get("input"))) ?? "";
  const chosen = $("bank").value, fits = choices(current.rank).filter(([, weights]) => same(weights, get("kernel")));
  // Several filters share their middle row: the one that was picked stays.
  $("bank").value = (fits.find(([name]) => name === chosen) ?? fits[0] ?? [""])[0];
  const name = $("bank").value;
  $("responds-to").textContent = name && current.rank === 1
    ? "For a sequence: the middle row of the filter of this name."
    : name && `Responds to ${BANK[name].responds_to}.`;
};

const update = () => {
  const problems = {}, state = readState(problems);
  const layer = Object.keys(problems).every((field) => field === "brush") ? check(problems, () => layerOf(state)) : undefined;
  clearTimeout(waiting);
  if (showProblems(problems)) return;
  settle(layer);
  draw(layer);
  showChoices();
  $("code").textContent = kerasCode(layer);
  $("table").textContent = spreadsheet(layer.map);
  writeAddress();
};

const set = (field, value) => {
  const control = $(field);
  if (control.type === "checkbox") control.checked = value === "1";
  else control.value = value;
};

const load = (hash) => {
  const given = new URLSearchParams(hash.slice(1));
  const unpacked = (text) => text.replace(/;/g, "\n").replace(/,/g, " ");
  for (const field of FIELDS) {
    const text = given.get(field) ?? DEFAULTS[field] ?? "";
    if (field === "input") set(field, given.has(field) ? unpacked(text) : INPUTS["2D example: a vertical line"]);
    else if (field === "kernel") set(field, given.has(field) ? unpacked(text) : BANK.vertical_line.weights);
    else set(field, text);
  }
  const step = given.get("step") ?? "0";
  figure.dataset.step = /^\d{1,4}$/.test(step) ? step : "0";
  const padding = given.get("padding") ?? DEFAULTS.padding;
  if ($("padding").value !== padding) $("padding").value = DEFAULTS.padding;
  update();
  if (padding !== $("padding").value) {
    $("padding-problem").textContent = `Padding must be valid, same or causal, but was “${brief(padding)}”: taken as valid.`;
  }
};

// ---- Listening -------------------------------------------------------------------------------

const fill = (select, names) => select.append(...names.map((name) => new Option(name, name)));
fill($("preset"), Object.keys(INPUTS));
fill($("bank"), Object.keys(BANK));

$("preset").addEventListener("change", () => {
  if (!$("preset").value) return;
  $("input").value = INPUTS[$("preset").value];
  const rank = $("input").value.trim().includes("\n") ? 2 : 1;
  const filter = choices(rank).find(([name]) => name === $("bank").value);
  if (filter) $("kernel").value = filter[1];
  if (rank === 2 && $("padding").value === "causal") $("padding").value = "same";
  update();
});
$("bank").addEventListener("change", () => {
  if (!$("bank").value) return;
  $("kernel").value = choices(current.rank).find(([name]) => name === $("bank").value)[1];
  update();
});
const form = document.querySelector("form");
form.addEventListener("input", (event) => { if (event.target.name) update(); });
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("hashchange", () => load(location.hash));
figure.addEventListener("step", writeAddress);

const inputCell = (target) => {
  const cell = target.closest("tbody td:not(.pad)");
  if (!cell || cell.closest("table") !== figure.querySelector("table") || figure.matches(".stale")) return null;
  const [[top], [left]] = current.zeros;
  return [cell.parentNode.sectionRowIndex - top, cell.cellIndex - 1 - left];
};

const paint = ([row, column], value) => {
  if (current.x[row][column] === value) return;
  const x = current.x.map((line) => [...line]);
  x[row][column] = value;
  $("input").value = lines(x);
  update();
};

let drawing;
const brush = (place) => {
  const value = check({}, () => readNumber(get("brush"), "brush", "")) ?? 1;
  return current.x[place[0]][place[1]] === value ? 0 : value;
};
figure.addEventListener("pointerdown", (event) => {
  const place = event.button === 0 && inputCell(event.target);
  if (!place) return;
  drawing = brush(place);
  paint(place, drawing);
});
figure.addEventListener("pointerover", (event) => {
  const place = drawing !== undefined && event.buttons === 1 && event.pointerType !== "touch" && inputCell(event.target);
  if (place) paint(place, drawing);
});
window.addEventListener("pointerup", () => { drawing = undefined; });
figure.addEventListener("keydown", (event) => {
  const place = !event.ctrlKey && !event.metaKey && !event.altKey && /^[ \d]$|^Enter$/.test(event.key) && inputCell(event.target);
  if (!place) return;
  event.preventDefault();
  paint(place, /\d/.test(event.key) ? +event.key : brush(place));
});

const copy = (id, what, text) => $(id).addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(text());
    $("copied").textContent = `${what} copied.`;
  } catch {
    $("copied").textContent = `The browser does not allow copying: ${id === "copy-link" ? "copy the address" : "open it below and select it"}.`;
  }
});
copy("copy-link", "Link", () => {
  history.replaceState(null, "", address());
  return location.href;
});
copy("copy-code", "Keras code", () => $("code").textContent);
copy("copy-table", "Feature map", () => $("table").textContent);

load("");
if (location.hash) load(location.hash);
