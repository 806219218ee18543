"""A notebook in which anything checked is changed fails, in the cell that shows it."""

import ast
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from strict import nbval

import convdemo as cd

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
            "stored sum": ("matrix-product", in_output("6", "8")),
            "stored number": ("keras-feature-map", in_output("3.", "4.")),
            "drawn array": ("numbered-kernel", in_source("= 1\n", "= 0.5\n")),
        },
        ["matrix-product", "keras-feature-map", "numbered-kernel"],
    ),
    (
        {
            "drawn weights": ("image-and-filter", in_source("(kernel,", "(-kernel,")),
            "asserted fact": ("stepper", in_source("kernel)\n", "-kernel)\n")),
            "filter's weight": ("numbered-kernel", in_source("5, 6", "5, 7")),
        },
        ["image-and-filter", "stepper", "numbered-kernel"],
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
    return [[names[cell] for cell in cells] for cells in failures(folder)]


def failures(folder):
    """Return the numbers of the code cells that failed, for each notebook in a folder."""
    notebooks = sorted(folder.iterdir())
    run = nbval(*notebooks)
    found = {path.stem: [] for path in notebooks}
    for line in run.stdout.splitlines():
        if line.startswith("FAILED "):
            path, number = line.removeprefix("FAILED ").split("::Cell ")
            found[Path(path).stem].append(int(number.split()[0]))
    return list(found.values())


def test_each_change_fails_where_it_shows_and_nowhere_else(failed):
    assert failed == [shown for _, shown in COPIES]


def zeros(html):
    """Return an image with three of its last pixels black; checksums come after them."""
    end = html.index('"', html.index("base64,")) - 60
    return html[:end] + "AAAA" + html[end + 4 :]


# For each change of a stored picture: the array drawn, the change, and whether it is found.
PICTURES = {
    "nothing": (np.eye(3), lambda html: html, False),
    "number": (np.eye(3), lambda html: html.replace(">1<", ">2<", 1), True),
    "colour": (np.eye(3), lambda html: html.replace("background:#fff", "", 1), True),
    "pixel": (255 - np.eye(20), zeros, True),
    "pixel that may vary": (0.5 - np.eye(20), zeros, False),
    "words of pixels that may vary": (
        0.5 - np.eye(20),
        lambda html: html.replace("from -0.5", "from -0.6"),
        True,
    ),
}


def test_a_number_a_colour_or_a_pixel_that_is_changed_is_found(tmp_path):
    cells = [new_code_cell("import convdemo as cd, numpy as np", execution_count=1)]
    for count, (name, (values, change, _)) in enumerate(PICTURES.items(), start=2):
        picture = cd.plot_image(values)
        html = change(picture.html)
        assert (html == picture.html) == (name == "nothing")
        data = {"text/html": html, "text/plain": repr(picture)}
        output = new_output("execute_result", data, execution_count=count)
        source = f"cd.plot_image(np.array({values.tolist()}))"
        cells.append(new_code_cell(source, outputs=[output], execution_count=count))
    nbformat.write(new_notebook(cells=cells), tmp_path / "pictures.ipynb")
    expected = [i for i, (*_, is_found) in enumerate(PICTURES.values(), start=1) if is_found]
    assert failures(tmp_path) == [expected]


# For each lesson a weight, in the cell that holds it, and another weight.
WEIGHTS = {
    "01": ("six-sums", "[-1, 2, -1]", "[-1, 2, -2]"),
    "02": ("same-map-ours", "[0, 3, 0]", "[0, 4, 0]"),
    "03": ("ridge", "[-1, 2, -1]", "[-1, 2, -2]"),
}


def change_a_number(cell):
    """Change the first number that a cell has printed."""
    for output in cell.outputs:
        if output.output_type == "stream" and re.search(r"\d", output.text):
            output.text = re.sub(r"\d", lambda d: str((int(d[0]) + 1) % 10), output.text, count=1)
            return True
    return False


def change_a_picture(cell):
    """Change a number in a table, or else the words of a picture."""
    for output in cell.outputs:
        html = output.get("data", {}).get("text/html", "")
        changed = re.sub(r"(?<=>)-?[\d.]+(?=</td>)|(?<=alt=\")", "42", html, count=1)
        if changed != html:
            output.data["text/html"] = changed
            return True
    return False


def change_a_claim(cell):
    """Assert the opposite."""
    tree = ast.parse(cell.source)
    for node in tree.body:
        if isinstance(node, ast.Assert):
            node.test = ast.UnaryOp(ast.Not(), node.test)
            cell.source = ast.unparse(tree)
            return True
    return False


@pytest.mark.thorough
@pytest.mark.parametrize("number", WEIGHTS)
def test_a_change_of_a_number_a_picture_a_weight_or_a_claim_fails_in_each_lesson(number, tmp_path):
    (lesson,) = LESSON.parent.glob(f"{number}_*.ipynb")
    notebook = nbformat.read(lesson, as_version=4)
    cells = code_cells(notebook)
    weighed, old, new = WEIGHTS[number]
    in_source(old, new)(cells[weighed])
    changed = [weighed]
    for change in change_a_number, change_a_picture, change_a_claim:
        for name, cell in reversed(cells.items()):
            is_compared = change is change_a_claim or not cell.metadata.get("tags")
            if name not in changed and is_compared and change(cell):
                changed.append(name)
                break
    nbformat.write(notebook, tmp_path / lesson.name)
    (failed,) = failures(tmp_path)
    assert len(changed) >= 3
    assert set(changed) <= {list(cells)[i] for i in failed}
