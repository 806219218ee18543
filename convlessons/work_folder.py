"""The work folder: the reader's own copies, which nothing here ever overwrites.

Beside the copies lies a hidden file with a fingerprint of each file that was handed out. A file is
replaced only where its fingerprint says that the reader has not changed it.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from convlessons.notebooks import Notebook, cells_of, read, was_run

MEMORY = ".handed_out.json"
HANDED_OUT = re.compile(r"([\w-]{1,60}/)?[\w-]{1,60}\.(ipynb|md)", re.ASCII)  # inside the folder


@dataclass
class HandedOut:
    """What happened to the files of the work folder, each by its path in it.

    Attributes:
        new: Files that were not there.
        updated: Files that the reader had not changed, and the edition has.
        kept: Files that differ from the edition and stay as they are.
        waiting: Files that would be updated if the folder were not open in Jupyter.
        gone: Files that have left the edition and that the reader had not touched.
        earlier: The reader's copies that were renamed to make room: old path and new one.
    """

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    earlier: dict[str, str] = field(default_factory=dict)


def hand_out(
    edition: Mapping[str, str], folder: Path, fresh: str | None = None, *, opened: bool = False
) -> HandedOut:
    """Bring the work folder up to date with the edition.

    A notebook counts as changed where its cells say something else than those handed out: that
    JupyterLab has saved it, that its cells were run, or that an empty one was added at the end is
    no change. One that was run is not overwritten either: where a newer edition takes its place,
    it is kept beside it as `..._earlier.ipynb`, since outputs may be worth something, too.

    Args:
        edition: Path in the work folder and text of each file.
        folder: The work folder, made where need be.
        fresh: Path of a file to hand out anew, whatever the reader did to it; a copy that differs
            is kept beside it.
        opened: Jupyter has the folder open, where a tab holds the old text of a file and would
            save it over a new one: only add what is missing.

    Returns:
        What was done to which file.

    Raises:
        OSError: The folder cannot be written.
    """
    done, memory = HandedOut(), _remembered(folder)
    for path, text in edition.items():
        there = _text(folder / path)
        given, now = fingerprint(path, text), fingerprint(path, there)
        if there is None:
            done.new.append(path)
        elif path == fresh and there != text:
            if now != given or _was_run(path, there):
                done.earlier[path] = _set_aside(folder, path)
            done.updated.append(path)
        elif now == given:
            memory[path] = given
            continue
        elif now != memory.get(path):
            done.kept.append(path)
            continue
        elif opened:
            done.waiting.append(path)
            continue
        else:
            if _was_run(path, there):
                done.earlier[path] = _set_aside(folder, path)
            done.updated.append(path)
        _write(folder / path, text)
        memory[path] = given
    for path in [] if opened else sorted(memory.keys() - edition.keys()):
        there = _text(folder / path)
        if fingerprint(path, there) == memory.pop(path) and not _was_run(path, there):
            (folder / path).unlink()
            done.gone.append(path)
    _write(folder / MEMORY, json.dumps(memory, indent=1) + "\n")
    return done


def fingerprint(path: str, text: str | None) -> str:
    """Return a fingerprint of what was written: of a notebook, the cells that are not empty."""
    notebook = _notebook(path, text)
    if notebook is not None:
        text = json.dumps(cells_of(notebook), sort_keys=True)
    return hashlib.sha256((text or "").encode()).hexdigest()


def _was_run(path: str, text: str | None) -> bool:
    notebook = _notebook(path, text)
    return notebook is not None and was_run(notebook)


def _notebook(path: str, text: str | None) -> Notebook | None:
    """Return the notebook, or None where the file is none or holds half of one."""
    if text is None or not path.endswith(".ipynb"):
        return None
    try:
        return read(text)
    except ValueError:
        return None


def _remembered(folder: Path) -> dict[str, str]:
    """Return path and fingerprint of what was handed out; of a damaged file, nothing."""
    try:
        memory = json.loads(_text(folder / MEMORY) or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(memory, dict):
        return {}
    return {
        path: mark
        for path, mark in memory.items()
        if HANDED_OUT.fullmatch(path) and isinstance(mark, str)
    }


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def _set_aside(folder: Path, path: str) -> str:
    """Rename the reader's file to the first free name of its kind, and return that."""
    old = folder / path
    number, name = 1, f"{old.stem}_earlier{old.suffix}"
    while old.with_name(name).exists():
        number += 1
        name = f"{old.stem}_earlier_{number}{old.suffix}"
    return old.rename(old.with_name(name)).relative_to(folder).as_posix()


def _write(path: Path, text: str) -> None:
    """Replace a file once all that is to be in it has been written beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
