"""The rules of every lesson, those that solutions hold, too, and the links of every page."""

import re
import statistics
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from convbook.clock import minutes, minutes_by_part, task_minutes, words
from convlessons.edition import QUESTION

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
RECORDED = [*LESSONS, *sorted((ROOT / "notebooks" / "solutions").glob("*.ipynb"))]
EXERCISES = sorted((ROOT / "notebooks" / "exercises").glob("*.ipynb"))
# The start page of the book links to pages of the book, which its build looks up.
NOT_HERE = {ROOT / "docs" / "index.md"}
FOLDERS = [path for path in ROOT.glob("[!.]*/*.md") if path.parent.name != "my_lessons"]
GUIDE = ROOT.glob("docs/guide/*.md")
PAGES = [*RECORDED, *EXERCISES, *sorted(ROOT.glob("*.md")), *sorted({*FOLDERS, *GUIDE} - NOT_HERE)]
# The cells whose code gives an answer away: the reader's edition folds them.
FOLDED = {
    "01": ["one-and-seven"],
    "02": ["same-map-ours"],
    "03": ["ridge"],
    "04": ["sharpen-ours"],
    "06": ["our-multipliers"],
    "07": ["our-grids", "both-maps", "second-corner", "linear"],
    "08": ["design-ours"],
    "10": ["global-pooling"],
    "13": ["ours"],
    "14": ["silent"],
}
# The cells whose numbers differ between machines, because they train: each ends in an assertion.
TRAINED = {
    "09": ["train", "zero", "wall", "shuffled"],
    "10": ["train", "overfitting", "comparison", "global-pooling"],
    "11": [
        "train",
        "first-layer",
        "maps",
        "second-layer",
        "strongest-patches",
        "specialists",
        "best-matches",
        "names-of-matches",
        "another-start",
        "dead",
        "frozen",
    ],
    "14": ["labels", "trained", "silent"],
}


@pytest.fixture(params=LESSONS, ids=lambda path: path.stem)
def lesson(request):
    return nbformat.read(request.param, as_version=4)


@pytest.fixture(params=RECORDED, ids=lambda path: path.relative_to(ROOT).as_posix())
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def of_type(notebook, cell_type):
    return [cell for cell in notebook.cells if cell.cell_type == cell_type]


def outputs(notebook):
    return [output for cell in of_type(notebook, "code") for output in cell.outputs]


def texts(output):
    if output.output_type == "stream":
        return [output.text]
    return [text for kind, text in output.get("data", {}).items() if kind.startswith("text/")]


def prose(notebook):
    return "\n\n".join(cell.source for cell in of_type(notebook, "markdown"))


def headings(markdown):
    return re.findall(r"^(#+) +(.+)$", markdown, flags=re.MULTILINE)


def sides(formula):
    """Return the numbers on both sides of each equals sign that has no letter on either."""
    for latex, python in [
        (r"\\frac\{(.+?)\}\{(.+?)\}", r"((\1)/(\2))"),
        (r"\\sqrt\{(.+?)\}", r"(\1)**0.5"),
        (r"\\lfloor(.+?)\\rfloor", r"((\1)//1)"),
        (r"\\cdot|\\times", "*"),
        (r"\\,|,(?=\d{3})", ""),
        (r"\^", "**"),
    ]:
        formula = re.sub(latex, python, formula)
    for pair in pairwise(formula.split("=")):
        if all(re.fullmatch(r"[\d\s.+*/()-]+", side) and side.strip() for side in pair):
            yield pair


def test_names_are_numbered_verb_phrases():
    for number, path in enumerate(LESSONS, start=1):
        assert re.fullmatch(rf"{number:02}(_[a-z]+)+", path.stem)


def test_stored_form(notebook):
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.language_info.name == "python"
    assert notebook.metadata.kernelspec.name == "python3"


def test_code_cells_are_few_and_short(lesson):
    lengths = [len(cell.source.splitlines()) for cell in of_type(lesson, "code")]
    assert len(lengths) <= 25
    assert statistics.median(lengths) <= 10
    assert max(lengths) <= 20


