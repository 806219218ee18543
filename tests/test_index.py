"""The index of the lessons: complete, and true to them."""

import re
from pathlib import Path

import nbformat
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
HEADERS = ("You will learn", "You will need", "Terms")

# Each row of the table of popular false statements, and the cell that runs it.
STATEMENTS = {
    "E1": ("01", "identity"),
    "E2": ("03", "sums-three-pixels"),
    "E3": ("03", "pixels-beside-the-middle"),
    "E4": ("03", "diagonal"),
    "E5": ("03", "line-and-edge"),
    "E6": ("08", "not-invariant"),
    "E7": ("02", "matrix-product"),
    "E8": ("01", "sum-or-average"),
    "E9": ("06", "one-filter-all-channels"),
    "E10": ("06", "thirty-two-channels"),
    "E11": ("06", "five-maps"),
    "E12": ("06", "parameters-or-maps"),
    "E13": ("07", "parameters-with-pooling"),
    "E14": ("07", "sizes"),
    "E15": ("04", "flip-the-bank"),
    "E16": ("02", "asymmetric-kernel"),
    "E17": ("01", "kernel-axes"),
    "E18": ("05", "stride-leaves-a-rest"),
    "E19": ("05", "dilation-of-zero"),
    "E20": ("07", "pixel-outside"),
    "E21": ("05", "position-on-the-map"),
    "E22": ("11", "transposed"),
    "E23": ("04", "numbers-wrap"),
    "E24": ("10", "another-start"),
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
    "filters designed by hand, in suites": ("04", "eight-filters"),
    "convolution flips the kernel, the layer does not": ("04", "convolve-or-correlate"),
    "a filter spans all channels and gives one map": ("06", "one-number"),
    "32 filters give an output of depth 32": ("06", "count"),
    "sequences, images and volumes": ("06", "rod-or-speck"),
    "layers on layers combine simple features": ("07", "two-layer-model"),
    "gradient descent finds the weights of a filter": ("09", "train"),
    "many learned filters look for many features": ("10", "filters"),
}


def prose(lesson):
    return [cell.source for cell in lesson.cells if cell.cell_type == "markdown"]


def introduced(lesson):
    """Return the words that a lesson prints in bold, which is where it introduces them."""
    bold = re.findall(r"\*\*([^*]+)\*\*", "\n".join(prose(lesson)))
    return {word.strip("`").lower() for word in bold if word not in HEADERS}


def rows(heading):
    """Return the cells of the table under a heading of the index."""
    section = re.split(r"^#+ ", INDEX, flags=re.MULTILINE)
    (found,) = (part for part in section if part.startswith(heading + "\n"))
    lines = re.findall(r"^\| (.+) \|$", found, flags=re.MULTILINE)[2:]
    return [[cell.strip() for cell in re.split(r" ?\| ?", line)] for line in lines]


@pytest.mark.parametrize(
    ("number", "cell_id"),
    [*STATEMENTS.values(), *SUBJECT.values()],
    ids=[*STATEMENTS, *SUBJECT],
)
def test_a_cell_runs_it(number, cell_id):
    (cell,) = (cell for cell in LESSONS[number].cells if cell.id == cell_id)
    assert cell.cell_type == "code"
    assert cell.outputs or "assert" in cell.source


def test_every_popular_statement_has_its_cell():
    assert list(STATEMENTS) == [f"E{i}" for i in range(1, 25)]


def test_the_map_lists_every_lesson_in_order():
    lessons = rows("The lessons")
    assert [row[0] for row in lessons] == [
        f"[{path.stem[:2]} {LESSONS[path.stem[:2]].cells[0].source.splitlines()[0][2:]}]({path.name})"
        for path in sorted(NOTEBOOKS.glob("*.ipynb"))
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
    shown = {part: lesson[1:3] for part, lesson in rows("The subject, part by part")}
    assert shown == {part: number for part, (number, _) in SUBJECT.items()}


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


def test_the_glossary_is_in_order_of_the_alphabet():
    words = [row[0].lower() for row in rows("The words")]
    assert words == sorted(words)


def test_a_lesson_ends_with_the_words_that_it_introduces():
    for lesson in LESSONS.values():
        _, terms = prose(lesson)[-1].split("**Terms**:")
        for word in introduced(lesson):
            assert word in terms.lower()
