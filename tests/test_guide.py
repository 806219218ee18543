"""The teacher's guide says what is in the lessons: their parts, their minutes and their numbers."""

import re
from functools import cache
from math import ceil
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
NEAR = 0.5  # minutes by which a part may differ from the clock: the guide rounds to the half
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


def minutes(text):
    """Return the minutes that a text such as `9½` gives."""
    return float(text.replace("½", ".5"))


@cache
def stated(stem):
    """Return the minutes at the head of each part of a page, such as `*9½ minutes.*`."""
    head = r"\*(?:About 45 minutes, )?([\d½]+)"
    timed = {part: text for part, text in parts(stem).items() if part != LAST}
    return {part: minutes(re.match(head, text)[1]) for part, text in timed.items()}


def kept(stem):
    """Return the minutes of the short version of a lesson, and the parts that it keeps."""
    first = parts(stem)[LAST].split("\n\n")[0]
    said, names = re.fullmatch(r"\*\*Keep ([\d½]+) minutes:\*\*(.+)", first, re.DOTALL).groups()
    return minutes(said), in_italics(names)


def in_italics(text):
    return [" ".join(name.split()) for name in re.findall(r"\*([^*]+)\*", text)]


def at_home(stem, shown):
    """Return the minutes of the parts that a class has not been shown."""
    ends = {next(iter(stated(stem))), "Your turn", "In one minute"}
    return sum(long for part, long in stated(stem).items() if part not in {*shown, *ends})


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
    text = re.sub(r"^\*(About )?[\d½]+ minutes?.*?\*|\*\*Keep .*?\*\*", "", text)
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
    assert next(iter(parts(stem).values())).startswith("*About 45 minutes, ")
    off = {part: (stated(stem)[part], counted[part]) for part in counted}
    assert {p: both for p, both in off.items() if abs(both[0] - both[1]) > NEAR} == {}
    assert abs(sum(stated(stem).values()) - 45) < 2


@pytest.mark.parametrize("stem", STEMS)
def test_the_short_version_takes_as_long_as_it_says(stem):
    said, names = kept(stem)
    assert len(names) >= 2
    assert said == sum(stated(stem)[name] for name in names)


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
def test_each_question_has_its_key(stem):
    for part, text in parts(stem).items():
        labels = re.findall(r"^\*\*(Ask|Key|Expect|Cut)\.\*\* \S", text, flags=re.MULTILINE)
        assert labels == sorted(set(labels), key=["Ask", "Key", "Expect", "Cut"].index), part
        assert ("Ask" in labels) == ("Key" in labels), part


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
def test_a_page_is_read_in_three_and_a_half_minutes(stem):
    text = (GUIDE / f"{stem}.md").read_text(encoding="utf-8")
    assert 350 <= len(words(text)) <= 700


PLANS = (GUIDE / "plans.md").read_text(encoding="utf-8")
SLOT = re.compile(r"\| (\d):(\d\d) \| (\d+) \| ([^|]+) \|")
STEM = {stem[:2]: stem for stem in STEMS}
TALK = 1.25  # what a class takes, in the time of a student alone
LENGTHS = {"One class of 90 minutes": 90, "Two classes of 90 minutes": 90, "Half a day": 240}


def slots(plan):
    """Return the start, the length and the words of each slot of a plan."""
    section = PLANS.partition(f"## {plan}\n")[2].partition("\n## ")[0]
    found = SLOT.findall(section)
    return [(60 * int(hour) + int(minute), int(long), what) for hour, minute, long, what in found]


def taught(plan):
    """Return the lesson, the part and the length of each slot that is a part of a lesson."""
    found = [(re.match(r"(\d\d) \*(.+)\*$", what), long) for _, long, what in slots(plan)]
    return [(part[1], part[2], long) for part, long in found if part]


@pytest.mark.parametrize(("plan", "length"), LENGTHS.items())
def test_a_plan_fills_its_time(plan, length):
    at = 0
    for start, long, what in slots(plan):
        assert start == at, what
        at += long
    assert at == length


@pytest.mark.parametrize("plan", LENGTHS)
def test_a_slot_leaves_the_time_that_its_part_takes(plan):
    assert len(taught(plan)) >= 8
    for number, part, long in taught(plan):
        alone = minutes_by_part(lesson(STEM[number]))[part]
        assert alone <= long, part
        assert abs(TALK * alone - long) <= 1, part


@pytest.mark.parametrize("plan", LENGTHS)
def test_a_lesson_is_opened_before_it_is_taught(plan):
    before = PLANS.partition(f"## {plan}\n")[2].partition("\n## ")[0]
    for number, part, _ in taught(plan):
        assert f"open lesson {number}" in before.partition(f"{number} *{part}*")[0], part


def test_the_homework_takes_as_long_as_the_plan_says():
    shown = {part for _, part, _ in taught("One class of 90 minutes")}
    said = re.search(r"the parts we skipped.*?\(([\d½]+) minutes\)", PLANS, flags=re.DOTALL)
    assert minutes(said[1]) == sum(at_home(stem, shown) for stem in STEMS[:2])


def test_the_weeks_add_up():
    weeks = re.findall(r"^\| (\d \| \d\d, \d\d.*) \|$", PLANS, flags=re.MULTILINE)
    assert len(weeks) == 6
    for week in weeks:
        _, taught_now, clock, in_class, exercises, read_at_home, long = week.split(" | ")
        stems = [STEM[number] for number in re.findall(r"\b\d\d\b", taught_now)]
        dropped = in_italics(taught_now)
        shown = {
            stem: [next(iter(stated(stem))), *(p for p in kept(stem)[1] if p not in dropped)]
            for stem in stems
        }
        assert minutes(clock) == sum(stated(stem)[p] for stem in stems for p in shown[stem]), week
        assert int(in_class) == ceil(TALK * minutes(clock)), week
        assert 5 + int(in_class) + int(exercises) == 90, week
        rest = sum(at_home(STEM[n], shown[STEM[n]]) for n in re.findall(r"\d\d", read_at_home))
        named = in_italics(read_at_home)
        assert minutes(long) == rest + sum(
            stated(stem).get(part, 0) for stem in stems for part in named
        ), week
    for number, clock in re.findall(r"lesson (\d\d) \(([\d½]+) minutes\)", PLANS):
        assert kept(STEM[number])[0] == minutes(clock), number


def test_a_class_is_prepared_in_the_time_that_the_guide_says():
    index = (GUIDE / "index.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", index, flags=re.MULTILINE)
    assert sum(int(given) for given, _ in rows) == 20
    readme = (ROOT / "README.md").read_text(encoding="utf-8").partition("Do you teach?")[0]
    used = {STEM[number]: next(iter(stated(STEM[number]))) for number in ("01", "02")}
    pages = [parts(stem)[opening] for stem, opening in used.items()]
    pages += [parts(STEM[n])[part] for n, part, _ in taught("One class of 90 minutes")]
    plan = PLANS.partition("## Two classes")[0]
    to_read = [readme + index.partition("## The pages")[0], plan, "\n".join(pages)]
    for (given, what), text in zip(rows[:3], to_read, strict=True):
        assert len(words(text.replace("|", " "))) <= 200 * int(given), what
