"""A homework on the hub, from handing out to giving back, by the commands of docs/hub.md."""

import csv
import json
import sys

import pytest

if sys.platform != "linux":
    pytest.skip("a hub gives each student an account of a Linux machine", allow_module_level=True)

from hub_machine import ROOT, Machine, may_be_root
from hub_school import BLOCKS, School

NOTEBOOK = "03_detect_lines.ipynb"
STUDENTS = ["student01", "student02", "student03"]
SECRET = "/srv/secret"

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not may_be_root(), reason="needs root, or sudo without a password"),
]


def solved():
    """Return the exercises as the first student hands them in, with all answers."""
    return (ROOT / "notebooks" / "solutions" / NOTEBOOK).read_text(encoding="utf-8")


def test_the_round_trip_of_two_students_and_one_who_cheats():
    with Machine() as machine:
        school = School(machine, STUDENTS)
        for name in STUDENTS:
            visitor = school.visitor(name)
            visitor.start_server()
            visitor.enter()
        machine.write("/srv/class/homework.ipynb", '{"cells": []}')
        school.run(BLOCKS["Hand out"])
        first, second, third = (f"/home/{name}/my_lessons" for name in STUDENTS)
        assert machine.run("cat", f"{first}/homework.ipynb")["said"] == '{"cells": []}'
        owner = machine.run("stat", "--format=%U", f"{first}/homework.ipynb")["said"]
        assert owner.strip() == STUDENTS[0]

        exercises = "exercises/03_exercises.ipynb"
        machine.write(f"{first}/{exercises}", solved(), user=STUDENTS[0])
        machine.write(SECRET, "untouched", mode=0o600)
        # The third hands in a link to what only root can read, and would have feedback go there.
        link = f"ln -sf {SECRET} {exercises} && ln -s {SECRET} feedback_03.html"
        machine.run("sh", "-c", link, user=STUDENTS[2], cwd=third)
        school.run(BLOCKS["Collect"])
        collected = machine.run("ls", "/srv/class/collected")["said"].split()
        there = machine.run("find", "/srv/class/collected", "-name", NOTEBOOK)["said"].split()
        assert (len(collected), len(there)) == (3, 2)
        # Collected again, what is gone stays collected, and what has no end is let alone.
        machine.run("rm", exercises, user=STUDENTS[0], cwd=first)
        endless = f"rm {exercises} && mkfifo {exercises}"
        machine.run("sh", "-c", endless, user=STUDENTS[2], cwd=third)
        school.run(BLOCKS["Collect"])
        assert machine.run("find", "/srv/class/collected", "-type", "f")["said"].split() == there

        grade = BLOCKS["Grade"].replace("/opt/lessons/.venv/bin", f"{sys.prefix}/bin")
        said = school.run(grade)
        table = machine.run("cat", "/home/grader/course/grades.csv")["said"].splitlines()
        points = {row["student_id"]: float(row["score"]) for row in csv.DictReader(table)}
        notebook = json.loads(solved())
        cells = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
        full = sum(cell["points"] for cell in cells if cell.get("grade"))
        assert points == {STUDENTS[0]: full, STUDENTS[1]: 0}, said

        school.run(BLOCKS["Give back"])
        page = machine.run("cat", f"{second}/feedback_03.html", user=STUDENTS[1])["said"]
        assert "has no answer yet" in page
        assert machine.run("cat", SECRET)["said"] == "untouched"

        whole = machine.run("cat", f"{first}/02_convolve_an_image.ipynb")["said"]
        lost = "mv 02_convolve_an_image.ipynb .~02_convolve_an_image.ipynb"
        machine.run("sh", "-c", f"{lost} && touch 02_convolve_an_image.ipynb", cwd=first)
        school.run(BLOCKS["When a notebook is lost"])
        assert machine.run("cat", f"{first}/02_convolve_an_image.ipynb")["said"] == whole
        school.close()