def test_sums_in_prose_are_right(notebook):
    for formula in re.findall(r"\$+([^$]+)\$+", prose(notebook)):
        for left, right in sides(formula):
            places = len(right.partition(".")[2].strip())
            assert round(eval(left), places) == round(eval(right), places), formula


def test_sums_are_found():
    found = [
        list(sides(formula)) for formula in (r"7 \cdot 7 = 49", r"\frac{203}{9} = 22.6", "k = 3")
    ]
    assert [len(each) for each in found] == [1, 1, 0]
    lessons = (nbformat.read(path, as_version=4) for path in LESSONS)
    formulae = [f for each in lessons for f in re.findall(r"\$+([^$]+)\$+", prose(each))]
    assert sum(len(list(sides(formula))) for formula in formulae) > 50


def test_the_last_minute_is_short(lesson):
    minute = prose(lesson).split("## In one minute")[1].split("**Terms**")[0]
    assert 2 <= len(re.findall(r"[.?](?=\s)", minute)) <= 5


def test_a_cell_of_prose_is_read_in_a_minute_or_so(lesson):
    counts = {cell.id: len(words(cell.source)) for cell in of_type(lesson, "markdown")}
    assert {name: count for name, count in counts.items() if count > 150} == {}


def test_each_task_says_how_long_it_takes(lesson):
    tasks = [cell for cell in lesson.cells if QUESTION.search(cell.source)]
    assert 1 <= len(tasks) <= 10
    for cell in lesson.cells:
        is_task = cell.cell_type == "markdown" and bool(QUESTION.search(cell.source))
        assert len(QUESTION.findall(cell.source)) <= 1 or cell.cell_type == "code"
        assert (task_minutes(cell) is not None) == is_task, cell.id
        assert sum(tag.startswith("minutes-") for tag in cell.metadata.get("tags", [])) <= 1


def test_a_question_is_answered_before_the_next_heading(lesson):
    written = of_type(lesson, "markdown")
    for cell, reply in pairwise(written):
        if QUESTION.search(cell.source):
            assert not reply.source.startswith("#"), cell.id


def test_the_minutes_are_those_that_a_student_needs(lesson):
    counted = minutes(lesson.cells)
    promised = int(re.search(r"(\d+) minutes", lesson.cells[1].source)[1])
    assert counted < 46, minutes_by_part(lesson)
    assert 0.8 <= promised / counted <= 1.25, minutes_by_part(lesson)


def lines_of_cells(tag):
    """Return the lines of each cell with this tag, by its name, for each lesson that has one."""
    tagged = {}
    for path in LESSONS:
        for cell in nbformat.read(path, as_version=4).cells:
            if tag in cell.metadata.get("tags", []):
                tagged.setdefault(path.stem[:2], {})[cell.id] = cell.source.splitlines()
    return tagged


def test_the_cells_that_give_an_answer_away_are_those_that_are_folded():
    folded = lines_of_cells("hide-input")
    assert {number: list(cells) for number, cells in folded.items()} == FOLDED
    for cells in folded.values():
        for name, lines in cells.items():
            assert lines[0].startswith("# "), f"JupyterLab shows the first line of {name}"


def test_only_cells_that_train_may_differ_and_each_asserts():
    trained = lines_of_cells("nbval-ignore-output")
    assert {number: list(cells) for number, cells in trained.items()} == TRAINED
    for cells in trained.values():
        for name, lines in cells.items():
            assert lines[-1].startswith("assert "), name


def test_ids_are_unique_and_readable(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not re.fullmatch(r"[a-z]{2,}(-[a-z0-9]+)*", name)] == []
    assert [name for name in ids if re.fullmatch(r"[0-9a-f]{8}", name)] == []


def test_nothing_on_stderr_and_no_error(notebook):
    kinds = {(output.output_type, output.get("name")) for output in outputs(notebook)}
    assert ("stream", "stderr") not in kinds
    assert "error" not in {kind for kind, _ in kinds}


