"""The wheel: complete, and at work where nothing else of the project is."""

import email
import os
import subprocess
import sys
import tarfile
import zipfile
from email.message import Message
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What a user does first. The lesson's image has lines in its columns 3 and 4.
SCRIPT = """
import convcheck as check
import convdemo as cd
import keras
import numpy as np

image = np.tile([0, 0, 0, 1, 1, 0, 0, 0], (8, 1))
layer = cd.set_filters(keras.layers.Conv2D(1, 3), cd.filters.VERTICAL_LINE)
feature_map = cd.feature_map(layer, image)
assert feature_map.tolist() == [[0, 0, 3, 3, 0, 0]] * 6
assert np.array_equal(feature_map, cd.cross_correlate(image, cd.filters.VERTICAL_LINE))

picture = cd.plot_feature_maps([feature_map])
assert picture.html.count("<td style=") == 36
assert repr(picture).endswith("0 0 3 3 0 0")
assert "base64" in picture.described(lambda drawn: "36 numbers")._repr_html_()

shapes = [cd.datasets.photo(name).shape for name in ("brick", "camera", "coffee")]
assert shapes == [(128, 128), (256, 256), (200, 300, 3)]
assert cd.datasets.digits().images.max() == 16
assert cd.datasets.digits(28).images.max() == 255
assert len(cd.datasets.signal("heartbeat").values) == 60 * 360

check.six_sums.grade(cd.cross_correlate(*check.six_sums.given()))
print(cd.__file__)
"""

WITHOUT_KERAS = """
import convcheck as check
import convdemo as cd

assert cd.cross_correlate([0, 0, 1, 1], [0, 1, 0]).tolist() == [0, 1]
assert check.six_sums.given(seed=1)
for _ in range(2):
    try:
        cd.feature_map("a layer", [1])
    except ModuleNotFoundError as error:
        print(error)
"""


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command that must succeed, with Keras on its default backend."""
    done = subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env=os.environ | {"KERAS_BACKEND": "tensorflow"} | environment,
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
    build = (sys.executable, "-m", "hatchling", "build", "--directory", folder)
    run(*build, "--target", "sdist", cwd=ROOT)
    (sdist,) = folder.glob("convdemo-*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    run(*build, "--target", "wheel", cwd=folder / sdist.name.removesuffix(".tar.gz"))
    return folder


@pytest.fixture(scope="module")
def wheel(archives: Path) -> Path:
    """Return the wheel."""
    (path,) = archives.glob("convdemo-*.whl")
    return path


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    """Return what the wheel says of itself."""
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    return email.message_from_bytes(archive.read(name))


def test_the_wheel_holds_every_file_of_the_door(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("convlessons/")}
    paths = [path for path in ROOT.glob("convlessons/**/*.*") if path.is_file()]
    files = {path.relative_to(ROOT).as_posix() for path in paths if path.suffix != ".pyc"}
    assert names == files
    assert "convlessons/jupyter/every/labconfig/page_config.json" in files


def test_from_the_wheel_the_command_says_where_the_lessons_are(wheel: Path, tmp_path: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (entries,) = (name for name in archive.namelist() if name.endswith("/entry_points.txt"))
    assert "lessons = convlessons.command:main" in archive.read(entries).decode()
    archive.extractall(tmp_path / "unpacked")
    done = subprocess.run(
        [sys.executable, "-m", "convlessons"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "unpacked")},
        text=True,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"There are no lessons in {tmp_path}: run `uv run lessons` in a ")
    assert done.stderr.count("\n") == 1


def test_the_wheel_holds_every_file(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    paths = [path for path in ROOT.glob("convdemo/**/*.*") if "__pycache__" not in path.parts]
    files = {path.relative_to(ROOT).as_posix() for path in [*paths, *ROOT.glob("convdemo/data/*")]}
    assert {"convdemo/py.typed", "convdemo/__init__.pyi", "convdemo/data/digits.csv.gz"} < set(
        names
    )
    assert {name for name in names if name.startswith("convdemo/")} == files


def test_the_wheel_holds_the_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    licences = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-LESSONS"}


def test_the_metadata_says_what_it_needs(metadata: Message) -> None:
    assert set(metadata["Requires-Python"].split(",")) == {">=3.11", "<3.14"}
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("Provides-Extra") == ["jax", "notebook", "tensorflow"]


def test_no_backend_is_forced_on_a_user(metadata: Message) -> None:
    needed = [line for line in metadata.get_all("Requires-Dist") if "extra ==" not in line]
    assert any(line.startswith("keras") for line in needed)
    assert not any(line.startswith(("tensorflow", "jax", "torch")) for line in needed)


def test_the_sdist_holds_all_that_a_clone_holds(archives: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("needs a clone: what it holds is read from git")
    (path,) = archives.glob("convdemo-*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tracked = run("git", "ls-files", "-z", cwd=ROOT).stdout.rstrip("\0")
    assert set(tracked.split("\0")) - names == set()


def test_the_wheel_works_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    # Once on each machine Matplotlib builds a list of its fonts, and may say so on stderr.
    run(sys.executable, "-c", "import matplotlib.font_manager", cwd=tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "unpacked")
    path = str(tmp_path / "unpacked")
    done = run(sys.executable, "-c", SCRIPT, cwd=tmp_path, PYTHONPATH=path)
    assert done.stderr == ""
    assert Path(done.stdout.strip()).is_relative_to(path)


# `None` in place of a module makes Python say that it is not installed.
@pytest.mark.parametrize("backend", ["tensorflow", "jax"])
def test_without_a_backend_one_sentence_says_what_to_install(backend: str, tmp_path: Path) -> None:
    script = f"import sys\nsys.modules[{backend!r}] = None\n{WITHOUT_KERAS}"
    done = run(sys.executable, "-c", script, cwd=tmp_path, KERAS_BACKEND=backend)
    sentence = (
        f"Keras needs its backend {backend}, which is not installed: run `pip install {backend}`"
    )
    first, second = done.stdout.splitlines()
    assert first == second
    assert first.startswith(sentence)


# What follows asks a registry for packages: the recorded ones, which do not change by the day.

UV = os.environ.get("UV", "uv")


def environment(folder: Path, *packages: str | Path) -> Path:
    """Return the interpreter of a new environment that holds these packages and what they need."""
    run(UV, "venv", "--python", sys.executable, "env", cwd=folder)
    python = folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    recorded = ROOT / "requirements.lock"
    run(UV, "pip", "install", "--python", python, "--constraint", recorded, *packages, cwd=folder)
    return python


@pytest.mark.thorough
def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path, f"{wheel}[tensorflow]")
    run(python, "-I", "-c", "import matplotlib.font_manager", cwd=tmp_path)
    done = run(python, "-I", "-c", SCRIPT, cwd=tmp_path)
    assert done.stderr == ""
    assert Path(done.stdout.strip()).is_relative_to(python.parents[1])


@pytest.mark.thorough
def test_the_wheel_installs_no_backend(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path, wheel)
    done = run(python, "-I", "-c", WITHOUT_KERAS, cwd=tmp_path)
    assert done.stdout.startswith("Keras needs its backend tensorflow, which is not installed: ")
