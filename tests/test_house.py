"""The house stands as CONTRIBUTING.md draws it."""

import ast
import re
import sys
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

import numpy as np
import pytest

import convdemo as cd
from convdemo import arguments

ROOT = Path(__file__).parents[1]
PACKAGES = ("convdemo", "convcheck", "convlessons", "convbook")


def rows(package):
    """Return the rooms of each row of a package's table, from the ground floor up."""
    return [[room for _, room in row] for _, row in groupby(table(package), itemgetter(0))]


def table(package):
    """Return the number of the row and the room that each line of a package's table names."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    lines = text.partition(f"| row | `{package}/`, ")[2].partition("\n\n")[0].splitlines()[2:]
    return [re.fullmatch(r"\| (\d+) \| `([^`]+)` \| .+ \|", line).groups() for line in lines]


def modules(package):
    """Return the modules of a package by their path in it, a lesson's as `lesson_NN`."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        name = path.relative_to(ROOT / package).with_suffix("").as_posix()
        if path.name != "__init__.py":
            found.setdefault(re.sub(r"\d\d$", "NN", name), []).append(path)
    return found


def imports(path, package):
    """Return the modules of a package that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    dots = [name.removeprefix(f"{package}.").replace(".", "/") for name in names]
    return {re.sub(r"\d\d$", "NN", name) for name in dots} & set(modules(package))


@pytest.mark.parametrize("package", PACKAGES)
def test_each_room_stands_in_the_table_once(package):
    assert sorted(room for row in rows(package) for room in row) == sorted(modules(package))


@pytest.mark.parametrize("package", PACKAGES)
def test_the_rows_are_numbered_from_one(package):
    numbers = [int(number) for number, _ in table(package)]
    assert sorted(set(numbers)) == list(range(1, len(rows(package)) + 1))


@pytest.mark.parametrize("package", PACKAGES)
def test_a_room_imports_only_from_rows_above(package):
    above = set()
    for row in rows(package):
        for room in row:
            for path in modules(package)[room]:
                assert imports(path, package) <= above, path
        above |= set(row)


def test_no_arrow_points_back():
    for package, others in {
        "convdemo": "convcheck|convlessons|convbook",
        "convcheck": "convlessons|convbook",
        "convlessons": "convcheck|convbook",
    }.items():
        for path in (ROOT / package).rglob("*.py"):
            assert not re.search(others, path.read_text(encoding="utf-8")), path


def test_the_door_imports_no_lens():
    for paths in modules("convlessons").values():
        for path in paths:
            assert not re.search(r"import convdemo|from convdemo", path.read_text("utf-8")), path


@pytest.mark.parametrize("package", PACKAGES)
def test_no_room_is_too_large(package):
    sizes = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for paths in modules(package).values()
        for path in paths
    }
    exercises = {name for name in sizes if name.startswith("lesson_")}  # as many as a lesson has
    assert max(size for name, size in sizes.items() if name not in exercises) <= 250
    assert max(sizes.values()) <= 310
    if package == "convdemo":
        assert max(sizes.values()) <= 0.13 * sum(sizes.values())


def test_the_rows_are_needed():
    for lower, upper in pairwise(rows("convdemo")):
        assert any(
            imports(path, "convdemo") & set(lower)
            for room in upper
            for path in modules("convdemo")[room]
        )


def checks(run):
    """Return what is checked in `arguments` while a function runs, by name."""
    checked = []

    def note(frame, event, _):
        here, caller = frame.f_globals["__name__"], frame.f_back.f_globals["__name__"]
        function = frame.f_code.co_name
        entered = event == "call" and here == arguments.__name__ != caller
        if entered and function.startswith("as_"):
            checked.append(frame.f_locals.get("name", function.removeprefix("as_")))

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return checked


COMMON = ["bias", "channels", "dilation_rate", "kernel", "padding", "strides", "x"]


@pytest.mark.parametrize(
    ("way_in", "names"),
    [
        pytest.param(cd.steps, COMMON, id="steps"),
        pytest.param(cd.cross_correlate, COMMON, id="cross_correlate"),
        pytest.param(cd.Stepper, ["activation", *COMMON, "title"], id="Stepper"),
        pytest.param(
            lambda x, kernel, **options: cd.plot_step(x, kernel, (0, 0), **options),
            [*COMMON, "position"],
            id="plot_step",
        ),
    ],
)
def test_each_argument_is_checked_once_on_any_way_in(way_in, names):
    options = {"bias": 1, "strides": (1, 2), "padding": "same", "dilation_rate": 1}
    checked = checks(lambda: way_in(np.eye(4), np.ones((2, 2)), **options))
    assert sorted(checked) == sorted(names)
