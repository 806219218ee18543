"""What tests ask for by name: the seeds of exercises, and a page in a real Chromium."""

import os
import shutil

import pytest
from playwright.sync_api import Error, sync_playwright

from playground import PLAYGROUND

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


SEEDS = [
    pytest.param(range(20), id="20-seeds"),
    pytest.param(range(20, 200), id="180-more-seeds", marks=pytest.mark.thorough),
]


@pytest.fixture(params=SEEDS)
def seeds(request):
    """Return seeds that an exercise must hold for: a few of them every time, thoroughly the rest."""
    return request.param


# One for each file: while it runs, no other event loop can, and the notebooks' tests need theirs.
@pytest.fixture(scope="module")
def browser():
    """Start the Chromium, or the Chrome, of this machine."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=path, channel=None if path else "chrome", args=FLAGS
            )
        except Error:
            if os.environ.get("CI"):
                raise
            pytest.skip("needs Chromium or Chrome on this machine")
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def tab(browser):
    """Return one page for all tests of a file: another one costs a quarter of a second."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab):
    """Return a page as it is at first; it must ask nothing of the network and log no error."""
    tab.goto("about:blank")
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.emulate_media(
        media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
    )
    asked, said = [], []
    listeners = {
        "request": lambda request: asked.append(request.url),
        "console": lambda message: said.append(message.text),
        "pageerror": lambda error: said.append(str(error)),
        "dialog": lambda dialog: (said.append(dialog.message), dialog.dismiss()),
    }
    for event, listener in listeners.items():
        tab.on(event, listener)
    yield tab
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
    assert [url for url in asked if not url.startswith(("file:", "data:", "about:"))] == []
    assert said == []


@pytest.fixture
def opened(page):
    """Return a page with the playground."""
    page.goto(PLAYGROUND.as_uri())
    return page
