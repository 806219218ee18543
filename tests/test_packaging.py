"""The wheel: complete, and at work in an environment that holds nothing else."""

import email
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UV = os.environ.get("UV") or shutil.which("uv") or "uv"
EXPORT = (
    "export --quiet --no-emit-project --all-extras --all-groups --output-file requirements.lock"
)

# What a user does first. The lesson's image has lines in its columns 3 and 4.
SCRIPT = """
import convdemo as cd
import keras
import numpy as np

image = np.tile([0, 0, 0, 1, 1, 0, 0, 0], (8, 1))
layer = cd.set_filters(keras.layers.Conv2D(1, 3), cd.filters.VERTICAL_LINE)
feature_map = cd.feature_map(layer, image)
assert feature_map.tolist() == [[0, 0, 3, 3, 0, 0]] * 6
assert np.array_equal(feature_map, cd.cross_correlate(image, cd.filters.VERTICAL_LINE))

pictures, _ = cd.plot_feature_maps([feature_map])._repr_mimebundle_()
assert pictures["image/png"]
assert pictures["text/plain"].endswith("0 0 3 3 0 0")

shapes = [cd.datasets.photo(name).shape for name in ("brick", "camera", "coffee")]
assert shapes == [(128, 128), (256, 256), (200, 300, 3)]
assert cd.datasets.digits().images.max() == 16
assert len(cd.datasets.signal("heartbeat").values) == 60 * 360

cd.check.six_sums.grade(cd.cross_correlate(*cd.check.six_sums.given()))
print(cd.__file__)
"""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that must succeed, with Keras on its default backend."""
    environment = os.environ | {"KERAS_BACKEND": "tensorflow"}
    done = subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env=environment,
        text=True,
        capture_output=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sdist, and the wheel built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(UV, "build", "--out-dir", folder, cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(archives: Path) -> Path:
    """Return the wheel."""
    (path,) = archives.glob("convdemo-*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of a new environment: the wheel and what it depends on, no more."""
    folder = tmp_path_factory.mktemp("installed")
    run(UV, "venv", "--python", sys.executable, "env", cwd=folder)
    python = folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    recorded = ROOT / "requirements.lock"
    run(UV, "pip", "install", "--python", python, "--constraint", recorded, wheel, cwd=folder)
    return python


def test_the_wheel_holds_every_file(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    paths = [path for path in ROOT.glob("convdemo/**/*.*") if "__pycache__" not in path.parts]
    modules = {path.relative_to(ROOT).as_posix() for path in paths}
    data = {f"convdemo/data/{path.name}" for path in ROOT.glob("data/*")}
    assert {"convdemo/py.typed", "convdemo/__init__.pyi", "convdemo/data/digits.csv.gz"} < set(
        names
    )
    assert {name for name in names if name.startswith("convdemo/")} == modules | data


def test_the_wheel_holds_the_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    licences = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-LESSONS"}


def test_the_metadata_says_what_it_needs(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = email.message_from_bytes(archive.read(name))
    assert set(metadata["Requires-Python"].split(",")) == {">=3.11", "<3.14"}
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("Provides-Extra") == ["jax", "notebook"]


def test_the_sdist_holds_what_it_takes_to_test(archives: Path) -> None:
    (path,) = archives.glob("convdemo-*.tar.gz")
    with tarfile.open(path) as archive:
        folders = {Path(name).parts[1] for name in archive.getnames()}
    assert {"convdemo", "data", "docs", "notebooks", "playground", "tests", "tools"} <= folders


def test_the_wheel_works_in_an_empty_environment(python: Path, tmp_path: Path) -> None:
    # Once on each machine Matplotlib builds a list of its fonts, and may say so on stderr.
    run(python, "-I", "-c", "import matplotlib.font_manager", cwd=tmp_path)
    done = run(python, "-I", "-c", SCRIPT, cwd=tmp_path)
    assert done.stderr == ""
    assert Path(done.stdout.strip()).is_relative_to(python.parents[1])


def test_requirements_lock_is_current(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    run(UV, *EXPORT.split(), cwd=tmp_path)
    recorded = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert (tmp_path / "requirements.lock").read_text(encoding="utf-8") == recorded, (
        f"requirements.lock is not current; record the versions with: uv {EXPORT}"
    )


def test_requirements_lock_holds_hashes_and_no_address() -> None:
    recorded = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in recorded
    for line in recorded.splitlines():
        if "==" in line:
            assert line.endswith(" \\"), f"no hash follows: {line}"
