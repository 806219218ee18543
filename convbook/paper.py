"""Pages on paper, through the machine's Chromium."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
FORMATS = {"A4": "", "Letter": "_letter"}
DATE = re.compile(rb"(?<=Date \(D:)\d{14}")  # when it was printed: another, another time

NONE = "No PDFs: they take Chromium or Chrome, and Playwright. The pages print from any browser."


def print_pages(pages: Sequence[Path]) -> list[Path]:
    """Print pages to PDF, on A4 and on Letter, beside them.

    Args:
        pages: Pages of HTML.

    Returns:
        The PDFs, the same bytes each time; none, which is said, where the machine cannot print.
    """
    pdfs = {
        page.with_name(f"{page.stem}{ending}.pdf"): (page.resolve().as_uri(), paper)
        for page in pages
        for paper, ending in FORMATS.items()
    }
    for pdf in pdfs:
        pdf.unlink(missing_ok=True)  # an older one says something else
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError:
        print(NONE)
        return []
    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=path,
                channel=None if path else "chrome",  # which Playwright finds off Linux, too
                args=["--no-sandbox", "--disable-gpu"],
            )
        except Error:
            print(NONE)
            return []
        tab = browser.new_page()
        for pdf, (address, paper) in pdfs.items():
            tab.goto(address)
            printed = tab.pdf(format=paper, print_background=True)
            pdf.write_bytes(DATE.sub(b"19700101000000", printed))
        browser.close()
    return list(pdfs)
