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


CHANGES = {
    "stored-number": ("keras-feature-map", in_output("3.", "4."), "keras-feature-map"),
    "stored-shape": ("first-feature-map", in_output("(1, 6, 6, 1)", "(1, 8, 8, 1)"), None),
    "drawn-array": ("tall-test-image", in_source("dot[1, 3] = 1", "dot[1, 3] = 0.5"), None),
    "drawn-weights": ("filter", in_source("VERTICAL_LINE", "HORIZONTAL_LINE"), None),
    "filter-weight": ("tall-test-image", in_source("[4, 5, 6]", "[4, 5, 7]"), "asymmetric-kernel"),
    "asserted-fact": ("keras-feature-map", in_source("(image, kernel)", "(image, -kernel)"), None),
}


def code_cells(notebook):
    return {cell.id: cell for cell in notebook.cells if cell.cell_type == "code"}


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """Return the names of the cells that failed, of the lesson as it is and of each change."""
    folder = tmp_path_factory.mktemp("changed")
    names = list(code_cells(nbformat.read(LESSON, as_version=4)))
    for change, (cell, edit, _) in {"nothing": ("imports", id, None), **CHANGES}.items():
        notebook = nbformat.read(LESSON, as_version=4)
        edit(code_cells(notebook)[cell])
        nbformat.write(notebook, folder / f"{change}.ipynb")
    run = nbval(*sorted(folder.iterdir()))
    found = {path.stem: [] for path in folder.glob("*.ipynb")}
    for line in run.stdout.splitlines():
        if line.startswith("FAILED "):
            path, number = line.removeprefix("FAILED ").split("::Cell ")
            found[Path(path).stem].append(names[int(number.split()[0])])
    return found


def test_the_lesson_as_it_is_passes(failed):
    assert failed["nothing"] == []


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_fails_where_it_shows(failed, change):
    edited, _, shown = CHANGES[change]
    assert (shown or edited) in failed[change]
