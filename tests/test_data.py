"""The bundled data: unchanged, described and small."""

import hashlib
import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from matplotlib.image import imread

DATA = Path(__file__).parents[1] / "convdemo" / "data"
FILES = sorted(path.name for path in DATA.iterdir() if path.name not in ("README.md", "SHA256SUMS"))
CHECKSUMS = {
    name: checksum
    for checksum, name in map(str.split, (DATA / "SHA256SUMS").read_text().splitlines())
}


def test_the_checksums_name_every_file() -> None:
    assert sorted(CHECKSUMS) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_its_checksum(name: str) -> None:
    assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == CHECKSUMS[name]


def stored(name: str) -> npt.NDArray[np.generic]:
    """Return the numbers of a file, as the table tells them."""
    path = DATA / name
    if path.suffix == ".png":
        return (imread(path) * 255).round().astype(int)
    if path.suffix == ".npy":
        return np.asarray(np.load(path))
    if path.suffix == ".npz":
        return np.asarray(np.load(path)["images"])
    return np.loadtxt(path, delimiter=",", dtype=int)[:, :64]  # the labels stand apart


@pytest.mark.parametrize("name", FILES)
def test_the_table_tells_shape_type_and_range(name: str) -> None:
    table = (DATA / "README.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `{name}` \| (.+) \|$", table, flags=re.MULTILINE)
    _, shape, kind, licence = row.split(" | ")
    assert f"**Licence:** [{licence}]" in table.split(f"\n## `{name}`")[1].split("\n## ")[0]
    values = stored(name)
    assert re.findall(r"\d+", shape.split(" (")[0]) == [str(size) for size in values.shape]
    assert re.search(rf"\b{values.min()} (to|or) {values.max()}\b", kind)
    if name.endswith((".npy", ".npz")):
        assert f"`{values.dtype}`" in kind


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_described(name: str) -> None:
    _, *sections = (DATA / "README.md").read_text(encoding="utf-8").split("\n## ")
    description = {section.split("`")[1]: section for section in sections}[name]
    for part in ("From", "Licence", "Units", "Prepared"):
        assert f"**{part}:**" in description


def test_the_data_is_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 3_000_000
