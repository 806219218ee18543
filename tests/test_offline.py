"""A kernel of nbval runs where no connection to another machine can be opened."""

import nbformat
from strict import nbval


def test_a_lesson_that_asks_the_network_fails(tmp_path):
    source = "from urllib.request import urlopen\nurlopen('http://192.0.2.1')"
    cell = nbformat.v4.new_code_cell(source, execution_count=1)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "online.ipynb")
    run = nbval(tmp_path / "online.ipynb")
    assert run.returncode == 1
    assert "no network in a lesson" in run.stdout
