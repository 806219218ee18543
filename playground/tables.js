// Writes the tables and sums that the stepper steps through.

const $ = (id) => document.getElementById(id);
const figure = document.querySelector(".convdemo");

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
  const around = zeros.flat().some(Boolean) ? ` with ${layer.padding} padding` : "";
  const spread = [["strides", layer.strides], ["dilation_rate", layer.dilation]]
    .map(([name, each]) => (Math.max(...each) > 1 ? `, ${name} ${each.join(" x ")}` : "")).join("");
  figure.querySelector("div").innerHTML =
    table(`Input${around}, ${size(layer.x, rank)}`, layer.input, rank, zeros.map(([before]) => before), sizes)
    + table(`Filter${layer.flip ? " flipped" : ""}, ${size(layer.weights, rank)}${spread}`, layer.weights, rank)
    + table(`Feature map${layer.relu ? " after relu" : ""}, ${size(layer.map, rank)}`, layer.map, rank);
  figure.querySelector("ol").innerHTML = layer.map.flatMap((row, r) => row.map((_, c) =>
    `<li><b>${place(layer, r, c)}:</b> </li>`)).join("");
  figure.dataset.reads = JSON.stringify(rank === 2 ? reads : [reads[1]]);
  $("count").textContent = `All ${layer.steps.length} sums`;
  $("what").textContent = `Conv${rank}D, ${layer.flip ? "convolution" : "cross-correlation"}, step by step`;
};

const write = (node, text) => { if (node.data !== text) node.data = text; };

// The sum of the step that is shown is written when it is shown; all, when they are.
let computed;
const writeSum = (i, item) => write(item.lastChild, sentence(computed, i));
const writeSums = () => figure.querySelectorAll("li").forEach((item, i) => writeSum(i, item));

let drawn;
const draw = (layer) => {
  const { rank, sizes, zeros, reads, strides, dilation, padding, relu, flip } = layer;
  const shape = JSON.stringify([rank, sizes, zeros, reads, strides, dilation, padding, relu, flip]);
  if (shape !== drawn) build(layer);
  drawn = shape;
  const tables = figure.querySelectorAll("table");
  [layer.input, layer.weights, layer.map].forEach((rows, i) => {
    const cells = tables[i].querySelectorAll("tbody td");
    rows.flat().forEach((value, j) => write(cells[j].firstChild, short(value)));
  });
  computed = layer;
  if (figure.querySelector("details").open) writeSums();
  figure.dispatchEvent(new Event("refresh"));
};
