"""What a class costs on one machine: N students arrive within a minute and run lesson 02.

uv run --group dev benchmarks/hub_load.py 5 10 20 30
uv run --group dev benchmarks/hub_load.py 30 --before-class

On Linux, as root: the hub of docs/hub.md runs in a machine of its own, on loopback, and ends with
it. Each student logs in, starts a server, runs the whole lesson and stays. The table says, for each
number of students, how long they waited from their first request to the first feature map, what
each took of the processors' time in all, and the memory of all together at the end, in which a page
that n processes share counts 1/n for each. The files of JupyterLab's page are not fetched.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests")]

from hub_machine import Machine
from hub_school import BLOCKS, PASSWORD, School, Visitor

from convlessons.notebooks import read

LESSON = "02_convolve_an_image.ipynb"
FIRST_FEATURE_MAP = "keras-feature-map"
ARRIVALS, PATIENCE = 60, 600  # seconds
# Runs inside, as root: the students' processes have user ids from 1000 on.
USED = """
import json, os, pathlib
seconds, own, everything = 0, 0, 0
for process in pathlib.Path("/proc").glob("[0-9]*"):
    try:
        rollup = (process / "smaps_rollup").read_text().split("Pss:")[1].split()[0]
        times = (process / "stat").read_text().rpartition(")")[2].split()[11:15]
        student = process.stat().st_uid >= 1000
    except (OSError, IndexError):
        continue
    everything += int(rollup)
    if student:
        own += int(rollup)
        seconds += sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
print(json.dumps([seconds, own / 1e3 * 1.024, everything / 1e6 * 1.024]))
"""


class Visit(NamedTuple):
    """How long one student waited, and what the lesson's cells showed."""

    first_map: float
    whole: float
    shown: list[str]


def cells() -> Iterator[tuple[str, str]]:
    """Yield id and code of each cell of code of the lesson."""
    for cell in read((ROOT / "notebooks" / LESSON).read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            yield cell["id"], cell["source"]


def patiently(attempt: Callable[[], Any]) -> Any:
    """Do again what fails because the hub or the proxy is away, as a browser does."""
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except OSError as error:
            answer = getattr(error, "response", None)
            refused = answer is not None and answer.status_code < 500
            if refused or time.monotonic() > give_up:
                raise
            time.sleep(1)


def log_in(student: Visitor) -> None:
    """Log in, or fail in a way that is worth another try."""
    if not student.log_in(PASSWORD):
        raise ConnectionError("the hub did not let the student in")


def run(student: Visitor, code: str) -> str:
    """Run a cell, over a new connection where there is none."""
    try:
        return student.kernels[-1].run(code)
    except (ConnectionError, IndexError):
        return student.open_notebook(LESSON).run(code)


def visit(school: School, name: str, wait: float) -> Visit:
    """Come after a while, run the lesson, and stay."""
    time.sleep(wait)
    start = time.monotonic()
    student = school.visitor(name, None)
    patiently(lambda: log_in(student))
    patiently(student.start_server)
    patiently(student.enter)
    first_map, shown = 0.0, []
    for number, code in cells():
        shown.append(patiently(partial(run, student, code)))
        if number == FIRST_FEATURE_MAP:
            first_map = time.monotonic() - start
    return Visit(first_map, time.monotonic() - start, shown)


def arrive(school: School, within: float = ARRIVALS) -> list[Visit]:
    """Let all students come at random moments, the same ones each time."""
    moments = random.Random(0)
    with ThreadPoolExecutor(len(school.students)) as together:
        visits = [
            together.submit(visit, school, name, moments.uniform(0, within))
            for name in school.students
        ]
    return [each.result() for each in visits]


def measure(number: int, before_class: bool) -> str:
    """Return the row of the table for a class of this size."""
    students = [f"student{each:02}" for each in range(1, number + 1)]
    backend = os.environ.get("KERAS_BACKEND", "tensorflow")
    with Machine() as machine:
        school = School(machine, students)
        start = time.monotonic()
        if before_class:
            school.run(BLOCKS["Before the lesson"], timeout=1800)
        prepared = time.monotonic() - start if before_class else 0
        visits = arrive(school)
        done = machine.run(sys.executable, "-c", USED)["said"]
        seconds, own, everything = json.loads(done)
        school.close()
    waits = [each.first_map for each in visits]
    last = quantiles(waits, n=20, method="inclusive")[-1] if number > 1 else waits[0]
    whole = median(each.whole for each in visits)
    return (
        f"| {number} | {backend} | {prepared:.0f} | {median(waits):.1f} | {last:.1f} | {whole:.1f} "
        f"| {seconds / number:.1f} | {own / number:.0f} MB | {everything:.1f} GB |"
    )


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("students", nargs="*", type=int, default=[5, 10, 20, 30], help="how many (5 10 20 30)")
    add("--before-class", action="store_true", help="with everybody's kernel made ready")
    choice = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    print(
        "| students | backend | ready after, s | wait, median, s | wait, p95, s | lesson, s "
        "| processor, s | each | all |"
    )
    print("| --- " * 9 + "|")
    for number in choice.students:
        print(measure(number, choice.before_class), flush=True)


if __name__ == "__main__":
    main()
