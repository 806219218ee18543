"""What tests ask for by name: the seeds of exercises, and a page in a real Chromium."""

import os
import shutil
from contextlib import contextmanager

import pytest
from playground_page import PLAYGROUND
from playwright.sync_api import Error, sync_playwright

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
    """Return seeds that an exercise must hold for: a few every time, thoroughly the rest."""
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


@contextmanager
def watched(context):
    """Yield a page of the context that must ask nothing of the network and log no error."""
    context.set_default_timeout(10_000)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))

    def check():
        page.goto("about:blank")  # what happened before arrives before
        faults = [url for url in asked if not url.startswith(("file:", "data:", "about:"))] + said
        asked.clear()
        said.clear()
        assert faults == []

    yield page, check
    context.close()


@pytest.fixture(scope="module")
def tab(browser):
    """Return one page for all tests of a file, since another costs a quarter of a second."""
    with watched(browser.new_context(permissions=["clipboard-read", "clipboard-write"])) as tab:
        yield tab


@pytest.fixture
def page(tab):
    """Return a page as it is at first."""
    page, check = tab
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(
        media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
    )
    yield page
    check()


@pytest.fixture
def timed(browser):
    """Return a page whose time the test sets; it cannot be given back, so no other test has it."""
    with watched(browser.new_context()) as (page, check):
        page.clock.install()
        yield page
        check()


@pytest.fixture
def opened(page):
    """Return a page with the playground."""
    page.goto(PLAYGROUND.as_uri())
    return page
