"""The index of the lessons: complete, and true to them."""

import re
from pathlib import Path

import keras
import nbformat
import numpy as np
import pytest

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
INDEX = (NOTEBOOKS / "README.md").read_text(encoding="utf-8")
LESSONS = {
    path.stem[:2]: nbformat.read(path, as_version=4) for path in sorted(NOTEBOOKS.glob("*.ipynb"))
}
SOLUTIONS = {
    path.name: nbformat.read(path, as_version=4)
    for path in sorted(NOTEBOOKS.glob("solutions/*.ipynb"))
}
HEADERS = ("You will learn", "You will need", "Terms", "Predict")

# Each popular false statement: its lesson, the cell that runs it, and what this shows.
STATEMENTS = [
    ("01", "identity", "[3. 5. 7. 9.]"),
    ("03", "sums-three-pixels", "Vertical line filter on a dot: 0 0 0"),
    ("03", "pixels-beside-the-middle", "bright sides 3"),
    ("03", "sums-three-pixels", "at most 1.0"),
    ("03", "line-and-edge", "edge, derivative filter [0. 0. 3. 3. 0. 0.]"),
    ("08", "moved", "largest response 46 in row 9, column 6"),
    ("02", "matrix-product", "matrix product, added up: 6"),
    ("01", "sum-or-average", "[12. 12.]"),
    ("06", "one-number", "(3, 3, 3, 1) holds 27 weights"),
    ("06", "thirty-two-channels", "maps that changed: 5"),
    ("06", "count", "(198, 298, 32)"),
    ("06", "parameters-or-maps", "1,888,128 numbers in the maps"),
    ("08", "saves", "0 MaxPooling2D"),
    ("08", "saves", "Conv2D output (10, 10, 4)"),
    ("04", "flip-the-bank", "changes sign: sobel_vertical"),
    ("02", "rows-and-columns-exchanged", "largest response to the transpose: 1.0"),
    ("01", "kernel-axes", "(3, 2, 5)"),
    ("05", "stride-leaves-a-rest", "x[7] is 1000: [ 8. 10. 16.]"),
    ("05", "dilation-of-zero", "default (1,)"),
    ("07", "ways", "2 4 6 4 2"),
    ("05", "wall", "valid [[0. 0. 0.]"),
    ("05", "wall", "[ 27.   0.   0.   0. -27.]"),
    ("12", "transposed", "[ 5 21 44 53 33 18]"),
    ("04", "numbers-wrap", "205]"),
    ("11", "another-start", "best match"),
]

# Each message of Keras that students meet, the cell that provokes it, what is read there, and the
# cell in which it is fixed.
MESSAGES = {
    "weights= is refused": (
        "14",
        "refused-arguments",
        "ValueError: Unrecognized keyword arguments",
        "weights-refused",
    ),
    "set_weights before the layer is built": (
        "14",
        "weights-refused",
        "expecting 0 weights",
        "weights-refused",
    ),
    "a kernel of the wrong shape": (
        "14",
        "weights-refused",
        "not compatible",
        "weights-refused",
    ),
    "the bias forgotten": (
        "14",
        "weights-refused",
        "length 1, but the layer was expecting 2",
        "weights-refused",
    ),
    "input_shape= warns": (
        "14",
        "refused-arguments",
        "prefer using an `Input(shape)` object",
        "repaired",
    ),
    "Sequential.output": (
        "14",
        "sizes",
        "AttributeError: The layer reader has never been called",
        "sizes",
    ),
    "the batch or channel axis missing": (
        "14",
        "axes",
        "expected min_ndim=4, found ndim=2",
        "axes",
    ),
    "an integer array": ("14", "axes", "layer: (1, 6, 6, 1)", "repaired"),
    "strides and dilation above 1": (
        "05",
        "stride-and-dilation",
        "`strides > 1` not supported",
        "stride-and-dilation",
    ),
    "causal padding outside Conv1D": (
        "14",
        "refused-arguments",
        "Received: causal",
        "repaired",
    ),
    "a negative output size": (
        "14",
        "too-small",
        "Computed output size would be zero or negative",
        "sizes",
    ),
    "the wrong number of channels": (
        "14",
        "axes",
        "expected axis -1 of input shape to have value 1, but received input with shape",
        "axes",
    ),
    "labels that do not fit the loss": (
        "14",
        "labels",
        "Arguments `target` and `output` must have the same",
        "nan-loss",
    ),
    "a loss of nan": ("14", "nan-loss", "loss nan to nan", "trained"),
}

