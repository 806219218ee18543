// @ts-check
// Adds the stepping to each figure that has none yet. All it shows is in the tables and sums.
// Figures carry stepper.min.js, which esbuild makes from this file: run tools/build_playground.py.
{
  /** @typedef {HTMLTableCellElement} Cell */

  /**
   * @typedef {object} Walk What a figure holds. These names are shortened, too.
   * @property {Cell[][]} inputCells The cells of the table, row by row.
   * @property {Cell[][]} mapCells The same of the feature map.
   * @property {number[][]} rowReads For each row of the map, the rows of the input that it reads.
   * @property {number[][]} columnReads The same for the columns.
   * @property {NodeListOf<HTMLElement>} sumItems One for each step.
   */

  /** @type {(figure: HTMLElement) => Walk} */
  const readWalk = (figure) => {
    const [inputCells, , mapCells] = [...figure.querySelectorAll("table")].map((table) =>
      [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1)),
    );
    const [rowReads, columnReads] = JSON.parse(figure.dataset.reads ?? "");
    const sumItems = figure.querySelectorAll("li");
    return { inputCells, mapCells, rowReads, columnReads, sumItems };
  };

  /** @type {(cell: Cell) => number[]} */
  const positionOf = (cell) => [
    /** @type {HTMLTableRowElement} */ (cell.parentNode).sectionRowIndex,
    cell.cellIndex - 1,
  ];

  // Highlighting: the window of a step, its output, and the outputs that an input cell feeds.

  /** @type {Record<string, number[]>} */
  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  // One line dark, one light: one of them stands out from any shade.
  /** @type {(cells: Cell[][], rows: number[], columns: number[]) => void} */
  const outline = (cells, rows, columns) => {
    for (const row of rows) {
      for (const column of columns) {
        const sides = Object.values(ARROWS).filter(
          ([down, right]) => !rows.includes(row + down) || !columns.includes(column + right),
        );
        const lines = (/** @type {number} */ width, /** @type {string} */ color) =>
          sides.map(
            ([down, right]) => `inset ${-right * width}px ${-down * width}px 0 var(--${color})`,
          );
        const cell = cells[row][column];
        cell.classList.add("on");
        cell.style.setProperty("--lines", `${[...lines(3, "window"), ...lines(4, "around")]}`);
      }
    }
  };

  /** @type {(figure: HTMLElement, walk: Walk, output: Cell) => void} */
  const highlight = (figure, { inputCells, mapCells, rowReads, columnReads }, output) => {
    for (const cell of figure.querySelectorAll(".on")) {
      cell.classList.remove("on");
      cell.ariaSelected = null;
      /** @type {Cell} */ (cell).style.removeProperty("--lines");
    }
    const [row, column] = positionOf(output);
    outline(inputCells, rowReads[row], columnReads[column]);
    outline(mapCells, [row], [column]);
    output.ariaSelected = "true";
  };

  // Returns how many outputs the cell feeds: none, and nothing is marked, if there is no cell.
  /** @type {(walk: Walk, cell?: Cell) => number} */
  const markFed = ({ mapCells, rowReads, columnReads }, cell) => {
    const [row, column] = cell ? positionOf(cell) : /** @type {number[]} */ ([]);
    return mapCells.flat().filter((output) => {
      const [down, right] = positionOf(output);
      const isFed = rowReads[down].includes(row) && columnReads[right].includes(column);
      return output.classList.toggle("fed", isFed);
    }).length;
  };

  // Scrolls a table, or the pane of all, that is too small for its cells, and never the page.
  /** @type {(figure: HTMLElement) => void} */
  const reveal = (figure) => {
    const over = (/** @type {number} */ start, /** @type {number} */ end) =>
      Math.min(start, 0) || Math.max(end, 0);
    for (const pane of [...figure.querySelectorAll("table, div")].reverse()) {
      const { clientWidth, clientHeight } = pane;
      if (pane.scrollWidth <= clientWidth && pane.scrollHeight <= clientHeight) continue;
      const { left, top } = pane.getBoundingClientRect();
      for (const cell of pane.querySelectorAll(".on")) {
        const box = cell.getBoundingClientRect();
        pane.scrollBy(
          over(box.left - left, box.right - left - clientWidth),
          over(box.top - top, box.bottom - top - clientHeight),
        );
      }
    }
  };

  // The keyboard.

  // JupyterLab takes no key from what carries this: with it, x does not cut the cell.
  /** @type {(element: HTMLElement) => void} */
  const keepKeys = ({ dataset }) => {
    dataset.lmSuppressShortcuts = "";
  };

  // The Tab key comes to one cell of a grid; the arrow keys go on from there.
  /** @type {(cell: Cell) => void} */
  const makeTabStop = (cell) => {
    const last = cell.closest("table")?.querySelector("[tabindex]");
    if (last === cell) return;
    cell.tabIndex = 0;
    keepKeys(cell);
    if (last === document.activeElement) cell.focus({ preventScroll: true });
    last?.removeAttribute("tabindex");
  };

  /** @type {(cell: Cell) => void} */
  const focusOn = (cell) => {
    makeTabStop(cell);
    cell.focus();
  };

  // Controls and player.

  /** @type {(name: string) => string} */
  const button = (name) => `<button>${name}</button>`;

  const CONTROLS = [
    '<div role="group" aria-label="Step through">',
    button("First"),
    button("Back"),
    '<input type="range" aria-label="Step"><span></span>',
    button("Next"),
    button("Last"),
    button("Play"),
    '</div><output aria-live="polite"></output>',
  ].join("");

  /** @typedef {HTMLButtonElement} Button */
  /** @typedef {HTMLElement} Shown */
  /** @typedef {[Button, Button, HTMLInputElement, Shown, Button, Button, Button, Shown]} Parts */

  /**
   * Has the button play, and returns what stops it.
   *
   * @param {HTMLElement} play
   * @param {HTMLElement} sum
   * @param {() => void} rewind Goes to the first step from the last.
   * @param {() => boolean} advance Goes on by a step, and returns whether there are more.
   */
  const createPlayer = (play, sum, rewind, advance) => {
    let timer = 0;
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      play.textContent = "Play";
      sum.ariaLive = "polite";
    };
    play.onclick = () => {
      if (timer) return stop();
      rewind();
      timer = setInterval(() => (play.isConnected && advance()) || stop(), 1000);
      play.textContent = "Pause";
      sum.ariaLive = "off"; // a screen reader cannot keep up
    };
    return stop;
  };

  /** @type {(figure: HTMLElement) => void} */
  const upgrade = (figure) => {
    figure.dataset.ready = "";
    figure.querySelector("p")?.remove(); // it says to run the cell
    figure.querySelector("div")?.insertAdjacentHTML("afterend", CONTROLS);
    const parts = /** @type {Parts} */ ([
      ...figure.querySelectorAll("button, input, span, output"),
    ]);
    const [first, back, slider, count, next, last, play, sum] = parts;
    parts.forEach(keepKeys);

    let walk = readWalk(figure);
    let step = 0;
    const outputs = () => walk.mapCells.flat();
    const end = () => walk.sumItems.length - 1;

    const show = (/** @type {number} */ wanted) => {
      step = Math.min(Math.max(wanted, 0), end());
      figure.dataset.step = `${step}`;
      const output = outputs()[step];
      highlight(figure, walk, output);
      makeTabStop(output);
      figure.dispatchEvent(new Event("step")); // the playground writes the step's sum now
      const item = walk.sumItems[step];
      // A screen reader would read out the same text again.
      if (sum.textContent !== item.textContent) sum.textContent = item.textContent;
      slider.valueAsNumber = step;
      count.textContent = `Step ${step + 1} of ${end() + 1}`;
      slider.ariaValueText = `${count.textContent}, ${item.textContent.split(":")[0]}`;
    };

    // Not for a pointer on a cell: the cell would move away from below it.
    const showInView = (/** @type {number} */ wanted) => {
      show(wanted);
      reveal(figure);
    };

    const rewind = () => {
      if (step === end()) showInView(0);
    };
    const advance = () => {
      showInView(step + 1);
      return step < end();
    };
    const stopPlaying = createPlayer(play, sum, rewind, advance);

    const goTo = (/** @type {number} */ wanted, showStep = showInView) => {
      stopPlaying();
      showStep(wanted);
    };
    first.onclick = () => goTo(0);
    back.onclick = () => goTo(step - 1);
    slider.oninput = () => goTo(slider.valueAsNumber);
    next.onclick = () => goTo(step + 1);
    last.onclick = () => goTo(end());

    /** @type {(event: Event) => Cell | null} */
    const cellOf = ({ target }) => /** @type {Element} */ (target).closest("[role=grid] tbody td");

    const visit = (/** @type {Event} */ event) => {
      const cell = cellOf(event);
      if (!cell) return void markFed(walk);
      const visited = outputs().indexOf(cell);
      const fed = markFed(walk, visited < 0 ? cell : undefined);
      if (visited < 0) cell.title = `feeds ${fed} of ${end() + 1} outputs`;
      else if (visited !== step) goTo(visited, event.type === "focusin" ? showInView : show);
    };
    const leave = () => markFed(walk);
    figure.onpointerover = visit;
    figure.addEventListener("focusin", visit);
    figure.onpointerleave = leave;
    figure.addEventListener("focusout", leave);
    figure.onclick = (event) => {
      const cell = cellOf(event);
      if (cell) focusOn(cell);
    };
    figure.onkeydown = (event) => {
      const cell = cellOf(event);
      const arrow = ARROWS[event.key];
      if (!cell || !arrow) return;
      event.preventDefault();
      const grid = outputs().includes(cell) ? walk.mapCells : walk.inputCells;
      const [row, column] = positionOf(cell);
      const neighbour = grid[row + arrow[0]]?.[column + arrow[1]];
      if (neighbour) focusOn(neighbour);
    };

    const refresh = () => {
      walk = readWalk(figure);
      if (!figure.querySelector("[role=grid]")) {
        const [input, , map] = figure.querySelectorAll("table");
        input.role = map.role = "grid";
        makeTabStop(walk.inputCells[0][0]);
      }
      slider.max = `${end()}`;
      show(+(figure.dataset.step ?? 0));
    };
    figure.addEventListener("refresh", refresh);
    refresh();
  };

  /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("figure.convdemo:not([data-ready])")
  ).forEach(upgrade);
}
