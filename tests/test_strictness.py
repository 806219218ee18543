"""A notebook in which anything checked is changed fails, in the cell that shows it."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from strict import nbval

import convdemo as cd

LESSON = Path(__file__).parents[1] / "notebooks" / "02_convolve_an_image.ipynb"


def replaced(text, old, new):
    assert old in text
    return text.replace(old, new, 1)


def in_output(old, new):
    def change(cell):
        (output,) = (each for each in cell.outputs if each.output_type == "stream")
        output.text = replaced(output.text, old, new)

    return change


def in_source(old, new):
    def change(cell):
        cell.source = replaced(cell.source, old, new)

    return change


def in_picture(old, new):
    def change(cell):
        data = cell.outputs[-1].data
        data["text/html"] = replaced(data["text/html"], old, new)

    return change


def zeros(html):
    """Return an image with three of its last pixels black; checksums come after them."""
    end = html.index('"', html.index("base64,")) - 60
    assert html[end : end + 4] != "AAAA"
    return html[:end] + "AAAA" + html[end + 4 :]


def in_pixels(cell):
    data = cell.outputs[-1].data
    data["text/html"] = zeros(data["text/html"])


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


# For each lesson a slip in a number, a picture, a weight and a claim, and the other cells where the
# weight shows. Outputs of cells that train are not compared: there, the slip is in the code.
SLIPS = {
    "01": (
        {
            "number": ("three-sums", in_output("sum 1", "sum 2")),
            "picture": ("one-and-seven", in_picture(">53<", ">35<")),
            "weight": ("six-sums", in_source("[-1, 2, -1]", "[-1, 2, -2]")),
            "claim": ("sum-or-average", in_output("[12. 12.]", "[4. 4.]")),
        },
        ["stepper"],
    ),
    "02": (
        {
            "number": ("one-patch", in_output("response 3", "response 2")),
            "picture": ("image-and-filter", in_picture(">1</td>", ">0</td>")),
            "weight": ("same-map-ours", in_source("[0, 3, 0]", "[0, 4, 0]")),
            "claim": ("matrix-product", in_output("added up: 6", "added up: 3")),
        },
        [],
    ),
    "03": (
        {
            "number": ("bias-and-relu", in_output("0.0 dot", "1.0 dot")),
            "picture": ("both-maps", in_picture(">2</td>", ">3</td>")),
            "weight": ("ridge", in_source("[-1, 2, -1]", "[-1, 2, -2]")),
            "claim": ("pixels-beside-the-middle", in_output("sides 3", "sides -3")),
        },
        ["seven-images", "contrast", "line-and-edge"],
    ),
    "04": (
        {
            "number": ("blur", in_output("22.6", "26.2")),
            "picture": ("magnitude", in_pixels),
            "weight": ("gradient", in_source("[1, 2, 1]", "[1, 1, 1]")),
            "claim": ("flip-the-bank", in_output("changes sign: ", "no change:    ")),
        },
        [],
    ),
    "05": (
        {
            "number": ("table", in_output("gives 13", "gives 14")),
            "picture": ("reflect", in_pixels),
            "weight": ("dilation", in_source("[1, 1, 1]", "[1, 1, 2]")),
            "claim": ("wall", in_output("[ 27. ", "[  0. ")),
        },
        [],
    ),
    "06": (
        {
            "number": ("photo", in_output("168", "186")),
            "picture": ("shared-grids", in_picture(">-8<", ">-4<")),
            "weight": ("our-multipliers", in_source("-step / 2]", "-step]")),
            "claim": ("thirty-two-channels", in_output("changed: 5", "changed: 1")),
        },
        ["photo-maps"],
    ),
    "07": (
        {
            "number": ("field", in_output("then 1  7", "then 1  5")),
            "picture": ("ways", in_picture(">9<", ">6<")),
            "weight": ("our-grids", in_source("[0, -1, 0]", "[0, 1, 0]")),
            "claim": ("one-layer", in_output("1.0 corner", "0.0 corner")),
        },
        ["both-maps", "second-corner"],
    ),
    "08": (
        {
            "number": ("blocks", in_output("[8. 2.]", "[8. 1.]")),
            "picture": ("moved", in_pixels),
            "weight": ("border", in_source("[1, 1, 1]", "[1, 1, 2]")),
            "claim": ("hidden", in_output("hide 0 of", "hide 1 of")),
        },
        [],
    ),
    "09": (
        {
            "number": ("slopes", in_output("slope 4.0", "slope 2.0")),
            "picture": ("curve", in_picture("36 25 16", "36 26 16")),
            "weight": ("keras-step", in_source("[0, 1, 0]", "[0, 1, 1]")),
            "claim": ("zero", in_source("x[:1], y[:1]", "x, y")),
        },
        [],
    ),
    "10": (
        {
            "number": ("standard-error", in_output("formula 0.030", "formula 0.003")),
            "picture": ("moved-digits", in_picture("0 to 255", "0 to 1")),
            "weight": ("global-pooling", in_source("size=3", "size=1")),
            "claim": ("comparison", in_source("moved_x) for", "test_x) for")),
        },
        [],
    ),
    "11": (
        {
            "number": ("cosine", in_output("0.89", "0.98")),
            "picture": ("second-layer", in_source("()[2]", "()[0]")),
            "weight": ("dead", in_source("-100", "100")),
            "claim": ("another-start", in_source("seed=2", "seed=1")),
        },
        [],
    ),
    "12": (
        {
            "number": ("padding", in_output("[ 8  5", "[ 8  6")),
            "picture": ("waves", in_picture("at index 8", "at index 16")),
            "weight": ("upsampling", in_source("[0.5, 1, 0.5]", "[0.5, 1, 1]")),
            "claim": ("transposed", in_output("5 21 44 53 33 18", "2  0  1  3  0  1")),
        },
        [],
    ),
    "13": (
        {
            "number": ("height", in_output("0.95", "0.59")),
            "picture": ("signal", in_picture("index 1156", "index 1165")),
            "weight": ("hand", in_source("[-1, 0, 1]", "[-1, 1, 0]")),
            "claim": ("noise", in_output("17 times", "20 times")),
        },
        [],
    ),
    "14": (
        {
            "number": ("sizes", in_output("(None, 72)", "(None, 27)")),
            "picture": ("drawing", in_picture(">13<", ">31<")),
            "weight": ("refused-arguments", in_source("VERTICAL_LINE", "HORIZONTAL_LINE")),
            "claim": ("silent", in_source("images.T", "images")),
        },
        ["repaired"],
    ),
}


def with_slips(number):
    """Return the path and the notebook of a lesson, with its slips, and the names of its cells."""
    (lesson,) = LESSON.parent.glob(f"{number}_*.ipynb")
    notebook = nbformat.read(lesson, as_version=4)
    cells = code_cells(notebook)
    for cell, edit in SLIPS[number][0].values():
        edit(cells[cell])
    return lesson, notebook, list(cells)


def test_each_lesson_still_holds_what_its_slips_change():
    assert list(SLIPS) == [path.name[:2] for path in sorted(LESSON.parent.glob("??_*.ipynb"))]
    for number, (slips, _) in SLIPS.items():
        assert list(slips) == ["number", "picture", "weight", "claim"]
        with_slips(number)


@pytest.mark.thorough
@pytest.mark.parametrize("number", SLIPS)
def test_a_slip_in_a_number_a_picture_a_weight_or_a_claim_fails_in_each_lesson(number, tmp_path):
    lesson, notebook, names = with_slips(number)
    nbformat.write(notebook, tmp_path / lesson.name)
    (failed,) = failures(tmp_path)
    slips, also = SLIPS[number]
    assert {names[cell] for cell in failed} == {cell for cell, _ in slips.values()} | {*also}