# Each part of the subject, and a cell that shows it.
SUBJECT = {
    "a filter is laid over a patch: multiply, add, one number": ("01", "three-sums"),
    "the numbers form a feature map": ("01", "six-sums"),
    "the worked example in 1D": ("01", "keras-feature-map"),
    "the worked example in 2D: a vertical line": ("02", "keras-feature-map"),
    "the horizontal filter on the same image": ("03", "horizontal-filter"),
    "both maps combined": ("03", "both-maps"),
    "a nonlinearity": ("03", "bias-and-relu"),
    "filters designed by hand, in banks": ("04", "eight-filters"),
    "convolution flips the kernel, the layer does not": ("04", "convolve-or-correlate"),
    "a filter spans all channels and gives one map": ("06", "one-number"),
    "32 filters give an output of depth 32": ("06", "count"),
    "sequences, images and volumes": ("06", "kernel-shapes"),
    "layers on layers combine simple features": ("07", "both-maps"),
    "gradient descent finds the weights of a filter": ("09", "train"),
    "many learned filters look for many features": ("11", "first-layer"),
}


def prose(lesson):
    return [cell.source for cell in lesson.cells if cell.cell_type == "markdown"]


def introduced(lesson):
    """Return the words that a lesson prints in bold, which is where it introduces them."""
    text = re.sub(r"```.*?```", "", "\n".join(prose(lesson)), flags=re.DOTALL)
    bold = re.findall(r"\*\*([^*\n]+)\*\*", text)
    return {
        word.strip("`").lower() for word in bold if word not in HEADERS and not word.endswith(".")
    }


def rows(heading):
    """Return the cells of the table under a heading of the index."""
    section = re.split(r"^#+ ", INDEX, flags=re.MULTILINE)
    (found,) = (part for part in section if part.startswith(heading + "\n"))
    lines = re.findall(r"^\| (.+) \|$", found, flags=re.MULTILINE)[2:]
    return [[cell.strip() for cell in re.split(r" ?\| ?", line)] for line in lines]


def cell_of(number, cell_id):
    (cell,) = (cell for cell in LESSONS[number].cells if cell.id == cell_id)
    assert cell.cell_type == "code"
    return cell


def one_line(text):
    return " ".join(text.split())


def shown(cell):
    """Return the text that a cell shows, on one line."""
    said = [
        output.get("text") or output.get("data", {}).get("text/plain", "")
        for output in cell.outputs
    ]
    return one_line("\n".join(said))


@pytest.mark.parametrize(("number", "cell_id", "fragment"), STATEMENTS)
def test_a_popular_statement_is_quoted_and_fails(number, cell_id, fragment):
    cell = cell_of(number, cell_id)
    assert one_line(fragment) in shown(cell)
    cells = LESSONS[number].cells
    before = [each.source for each in cells[: cells.index(cell)]]
    assert re.search(r'\*".+?"\*', "\n".join(before[-6:]), flags=re.DOTALL)


@pytest.mark.parametrize(
    ("number", "provoked", "fragment", "mended"), MESSAGES.values(), ids=MESSAGES
)
def test_a_message_is_provoked_read_and_mended(number, provoked, fragment, mended):
    assert one_line(fragment) in shown(cell_of(number, provoked))
    assert shown(cell_of(number, mended))
    ids = [cell.id for cell in LESSONS[number].cells]
    assert ids.index(provoked) <= ids.index(mended)


