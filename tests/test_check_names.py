"""The names of `convcheck`: each leads to its definition, and loads no more than its lesson."""

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import convcheck as check
from convcheck.engine import Exercise
from convcheck.hints import names

LESSONS = sorted(Path(check.__file__).parent.glob("lessons/lesson_*.py"))
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}


def python(code):
    """Return what a fresh Python prints, line by line, as JSON."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={name: value for name, value in os.environ.items() if name not in QUIET},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith(("[", "{"))]


def test_a_name_loads_its_lesson_and_no_other():
    loaded = python(
        "import json, sys\n"
        "def lessons():\n"
        "    names = [name for name in sys.modules if name.startswith('convcheck.lessons.')]\n"
        "    print(json.dumps(names))\n"
        "import convcheck as check\n"
        "lessons(), dir(check), lessons(), hasattr(check, 'six_sum'), lessons()\n"
        "check.six_sums, lessons()\n"
        "check.hint('green_dot'), lessons()\n"
        "check.EXERCISES, lessons()\n"
    )
    first, sixth = "convcheck.lessons.lesson_01", "convcheck.lessons.lesson_06"
    *loaded, every = loaded
    assert loaded == [[], [], [], [first], [first, sixth]]
    assert sorted(every) == [f"convcheck.lessons.{path.stem}" for path in LESSONS]


def test_the_import_silences_tensorflow_and_loads_nothing_heavy():
    ((variables, heavy),) = python(
        "import json, os, sys, convcheck\n"
        f"variables = {{name: os.environ[name] for name in {list(QUIET)}}}\n"
        "heavy = [name for name in ('keras', 'tensorflow', 'matplotlib') if name in sys.modules]\n"
        "print(json.dumps([variables, heavy]))"
    )
    assert (variables, heavy) == (QUIET, [])


def defined(path):
    """Return the exercises of a lesson by the names of their variables."""
    lesson = importlib.import_module(f"convcheck.lessons.{path.stem}")
    return {name: value for name, value in vars(lesson).items() if isinstance(value, Exercise)}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_an_exercise_is_a_definition_with_its_own_name(path):
    source = path.read_text(encoding="utf-8")
    for name, exercise in defined(path).items():
        assert exercise.name == name
        assert re.search(
            rf'^{name} = {type(exercise).__name__}\(\n    "{name}",', source, re.MULTILINE
        )
        assert getattr(check, name) is exercise


def test_the_exercises_are_listed_lesson_by_lesson():
    order = [name for path in LESSONS for name in defined(path)]
    assert list(check.EXERCISES) == order
    assert sorted(names()) == sorted(order)
    assert sorted(dir(check)) == sorted(["EXERCISES", "hint", *order])
    with pytest.raises(TypeError):
        check.EXERCISES["six_sums"] = None


@pytest.mark.parametrize("name", ["hint", "EXERCISES", "engine", "__wrapped__"])
def test_a_name_that_is_no_exercise_has_no_hint(name):
    with pytest.raises(ValueError, match=f"convcheck has no exercise '{name}'"):
        check.hint(name)
