"""Pages on paper, through the machine's Chromium."""

import shutil
from collections.abc import Sequence
from pathlib import Path

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FORMATS = {"A4": "", "Letter": "_letter"}


def print_pages(pages: Sequence[Path]) -> list[Path]:
    """Print pages to PDF, on A4 and on Letter, beside them.

    Args:
        pages: Pages of HTML.

    Returns:
        The PDFs: none where the machine has no Chromium or no Playwright. The pages print as well
        from any browser.
    """
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium is None:
        return []
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        return []
    printed = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page()
        for page in pages:
            tab.goto(page.as_uri())
            for paper, ending in FORMATS.items():
                pdf = page.with_name(f"{page.stem}{ending}.pdf")
                tab.pdf(path=pdf, format=paper, print_background=True)
                printed.append(pdf)
        browser.close()
    return printed
