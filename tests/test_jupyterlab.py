"""A lesson and the exercises in a real JupyterLab: before and after they are run, by the keys."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.sign import NotebookNotary
from playwright.sync_api import expect

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LESSON = "02_convolve_an_image.ipynb"
TRUSTED = ["03_detect_lines.ipynb", "09_learn_a_filter.ipynb"]
THEMES = {"JupyterLab Light": "true", "JupyterLab Dark": "false"}
NOTIFICATIONS = "@jupyterlab/apputils-extension:notification"
HOST, TOKEN, START_TIME = "127.0.0.1", "for-this-test", 60
LINKED_TABLES = "figure.convdemo[data-ready]"
COMMANDS = [*"xabcddmrvyzjk", "Escape"]  # keys that JupyterLab takes where a cell has the focus
FAULTS = "[data-mime-type$='.stderr'], [data-mime-type$='.error']"
ALARMS = f"{FAULTS}, .jp-Dialog, .jp-mod-error, .jp-mod-warn, .Toastify__toast"
CELLS = """cells => cells.map(cell => [cell.className.includes("jp-mod-active"),
    cell.querySelector(".jp-InputArea-editor").textContent])"""

# Paints what is behind each piece of text, then its colour, and compares the two as WCAG 2 does.
CONTRASTS = """figure => {
    const paint = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const lay = (colour, alpha) => {
        paint.globalAlpha = alpha;
        paint.fillStyle = colour;
        paint.fillRect(0, 0, 1, 1);
        const [red, green, blue] = [...paint.getImageData(0, 0, 1, 1).data].map(part =>
            part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
    };
    const behind = element => {
        if (element.parentElement) behind(element.parentElement);
        return lay(getComputedStyle(element).backgroundColor, 1);
    };
    const pieces = [...figure.querySelectorAll("*")].filter(element => element.checkVisibility() &&
        [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
    return pieces.map(element => {
        const style = getComputedStyle(element);
        const pair = [behind(element), lay(style.color, +style.opacity)];
        return [element.outerHTML, Math.max(...pair) / Math.min(...pair)];
    });
}"""


def free_port():
    with socket.socket() as free:
        free.bind((HOST, 0))
        return free.getsockname()[1]


def wait_until_it_listens(server, port, log):
    """Return when the port answers; that the server ends, or a deadline, is a failure."""
    deadline = time.monotonic() + START_TIME
    while time.monotonic() < deadline:
        try:
            socket.create_connection((HOST, port)).close()
            return
        except ConnectionRefusedError:
            pass
        try:
            pytest.fail(
                f"JupyterLab ended with {server.wait(timeout=0.1)}:\n{Path(log).read_text()}"
            )
        except subprocess.TimeoutExpired:
            continue
    pytest.fail(f"JupyterLab did not listen within {START_TIME} s:\n{Path(log).read_text()}")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Start a JupyterLab that keeps all its files in a temporary folder; return its address."""
    tmp_path = tmp_path_factory.mktemp("jupyterlab")
    lessons = tmp_path / "lessons"
    shutil.copytree(NOTEBOOKS, lessons, ignore=shutil.ignore_patterns(".*"))
    places = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]
    places += ["JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"]
    settings = {name: str(tmp_path / name.lower()) for name in places}
    defaults = tmp_path / "jupyter_config_dir" / "labconfig" / "default_setting_overrides.json"
    defaults.parent.mkdir(parents=True)
    defaults.write_text(json.dumps({NOTIFICATIONS: {"fetchNews": "false"}}), encoding="utf-8")
    Path(settings["JUPYTER_DATA_DIR"]).mkdir()
    notary = NotebookNotary(data_dir=settings["JUPYTER_DATA_DIR"])
    for lesson in TRUSTED:
        notary.sign(nbformat.read(lessons / lesson, as_version=4))
    notary.store.close()
    # As for a reader: where this variable is set, a kernel does not show what native code logs.
    inherited = {name: os.environ[name] for name in os.environ if name != "PYTEST_CURRENT_TEST"}
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser"]
    command += ["--allow-root", f"--ServerApp.root_dir={lessons}"]
    command += [f"--ip={HOST}", f"--port={port}", "--ServerApp.port_retries=0"]
    with (tmp_path / "log.txt").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command,
            env=inherited | settings | {"JUPYTER_TOKEN": TOKEN},
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_until_it_listens(server, port, log.name)
            yield f"http://{HOST}:{port}"
        finally:
            server.terminate()  # it ends its kernels
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, 9)
                server.wait()


@pytest.fixture
def opened(browser, server):
    """Return a function that opens a notebook, not run, not trusted, asking this machine only."""
    # So tall that JupyterLab draws every cell.
    context = browser.new_context(viewport={"width": 1100, "height": 9000})
    context.set_default_timeout(30_000)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda connection: asked.append(connection.url))

    def open_notebook(path, application="lab/tree"):
        page.goto(f"{server}/{application}/{path}?token={TOKEN}&reset")
        expect(page.locator(".jp-Notebook .jp-Cell").last).to_be_visible(timeout=30_000)
        return page

    yield open_notebook
    context.close()
    here = (f"{server}/", server.replace("http", "ws", 1) + "/", "data:", "blob:", "about:")
    assert [url for url in asked if not url.startswith(here)] == []


