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


# Changes that do not touch each other, made to one copy of the lesson: the name of each, the cell
# that is changed, the change, and the cell that shows it.
COPIES = [
    [
        ("stored number", "keras-feature-map", in_output("3.", "4."), "keras-feature-map"),
        ("stored shape", "first-feature-map", in_output("6, 6", "8, 8"), "first-feature-map"),
        ("drawn array", "tall-test-image", in_source("= 1\n", "= 0.5\n"), "tall-test-image"),
    ],
    [
        ("drawn weights", "filter", in_source("(kernel,", "(-kernel,"), "filter"),
        ("filter's weight", "tall-test-image", in_source("5, 6", "5, 7"), "asymmetric-kernel"),
        (
            "asserted fact",
            "keras-feature-map",
            in_source("kernel)", "-kernel)"),
            "keras-feature-map",
        ),
    ],
]
SHOWN = {name: (copy, shown) for copy, each in enumerate(COPIES) for name, _, _, shown in each}


def code_cells(notebook):
    return {cell.id: cell for cell in notebook.cells if cell.cell_type == "code"}


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """Return the names of the cells that failed, for each copy."""
    folder = tmp_path_factory.mktemp("changed")
    names = list(code_cells(nbformat.read(LESSON, as_version=4)))
    for number, changes in enumerate(COPIES):
        notebook = nbformat.read(LESSON, as_version=4)
        for _, cell, edit, _ in changes:
            edit(code_cells(notebook)[cell])
        nbformat.write(notebook, folder / f"{number}.ipynb")
    run = nbval(*sorted(folder.iterdir()))
    found = [[] for _ in COPIES]
    for line in run.stdout.splitlines():
        if line.startswith("FAILED "):
            path, number = line.removeprefix("FAILED ").split("::Cell ")
            found[int(Path(path).stem)].append(names[int(number.split()[0])])
    return found


@pytest.mark.parametrize("change", SHOWN)
def test_a_change_fails_where_it_shows(failed, change):
    copy, shown = SHOWN[change]
    assert shown in failed[copy]


def test_the_cells_before_a_change_pass(failed):
    for cells in failed:
        assert not {"imports", "image", "one-patch", "walk", "stored-weights"} & set(cells)
