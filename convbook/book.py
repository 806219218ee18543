"""The book, by Sphinx: pages that need no server and no network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from convbook.sources import write_sources

OTHERS = ("slides", "handouts")  # what stands in the same folder, built on its own
STRICT = ("--fail-on-warning", "--keep-going", "--nitpicky", "--quiet")


def build_book(site: Path) -> None:
    """Build the book.

    Args:
        site: Where to. What stands there goes, except the slides and the handouts.

    Raises:
        subprocess.CalledProcessError: Sphinx has warned of something.
    """
    with TemporaryDirectory() as folder:
        sources, pages = Path(folder) / "sources", Path(folder) / "pages"
        sources.mkdir()
        write_sources(sources)
        command = [sys.executable, "-m", "sphinx", *STRICT, "-d", f"{folder}/doctrees"]
        same = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}  # bytes, each time
        subprocess.run([*command, sources, pages], check=True, env=os.environ | same)
        for left in (".buildinfo", "_static/webpack-macros.html"):  # neither a page nor part of one
            (pages / left).unlink()
        _replace(site, pages)


def _replace(site: Path, pages: Path) -> None:
    site.mkdir(parents=True, exist_ok=True)
    for old in site.iterdir():
        if old.name not in OTHERS:
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copytree(pages, site, dirs_exist_ok=True)
