"""Before the lesson: start everybody's server and open the lesson, so that nobody waits later.

uv run --group hub docs/hub/before_class.py 02

Each student's kernel imports Keras now, as many at once as the machine has cores. Whoever opens the
lesson finds this kernel, in which nothing else has happened.
"""

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from names import TEACHER, listed
from start_hub import FOLDER, HERE, HOST, PORT
from visitor import Visitor

from convlessons.command import find
from convlessons.edition import readers_edition
from convlessons.problem import Problem

# No name stays behind, and no layer is made, since Keras numbers them.
WARM_UP = """exec('''
import convcheck, convdemo, keras, matplotlib.pyplot
keras.ops.conv(keras.ops.ones((1, 3, 3, 1)), keras.ops.ones((3, 3, 1, 1)))
''', {})"""


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("lesson", nargs="?", help="a number; without one, only the servers start")
    add("--folder", type=Path, default=FOLDER, help=f"where the class is kept ({FOLDER})")
    add("--port", type=int, default=PORT, help=f"the hub's port ({PORT})")
    add("--at-once", type=int, default=os.cpu_count(), help="how many at once (as many as cores)")
    options = parser.parse_args()
    try:
        path = options.lesson and find(options.lesson, False, readers_edition(lessons()))
        token = (options.folder / "before_class_token").read_text()
        names = listed(options.folder)
    except Problem as problem:
        sys.exit(str(problem))
    except OSError as error:
        sys.exit(f"{error}: start the hub first, with start_hub.py, and run this as root.")
    program = Visitor(f"http://{HOST}:{options.port}", TEACHER, token)
    with ThreadPoolExecutor(options.at_once) as several:
        for sentence in several.map(lambda name: make_ready(program, name, path), names):
            print(sentence, flush=True)


def lessons() -> Path:
    """Return the folder of the recorded notebooks."""
    return HERE.resolve().parents[1] / "notebooks"


def make_ready(program: Visitor, name: str, path: str | None) -> str:
    """Start the server of one student, and the kernel of a lesson.

    Args:
        program: A visitor with the token that may do this. A student's server never sees it.
        name: The student.
        path: The lesson's path in the work folder, or None.

    Returns:
        A sentence that says what came of it.
    """
    visitor = Visitor(program.address, name)
    try:
        visitor.use(program.token_for(name))
        visitor.start_server()
        if path:
            said = visitor.open_notebook(path).run(WARM_UP, silent=True)
            return f"{name}: {said or 'ready'}"
    except (OSError, ValueError) as error:
        return f"{name} is not ready: {error}"
    finally:
        visitor.close()
    return f"{name}: ready"


if __name__ == "__main__":
    main()
