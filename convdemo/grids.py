"""Static pictures of inputs, filters, steps and feature maps.

Inputs are grey. Weights and feature maps can have a sign: they are drawn on a map centred on
zero, blue below and red above; maps that are compared share one scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, Sizes, as_list, as_numbers, as_position, as_text
from convdemo.cells import are_small, chart, draw_panels
from convdemo.colours import grey_scale, signed_scale
from convdemo.filters import Filter
from convdemo.markup import Panel, panels_html
from convdemo.picture import Picture
from convdemo.walk import Walk
from convdemo.words import LARGEST_TABLE, describe, places, spell

if TYPE_CHECKING:
    from matplotlib.figure import Figure


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
        raise ValueError(
            "x must have 3 channels of values from 0 to 255 to be drawn in colour, "
            f"but has shape {image.shape} and {image.min()} to {image.max()}"
        )
    if image.ndim == 1 and len(image) > LARGEST_TABLE:
        return Picture(_told(title, image), (image,), partial(_draw_line, image, title))
    scale = grey_scale(image) if image.ndim < 3 else None
    return _picture([Panel(title, image, scale)])


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
    name = "Map" if are_small(maps) else "Feature map"
    names = [f"{name} {i}" for i in range(len(maps))] if len(maps) > 1 else [name]
    right = f"be a list of {len(maps)}, one for each map"
    titles = as_list(
        names if titles is None else titles, "titles", lengths=[len(maps)], right=right
    )
    titles = [as_text(title, f"titles[{i}]") for i, title in enumerate(titles)]
    scale = signed_scale(maps)
    panels = [Panel(title, each, scale) for title, each in zip(titles, maps, strict=True)]
    return _picture(panels)


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
        position: The position in the feature map that the step fills.
        bias: As in `steps`.
        strides: As in `steps`.
        padding: As in `steps`.
        dilation_rate: As in `steps`.

    Returns:
        A `Picture`.

    Raises:
        ValueError: The feature map has no such position.

    Example:
    >>> plot_step([0, 1, 1], [0, 1, 0], position=0)
    Step at (0): 0*0 + 1*1 + 1*0
    + bias 0 = 1
    Input, window on indices 0 1 2:
    0 1 1
    Filter:
    0 1 0
    Feature map:
    1
    """
    walk = Walk(x, kernel, bias, strides, padding, dilation_rate)
    step = walk.step(as_position(position, walk.shape))
    window, labels = walk.window(step.position), [axis.labels for axis in walk.axes]
    weights, sums = walk.kernel, walk.feature_map
    filled = _laid(step.value, walk.shape, step.position)
    if walk.x.ndim == 1:  # the weights stand below what they read, a sum below its input
        before, size = walk.axes[0].zeros[0], walk.axes[0].size
        weights = _laid(weights, walk.padded.shape, window)
        sums, filled = (
            _laid(each, walk.padded.shape, (slice(before, before + size),))
            for each in (sums, filled)
        )

    read = places([each[part] for each, part in zip(labels, window, strict=True)])
    outlined = np.isfinite(_laid(walk.kernel, walk.padded.shape, window))
    panels = [
        Panel("Input", walk.padded, grey_scale(walk.x), labels, outlined),
        Panel("Filter", weights, signed_scale([walk.kernel]), outlined=np.isfinite(weights)),
        Panel("Feature map", sums, signed_scale([walk.feature_map]), outlined=np.isfinite(filled)),
    ]
    where = ", ".join(map(str, step.position))
    written = f"Step at ({where}): {spell(step.patch, walk.kernel, walk.bias, step.value)}"
    arrays = (walk.x, walk.kernel, walk.feature_map)
    titles = [f"Input, window on {read}", "Filter", "Feature map"]
    description = "\n".join([written, *map(_told, titles, arrays)])
    return _picture(panels, description, arrays, f"{written}\nWindow on {read}.")


def _picture(
    panels: Sequence[Panel], description: str = "", arrays: tuple[Array, ...] = (), below: str = ""
) -> Picture:
    """Return panels as a picture; what is left out is made from them."""
    as_html = not are_small([panel.values for panel in panels]) and all(
        panel.is_table or panel.outlined is None for panel in panels
    )
    return Picture(
        description or "\n".join(_told(panel.title, panel.values) for panel in panels),
        arrays or tuple(panel.values for panel in panels),
        partial(draw_panels, panels),
        panels_html(panels, below) if as_html else "",
    )


def _told(title: str, values: Array) -> str:
    return f"{title}:\n{describe(values)}"


def _draw_line(values: Array, title: str) -> Figure:
    """Return a long sequence as a line."""
    figure, axes = chart(title, "index", inches=(5, 3))
    axes.plot(values, linewidth=0.8)
    return figure


def _maps(feature_maps: Any) -> list[Array]:
    """Return a list of maps from one map, several, or an array with filters on its last axis."""
    if _are_several(feature_maps):
        maps = [
            as_numbers(each, f"feature_maps[{i}]", (1, 2)) for i, each in enumerate(feature_maps)
        ]
        if len({each.ndim for each in maps}) > 1:
            shapes = ", ".join(str(each.shape) for each in maps)
            raise ValueError(
                f"feature_maps must be all sequences or all images, but have shapes {shapes}"
            )
        return maps
    array = as_numbers(feature_maps, "feature_maps", (1, 2, 3))
    return [array] if array.ndim < 3 else list(np.moveaxis(array, -1, 0))


def _are_several(given: Any) -> bool:
    """Return whether these are several maps: a list of arrays, or lists in lists in a list."""
    if not isinstance(given, list | tuple) or not given:
        return False
    return getattr(given[0], "ndim", 0) > 0 or _depth(given) > 2


def _depth(nested: Any) -> int:
    """Return how many lists, tuples and axes of arrays lie around the first number."""
    if isinstance(nested, list | tuple):
        return 1 + _depth(nested[0]) if nested else 1
    return getattr(nested, "ndim", 0)


def _laid(values: npt.ArrayLike, shape: tuple[int, ...], window: Any) -> Array:
    """Return an array of this shape that holds the values at a window, and NaN elsewhere."""
    laid = np.full(shape, np.nan)
    laid[window] = values
    return laid
