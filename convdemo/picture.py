"""What a plot returns: an image for the eye, and the same thing in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from os import PathLike
from typing import TYPE_CHECKING, Any, BinaryIO

from convdemo.arguments import Array, as_text, must
from convdemo.words import fingerprint

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOTS_PER_INCH = 192
PIXELS_PER_INCH = 96


@dataclass(frozen=True, eq=False, repr=False)
class Picture:
    """A figure and its description, made from the arrays that it draws.

    A notebook shows the image, and a screen reader reads the description. As text, which the
    tests of the notebooks compare, a picture adds what tells any change of a large array.

    Args:
        figure: The Matplotlib figure.
        description: What there is to see, for a person who cannot see it.
        arrays: The arrays that are drawn.
        fingerprints: Whether the arrays are equal on every machine.
    """

    figure: Figure
    description: str
    arrays: tuple[Array, ...]
    fingerprints: bool = True

    def __repr__(self) -> str:
        """Return the description, and what else tells one large array from another."""
        told = map(fingerprint, self.arrays) if self.fingerprints else ()
        return "\n".join([self.description, *filter(None, told)])

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
            raise TypeError(must("says", "be a function of the arrays drawn", says))
        description = as_text(says(*self.arrays), "the description that says returns")
        if not description.strip():
            raise ValueError("says must return a description, but what it returned is empty")
        return replace(self, description=description, fingerprints=False)

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
        shown = {"image/png": png.getvalue(), "text/plain": repr(self)}
        return shown, {"image/png": {"alt": self.description, "width": width}}
