"""Lessons and solutions run where no connection to another machine can be opened."""

from pathlib import Path

import nbformat
import pytest
from strict import nbval

TESTS = Path(__file__).parent
NOTEBOOKS = TESTS.parent / "notebooks"
OFFLINE = str(TESTS / "offline")


@pytest.mark.parametrize("pattern", ["*.ipynb", "solutions/*.ipynb"])
def test_notebooks_need_no_network(pattern):
    run = nbval(*sorted(NOTEBOOKS.glob(pattern)), PYTHONPATH=OFFLINE)
    assert run.returncode == 0, run.stdout


def test_a_lesson_that_asks_the_network_fails(tmp_path):
    source = "from urllib.request import urlopen\nurlopen('http://192.0.2.1')"
    cell = nbformat.v4.new_code_cell(source, execution_count=1)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "online.ipynb")
    run = nbval(tmp_path / "online.ipynb", PYTHONPATH=OFFLINE)
    assert run.returncode == 1
    assert "no network in a lesson" in run.stdout