@pytest.mark.skipif(keras.backend.backend() != "tensorflow", reason="lesson 14 tells the others'")
def test_what_lesson_14_tells_of_tensorflow():
    gray = np.zeros((1, 8, 8, 1), dtype="uint8")
    with pytest.raises(ValueError, match="Incompatible type conversion requested to type uint8"):
        keras.layers.Conv2D(1, kernel_size=3)(gray)
    layers = [keras.layers.Conv2D(1, kernel_size=3), keras.layers.MaxPooling2D(2)]
    reader = keras.Sequential([keras.Input((8, 8, 1)), *layers, keras.layers.Flatten()])
    with pytest.raises(ValueError, match=r"calling MaxPooling2D\.call"):
        reader.predict(np.zeros((8, 8, 3), dtype="uint8"), verbose=0)


@pytest.mark.parametrize(("number", "cell_id"), SUBJECT.values(), ids=SUBJECT)
def test_a_part_of_the_subject_is_shown(number, cell_id):
    assert shown(cell_of(number, cell_id))


def test_the_map_lists_every_lesson_in_order():
    lessons = rows("The lessons")
    assert [row[0] for row in lessons] == [
        f"[{number} {lesson.cells[0].source.splitlines()[0][2:]}]({path.name})"
        for path in sorted(NOTEBOOKS.glob("*.ipynb"))
        for number, lesson in [(path.stem[:2], LESSONS[path.stem[:2]])]
    ]
    for name, minutes, needs, _ in lessons:
        opening = LESSONS[name[1:3]].cells[1].source
        assert f" {minutes} minutes" in opening
        assert re.findall(r"\d\d", needs) == sorted(re.findall(r"\]\((\d\d)_", opening))


def test_the_index_lists_every_exercise():
    expected = []
    for name, notebook in SOLUTIONS.items():
        heading = re.compile(r"^## \d\. [^:]+: (.+)$", re.MULTILINE)
        links = [f"[{name[:2]}]({folder}/{name})" for folder in ("exercises", "solutions")]
        expected.append([*links, "; ".join(heading.findall("\n".join(prose(notebook))))])
    assert rows("The exercises") == expected


def test_the_index_says_where_each_part_of_the_subject_is_shown():
    told = {part: lesson[1:3] for part, lesson in rows("The subject, part by part")}
    assert told == {part: number for part, (number, _) in SUBJECT.items()}


def test_a_link_leads_to_the_lesson_that_it_names():
    links = re.findall(r"\[(\d\d)[^\]]*\]\((?:\w+/)?(\d\d)_", INDEX)
    assert links
    assert [text for text, _ in links] == [target for _, target in links]


def test_every_false_statement_of_the_lessons_is_listed():
    quoted = [
        (re.sub(r"\s+", " ", statement), number)
        for number, lesson in LESSONS.items()
        for text in prose(lesson)
        for statement in re.findall(r'\*"(.+?)"\*', text, flags=re.DOTALL)
    ]
    listed = [(row[0], row[1][1:3]) for row in rows("What people get wrong")]
    assert listed == quoted


def test_the_glossary_holds_the_words_that_the_lessons_introduce():
    glossary = {(row[0].lower(), row[2][1:3]) for row in rows("The words")}
    words = {(word, number) for number, lesson in LESSONS.items() for word in introduced(lesson)}
    assert glossary == words
    assert len({word for word, _ in words}) == len(words), "each word is introduced once"


def test_each_word_has_a_meaning_of_its_own():
    meanings = [row[3] for row in rows("The words")]
    assert all(meanings)
    assert len(set(meanings)) == len(meanings)


def test_the_glossary_spells_as_keras_does():
    code = "\n".join(
        cell.source for lesson in [*LESSONS.values(), *SOLUTIONS.values()] for cell in lesson.cells
    )
    spelt = [name for row in rows("The words") for name in re.findall(r"`([^`]+)`", row[1])]
    known = {"data_format", "keras.ops.fft"}  # named by no lesson: its default, another way
    unused = [name for name in spelt if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", code)]
    assert set(unused) <= known


def test_the_glossary_is_in_order_of_the_alphabet():
    words = [row[0].lower() for row in rows("The words")]
    assert words == sorted(words)


def test_a_lesson_ends_with_the_words_that_it_introduces():
    for lesson in LESSONS.values():
        _, terms = prose(lesson)[-1].split("**Terms**:")
        for word in introduced(lesson):
            assert word in terms.lower()
