"""Pins, record and installed versions agree. Nothing here asks a registry."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RECORD = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LINES = re.findall(r"^(\S+==.+?) \\$", RECORD, flags=re.MULTILINE)
RECORDED = [Requirement(line) for line in LINES]
PINS = PROJECT["tool"]["uv"]["constraint-dependencies"]
BUILD_PINS = PROJECT["tool"]["uv"]["build-constraint-dependencies"]
MOVE = ROOT / "tools" / "move_versions.py"
UV = os.environ.get("UV") or shutil.which("uv") or "uv"


def version(requirement):
    """Return the one version that a requirement admits."""
    (specifier,) = requirement.specifier
    assert specifier.operator == "=="
    return specifier.version


def recorded_for_this_machine():
    """Return name -> version of what the record says belongs on this machine."""
    return {
        canonicalize_name(each.name): version(each)
        for each in RECORDED
        if each.marker is None or each.marker.evaluate()
    }


def test_the_pins_are_the_record(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(MOVE.parent), *sys.path])
    from move_versions import pins

    assert pins(RECORD) == PINS, "run tools/move_versions.py, which writes both"
    assert set(BUILD_PINS) <= set(PINS)
    build = {Requirement(text).name for text in PROJECT["build-system"]["requires"]}
    assert build < {Requirement(text).name for text in BUILD_PINS}


def test_the_installed_versions_are_the_recorded_ones():
    installed = {canonicalize_name(each.name): each.version for each in distributions()}
    recorded = recorded_for_this_machine()
    others = {
        name: found for name, found in installed.items() if recorded.get(name, found) != found
    }
    assert others == {}


def test_the_record_is_what_uv_installs():
    """uv.lock is there: `uv run` has made it, or brought it up to date, before this test began."""
    command = [UV, "export", "--frozen", "--offline", "--no-header", "--no-emit-project"]
    command += ["--all-extras", "--all-groups", "--no-hashes", "--no-annotate"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split("\n") == [*LINES, ""], "run tools/move_versions.py"


def test_a_reader_installs_what_the_lessons_need_and_no_tools():
    command = [UV, "export", "--frozen", "--offline", "--no-header", "--no-emit-project"]
    command += ["--no-hashes", "--no-annotate"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    names = {canonicalize_name(Requirement(line).name) for line in run.stdout.splitlines()}
    assert {"editables", "jupyterlab", "keras", "scipy"} < names
    assert names.isdisjoint({"mypy", "nbgrader", "nbval", "notebook", "playwright", "pytest"})
    assert len(names) < 140


def test_the_record_holds_hashes_and_no_address():
    assert "://" not in RECORD
    assert len(LINES) == len(re.findall(r"^\S+==", RECORD, flags=re.MULTILINE))
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", RECORD)) >= len(LINES)


def test_the_record_for_node_is_exact_and_holds_no_address():
    record = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in record
    assert "resolved" not in record
    packages = json.loads(record)["packages"]
    named = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert packages.pop("")["devDependencies"] == named
    for name, version in named.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())


def test_the_readme_quotes_what_uv_says_of_a_version_that_has_vanished(tmp_path):
    (tmp_path / "certifi-2026.1.2-py3-none-any.whl").touch()
    project = """
        [project]
        name = "reader"
        version = "1"
        requires-python = ">=3.11"
        dependencies = ["certifi"]
        [tool.uv]
        constraint-dependencies = ["certifi==2026.1.1"]
    """
    (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    command = [UV, "lock", "--no-index", "--find-links", ".", "--python", sys.executable]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "there is no version of certifi==2026.1.1" in " ".join(run.stderr.split())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "`there is no version of certifi==" in readme
    assert "tools/move_versions.py --pins-only certifi`" in readme


def test_a_package_that_is_not_recorded_cannot_be_moved():
    command = [sys.executable, str(MOVE), "no-such-package"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "requirements.lock has no no-such-package" in run.stderr
