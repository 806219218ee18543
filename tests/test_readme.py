"""The README's picture and tables say what is there; its code runs as a doctest."""

import re
import sys
from pathlib import Path

import nbformat
from PIL import Image

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_picture_is_current(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    from draw_readme_picture import PATH, readme_picture

    with Image.open(PATH) as image:
        assert image.text["Description"] == readme_picture().description
    assert f"]({PATH.relative_to(ROOT).as_posix()})" in README


def test_the_table_lists_every_lesson_with_its_minutes():
    rows = re.findall(r"^\| \[(.+)\]\((.+)\) \|.*\| (\d+) \|$", README, flags=re.MULTILINE)
    lessons = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert [ROOT / path for _, path, _ in rows] == lessons
    for title, path, minutes in rows:
        first, opening = nbformat.read(ROOT / path, as_version=4).cells[:2]
        assert first.source.startswith(f"# {title[3:]}\n")
        assert f"{minutes} minutes" in opening.source


def test_the_pythons_are_those_of_the_metadata():
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    versions = re.findall(r"Python :: (3\.\d+)", pyproject)
    assert f"Python {versions[0]}, {versions[1]} or {versions[2]} " in README
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    quoted = ", ".join(f'"{version}"' for version in versions)
    assert f"python: [{quoted}]" in workflow
