"""The book, by Sphinx: pages that need no server and no network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from convbook.places import ROOT
from convbook.sources import write_sources

OTHERS = {"slides", "handouts"}  # what stands in the same folder, built on its own
SIGN = "objects.inv"  # of a folder that holds a book: Sphinx writes it
STRICT = ("--fail-on-warning", "--keep-going", "--nitpicky", "--quiet")


def build_book(site: Path) -> None:
    """Build the book.

    Args:
        site: Where to. An older book that stands there goes; slides, handouts and hidden files
            stay.

    Raises:
        FileExistsError: The folder holds other things, which would be lost.
        subprocess.CalledProcessError: Sphinx has warned of something.
    """
    site.mkdir(parents=True, exist_ok=True)
    if not (site / SIGN).exists() and (strange := sorted(_replaced(site))):
        raise FileExistsError(
            f"site must be a new folder or hold an older book, but {site} holds {strange[0].name}"
        )
    with TemporaryDirectory() as folder:
        sources, pages = Path(folder) / "sources", Path(folder) / "pages"
        sources.mkdir()
        write_sources(sources)
        command = [sys.executable, "-m", "sphinx", *STRICT, "-d", f"{folder}/doctrees"]
        same = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}  # bytes, each time
        subprocess.run([*command, sources, pages], cwd=ROOT, check=True, env=os.environ | same)
        for left in (".buildinfo", "_static/webpack-macros.html"):  # neither a page nor part of one
            (pages / left).unlink()
        _replace(site, pages)


def _replaced(site: Path) -> list[Path]:
    """Return what a new book takes the place of."""
    return [each for each in site.iterdir() if each.name[0] != "." and each.name not in OTHERS]


def _replace(site: Path, pages: Path) -> None:
    """Put the pages in place of the older ones; the sign stays, should somebody interrupt this."""
    shutil.copy(pages / SIGN, site)
    for old in _replaced(site):
        if old.is_dir():
            shutil.rmtree(old)
        elif old.name != SIGN:
            old.unlink()
    shutil.copytree(pages, site, dirs_exist_ok=True)
