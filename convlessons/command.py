"""The command `lessons`: hand out the reader's edition, and open it."""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from convlessons import lab
from convlessons.checkout import find_checkout
from convlessons.edition import readers_edition
from convlessons.problem import Problem
from convlessons.start_page import START_PAGE
from convlessons.work_folder import HandedOut, hand_out

WORK_FOLDER = "my_lessons"
DESCRIPTION = """\
Open the lessons in JupyterLab. They are copied into the folder my_lessons, where you can change
what you like: your changes are never overwritten.
"""
EXAMPLES = """\
examples:
  uv run lessons                      the start page
  uv run lessons 05                   lesson 05
  uv run lessons 05_exercises         its exercises
  uv run lessons 05 --solutions       the solutions of its exercises
  uv run lessons 05 --fresh           lesson 05 as it was; your copy is kept beside it
  uv run lessons 05 --notebook        lesson 05 in Notebook 7

Ctrl+C stops it.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says.

    Args:
        arguments: The command line, without the name of the command.

    Returns:
        The exit code: 0 when the reader has stopped the server, 1 where something is in the way.
    """
    options = _parser().parse_args(arguments)
    try:
        _open(options)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"JupyterLab could not start: {error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lessons",
        usage="uv run lessons [lesson] [options]",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("lesson", nargs="?", help="a number, or the name of a file (default: the start page)")
    add("--solutions", action="store_true", help="open the solutions of the exercises")
    add("--fresh", action="store_true", help="make a fresh copy, and keep yours beside it")
    add("--notebook", action="store_true", help="use Notebook 7 instead of JupyterLab")
    add("--no-browser", action="store_true", help="print the address without opening a browser")
    add("--port", type=int, metavar="N", help="the port (default: the first free one)")
    add("--folder", type=Path, help=f"keep your copies here instead of in {WORK_FOLDER}")
    return parser


def _open(options: argparse.Namespace) -> None:
    checkout = find_checkout()
    lab.require(options.notebook)
    if options.port is not None and not 1024 <= options.port <= 65535:
        raise Problem(f"A port is a number from 1024 to 65535; {options.port} is not.")
    edition = readers_edition(checkout / "notebooks")
    path = find(options.lesson, options.solutions, edition)
    if options.fresh and not options.lesson:
        raise Problem("Say which lesson you want a fresh copy of: `uv run lessons 03 --fresh`.")
    folder = (options.folder or checkout / WORK_FOLDER).absolute()
    server = lab.running(folder)
    if options.fresh and server:
        raise Problem(
            "The lessons are open in JupyterLab, where a tab could overwrite a fresh copy: save "
            "your work, stop JupyterLab with Ctrl+C, and run this command again."
        )
    done = _copy(edition, folder, path if options.fresh else None, opened=server is not None)
    print(f"The lessons are in {folder}")
    for sentence in sentences(done):
        print(sentence)
    where = lab.address(path, options.notebook)
    browser = not options.no_browser
    if server and options.port is None:
        print("They are already open, and a browser shows them at")
        print(f"  {lab.show(server, where, browser)}")
        return
    lab.serve(
        folder, where, notebook=options.notebook, browser=browser, port=options.port, say=_say
    )
    print("\nStopped. Your changes are saved in the folder. See you soon!")


def _copy(edition: dict[str, str], folder: Path, fresh: str | None, opened: bool) -> HandedOut:
    try:
        return hand_out(edition, folder, fresh, opened=opened)
    except OSError as error:
        file = Path(error.filename2 or error.filename or folder).name
        advice = "if another program has this file open, close it there; otherwise, "
        raise Problem(
            f"The lessons cannot be copied into {folder} ({error.strerror}: {file}): "
            f"{advice if isinstance(error, PermissionError) else ''}"
            "`uv run lessons --folder PLACE` keeps them in another place."
        ) from None


def _say(url: str) -> None:
    print(f"If no browser opens, open them at this address:\n  {url}")
    print("To stop, press Ctrl+C here.")


def find(lesson: str | None, solutions: bool, edition: Iterable[str]) -> str:
    """Return the path of what the reader asks for.

    Args:
        lesson: A number, or the name or path of a file, with or without its ending; or None.
        solutions: The solutions, in place of the lesson or of its exercises.
        edition: The paths of the reader's edition.

    Returns:
        A path of the edition; without a lesson the start page, or the folder of the solutions.

    Raises:
        Problem: There is no such lesson.
    """
    if lesson is None:
        return "solutions" if solutions else START_PAGE
    lessons = [path for path in edition if re.match(r"\d\d_[^/]+$", path)]
    *folders, file = re.split(r"[/\\]", lesson)
    name = re.sub(r"\.(ipynb|md)$", "", file)
    if re.fullmatch(r"\d{1,2}", name):
        found = [path for path in lessons if path.startswith(f"{name:0>2}_")]
    else:
        found = [path for path in edition if PurePosixPath(path).stem == name]
    kind = "solutions" if solutions else "".join(folders[-1:])
    if kind in ("exercises", "solutions"):
        starts = tuple(f"{kind}/{PurePosixPath(path).name[:2]}_" for path in found)
        found = [path for path in edition if path.startswith(starts)]
    if len(found) == 1:
        return found[0]
    raise Problem(
        f"There is no lesson {lesson}: the lessons are {lessons[0][:2]} to {lessons[-1][:2]}, and "
        "`uv run lessons` shows them all."
    )


def sentences(done: HandedOut) -> list[str]:
    """Return what a reader should know of the files, in one sentence each."""
    said = []
    if done.updated and not done.new:
        said.append(f"Updated: {_names(done.updated)}.")
    for old, new in done.earlier.items():
        said.append(f"Your copy of {_names([old])} is now {new}.")
    if done.waiting:
        said.append(
            f"A newer version of {_names(done.waiting)} is ready: save your work, stop JupyterLab "
            "with Ctrl+C, and start it again."
        )
    if done.gone:
        said.append(f"No longer part of the lessons: {_names(done.gone)}.")
    if done.kept:
        name = Path(done.kept[0]).stem
        said.append(
            f"Your own version of {_names(done.kept)} is kept; for a fresh copy beside it, type "
            f"`uv run lessons {name} --fresh`."
        )
    return said


def _names(paths: Sequence[str]) -> str:
    names = [Path(path).stem for path in paths]
    if len(names) > 5:
        names = [*names[:4], f"{len(names) - 4} others"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
