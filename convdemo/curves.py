"""Charts: numbers as curves over indices, sizes or epochs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, as_flag, as_numbers, as_numbers_by_name, as_text
from convdemo.cells import TITLE_SIZE, wrapped
from convdemo.picture import Picture
from convdemo.words import LARGEST_TABLE, describe, number_text, number_texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

# Matplotlib's colours that stand out on white. Curves differ in their dashes too, for eyes and
# printers that tell no colours apart.
COLOURS = [f"tab:{name}" for name in ("blue", "red", "green", "purple", "brown", "gray")]
DASHES = ["-", "--", ":", "-.", (0, (5, 1)), (0, (1, 1))]
MARKS = ["-", "--", ":"]
MOST_WITH_DOTS = 40
NAME_INCHES = 2.2  # a line of one


class Curves(NamedTuple):
    """Checked curves over one axis, with marks on it: what a chart draws and its words tell."""

    indices: Array
    measured: Mapping[str, Array]
    marked: Mapping[str, Array]
    title: str
    x_label: str
    log: bool


def plot_curves(
    curves: Mapping[str, npt.ArrayLike],
    *,
    x: npt.ArrayLike | None = None,
    title: str = "Curves",
    x_label: str = "index",
    log: bool = False,
    marks: Mapping[str, npt.ArrayLike] | None = None,
) -> Picture:
    """Draw up to six curves over one axis.

    Args:
        curves: A mapping from names to numbers, as many in each.
        x: Where the numbers stand; 0, 1, 2 and so on if left out.
        title: Stands above the picture.
        x_label: Says what `x` counts.
        log: Whether both axes are logarithmic; every number is then above 0.
        marks: A mapping from names to values of `x`, each drawn as a vertical line.

    Returns:
        A `Picture`.

    Raises:
        TypeError: `curves` or `marks` is not a mapping to numbers, or `log` is not a bool.
        ValueError: There are too many curves, they differ in length, or a number has no logarithm.

    Example:
    >>> plot_curves({"response": [0, 3, 3]}, title="A line", marks={"edge": [1]})
    A line, index 0 1 2
    response:
    0 3 3
    edge at 1
    """
    measured = _as_curves(curves, "curves")
    length = len(next(iter(measured.values())))
    indices = as_numbers(range(length) if x is None else x, "x", (1,), one_channel=True)
    if len(indices) != length:
        raise ValueError(
            f"x must hold {length} numbers, one for each of a curve, but holds {len(indices)}"
        )
    marked = as_numbers_by_name({} if marks is None else marks, "marks", empty=True)
    _require_few(marked, "marks", len(MARKS))
    if as_flag(log, "log"):
        for name, values in [("x", indices), *measured.items(), *marked.items()]:
            if values.min() <= 0:
                raise ValueError(
                    f"log=True needs numbers above 0, but {name} has {number_text(values.min())}"
                )
    title, x_label = as_text(title, "title"), as_text(x_label, "x_label")
    return _picture(Curves(indices, measured, marked, title, x_label, log))


def plot_training(history: Any, *, title: str = "Training") -> Picture:
    """Draw how the loss, and whatever else was measured, changes from epoch to epoch.

    Args:
        history: What `model.fit` returns, or a mapping from names to lists of numbers.
        title: Stands above the picture.

    Returns:
        A `Picture`.

    Example:
    >>> plot_training({"loss": [4.0, 1.0, 0.5]})
    Training, epoch 1 2 3
    loss:
      4   1 0.5
    """
    curves = _as_curves(getattr(history, "history", history), "history")
    epochs = np.arange(1.0, 1 + len(next(iter(curves.values()))))
    return _picture(Curves(epochs, curves, {}, as_text(title, "title"), "epoch", log=False))


def chart(title: str, x_label: str, inches: tuple[float, float] = (7, 3)) -> tuple[Figure, Axes]:
    """Return a figure with one empty chart."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(inches, layout="constrained")
    axes = figure.subplots()
    title = wrapped(title, inches[0] - 2)
    axes.set_title(title, fontsize=TITLE_SIZE, loc="left", parse_math=False)
    axes.set_xlabel(x_label)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _as_curves(value: Any, name: str) -> dict[str, Array]:
    """Return curves of one length, few enough to be told apart."""
    curves = as_numbers_by_name(value, name)
    lengths = {each: len(values) for each, values in curves.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"{name} must hold curves of one length, but their lengths are {lengths}")
    _require_few(curves, name, len(DASHES))
    return curves


def _picture(curves: Curves) -> Picture:
    """Return curves and marks as a picture."""
    parts = [f"{name}:\n{describe(values)}" for name, values in curves.measured.items()]
    parts += [f"{name} at {_listed(where)}" for name, where in curves.marked.items()]
    lines = [f"{curves.title}, {curves.x_label} {_listed(curves.indices)}", *parts]
    return Picture("\n".join(lines), tuple(curves.measured.values()), partial(_draw, curves))


def _draw(curves: Curves) -> Figure:
    """Return a figure of curves and marks over one axis."""
    figure, axes = chart(curves.title, curves.x_label)
    named = _draw_curves(axes, curves.indices, curves.measured)
    for (name, where), dashes in zip(curves.marked.items(), MARKS, strict=False):
        upright = [axes.axvline(each, color="0.5", lw=1, ls=dashes, zorder=0) for each in where]
        named += [(name, upright[0])]
    if curves.log:
        axes.set_xscale("log")
        axes.set_yscale("log")
        if len(curves.indices) <= LARGEST_TABLE:
            axes.set_xticks(curves.indices, labels=number_texts(curves.indices), minor=False)
            axes.set_xticks([], minor=True)
    _name_lines(axes, named)
    return figure


def _require_few(named: Mapping[str, Array], name: str, most: int) -> None:
    if len(named) > most:
        raise ValueError(f"{name} must have at most {most} names, but has {len(named)}")


def _draw_curves(
    axes: Axes, indices: Array, curves: Mapping[str, Array]
) -> list[tuple[str, Line2D]]:
    """Draw curves; return each with its name."""
    dot = "o" if len(indices) <= MOST_WITH_DOTS else ""
    looks = zip(COLOURS, DASHES, strict=True)
    named = []
    for (name, values), (color, dashes) in zip(curves.items(), looks, strict=False):
        (line,) = axes.plot(indices, values, color=color, ls=dashes, lw=1.2, marker=dot, ms=3)
        named.append((name, line))
    if any(values.min() < 0 for values in curves.values()):
        axes.axhline(0, color="0.5", linewidth=0.8, zorder=0)
    return named


def _name_lines(axes: Axes, named: list[tuple[str, Line2D]]) -> None:
    """Name one line beside its axis, several in a legend, in any characters."""
    if len(named) == 1:
        axes.set_ylabel(wrapped(named[0][0], NAME_INCHES, 10), parse_math=False)
        return
    lines, blanks = [line for _, line in named], [" "] * len(named)
    legend = axes.legend(
        lines, blanks, loc="upper left", bbox_to_anchor=(1, 1), frameon=False, fontsize=9
    )
    for entry, (name, _) in zip(legend.get_texts(), named, strict=True):
        entry.set(text=wrapped(name, NAME_INCHES, 9), parse_math=False)


def _listed(indices: Array) -> str:
    """Return the indices where there is room, else the first and the last."""
    texts = number_texts(indices)
    return " ".join(texts) if len(texts) <= LARGEST_TABLE else f"{texts[0]} to {texts[-1]}"