@pytest.fixture
def lab(opened):
    """Return a page with the lesson open."""
    return opened(LESSON)


def wait_for_the_kernel(page):
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)


def choose(page, theme, is_light):
    page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    body = page.locator("body")
    expect(body).to_have_attribute("data-jp-theme-light", is_light, timeout=30_000)


def test_a_lesson_in_jupyterlab(lab):
    figure = lab.locator(".jp-Notebook figure.convdemo")
    cells = lab.locator(".jp-Notebook .jp-Cell")

    # Before it is trusted, it has neither script nor style: the tables and sums say it all.
    expect(figure.locator("table")).to_have_count(3, timeout=30_000)
    expect(figure.locator("table caption").last).to_have_text("Feature map, 6 x 6")
    expect(figure.locator("table").last.locator("tbody td")).to_have_text(list("003300") * 6)
    line = figure.locator("table").last.locator("tbody td").nth(2)
    expect(line).to_have_css("background-color", "rgb(178, 24, 43)")  # ABOVE, as on a trusted page
    expect(line).to_have_css("color", "rgb(255, 255, 255)")
    expect(figure).to_contain_text("Run this cell to step through.")
    expect(figure.locator("li")).to_have_count(36)
    expect(figure.locator("script, style, button")).to_have_count(0)

    wait_for_the_kernel(lab)
    figure = run_to_the_stepper(lab)

    # The arrow keys step, on the slider and on the feature map.
    slider = figure.get_by_role("slider")
    slider.focus()
    for step, place in enumerate(["row 0, column 1", "row 0, column 2"], start=2):
        lab.keyboard.press("ArrowRight")
        expect(slider).to_have_attribute("aria-valuetext", f"Step {step} of 36, {place}")
    before = cells.evaluate_all(CELLS)
    assert [active for active, _ in before].count(True) == 1
    figure.get_by_role("grid").last.locator("[tabindex='0']").focus()
    for key, place in {"ArrowDown": "row 1, column 2", "ArrowRight": "row 1, column 3"}.items():
        lab.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuetext", f"Step {step + 6} of 36, {place}")
        step += 1
    assert cells.evaluate_all(CELLS) == before

    # JupyterLab takes no key from them ...
    controls = [slider, *figure.get_by_role("button").all()]
    controls += [grid.locator("[tabindex='0']") for grid in figure.get_by_role("grid").all()]
    for control in controls:
        control.focus()
        for key in COMMANDS:
            lab.keyboard.press(key)
        expect(control).to_be_focused()
        assert cells.evaluate_all(CELLS) == before

    # ... and they take none from JupyterLab: one press, one new cell, below the active one.
    figure.locator("figcaption").click()
    lab.keyboard.press("b")
    expect(cells).to_have_count(len(before) + 1)
    position = [active for active, _ in before].index(True)
    new = [True, ""]
    before[position] = [False, before[position][1]]
    assert cells.evaluate_all(CELLS) == [*before[: position + 1], new, *before[position + 1 :]]

    assert without_a_name(lab) == []
    for theme, is_light in THEMES.items():
        choose(lab, theme, is_light)
        expect(figure.locator("td").last).to_be_visible()  # not so while a theme is being loaded
        found = figure.evaluate(CONTRASTS)
        assert len(found) > 150
        assert {text: ratio for text, ratio in found if ratio < 4.5} == {}


def run_all(page):
    """Restart the kernel and run all cells."""
    page.locator("[data-command='notebook:restart-run-all']").click()
    page.locator(".jp-Dialog .jp-mod-accept").click()


def run_to_the_stepper(page):
    """Run all cells, see them end without a fault, and return the stepper, now alive."""
    run_all(page)
    figure = page.locator(LINKED_TABLES)
    expect(figure).to_be_visible(timeout=60_000)
    expect(page.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0, timeout=60_000)
    expect(page.locator(".jp-Notebook").locator(FAULTS)).to_have_count(0)
    return figure


@pytest.mark.thorough
def test_a_lesson_in_notebook_7(opened):
    page = opened(LESSON, application="notebooks")
    figure = page.locator(".jp-Notebook figure.convdemo")
    expect(figure.locator("table")).to_have_count(3, timeout=30_000)
    expect(figure.locator("table").last.locator("tbody td")).to_have_text(list("003300") * 6)
    expect(figure.locator("script, style, button")).to_have_count(0)
    expect(page.get_by_text("Python 3 (ipykernel)")).to_be_visible(timeout=60_000)
    figure = run_to_the_stepper(page)
    slider = figure.get_by_role("slider")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "Step 2 of 36, row 0, column 1")
    assert without_a_name(page) == []


NAMED = {"figure", "image", "table", "grid", "button", "slider"}


