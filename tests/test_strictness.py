"""A lesson in which anything checked is changed fails, in the cell that shows it."""

from pathlib import Path

import nbformat
import pytest
from strict import nbval

LESSON = Path(__file__).parents[1] / "notebooks" / "02_convolve_an_image.ipynb"


def in_output(old, new):
    def change(cell):
        assert old in cell.outputs[0].text
        cell.outputs[0].text = cell.outputs[0].text.replace(old, new, 1)

    return change


def in_source(old, new):
    def change(cell):
        assert old in cell.source
        cell.source = cell.source.replace(old, new, 1)

    return change


# For each copy of the lesson, the changes made to it, and all cells that show one of them.
COPIES = [
    (
        {
            "stored shape": ("first-feature-map", in_output("6, 6", "8, 8")),
            "stored number": ("keras-feature-map", in_output("3.", "4.")),
            "drawn array": ("tall-test-image", in_source("= 1\n", "= 0.5\n")),
        },
        ["first-feature-map", "keras-feature-map", "tall-test-image", "asymmetric-kernel"],
    ),
    (
        {
            "drawn weights": ("filter", in_source("(kernel,", "(-kernel,")),
            "asserted fact": ("keras-feature-map", in_source("kernel)", "-kernel)")),
            "filter's weight": ("tall-test-image", in_source("5, 6", "5, 7")),
        },
        ["filter", "keras-feature-map", "asymmetric-kernel"],
    ),
]


def code_cells(notebook):
    return {cell.id: cell for cell in notebook.cells if cell.cell_type == "code"}


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """Return the names of the cells that failed, for each copy."""
    folder = tmp_path_factory.mktemp("changed")
    names = list(code_cells(nbformat.read(LESSON, as_version=4)))
    for number, (changes, _) in enumerate(COPIES):
        notebook = nbformat.read(LESSON, as_version=4)
        for cell, edit in changes.values():
            edit(code_cells(notebook)[cell])
        nbformat.write(notebook, folder / f"{number}.ipynb")
    run = nbval(*sorted(folder.iterdir()))
    found = [[] for _ in COPIES]
    for line in run.stdout.splitlines():
        if line.startswith("FAILED "):
            path, number = line.removeprefix("FAILED ").split("::Cell ")
            found[int(Path(path).stem)].append(names[int(number.split()[0])])
    return found


def test_each_change_fails_where_it_shows_and_nowhere_else(failed):
    assert failed == [shown for _, shown in COPIES]
