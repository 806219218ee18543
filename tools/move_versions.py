"""Move the versions: resolve them anew, pin and record them, record the lessons, run the tests.

uv run --no-project tools/move_versions.py              moves all versions to the newest
uv run --no-project tools/move_versions.py certifi      moves this one and keeps the others
uv run --no-project tools/move_versions.py --pins-only  writes pins and record, and stops there

If all versions move, so do the tools of the scripts, in package.json and package-lock.json.

The record is requirements.lock. The pins are the same versions in pyproject.toml, where `uv run`
and `uv sync` obey them.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYPROJECT = ROOT / "pyproject.toml"
RECORD = ROOT / "requirements.lock"
NODE_PROJECT = ROOT / "package.json"
NODE_RECORD = ROOT / "package-lock.json"
UV = os.environ.get("UV") or shutil.which("uv") or "uv"
EXPORT = ("export", "--quiet", "--frozen", "--no-header", "--no-emit-project")
HEADER = "# Every version that is installed and tested, with its hashes; see CONTRIBUTING.md.\n"
ALL = ("--all-extras", "--all-groups")
BUILD = ("--only-group", "build", "--no-hashes")
PIN = re.compile(r"^(\S+)==([^\s;]+)(?: ; (.+?))?(?: \\)?$", re.MULTILINE)
AFTER = (
    ("sync", "--group", "dev"),
    ("run", "python", "tools/record.py"),
    ("run", "pytest"),
)


def pins(record: str) -> list[str]:
    """Return the constraints that admit only the versions of a record.

    A package has one version for all machines, or several, each with the marker that selects it.
    """
    found = [match.groups() for match in PIN.finditer(record)]
    versions = Counter(name for name, *_ in found)
    return [
        f"{name}=={version}" + (f" ; {marker}" if versions[name] > 1 else "")
        for name, version, marker in found
    ]


def with_pins(project: str, key: str, lines: list[str]) -> str:
    """Return the text of pyproject.toml with these lines as the list `key`."""
    listed = "".join(f"    {json.dumps(line)},\n" for line in lines)
    before, found, rest = project.partition(f"\n{key} = [\n")
    if not found:
        sys.exit(f"pyproject.toml must hold a list `{key} = [` that ends in a line `]`")
    return before + found + listed + "]\n" + rest.partition("]\n")[2]


def uv(*arguments: str, cwd: Path) -> str:
    """Run uv, which says on stderr what is wrong, and return what it prints."""
    try:
        return subprocess.run(
            [UV, *arguments], cwd=cwd, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    except subprocess.CalledProcessError:
        sys.exit(f"`uv {' '.join(arguments)}` failed, so no version was moved")


def resolve(kept: list[str], resolution: str) -> tuple[str, str]:
    """Return the texts of pyproject.toml and requirements.lock; all versions but these may move."""
    project = PYPROJECT.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for key, lines in {"constraint": kept, "build-constraint": []}.items():
            project = with_pins(project, f"{key}-dependencies", lines)
        (place / "pyproject.toml").write_text(project, encoding="utf-8")
        uv("lock", "--resolution", resolution, cwd=place)
        record = HEADER + uv(*EXPORT, *ALL, cwd=place).rstrip() + "\n"
        build = uv(*EXPORT, *BUILD, cwd=place)
    project = with_pins(project, "build-constraint-dependencies", pins(build))
    return with_pins(project, "constraint-dependencies", pins(record)), record


def move_node_tools() -> None:
    """Move the versions in package.json; their record names no address, not even a sponsor's."""
    npm = shutil.which("npm")
    if npm is None:
        print("This machine has no npm, so the versions in package.json stay")
        return
    named = json.loads(NODE_PROJECT.read_text(encoding="utf-8"))["devDependencies"]
    newest = [f"{name}@latest" for name in named]
    install = [npm, "install", "--save-dev", "--save-exact", "--ignore-scripts", *newest]
    subprocess.run(install, cwd=ROOT, check=True)
    record = json.loads(NODE_RECORD.read_text(encoding="utf-8"))
    for package in record["packages"].values():
        package.pop("funding", None)
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    NODE_RECORD.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Move the versions that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("packages", nargs="*", help="all of them if left out")
    parser.add_argument("--pins-only", action="store_true", help="record and test nothing")
    parser.add_argument("--resolution", default="highest", help="`lowest-direct` for the oldest")
    choice = parser.parse_args()
    recorded = pins(RECORD.read_text(encoding="utf-8"))
    moving = {re.sub(r"[-_.]+", "-", name).lower() for name in choice.packages}
    if unknown := moving - {line.partition("==")[0] for line in recorded}:
        parser.error(f"requirements.lock has no {', '.join(sorted(unknown))}")
    kept = [line for line in recorded if moving and line.partition("==")[0] not in moving]
    project, record = resolve(kept, choice.resolution)
    moved = [("-", line) for line in recorded if line not in pins(record)]
    moved += [("+", line) for line in pins(record) if line not in recorded]
    for sign, line in sorted(moved, key=lambda each: (each[1].partition("==")[0], each[0] == "+")):
        print(sign, line)
    PYPROJECT.write_text(project, encoding="utf-8", newline="\n")
    RECORD.write_text(record, encoding="utf-8", newline="\n")
    if not choice.pins_only and not choice.packages:
        move_node_tools()
    for command in () if choice.pins_only else AFTER:
        if subprocess.run([UV, *command], cwd=ROOT, check=False).returncode:
            sys.exit(
                f"The versions have moved, but `uv {' '.join(command)}` failed. Fix what it says, "
                "or take the old versions back: "
                "git checkout pyproject.toml requirements.lock notebooks"
            )


if __name__ == "__main__":
    main()
