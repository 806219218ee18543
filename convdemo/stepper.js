// Adds the stepping to every figure that has none yet. All numbers are in its tables and sums.
{
  const WINDOW = "#c05000", AROUND = "#fff"; // one of them stands out from any shade
  const KEYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const SIDES = [[-1, 0], [1, 0], [0, -1], [0, 1]];
  // JupyterLab takes no key from what carries this: with it, x does not cut the cell.
  const keepKeys = (element) => element.setAttribute("data-lm-suppress-shortcuts", "true");

  const shade = (cell, background, color = "") => {
    if (cell.shade === background) return; // a new style costs more than the question
    cell.style.background = cell.shade = background;
    cell.style.color = color;
  };

  const shadeGrey = (cells) => {
    const values = cells.map((cell) => +cell.textContent);
    const low = Math.min(0, ...values), high = Math.max(0, ...values) || 1;
    cells.forEach((cell, i) => {
      const light = (values[i] - low) / (high - low);
      const hatch = cell.classList.contains("pad") ? "var(--hatch) " : "";
      shade(cell, `${hatch}hsl(0 0% ${light * 100}%)`, light < 0.46 ? "#fff" : "#000");
    });
  };

  const shadeSigned = (cells) => {
    const values = cells.map((cell) => +cell.textContent);
    const largest = Math.max(...values.map(Math.abs)) || 1;
    cells.forEach((cell, i) => {
      const hue = values[i] < 0 ? "#4393c3" : "#d6604d";
      const share = Math.abs(values[i] / largest) * 70;
      shade(cell, `color-mix(in srgb, ${hue} ${share}%, transparent)`);
    });
  };

  const outline = (grid, rows, columns) => rows.forEach((row) => columns.forEach((column) => {
    const cell = grid[row][column];
    const sides = SIDES.filter(([down, right]) =>
      !rows.includes(row + down) || !columns.includes(column + right));
    const lines = (width, color) => sides.map(([down, right]) =>
      `inset ${-right * width}px ${-down * width}px 0 ${color}`);
    cell.className += " on";
    cell.style.setProperty("--window", [...lines(3, WINDOW), ...lines(4, AROUND)].join());
  }));

  // The one cell of a grid that the Tab key comes to; the arrow keys go on from there.
  const enter = (table, cell) => {
    const last = table.querySelector("[tabindex]");
    if (last === cell) return;
    cell.tabIndex = 0;
    keepKeys(cell);
    if (last === document.activeElement) cell.focus();
    last?.removeAttribute("tabindex");
  };

  const upgrade = (root) => {
    root.dataset.ready = "";
    const grids = root.querySelector("div");
    grids.insertAdjacentHTML("afterend", `<div role="group" aria-label="Step through">
      <button type="button">First</button><button type="button">Back</button>
      <input type="range" min="0" aria-label="Step">
      <button type="button">Next</button><button type="button">Last</button>
      <button type="button">Play</button></div><output aria-live="polite"></output>`);
    const slider = root.querySelector("input[type=range]"), sum = root.querySelector("output");
    const buttons = [...root.querySelectorAll("button")], play = buttons[4];
    root.querySelectorAll("[role=group] > *").forEach(keepKeys);
    let tables, input, map, rows, columns, sums, step, timer;

    const show = (wanted) => {
      root.dataset.step = step = Math.min(Math.max(wanted, 0), sums.length - 1);
      const row = Math.floor(step / columns.length), column = step % columns.length;
      grids.querySelectorAll(".on").forEach((cell) => {
        cell.classList.remove("on");
        cell.style.removeProperty("--window");
        cell.removeAttribute("aria-selected");
      });
      outline(input, rows[row], columns[column]);
      outline(map, [row], [column]);
      map[row][column].setAttribute("aria-selected", true);
      enter(tables[2], map[row][column]);
      root.dispatchEvent(new Event("step"));
      // A line for each row of the filter.
      const width = columns[0].length;
      const text = sums[step].textContent.replace(": ", ":\n").split(" + ").reduce(
        (text, term, i) => text + (i % width ? " + " : "\n+ ") + term);
      if (sum.textContent !== text) sum.textContent = text; // what is the same is not read again
      slider.value = step;
      const place = sums[step].firstChild.textContent.slice(0, -1);
      slider.setAttribute("aria-valuetext", `Step ${step + 1} of ${sums.length}, ${place}`);
    };

    const pause = () => {
      clearInterval(timer);
      timer = undefined;
      play.textContent = "Play";
      sum.setAttribute("aria-live", "polite");
    };

    const start = () => {
      if (step === sums.length - 1) show(0);
      play.textContent = "Pause";
      sum.setAttribute("aria-live", "off"); // a voice cannot keep up
      timer = setInterval(() => {
        if (root.isConnected) show(step + 1);
        if (!root.isConnected || step === sums.length - 1) pause();
      }, 1000);
    };

    const refresh = () => {
      const reads = JSON.parse(root.dataset.reads);
      [rows, columns] = reads.length > 1 ? reads : [[[0]], ...reads];
      sums = root.querySelectorAll("li");
      tables = [...grids.querySelectorAll("table")];
      const cells = tables.map((table) =>
        [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1)));
      input = cells[0];
      map = cells[2];
      shadeGrey(input.flat());
      shadeSigned(cells[1].flat());
      shadeSigned(map.flat());
      tables[0].setAttribute("role", "grid");
      tables[2].setAttribute("role", "grid");
      if (!tables[0].querySelector("[tabindex]")) enter(tables[0], input[0][0]);
      slider.max = sums.length - 1;
      show(+root.dataset.step || 0);
    };

    // Marks the outputs that an input cell feeds, and returns how many they are.
    const feed = (row, column) => map.flatMap((line, i) => line.filter((cell, j) =>
      cell.classList.toggle("fed", rows[i].includes(row) && columns[j].includes(column)))).length;

    const visit = ({ target }) => {
      const cell = target.closest("tbody td");
      if (!cell) return void feed();
      const table = tables.indexOf(cell.closest("table"));
      const row = cell.parentNode.sectionRowIndex, column = cell.cellIndex - 1;
      const fed = table ? feed() : feed(row, column);
      if (table === 0) cell.title = `feeds ${fed} of ${sums.length} outputs`;
      const there = row * columns.length + column;
      if (table !== 2 || there === step) return;
      pause();
      show(there);
    };
    root.addEventListener("pointerover", visit);
    root.addEventListener("focusin", visit);
    root.addEventListener("pointerleave", () => feed());
    root.addEventListener("focusout", () => feed());

    root.addEventListener("keydown", (event) => {
      const cell = event.target.closest("[role=grid] td");
      if (!cell || !KEYS[event.key]) return;
      event.preventDefault();
      const grid = cell.closest("table") === tables[0] ? input : map, [down, right] = KEYS[event.key];
      const next = grid[cell.parentNode.sectionRowIndex + down]?.[cell.cellIndex - 1 + right];
      if (!next) return;
      enter(cell.closest("table"), next);
      next.focus();
    });

    slider.addEventListener("input", () => { pause(); show(+slider.value); });
    root.addEventListener("click", ({ target }) => {
      const cell = target.closest("[role=grid] td");
      if (cell) {
        enter(cell.closest("table"), cell);
        cell.focus();
      }
      const pressed = buttons.indexOf(target.closest("button")), playing = timer;
      if (pressed < 0) return;
      pause();
      if (pressed < 4) show([0, step - 1, step + 1, sums.length - 1][pressed]);
      else if (!playing) start();
    });
    root.addEventListener("refresh", refresh);
    refresh();
  };

  document.querySelectorAll("[data-convdemo]:not([data-ready])").forEach(upgrade);
}
