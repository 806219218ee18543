"""A real Chromium, for the tests that ask for `page` or `browser`."""

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


@pytest.fixture
def page(browser):
    """Return a page that must ask nothing of the network and log no error."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(10_000)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "about:"))] == []
    assert said == []


@pytest.fixture
def opened(page):
    """Return a page with the playground."""
    page.goto(PLAYGROUND.as_uri())
    return page