def test_no_escape_from_comparison(notebook):
    for cell in of_type(notebook, "code"):
        assert not re.search("nbval|data-varies", cell.source, flags=re.IGNORECASE)
        tags = set(cell.metadata.get("tags", []))
        assert tags <= {"hide-input", "nbval-ignore-output"}


def test_outputs_are_small(notebook):
    for output in outputs(notebook):
        pieces = [re.sub('base64,[^"]+', "", text) for text in texts(output)]
        assert sum(len(text.encode()) for text in pieces) <= 25_000
        assert sum(len(text.encode()) for text in texts(output)) <= 400_000
        assert "image/png" not in output.get("data", {})


def test_outputs_hold_nothing_of_this_run(notebook):
    everything = "\n".join(text for output in outputs(notebook) for text in texts(output))
    assert not re.search(r"0x[0-9a-f]{6,}|/home/|/tmp/|/Users/|[A-Z]:\\", everything)
    assert all(
        "widget" not in kind for output in outputs(notebook) for kind in output.get("data", {})
    )


def test_pictures_have_names(lesson):
    names = []
    for data in [output.get("data", {}) for output in outputs(lesson)]:
        page = BeautifulSoup(data.get("text/html", ""), "html.parser")
        for tag in page.find_all("img"):
            if not is_bare(tag):
                assert " ".join(tag["alt"].split()) in " ".join(data["text/plain"].split())
                names.append(tag["alt"])
        names += [tag.caption.text for tag in page.find_all("table")]
    assert names
    for name in names:
        assert len(name) > 3
        assert not re.search("checksum|of blocks", name)


def is_bare(tag):
    """Return whether an image is hidden from a screen reader."""
    return tag.find_parent(attrs={"aria-hidden": "true"}) is not None


def test_headings_are_in_order(notebook):
    levels = [len(marks) for marks, _ in headings(prose(notebook))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_sections_are_in_order(lesson):
    found = [text for _, text in headings(prose(lesson))]
    assert found[-2:] == ["Your turn", "In one minute"]


def test_headings_name_the_subject(lesson):
    assert not {"Predict", "Guess", "Design"} & {text for _, text in headings(prose(lesson))}


def test_opening_says_what_and_how_long(lesson):
    title, opening = (cell.source for cell in lesson.cells[:2])
    assert title.startswith("# ")
    assert 2 <= len(re.findall("^- ", opening, flags=re.MULTILINE)) <= 4
    assert opening.startswith("**You will learn**")
    assert re.search(r"\*\*You will need\*\*.* \d+ minutes", opening, flags=re.DOTALL)


def test_imports_stand_in_the_first_code_cell(lesson):
    first, *others = of_type(lesson, "code")
    assert "import convdemo as cd" in first.source
    lines = [line for line in first.source.splitlines() if line]
    assert all(line.startswith(("import ", "from ")) for line in lines)
    assert lines.index("import convdemo as cd") < lines.index("import keras")
    assert not any(re.search(r"^\s*(import|from) ", cell.source, re.MULTILINE) for cell in others)


def test_no_backend_is_imported(notebook):
    imported = re.compile(r"^\s*(import|from) (tensorflow|jax|torch)", re.MULTILINE)
    assert not any(imported.search(cell.source) for cell in of_type(notebook, "code"))


def test_voice(notebook):
    text = re.sub(r"`[^`]*`", "", prose(notebook))
    assert not re.search(r"\b(simply|just|obviously|easily)\b|!", text, flags=re.IGNORECASE)


def test_no_translated_phrases(lesson):
    translated = (
        r"[Aa]t the end you have|[Ww]hich (shape|size|colour) ha(s|ve)|answers? to|\bstops? at"
    )
    assert re.findall(translated, prose(lesson)) == []


def anchors(text):
    """Return the anchors of a page's headings as GitHub and JupyterLab write them."""
    slugs = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for _, title in headings(text)
    }
    return slugs | {title.replace(" ", "-") for _, title in headings(text)}


def page_text(path):
    if path.suffix == ".ipynb":
        return prose(nbformat.read(path, as_version=4))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_inside_the_repository_resolve(page):
    for link in re.findall(r"\]\(([^)\s]+)\)", page_text(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(page_text(target)), link
