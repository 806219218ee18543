"""Static pictures of inputs, filters, steps and feature maps.

Inputs are grey. Weights and feature maps can have a sign: they are drawn on a map centred on
zero, blue below and red above; maps that are compared share one scale.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, Sizes, as_numbers, as_text, as_whole_per_axis, brief
from convdemo.arithmetic import padding_amounts, windows
from convdemo.cells import (
    GREY,
    MOST_WITH_NUMBERS,
    SIGNED,
    add_scale,
    chart,
    draw,
    grey_limits,
    hatch,
    outline,
    panels,
    signed_limits,
)
from convdemo.filters import Filter
from convdemo.picture import Picture
from convdemo.walk import steps
from convdemo.words import LARGEST_TABLE, describe, spell


def plot_image(x: npt.ArrayLike, *, title: str = "Image") -> Picture:
    """Draw a sequence or an image, grey or in colour; a long sequence as a line.

    Args:
        x: The input.
        title: Stands above the picture.

    Input shape: `(length,)`, `(rows, columns)` or, in colour, `(rows, columns, 3)` with values
    from 0 to 1 or, if any is above 1, from 0 to 255.

    Returns:
        A `Picture`.

    Example:
    >>> plot_image([[0, 1], [1, 0]], title="Two pixels")
    Two pixels:
    0 1
    1 0
    """
    image, title = as_numbers(x, "x", (1, 2, 3)), as_text(title, "title")
    if image.ndim == 3 and (image.shape[-1] != 3 or image.min() < 0 or image.max() > 255):
        right = "x must have 3 channels of values from 0 to 255 to be drawn in colour"
        msg = f"{right}, but has shape {image.shape} and {image.min()} to {image.max()}"
        raise ValueError(msg)
    if image.ndim == 1 and len(image) > LARGEST_TABLE:
        figure, axes = chart(title, "place")
        axes.plot(image, color="black", linewidth=0.8)
        return Picture(figure, f"{title}:\n{describe(image)}", (image,))
    figure, (axes,) = panels([image.shape], [title])
    drawn = draw(axes, image, title, GREY, grey_limits(image))
    if image.ndim < 3:
        add_scale(drawn)
    return Picture(figure, f"{title}:\n{describe(image)}", (image,))


def plot_filter(weights: npt.ArrayLike | Filter, *, title: str | None = None) -> Picture:
    """Draw the weights of one filter.

    Args:
        weights: The weights, or an entry of `filters.BANK`.
        title: Stands above the picture; the name of the entry if left out.

    Input shape: `(kernel_size,)` or `(rows, columns)`.

    Returns:
        A `Picture`.

    Example:
    >>> plot_filter([-1, 2, -1], title="Ridge")
    Ridge:
    -1  2 -1
    """
    name = "Filter"
    if isinstance(weights, Filter):
        name, weights, _ = weights
    return plot_feature_maps([as_numbers(weights, "weights", (1, 2))], titles=[title or name])


def plot_feature_maps(
    feature_maps: npt.ArrayLike | Sequence[npt.ArrayLike], *, titles: Sequence[str] | None = None
) -> Picture:
    """Draw one or several feature maps on one scale.

    Args:
        feature_maps: One map, or a list of maps, or an array with the filters on its last axis.
            More than eight are drawn small, with no numbers: up to 5 x 5, a minus marks what is
            below 0.
        titles: A list with one for each map.

    Input shape: `(length,)` or `(rows, columns)` each, or `(rows, columns, filters)`. An array
    with two axes is one image: the maps of a 1D layer are given as `list(maps.T)`.

    Returns:
        A `Picture`.

    Raises:
        ValueError: The number of titles is not the number of maps.

    Example:
    >>> plot_feature_maps([[[0, 3]], [[2, 2]]], titles=["vertical", "horizontal"])
    vertical:
    0 3
    horizontal:
    2 2
    """
    maps = _maps(feature_maps)
    small = len(maps) > MOST_WITH_NUMBERS and maps[0].ndim == 2
    names = [f"{'Map' if small else 'Feature map'} {i}" for i in range(len(maps))]
    names = names if len(maps) > 1 else ["Feature map"]
    titles = names if titles is None else titles
    if not isinstance(titles, list | tuple) or len(titles) != len(maps):
        msg = f"titles must be a list of {len(maps)}, one for each map, but was {brief(titles)}"
        raise ValueError(msg)
    titles = [as_text(title, f"titles[{i}]") for i, title in enumerate(titles)]
    limits = signed_limits(maps)
    figure, all_axes = panels([each.shape for each in maps], titles)
    for axes, each, title in zip(all_axes, maps, titles, strict=True):
        drawn = draw(axes, each, title, SIGNED, limits, small=small)
    add_scale(drawn)
    parts = [f"{title}:\n{describe(each)}" for title, each in zip(titles, maps, strict=True)]
    return Picture(figure, "\n".join(parts), tuple(maps))


def plot_step(
    x: npt.ArrayLike,
    kernel: npt.ArrayLike,
    position: int | Sequence[int],
    *,
    bias: float = 0.0,
    strides: Sizes = 1,
    padding: str = "valid",
    dilation_rate: Sizes = 1,
) -> Picture:
    """Draw input, filter and feature map, with the window of one step outlined in each.

    Args:
        x: The input, a sequence or an image. Zeros added by padding are drawn hatched.
        kernel: The weights.
        position: The place in the feature map that the step fills.
        bias: As in `steps`, and so are `strides`, `padding` and `dilation_rate`.
        strides: See above.
        padding: See above.
        dilation_rate: See above.

    Returns:
        A `Picture`.

    Raises:
        ValueError: The feature map has no such position.

    Example:
    >>> plot_step([0, 1, 1], [0, 1, 0], position=0)
    Step at (0): 0*0 + 1*1 + 1*0
    + bias 0 = 1
    Input, window on places 0 1 2:
    0 1 1
    Filter:
    0 1 0
    Feature map:
    1
    """
    x = as_numbers(x, "x", (1, 2))
    kernel = as_numbers(kernel, "kernel", (x.ndim,))
    strides = as_whole_per_axis(strides, x.ndim, "strides")
    dilation_rate = as_whole_per_axis(dilation_rate, x.ndim, "dilation_rate")
    walk = steps(
        x, kernel, bias=bias, strides=strides, padding=padding, dilation_rate=dilation_rate
    )
    feature_map = np.array([step.value for step in walk]).reshape(np.add(walk[-1].position, 1))
    wanted = tuple(as_numbers(position, "position", (0, 1)).ravel())
    chosen = next((step for step in walk if step.position == wanted), None)
    if chosen is None:
        msg = f"position must be in the feature map, {feature_map.shape}, but was {brief(position)}"
        raise ValueError(msg)
    place = chosen.position

    axes = x.shape, kernel.shape, strides, [padding] * x.ndim, dilation_rate
    window = [reads[p] for reads, p in zip(map(windows, *axes), place, strict=True)]
    zeros = list(map(padding_amounts, *axes))
    padded, first = np.pad(x, zeros), [-before for before, _ in zeros]
    figure, (left, middle, right) = panels([padded.shape, kernel.shape, feature_map.shape])
    draw(left, padded, "Input", GREY, grey_limits(x), first=first)
    hatch(left, set(_cells(padded.shape, first)) - set(_cells(x.shape)))
    width = left.get_xlim() if x.ndim == 1 else None
    weights, start = _spread(kernel, window[0]) if width else (kernel, (0, 0))
    limits = signed_limits([kernel])
    add_scale(draw(middle, weights, "Filter", SIGNED, limits, first=start, width=width))
    limits = signed_limits([feature_map])
    add_scale(draw(right, feature_map, "Feature map", SIGNED, limits, width=width))
    outline(left, product(*window))
    outline(middle, product(*window) if width else _cells(kernel.shape))
    outline(right, [place])

    at = ", ".join(map(str, place))
    names = ("rows", "columns") if x.ndim == 2 else ("places",)
    reads = [f"{name} {' '.join(map(str, read))}" for name, read in zip(names, window, strict=True)]
    return Picture(
        figure,
        f"Step at ({at}): {spell(chosen.patch, kernel, bias, chosen.value)}\n"
        f"Input, window on {', '.join(reads)}:\n{describe(x)}\n"
        f"Filter:\n{describe(kernel)}\nFeature map:\n{describe(feature_map)}",
        (x, kernel, feature_map),
    )


def _maps(feature_maps: Any) -> list[Array]:
    """Return a list of maps from one map, several, or an array with filters on its last axis."""
    rows = feature_maps[0] if isinstance(feature_maps, list | tuple) and feature_maps else None
    if getattr(rows, "ndim", 0) or (isinstance(rows, list) and rows and isinstance(rows[0], list)):
        maps = [
            as_numbers(each, f"feature_maps[{i}]", (1, 2)) for i, each in enumerate(feature_maps)
        ]
        if len({each.ndim for each in maps}) > 1:
            shapes = ", ".join(str(each.shape) for each in maps)
            msg = f"feature_maps must be all sequences or all images, but have shapes {shapes}"
            raise ValueError(msg)
        return maps
    array = as_numbers(feature_maps, "feature_maps", (1, 2, 3))
    return [array] if array.ndim < 3 else list(np.moveaxis(array, -1, 0))


def _cells(shape: Sequence[int], first: Sequence[int] = (0, 0)) -> list[tuple[int, ...]]:
    """Return the places of all cells, counted from `first`."""
    return [tuple(np.add(cell, first[: len(shape)])) for cell in np.ndindex(*shape)]


def _spread(kernel: Array, window: range) -> tuple[Array, range]:
    """Return the weights with gaps where dilation leaves some, and the place of the first."""
    spread = np.full(window[-1] - window[0] + 1, np.nan)
    spread[:: window.step] = kernel
    return spread, window[:1]
