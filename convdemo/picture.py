"""What a plot returns: an image for the eye, and the same thing in words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from os import PathLike, fsdecode
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from convdemo.arguments import Array, as_text, must
from convdemo.markup import VARIES, image_tag
from convdemo.words import MOST_TOLD, fingerprint

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOTS_PER_INCH = 192
PIXELS_PER_INCH = 96
FORMATS = ("png", "svg", "pdf")
MIDDLE = "#767676"  # stands out from white and from black alike
KEPT = ("backend", "font.family", "font.serif", "font.sans-serif", "font.monospace")
ON_SCREEN: dict[Any, Any] = {
    "savefig.transparent": True,
    **dict.fromkeys(
        ("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), MIDDLE
    ),
}


@dataclass(frozen=True, eq=False, repr=False)
class Picture:
    """An image and its description, made from the arrays that it draws.

    A notebook shows tables, or images with words as their alternative text. As text, which the
    tests of the notebooks compare, a picture adds what tells any change of a large array.

    A picture stands apart from `matplotlib.pyplot`: `plt.show()` shows nothing, and `plt.savefig`
    writes an empty page. In a script, `save` it, or `print` it in words. It looks alike in every
    style of Matplotlib, in the reader's fonts. For changes of your own, change its `figure`.

    Args:
        description: What there is to see, for a person who cannot see it.
        arrays: The arrays that are drawn.
        draw: Returns a Matplotlib figure of them.
        html: What a notebook shows; the figure if left out.
        fingerprints: Whether the arrays are equal on every machine.

    Example:
    >>> import convdemo as cd
    >>> picture = cd.plot_filter(cd.filters.SOBEL_VERTICAL)
    >>> title = picture.figure.axes[0].set_title("Sobel", loc="left", color="tab:red")
    >>> picture.save("sobel.pdf")  # doctest: +SKIP
    """

    description: str
    arrays: tuple[Array, ...]
    draw: Callable[[], Figure]
    html: str = ""
    fingerprints: bool = True

    def __post_init__(self) -> None:
        """Keep the arrays as they are, since they may be drawn later."""
        for each in self.arrays:
            each.setflags(write=False)

    @cached_property
    def figure(self) -> Figure:
        """The Matplotlib figure that `save` writes, drawn when it is first asked for."""
        return self._drawn()

    def __repr__(self) -> str:
        """Return the description, and what else tells one large array from another."""
        arrays = self.arrays
        if len(arrays) > MOST_TOLD:
            arrays = (np.concatenate([each.ravel() for each in arrays]),)
        told = map(fingerprint, arrays) if self.fingerprints else ()
        return "\n".join([self.description, *filter(None, told)])

    def described(self, says: Any) -> Picture:
        """Return the same arrays described otherwise, for numbers that no two machines share.

        They are drawn by Matplotlib, with this description as the alternative text.

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
        return replace(self, description=description, html="", fingerprints=False)

    def save(self, path: str | bytes | PathLike[str] | BinaryIO) -> None:
        """Write the image, with the description in the file.

        Args:
            path: Where to; its ending, `.png`, `.svg` or `.pdf`, says in which form. An open file
                gets a PNG.

        Raises:
            TypeError: `path` is neither a path nor an open file.
            ValueError: The path has another ending.
        """
        form = "png"
        if isinstance(path, str | bytes | PathLike):
            path = fsdecode(path)
            form = PurePath(path).suffix.lower().removeprefix(".")
            if form not in FORMATS:
                raise ValueError(must("path", "end in .png, .svg or .pdf", path))
        elif not hasattr(path, "write"):
            raise TypeError(must("path", "be a path or an open file", path))
        self._write(self.figure, path, form)

    def _repr_html_(self) -> str:
        return self.html or self._as_image()

    def _as_image(self) -> str:
        """Return the figure in colours for light and dark pages, as an image tag."""
        png = BytesIO()
        figure = self._drawn(ON_SCREEN)
        self._write(figure, png, "png", ON_SCREEN)
        width = round(figure.get_figwidth() * PIXELS_PER_INCH)
        return image_tag(png.getvalue(), self.description, f'width="{width}"', VARIES)

    def _drawn(self, look: dict[Any, Any] | None = None) -> Figure:
        """Return the figure; its ticks, which Matplotlib makes later, keep the colours of now."""
        from matplotlib import rcParams
        from matplotlib.axes import Axes

        with _in_our_look(look):
            figure = self.draw()
            for axes in figure.findobj(Axes):
                axes.tick_params(axis="x", colors=rcParams["xtick.color"])
                axes.tick_params(axis="y", colors=rcParams["ytick.color"])
        return figure

    def _write(
        self,
        figure: Figure,
        path: str | PathLike[str] | BinaryIO,
        form: str,
        look: dict[Any, Any] | None = None,
    ) -> None:
        told = {
            "png": {"Software": None, "Description": self.description},
            "svg": {"Date": None, "Description": self.description},
            "pdf": {"CreationDate": None, "Subject": self.description},
        }
        with _in_our_look({"svg.hashsalt": "convdemo", **(look or {})}):
            figure.savefig(path, format=form, dpi=DOTS_PER_INCH, metadata=told[form])
        figure.set_layout_engine("none")  # so that saving again moves nothing


def _in_our_look(look: dict[Any, Any] | None) -> AbstractContextManager[None]:
    """Return a context with Matplotlib's own settings, and these, whatever style is in use."""
    from matplotlib import rc_context, rcParamsDefault

    plain = {name: value for name, value in rcParamsDefault.items() if not name.startswith(KEPT)}
    return rc_context({**plain, **(look or {})})
