"""The page for teachers, done: a course, its submissions, their marks and their feedback."""

import csv
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.+?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
COURSE, GENERATE, GRADE = (block.splitlines() for block in BLOCKS)
NOTEBOOK = "03_detect_lines.ipynb"
TIME_LIMIT = 300  # seconds, beside a hub and browsers on two cores

RIGHT = nbformat.read(ROOT / "notebooks" / "solutions" / NOTEBOOK, as_version=4)
SOLUTIONS = {cell.id: cell.source for cell in RIGHT.cells if cell.id.endswith("-answer")}
POINTS = [
    cell.metadata.nbgrader.points
    for cell in RIGHT.cells
    if cell.metadata.get("nbgrader", {}).get("grade")
]
LOOP = "while True:\n    pass"
# Would get full marks if the checkers were all that there is.
CHEAT = """from convcheck.engine import Exercise
Exercise.grade = lambda *_, **__: None
answer = [1, 1, 1]"""
TRANSPOSED = "answer = [[0, -1, 0], [0, 2, 0], [0, -1, 0]]"
SEEDS = {"half": 7}  # who hands in another seed is graded on its numbers
SUBMISSIONS = {
    "right": list(SOLUTIONS.values()),
    "half": [*list(SOLUTIONS.values())[:2], TRANSPOSED, None, None],
    "loops": [LOOP, *list(SOLUTIONS.values())[1:]],
    "cheats": [CHEAT, None, None, None, None],
}
EXPECTED = {
    "right": sum(POINTS),
    "half": sum(POINTS[:2]),
    "loops": sum(POINTS[1:]),
    "cheats": 0,
}


class Course:
    """A folder with a course, and an account of its own to run nbgrader in."""

    def __init__(self, home):
        self.home = home
        self.folder = home / "course"
        paths = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]
        self.environment = os.environ | {name: str(home / name.lower()) for name in paths}
        # As `uv run` does: nbgrader calls a program that is installed beside it.
        beside = Path(sys.executable).parent
        self.environment["PATH"] = os.pathsep.join([str(beside), os.environ["PATH"]])
        self.environment["HOME"] = self.environment["USERPROFILE"] = str(home)

    def run(self, line):
        """Run one line of the page and return what it prints."""
        command, *arguments = line.removeprefix("uv run ").split()
        done = subprocess.run(
            [shutil.which(command, path=self.environment["PATH"]), *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def submit(self, student, answers):
        """Fill in the released notebook and hand it in; None is an answer left out."""
        notebook = nbformat.read(self.folder / "release" / "lines" / NOTEBOOK, as_version=4)
        cells = [cell for cell in notebook.cells if cell.id in SOLUTIONS]
        for cell, answer in zip(cells, answers, strict=True):
            cell.source = answer or cell.source
        (seed,) = (cell for cell in notebook.cells if cell.id == "seed")
        seed.source = f"SEED = {SEEDS.get(student, 0)}"
        path = self.folder / "submitted" / student / "lines" / NOTEBOOK
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
        return path

    def processes(self):
        """Return what still runs and was started here."""
        found = []
        for process in psutil.process_iter():
            try:
                if str(self.home) in " ".join(process.cmdline()):
                    found.append(process.cmdline())
            except psutil.Error:
                continue
        return found


@pytest.fixture
def course(tmp_path):
    """Return a course, made with the first commands of the page."""
    course = Course(tmp_path)
    for line in COURSE[:-1]:
        command, *arguments = line.split()
        if command == "mkdir":
            (tmp_path / arguments[-1]).mkdir(parents=True)
        else:
            assert command == "cp"
            shutil.copy(ROOT / arguments[0], tmp_path / arguments[1])
    assert COURSE[-1] == "cd course"
    settings = course.folder / "nbgrader_config.py"
    patient = settings.read_text(encoding="utf-8")
    assert "c.Execute.timeout = 30" in patient
    settings.write_text(patient.replace("timeout = 30", "timeout = 12"), encoding="utf-8")
    return course


@pytest.fixture
def written(monkeypatch):
    """Return the function that takes from a notebook what its author wrote."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    from record import written

    return written


def test_the_round_trip(course, written):
    start = time.monotonic()
    for line in GENERATE:
        course.run(line)
    released = (course.folder / "release" / "lines" / NOTEBOOK).read_text(encoding="utf-8")
    edition = ROOT / "notebooks" / "exercises" / NOTEBOOK
    assert written(nbformat.reads(released, 4)) == written(nbformat.read(edition, 4))

    handed_in = {student: course.submit(student, SUBMISSIONS[student]) for student in SUBMISSIONS}
    before = {student: path.read_bytes() for student, path in handed_in.items()}
    printed = "".join(course.run(line) for line in GRADE)
    assert "Timeout waiting for execute reply" in printed
    assert {student: path.read_bytes() for student, path in handed_in.items()} == before

    with (course.folder / "grades.csv").open(encoding="utf-8") as file:
        grades = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {float(row["max_score"]) for row in grades.values()} == {sum(POINTS)}
    points = {student: float(row["score"]) for student, row in grades.items()}
    assert points == EXPECTED

    feedback = {
        student: (course.folder / "feedback" / student / "lines" / NOTEBOOK)
        .with_suffix(".html")
        .read_text(encoding="utf-8")
        for student in SUBMISSIONS
    }
    for error in "AssertionError", "CellTimeoutError":
        assert error not in feedback["right"]
    assert "This is transposed: swap its rows and columns." in feedback["half"]
    assert "lines_and_edges has no answer yet" in feedback["half"]
    assert "CellTimeoutError" in feedback["loops"]
    assert "CellTimeoutError" not in feedback["half"]

    assert course.processes() == []
    assert time.monotonic() - start < TIME_LIMIT


def test_a_release_of_all_equals_the_student_edition(course, written):
    for path in sorted((ROOT / "notebooks" / "solutions").glob("*.ipynb")):
        shutil.copy(path, course.folder / "source" / "lines")
    course.run(*GENERATE)
    for path in sorted((ROOT / "notebooks" / "exercises").glob("*.ipynb")):
        released = course.folder / "release" / "lines" / path.name
        assert written(nbformat.read(released, 4)) == written(nbformat.read(path, 4))
