"""The teacher's guide says what is in the lessons: their parts, their minutes and their numbers."""

import re
from functools import cache
from pathlib import Path

import pytest

from convbook.clock import minutes_by_part, words
from convbook.guide import GUIDE, parts
from convlessons.edition import QUESTION
from convlessons.notebooks import read

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
STEMS = [path.stem for path in LESSONS]
LAST = "If time is short"
TOLERANCE = 1  # minutes by which a figure of the guide may differ from the clock's
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?!\w)")


@cache
def lesson(stem):
    return read((ROOT / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8"))


def asks(stem):
    """Return the parts of a lesson that ask the reader something."""
    found, part = set(), ""
    for cell in lesson(stem)["cells"]:
        if cell["cell_type"] == "markdown":
            heading = re.match(r"##? (.+)", cell["source"])
            part = heading[1] if heading else part
            found |= {part} if QUESTION.search(cell["source"]) else set()
    return found


def stated_minutes(text):
    """Return the minutes at the head of a part, such as `*9½ minutes.*`, or of the lesson."""
    return float(re.match(r"\*(?:\d+ minutes, )?([\d½]+)", text)[1].replace("½", ".5"))


def numbers(text):
    """Return the numbers of a text, in order."""
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.replace("$", " ").replace("\\", " "))
    return [float(number) for number in NUMBER.findall(text)]


@cache
def numbers_of_lesson(stem):
    """Return the numbers that stand in the cells, outputs and exercises of a lesson, in order."""
    folder = ROOT / "notebooks"
    found = []
    for path in (folder / f"{stem}.ipynb", folder / "solutions" / f"{stem}.ipynb"):
        for cell in read(path.read_text(encoding="utf-8"))["cells"]:
            found += numbers(cell["source"])
            for output in cell.get("outputs", []):
                texts = [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
                found += numbers("\n".join("".join(text) for text in texts))
    return found


def said_by_teacher(text):
    """Return the guide's own words: not its minutes, and not what a student may say, in quotes."""
    text = re.sub(r"^\*[\d½]+ minutes?.*?\*|\*\*Keep .*?\*\*", "", text)
    text = re.sub(r'"[^"]*"', "", re.sub(r"`[^`]*`", "", text))
    return re.sub(r"(lessons?|exercises?) \d+(, \d+)*( and \d+)?|\d+ x \d+", "", text)


def stands_in(few, many):
    return any(many[i : i + len(few)] == few for i in range(len(many) - len(few) + 1))


def test_each_lesson_has_its_page():
    assert sorted(path.stem for path in GUIDE.glob("[0-9]*.md")) == STEMS


@pytest.mark.parametrize("stem", STEMS)
def test_the_parts_are_those_of_the_lesson(stem):
    assert list(parts(stem)) == [*minutes_by_part(lesson(stem)), LAST]
    first_line = (GUIDE / f"{stem}.md").read_text(encoding="utf-8").splitlines()[0]
    assert first_line == f"# {stem[:2]} {next(iter(parts(stem)))}"


@pytest.mark.parametrize("stem", STEMS)
def test_the_minutes_are_those_of_the_clock(stem):
    counted = minutes_by_part(lesson(stem))
    opening = next(iter(counted))
    total = re.match(r"\*(\d+) minutes, [\d½]+ of them", parts(stem)[opening])[1]
    assert abs(int(total) - sum(counted.values())) <= TOLERANCE
    stated = {part: stated_minutes(parts(stem)[part]) for part in counted}
    off = {part: (stated[part], counted[part]) for part in counted}
    assert {p: both for p, both in off.items() if abs(both[0] - both[1]) > TOLERANCE} == {}
    assert abs(sum(stated.values()) - sum(counted.values())) <= TOLERANCE


@pytest.mark.parametrize("stem", STEMS)
def test_the_short_version_takes_as_long_as_it_says(stem):
    counted = minutes_by_part(lesson(stem))
    said, kept = re.match(r"\*\*Keep (\d+) minutes\.\*\*([^.]+)", parts(stem)[LAST]).groups()
    names = [" ".join(name.split()) for name in re.findall(r"\*([^*]+)\*", kept)]
    assert 2 <= len(names) < len(counted)
    assert abs(float(said) - sum(counted[name] for name in names)) <= TOLERANCE


@pytest.mark.parametrize("stem", STEMS)
def test_each_question_has_its_wrong_answers(stem):
    opening = next(iter(parts(stem)))
    assert "**Aim.**" in parts(stem)[opening]
    assert "**Prepare.**" in parts(stem)[opening]
    for part in asks(stem):
        assert "**Ask.**" in parts(stem)[part], part
        expected = parts(stem)[part].partition("**Expect.**")[2]
        wrong = re.findall(r'"[^"]+"', re.sub(r"`[^`]*`", "", expected))
        assert wrong, part


@pytest.mark.parametrize("stem", STEMS)
def test_the_numbers_are_those_of_the_lesson(stem):
    known = numbers_of_lesson(stem)
    for part, text in parts(stem).items():
        for code in re.findall(r"`([^`]+)`", text):
            assert stands_in(numbers(code), known), (part, code)
        strange = set(numbers(said_by_teacher(text))) - set(known)
        assert not strange, part


def test_a_strange_number_is_found():
    assert numbers("`0 -1 1`, 18,496 and $-0.5$") == [0, -1, 1, 18496, -0.5]
    assert numbers(said_by_teacher('"54." It has 48; see lesson 04. `7`')) == [48]
    assert stands_in([1, 2], [0, 1, 2])
    assert not stands_in([2, 1], [0, 1, 2])


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_is_read_in_three_minutes(stem):
    text = (GUIDE / f"{stem}.md").read_text(encoding="utf-8")
    assert 350 <= len(words(text)) <= 620


PLANS = (GUIDE / "plans.md").read_text(encoding="utf-8")
SLOT = re.compile(r"\| (\d):(\d\d) \| (\d+) \| ([^|]+) \|")
LENGTHS = {"One class of 90 minutes": 90, "Two classes of 90 minutes": 90, "Half a day": 240}


def slots(plan):
    """Return the start, the length and the words of each slot of a plan."""
    section = PLANS.partition(f"## {plan}\n")[2].partition("\n## ")[0]
    found = SLOT.findall(section)
    return [(60 * int(hour) + int(minute), int(long), what) for hour, minute, long, what in found]


@pytest.mark.parametrize(("plan", "length"), LENGTHS.items())
def test_a_plan_fills_its_time(plan, length):
    at = 0
    for start, long, what in slots(plan):
        assert start == at, what
        at += long
    assert at == length


@pytest.mark.parametrize("plan", LENGTHS)
def test_a_slot_leaves_the_time_that_its_part_takes(plan):
    by_number = {stem[:2]: minutes_by_part(lesson(stem)) for stem in STEMS}
    found = [(re.match(r"(\d\d) \*(.+)\*$", what), long, what) for _, long, what in slots(plan)]
    for part, long, what in found:
        if part:
            assert by_number[part[1]][part[2]] <= long, what
    assert sum(part is not None for part, _, _ in found) >= 8


def test_the_weeks_add_up():
    kept = {stem[:2]: int(re.match(r"\*\*Keep (\d+)", parts(stem)[LAST])[1]) for stem in STEMS}
    weeks = re.findall(r"^\| \d \| (\d\d), (\d\d) \| (\d+) \|", PLANS, flags=re.MULTILINE)
    assert len(weeks) == 6
    for first, second, clock in weeks:
        assert abs(kept[first] + kept[second] - int(clock)) <= TOLERANCE, first
    for number, clock in re.findall(r"lesson (\d\d) \((\d+) minutes\)", PLANS):
        assert abs(kept[number] - int(clock)) <= TOLERANCE, number


def test_a_class_is_prepared_in_the_time_that_the_guide_says():
    index = (GUIDE / "index.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| (.+) \|$", index, flags=re.MULTILINE)
    assert sum(int(minutes) for minutes, _ in rows) == 20
    plan = PLANS.partition("## Two classes")[0]
    pages = [(GUIDE / f"{stem}.md").read_text(encoding="utf-8") for stem in STEMS[:2]]
    to_read = [index.partition("## The pages")[0], plan, "".join(pages)]
    for (minutes, what), text in zip(rows[:3], to_read, strict=True):
        assert len(words(text)) <= 200 * int(minutes), what
