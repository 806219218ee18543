"""The bundled data: unchanged, described and small."""

import hashlib
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
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


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_described(name: str) -> None:
    _, *sections = (DATA / "README.md").read_text(encoding="utf-8").split("\n## ")
    description = {section.split("`")[1]: section for section in sections}[name]
    for part in ("From", "Licence", "Units", "Prepared"):
        assert f"**{part}:**" in description


def test_the_data_is_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 3_000_000
