"""The first minute of a newcomer, in a real browser: the first command, lesson 01, and after it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).parents[1]
LESSON = "01_convolve_a_sequence.ipynb"
SETTINGS = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]
SETTINGS += ["JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"]
AUTHOR = ("-c", "user.name=A newcomer", "-c", "user.email=newcomer@localhost")
FAULTS = "[data-mime-type$='.stderr'], [data-mime-type$='.error']"
INTERRUPTIONS = f".jp-Dialog, .Toastify__toast, {FAULTS}"
HERE = ("http://127.0.0.1:", "data:", "blob:")

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(sys.platform == "win32", reason="sends Ctrl+C to one process"),
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """Return a clone of what this checkout holds, committed or not."""
    folder = tmp_path_factory.mktemp("clone")

    def git(*arguments, cwd=folder):
        return subprocess.run(
            ["git", *arguments], cwd=cwd, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in filter(None, listed.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    git("init", "--quiet")
    git("add", ".")
    git(*AUTHOR, "commit", "--quiet", "--message=All of it")
    return folder, git


@pytest.fixture(scope="module")
def address(clone, tmp_path_factory):
    """Run the first command in the clone, as a new user of the machine; return the address."""
    folder, _ = clone
    home = tmp_path_factory.mktemp("home")
    environment = os.environ | {"PYTHONPATH": str(folder)}
    environment |= {name: str(home / name.lower()) for name in SETTINGS}
    said = home / "said.txt"
    with said.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "convlessons", "--no-browser"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + 60
        while not (found := re.search(r"(http://\S+)\n", said.read_text(encoding="utf-8"))):
            assert process.poll() is None, said.read_text(encoding="utf-8")
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield found[1]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def seen(browser, address):
    """Go from the start page through all of lesson 01, and return what was met on the way."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(60_000)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.locator("h1", has_text="Start here")).to_be_visible(timeout=60_000)
    menus = page.get_by_role("menubar").first.inner_text()
    page.get_by_role("link", name="Open lesson 01").click()
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
    tab = page.locator(".lm-TabBar-tab.jp-mod-current")
    unsaved = "jp-mod-dirty" in tab.get_attribute("class")
    outputs = page.locator(".jp-OutputArea-output").count()
    interruptions = page.locator(INTERRUPTIONS).all_inner_texts()
    page.locator("[data-command='notebook:restart-run-all']").click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(page.locator(".jp-OutputArea-output").first).to_be_visible(timeout=60_000)
    expect(page.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0, timeout=60_000)
    interruptions += page.locator(INTERRUPTIONS).all_inner_texts()
    page.locator("[data-command='docmanager:save']").first.click()
    expect(tab).not_to_have_class(re.compile("jp-mod-dirty"))
    context.close()
    return {
        "asked": [url for url in asked if not url.startswith(HERE)],
        "menus": menus.split(),
        "interruptions": interruptions,
        "outputs before it was run": outputs,
        "unsaved before it was run": unsaved,
    }


def test_nothing_comes_between_a_newcomer_and_lesson_01(seen):
    assert seen == {
        "asked": [],
        "menus": ["File", "Edit", "View", "Run", "Kernel", "Tabs", "Settings", "Help"],
        "interruptions": [],
        "outputs before it was run": 0,
        "unsaved before it was run": False,
    }


@pytest.mark.usefixtures("seen")
def test_the_readers_copy_is_saved_and_git_sees_no_change(clone):
    folder, git = clone
    saved = nbformat.read(folder / "my_lessons" / LESSON, as_version=4)
    counts = [cell.execution_count for cell in saved.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert git("status", "--porcelain") == ""


@pytest.mark.usefixtures("seen")
def test_the_tests_of_the_notebooks_pass_after_it(clone):
    folder, git = clone
    command = [sys.executable, "-m", "pytest", "-q", "--override-ini=addopts=", "-p", "no:xdist"]
    command += ["-p", "no:cacheprovider", "--nbval", "--nbval-current-env"]
    run = subprocess.run(
        [*command, "tests/test_notebooks.py", f"notebooks/{LESSON}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert git("status", "--porcelain") == ""
