"""The files for Kubernetes, as far as they can be checked without a cluster."""

import re
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator
from traitlets import Set, TraitError

ROOT = Path(__file__).parents[1]
HUB = ROOT / "docs" / "hub"
DOCKERFILE = (HUB / "Dockerfile").read_text(encoding="utf-8")


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


VALUES = read(HUB / "values.yaml")
CHART = ROOT / "tests" / "chart"
SCHEMA = Draft7Validator(read(CHART / "values.schema.yaml"))


def laid_over(below, above):
    """Return what Helm makes of two values: mappings are merged, anything else is replaced."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    both = {key: laid_over(below[key], above[key]) for key in below.keys() & above.keys()}
    return below | above | both


def faults(values):
    """Return what the chart's schema says against a values file."""
    errors = SCHEMA.iter_errors(laid_over(read(CHART / "values.yaml"), values))
    return [error.message for error in errors]


def test_the_chart_takes_the_values():
    assert faults(VALUES) == []


MISTAKES = [
    ("singleuser.memory.limt", "2G"),
    ("singleuser.cpu.limit", "two"),
    ("singleuser.image.tag", 0.1),
    ("singleuser.defaultURL", "/lab"),
    ("singleuser.networkPolicy.egressAllowRules.nonPrivateIP", False),
    ("singleuser.storage.type", "disk"),
    ("scheduling.userPlaceholder.replicas", "5"),
    ("cull.timeout", "1h"),
    ("proxy.https.letsencrypt.email", "teacher@example.org"),
    ("culling", {"enabled": True}),
]


@pytest.mark.parametrize(("place", "value"), MISTAKES, ids=[place for place, _ in MISTAKES])
def test_the_schema_finds_a_mistake(place, value):
    wrong = deepcopy(VALUES)
    *parts, last = place.split(".")
    section = wrong
    for part in parts:
        section = section[part]
    section[last] = value
    assert len(faults(wrong)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="JupyterHub is installed on Linux only")
def test_jupyterhub_knows_the_settings_that_the_schema_passes_on():
    from firstuseauthenticator import FirstUseAuthenticator
    from jupyterhub.app import JupyterHub
    from jupyterhub.spawner import Spawner

    known = {
        "JupyterHub": JupyterHub,
        "FirstUseAuthenticator": FirstUseAuthenticator,
        "Authenticator": FirstUseAuthenticator,
        "KubeSpawner": Spawner,  # whose settings it inherits
    }
    for name, settings in VALUES["hub"]["config"].items():
        traits = known[name].class_traits(config=True)
        assert settings.keys() <= traits.keys()
        as_loaded = {
            setting: set(value) if isinstance(traits[setting], Set) else value
            for setting, value in settings.items()
        }
        known[name](**as_loaded)  # refuses a value of the wrong kind
    with pytest.raises(TraitError):
        Spawner(http_timeout="long")
    limits = VALUES["singleuser"]["memory"]
    for size in limits.values():
        assert Spawner(mem_limit=size).mem_limit > 0


def test_no_linter_objects_to_the_dockerfile(tmp_path):
    hadolint = shutil.which("hadolint", path=Path(sys.executable).parent)
    done = subprocess.run([hadolint, HUB / "Dockerfile"], check=False, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (0, b"")
    loose = tmp_path / "Dockerfile"
    loose.write_text(DOCKERFILE.replace("python:3.13-slim", "python"), encoding="utf-8")
    assert subprocess.run([hadolint, loose], check=False, stdout=subprocess.DEVNULL).returncode


def test_the_image_holds_what_a_server_needs_and_runs_as_the_same_user():
    copied = re.findall(r"^COPY (\S+)", DOCKERFILE, flags=re.MULTILINE)
    for path in set(copied) - {"docs/hub/image.lock"}:
        assert (ROOT / path).exists()
    command = VALUES["singleuser"]["cmd"]
    assert f"CMD {command}".replace("'", '"') in DOCKERFILE
    assert (ROOT / command[1].removeprefix("/opt/lessons/")).is_file()
    assert re.search(r"^USER (\d+)", DOCKERFILE, re.MULTILINE)[1] == str(
        VALUES["singleuser"]["uid"]
    )
    settings = re.search(r"JUPYTER_CONFIG_PATH=(\S+)", DOCKERFILE)[1].split(":")
    assert all((ROOT / path.removeprefix("/opt/lessons/")).is_dir() for path in settings)
    assert "--require-hashes" in DOCKERFILE
