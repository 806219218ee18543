// What stands in the controls and in the address, and what happens when they change.

const { bank: BANK, inputs: INPUTS } = JSON.parse(document.getElementById("data").textContent);
const DEFAULTS = { strides: "1", padding: "valid", dilation_rate: "1", bias: "0" };
const FIELDS = ["input", "kernel", ...Object.keys(DEFAULTS), "flip", "relu"];

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

const typedRank = () => (split(get("input")).length > 1 ? 2 : 1);
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

const fill = (select, names) => select.append(...names.map((name) => new Option(name, name)));
fill($("preset"), Object.keys(INPUTS));
fill($("bank"), Object.keys(BANK));

$("preset").addEventListener("change", () => {
  if (!$("preset").value) return;
  $("input").value = INPUTS[$("preset").value];
  const rank = typedRank(), filter = choices(rank).find(([name]) => name === $("bank").value);
  if (filter) $("kernel").value = filter[1];
  if (rank === 2 && $("padding").value === "causal") $("padding").value = "same";
  update();
});
$("bank").addEventListener("change", () => {
  if (!$("bank").value) return;
  $("kernel").value = choices(typedRank()).find(([name]) => name === $("bank").value)[1];
  update();
});
const form = document.querySelector("form");
form.addEventListener("input", (event) => { if (event.target.name) update(); });
form.addEventListener("submit", (event) => event.preventDefault());
// Not location.hash: a write of the address that was waiting may have replaced it.
window.addEventListener("hashchange", (event) => load(new URL(event.newURL).hash));
figure.addEventListener("step", () => {
  const { step } = figure.dataset;
  writeSum(step, figure.querySelectorAll("li")[step]);
  writeAddress();
});
figure.querySelector("details").addEventListener("toggle", writeSums);
matchMedia("print").addEventListener("change", writeSums);
window.addEventListener("beforeprint", writeSums);

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
// A finger that moves scrolls the page; one that taps paints.
figure.addEventListener("click", (event) => {
  const place = event.pointerType === "touch" && inputCell(event.target);
  if (place) paint(place, brush(place));
});
figure.addEventListener("pointerdown", (event) => {
  const place = event.button === 0 && event.pointerType !== "touch" && inputCell(event.target);
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
