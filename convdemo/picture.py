"""What a plot returns: an image for the eye, and the same thing in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from os import PathLike
from typing import TYPE_CHECKING, Any, BinaryIO

from convdemo.arguments import Array, as_text, brief

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOTS_PER_INCH = 192
PIXELS_PER_INCH = 96


@dataclass(frozen=True, eq=False, repr=False)
class Picture:
    """A figure and its description, made from the arrays that it draws.

    A notebook shows the image; a screen reader, a text console and the tests read the
    description.
    """

    figure: Figure
    description: str
    arrays: tuple[Array, ...]

    def __repr__(self) -> str:
        """Return the description."""
        return self.description

    def described(self, says: Any) -> Picture:
        """Return the same image described otherwise, for numbers that no two machines share.

        Args:
            says: Called with the arrays drawn, in their order, returns one line that says what is
                to be seen, in words that hold on every machine.

        Returns:
            A `Picture`.

        Raises:
            TypeError: `says` is no function, or does not return text.
            ValueError: `says` returns nothing, or more than one line.

        Example:
        >>> import convdemo as cd
        >>> cd.plot_image([[0.5, 1]]).described(lambda x: f"{x.size} pixels, the brightest last.")
        2 pixels, the brightest last.
        """
        if not callable(says):
            msg = f"says must be a function of the arrays drawn, but was {brief(says)}"
            raise TypeError(msg)
        description = as_text(says(*self.arrays), "what says returns")
        if not description.strip():
            msg = "what says returns must describe the image, but was empty"
            raise ValueError(msg)
        return replace(self, description=description)

    def save(self, path: str | PathLike[str] | BinaryIO) -> None:
        """Write the image as PNG, with the description in the file."""
        self.figure.savefig(
            path,
            format="png",
            dpi=DOTS_PER_INCH,
            metadata={"Software": None, "Description": self.description},
        )
        self.figure.set_layout_engine("none")  # so that saving again moves nothing

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        png = BytesIO()
        self.save(png)
        width = round(self.figure.get_figwidth() * PIXELS_PER_INCH)
        shown = {"image/png": png.getvalue(), "text/plain": self.description}
        return shown, {"image/png": {"alt": self.description, "width": width}}
