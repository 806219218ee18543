"""The lessons on other machines: a seat without a network, a development container, a Binder."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "guide" / "classroom.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.+?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
FIRST, STICK, SEAT, _ = BLOCKS
CONTAINER = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
AUTHOR = ("-c", "user.name=A teacher", "-c", "user.email=teacher@localhost")
TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": "object", "additionalProperties": TEXT}
# The part of the format of a development container that this one uses, and nothing else.
SCHEMA = {
    "type": "object",
    "required": ["name", "image", "postCreateCommand"],
    "additionalProperties": False,
    "properties": {
        "name": TEXT,
        "image": TEXT,
        "hostRequirements": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "cpus": {"type": "integer", "minimum": 1},
                "memory": {"type": "string", "pattern": r"^\d+([tgmk]b)?$"},
                "storage": {"type": "string", "pattern": r"^\d+([tgmk]b)?$"},
            },
        },
        "containerEnv": TEXTS,
        "postCreateCommand": TEXT,
        "postAttachCommand": TEXT,
        "forwardPorts": {"type": "array", "items": {"type": "integer", "maximum": 65535}},
        "portsAttributes": {
            "type": "object",
            "patternProperties": {
                r"^\d+$": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "label": TEXT,
                        "onAutoForward": {"enum": ["notify", "openBrowser", "silent", "ignore"]},
                    },
                }
            },
            "additionalProperties": False,
        },
        "customizations": {"type": "object", "required": ["vscode"]},
    },
}


@pytest.fixture
def clone(tmp_path):
    """Return a clone of what this checkout holds, committed or not, and a Python beside it."""
    folder = tmp_path / "clone"
    git = ["git", *AUTHOR]
    listed = subprocess.run(
        [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, encoding="utf-8",
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message=All"]):
        subprocess.run([*git, *command], cwd=folder, check=True)
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "python"], check=True)
    return folder


def run(script, folder, **environment):
    """Run a script as a new user would, and return what it says."""
    variables = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYTHONPATH")}
    path = f"{folder.parent / 'python' / 'bin'}{os.pathsep}{variables['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        check=False, cwd=folder, env=variables | {"PATH": path} | environment,
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def opens(command, folder, **environment):
    """Return whether a command that serves the lessons says their address; then stop it."""
    variables = os.environ | environment
    serving = subprocess.Popen(
        command, cwd=folder, env=variables, stdout=subprocess.PIPE, encoding="utf-8"
    )
    with serving as process:
        found = any("http://127.0.0.1" in line for line in process.stdout)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    return found


def test_the_container_is_described_in_the_form_that_editors_read():
    jsonschema.validate(CONTAINER, SCHEMA)
    ports = {str(port) for port in CONTAINER["forwardPorts"]}
    assert set(CONTAINER["portsAttributes"]) == ports


def test_their_pythons_are_among_the_tested_ones():
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    tested = re.findall(r"Python :: (3\.\d+)", pyproject)
    assert CONTAINER["image"].removeprefix("python:") in tested
    binder = (ROOT / ".binder" / "runtime.txt").read_text(encoding="utf-8")
    assert binder.strip().removeprefix("python-") in tested


def test_the_first_command_is_the_readmes():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(FIRST.strip())} +#", readme, re.MULTILINE)


@pytest.mark.thorough
def test_a_seat_without_a_network(clone, tmp_path):
    run(STICK, clone)
    stick = shutil.copytree(clone / "stick", tmp_path / "a copy")
    *install, lessons = SEAT.splitlines()
    run("\n".join(install), stick, PYTHONPATH=str(ROOT / "tests" / "offline"))
    lesson = stick / "convdemo" / "my_lessons" / "01_convolve_a_sequence.ipynb"
    offline = {"PYTHONPATH": str(ROOT / "tests" / "offline")}
    assert opens([lessons, "--no-browser"], stick / "convdemo", **offline)
    assert lesson.exists()


@pytest.mark.thorough
def test_the_container_opens_the_lessons(clone):
    run(CONTAINER["postCreateCommand"], clone, **CONTAINER["containerEnv"])
    uv = clone.parent / "python" / "bin" / "uv"
    assert opens([uv, *CONTAINER["postAttachCommand"].split()[1:]], clone)


@pytest.mark.thorough
def test_a_binder_has_the_lessons_without_answers(clone):
    run("pip install --requirement .binder/requirements.txt", clone)
    run(".binder/postBuild", clone)
    version = run(".binder/start jupyter lab --version", clone).strip()
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert f"\njupyterlab=={version} " in lock
    settings = run(".binder/start printenv JUPYTER_CONFIG_PATH", clone).strip().split(os.pathsep)
    assert all(Path(folder).is_relative_to(clone) for folder in settings[:2])
    assert all((Path(folder) / "labconfig").is_dir() for folder in settings[:2])
    lesson = json.loads((clone / "my_lessons" / "01_convolve_a_sequence.ipynb").read_text("utf-8"))
    assert not any(cell.get("outputs") for cell in lesson["cells"])
