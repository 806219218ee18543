"""The place where the lessons are: a clone of the repository."""

from pathlib import Path

from convlessons.problem import Problem


def find_checkout() -> Path:
    """Return the clone that the reader stands in, or else the one this package is run from.

    Returns:
        The folder that holds `notebooks/` and `convdemo/`.

    Raises:
        Problem: There is no clone here.
    """
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).parents[1]):
        if (folder / "notebooks" / "solutions").is_dir() and (folder / "convdemo").is_dir():
            return folder
    raise Problem(
        f"There are no lessons in {here}: run `uv run lessons` in a clone of the convdemo "
        "repository, the folder that holds `notebooks`."
    )
