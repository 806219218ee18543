"""Static charts: numbers as curves over places, sizes or epochs."""

from collections.abc import Mapping
from itertools import cycle
from typing import TYPE_CHECKING, Any

import numpy.typing as npt

from convdemo.arguments import Array, as_numbers, as_text, brief
from convdemo.cells import chart
from convdemo.picture import Picture
from convdemo.words import LARGEST_TABLE, describe, number_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

# Matplotlib's colours that stand out on white. Curves differ in their dashes too, for eyes and
# printers that tell no colours apart.
COLOURS = [f"tab:{name}" for name in ("blue", "red", "green", "purple", "brown", "gray")]
DASHES = ["-", "--", ":", "-.", (0, (5, 1)), (0, (1, 1))]
MARKS = ["-", "--", ":"]
MOST_WITH_DOTS = 40


def plot_curves(
    curves: Mapping[str, npt.ArrayLike],
    *,
    x: npt.ArrayLike | None = None,
    title: str = "Curves",
    x_label: str = "place",
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
        marks: A mapping from names to places on the axis, each drawn as an upright line.

    Returns:
        A `Picture`.

    Raises:
        TypeError: `curves` or `marks` is not a mapping to numbers.
        ValueError: There are too many curves, they differ in length, or a number has no logarithm.

    Example:
    >>> plot_curves({"answer": [0, 3, 3]}, title="A line", marks={"edge": [1]})
    A line, place 0 1 2
    answer:
    0 3 3
    edge at 1
    """
    measured = _curves(curves, "curves")
    if len(measured) > len(DASHES):
        msg = (
            f"curves must be at most {len(DASHES)} to be told apart, but there are {len(measured)}"
        )
        raise ValueError(msg)
    length = len(next(iter(measured.values())))
    places = as_numbers(range(length) if x is None else x, "x", (1,))
    if len(places) != length:
        msg = f"x must hold {length} places, one for each number, but holds {len(places)}"
        raise ValueError(msg)
    for name, values in {"x": places, **measured}.items() if log else ():
        if values.min() <= 0:
            msg = f"log=True needs numbers above 0, but {name} has {number_text(values.min())}"
            raise ValueError(msg)
    marked = {} if marks is None else _numbers_by_name(marks, "marks")
    if len(marked) > len(MARKS):
        msg = f"marks must have at most {len(MARKS)} names, but have {len(marked)}"
        raise ValueError(msg)
    title, x_label = as_text(title, "title"), as_text(x_label, "x_label")

    figure, axes = chart(title, x_label, inches=(7, 3))
    named = _draw_curves(axes, places, measured)
    for (name, where), dashes in zip(marked.items(), MARKS, strict=False):
        upright = [axes.axvline(each, color="0.35", lw=1, ls=dashes, zorder=0) for each in where]
        named += [(name, upright[0])]
    if log:
        axes.set_xscale("log")
        axes.set_yscale("log")
        if length <= LARGEST_TABLE:
            axes.set_xticks(places, labels=map(number_text, places), minor=False)
            axes.set_xticks([], minor=True)
    _name_lines(axes, named)
    parts = [f"{name}:\n{describe(values)}" for name, values in measured.items()]
    parts += [f"{name} at {_listed(where)}" for name, where in marked.items()]
    lines = [f"{title}, {x_label} {_listed(places)}", *parts]
    return Picture(figure, "\n".join(lines), tuple(measured.values()))


def plot_training(history: Any, *, title: str = "Training") -> Picture:
    """Draw how the loss, and whatever else was measured, changes from epoch to epoch.

    Args:
        history: What `model.fit` returns, or a mapping from names to lists of numbers.
        title: Stands above the picture.

    Returns:
        A `Picture`.

    Raises:
        TypeError: `history` is neither.

    Example:
    >>> plot_training({"loss": [4.0, 1.0, 0.5]})
    Training, 3 epochs:
    loss from 4 to 0.5
    """
    curves = getattr(history, "history", history)
    if not isinstance(curves, Mapping) or not curves:
        msg = f"history must be what fit returned or a mapping, but was {brief(history)}"
        raise TypeError(msg)
    measured = _curves(curves, "history")
    figure, axes = chart(as_text(title, "title"), "epoch", inches=(7, 3))
    epochs = as_numbers(range(1, len(next(iter(measured.values()))) + 1), "epochs")
    _name_lines(axes, _draw_curves(axes, epochs, measured))
    changes = [
        f"{name} from {number_text(curve[0])} to {number_text(curve[-1])}"
        for name, curve in measured.items()
    ]
    lines = [f"{title}, {len(epochs)} epochs:", *changes]
    return Picture(figure, "\n".join(lines), tuple(measured.values()))


def _draw_curves(
    axes: "Axes", places: Array, curves: Mapping[str, Array]
) -> list[tuple[str, "Line2D"]]:
    """Draw curves; return each with its name."""
    dot = "o" if len(places) <= MOST_WITH_DOTS else ""
    looks = cycle(zip(COLOURS, DASHES, strict=True))
    named = []
    for (name, values), (color, dashes) in zip(curves.items(), looks, strict=False):
        (line,) = axes.plot(places, values, color=color, ls=dashes, lw=1.2, marker=dot, ms=3)
        named.append((name, line))
    if any(values.min() < 0 for values in curves.values()):
        axes.axhline(0, color="0.7", linewidth=0.8, zorder=0)
    return named


def _name_lines(axes: "Axes", named: list[tuple[str, "Line2D"]]) -> None:
    """Name one line beside its axis, several in a legend, in any characters."""
    if len(named) == 1:
        axes.set_ylabel(named[0][0], parse_math=False)
        return
    lines, blanks = [line for _, line in named], [" "] * len(named)
    legend = axes.legend(
        lines, blanks, loc="upper left", bbox_to_anchor=(1, 1), frameon=False, fontsize=9
    )
    for entry, (name, _) in zip(legend.get_texts(), named, strict=True):
        entry.set(text=name, parse_math=False)


def _curves(curves: Any, name: str) -> dict[str, Array]:
    """Return the curves as arrays of one length."""
    measured = _numbers_by_name(curves, name)
    lengths = {label: len(values) for label, values in measured.items()}
    if len(set(lengths.values())) > 1:
        msg = f"{name} must hold curves of one length, but they have {lengths}"
        raise ValueError(msg)
    return measured


def _numbers_by_name(mapping: Any, name: str) -> dict[str, Array]:
    if not isinstance(mapping, Mapping) or not mapping:
        msg = f"{name} must be a mapping from names to numbers, but was {brief(mapping)}"
        raise TypeError(msg)
    return {
        as_text(label, f"a name in {name}"): as_numbers(values, f"{name}[{label!r}]", (1,))
        for label, values in mapping.items()
    }


def _listed(places: Array) -> str:
    """Return the places where there is room, else the first and the last."""
    if len(places) <= LARGEST_TABLE:
        return " ".join(map(number_text, places))
    return f"{number_text(places[0])} to {number_text(places[-1])}"