def without_a_name(page):
    """Return what a screen reader would call by its kind only, in the outputs of a notebook."""
    chromium = page.context.new_cdp_session(page)
    found = []
    for output in page.locator(".jp-OutputArea-output").all():
        output.evaluate("output => { window.output = output }")
        node = chromium.send("Runtime.evaluate", {"expression": "window.output"})["result"]
        tree = chromium.send("Accessibility.queryAXTree", {"objectId": node["objectId"]})["nodes"]
        found += [
            (part["role"]["value"], part.get("name", {}).get("value", ""))
            for part in tree
            if not part["ignored"] and part["role"]["value"] in NAMED
        ]
    assert {"table", "image"} & {role for role, _ in found}
    return [role for role, name in found if not name.strip()]


@pytest.mark.parametrize("lesson", TRUSTED)
def test_every_picture_has_a_name_and_can_be_read_in_both_themes(opened, lesson):
    page = opened(lesson)
    wait_for_the_kernel(page)
    expect(page.locator(".convdemo").first).to_be_visible()
    assert without_a_name(page) == []
    for theme, is_light in THEMES.items():
        choose(page, theme, is_light)
        assert Axe().run(page, context=".convdemo").response["violations"] == []


EDITION = sorted(path.name for path in (NOTEBOOKS / "exercises").glob("*.ipynb"))
OPENED = [  # the first is opened, and answered, by the next test
    pytest.param(name, marks=() if name.startswith(("02", "13")) else pytest.mark.thorough)
    for name in EDITION[1:]
]


@pytest.mark.parametrize("name", OPENED)
def test_the_student_edition_opens_with_nothing_red(opened, name):
    page = opened(f"exercises/{name}")
    wait_for_the_kernel(page)
    cells = nbformat.read(NOTEBOOKS / "exercises" / name, as_version=4).cells
    expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(len(cells))
    expect(page.locator(".jp-OutputArea-output")).to_have_count(0)
    expect(page.locator(ALARMS)).to_have_count(0)


def test_a_reader_answers_an_exercise(opened):
    page = opened("exercises/01_convolve_a_sequence.ipynb")
    wait_for_the_kernel(page)
    notebook = nbformat.read(NOTEBOOKS / "exercises" / "01_convolve_a_sequence.ipynb", as_version=4)
    ids = [cell.id for cell in notebook.cells]
    cells = page.locator(".jp-Notebook .jp-Cell")
    answer = cells.nth(ids.index("six-sums-answer"))
    said = answer.locator(".jp-OutputArea-output")
    test = cells.nth(ids.index("six-sums-test"))
    graded = test.locator(".jp-OutputArea-output")
    expect(cells).to_have_count(len(ids))
    expect(page.locator(".jp-OutputArea-output")).to_have_count(0)
    expect(page.locator(ALARMS)).to_have_count(0)

    run_all(page)
    expect(said).to_contain_text("answer is None: put yours in its place.", timeout=60_000)
    expect(graded).to_contain_text("six_sums has no answer yet")  # and there it stops
    expect(page.locator(FAULTS)).to_have_count(1)

    check = "check.six_sums(answer, seed=SEED)"
    for numbers, sentence in {
        "[5, 5, 3, 3, 1, 0]": "You flipped the kernel",
        "[3, 3, 1, 1, -1, 0]": "Right: ",
    }.items():
        answer.locator(".cm-content").click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(f"answer = {numbers}\n{check}")
        page.keyboard.press("Control+Enter")
        expect(said).to_contain_text(sentence)
        page.keyboard.press("Enter")
    test.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(FAULTS)).to_have_count(0)


SAVED = [LESSON, "exercises/01_convolve_a_sequence.ipynb", "solutions/02_convolve_an_image.ipynb"]


@pytest.mark.thorough  # tests/test_saving.py says the same of notebooks that a test has altered
@pytest.mark.parametrize("path", SAVED)
def test_run_and_saved_it_holds_what_its_author_wrote(opened, server, monkeypatch, path):
    monkeypatch.setattr(sys, "path", [str(NOTEBOOKS.parent / "tools"), *sys.path])
    import record

    page = opened(path)
    wait_for_the_kernel(page)
    run_all(page)
    waiting = page.locator(".jp-InputPrompt", has_text="[*]")
    expect(waiting.first).to_be_visible(timeout=60_000)  # the outputs seen before it are recorded
    expect(waiting).to_have_count(0, timeout=60_000)
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    expect(page.locator(".jp-mod-current.jp-mod-dirty")).to_have_count(0)

    answer = page.request.get(f"{server}/api/contents/{path}?token={TOKEN}").json()
    saved = nbformat.from_dict(answer["content"])
    stored = nbformat.read(NOTEBOOKS / path, as_version=4)
    assert saved.metadata.language_info.version  # JupyterLab has written it
    assert record.written(saved) == record.written(stored)
    if not path.startswith("exercises/"):
        assert record.difference(saved, stored) == ""
