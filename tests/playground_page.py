"""What the playground's tests share: where the page is, and the numbers that it shows."""

from pathlib import Path

import numpy as np

PLAYGROUND = Path(__file__).parents[1] / "docs" / "playground.html"


def numbers(table):
    return np.array([[float(word) for word in line.split("\t")] for line in table.splitlines()])


def shown(page):
    """Return the numbers of the feature map's cells."""
    rows = page.locator("table").nth(2).locator("tbody tr").all()
    return [[float(text) for text in row.locator("td").all_text_contents()] for row in rows]


def table(page):
    return numbers(page.locator("#table").text_content())
