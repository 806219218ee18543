"""Lessons run where no connection to another machine can be opened."""

from pathlib import Path

import nbformat
from strict import nbval

TESTS = Path(__file__).parent
LESSONS = sorted((TESTS.parent / "notebooks").glob("*.ipynb"))
OFFLINE = str(TESTS / "offline")


def test_lessons_need_no_network():
    run = nbval(*LESSONS, PYTHONPATH=OFFLINE)
    assert run.returncode == 0, run.stdout


def test_a_lesson_that_asks_the_network_fails(tmp_path):
    source = "from urllib.request import urlopen\nurlopen('http://192.0.2.1')"
    cell = nbformat.v4.new_code_cell(source, execution_count=1)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "online.ipynb")
    run = nbval(tmp_path / "online.ipynb", PYTHONPATH=OFFLINE)
    assert run.returncode == 1
    assert "no network in a lesson" in run.stdout
