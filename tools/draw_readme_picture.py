"""Draw the picture at the top of the README: uv run python tools/draw_readme_picture.py."""

from pathlib import Path

import convdemo as cd

PATH = Path(__file__).parents[1] / "docs" / "one_step.png"


def readme_picture() -> cd.Picture:
    """Return one step of the vertical line filter over an image with a vertical line."""
    image = [[0, 0, 0, 1, 1, 0, 0, 0]] * 8
    return cd.plot_step(image, cd.filters.VERTICAL_LINE, position=(1, 2))


if __name__ == "__main__":
    PATH.parent.mkdir(exist_ok=True)
    readme_picture().save(PATH)
