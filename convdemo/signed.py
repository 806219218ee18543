"""Static pictures of weights and feature maps, in colours centred on zero.

Weights and feature maps can have a sign: blue is below zero and red above; what is compared shares
one scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, as_choice, as_list, as_numbers, as_text, depth, must
from convdemo.channels import curve_of
from convdemo.colours import signed_scale
from convdemo.filters import Filter
from convdemo.markup import Panel
from convdemo.panels import are_many, in_words, picture_of
from convdemo.picture import Picture
from convdemo.words import LARGEST_TABLE, MOST_TOLD

SCALES = ("common", "each")
ELONGATED = 4  # the sides of one map seldom differ by more


def plot_filter(weights: npt.ArrayLike | Filter, *, title: str | None = None) -> Picture:
    """Draw the weights of one filter, each channel by itself, on one scale.

    Args:
        weights: The weights, or an entry of `filters.BANK`.
        title: Stands above the picture; the name of the entry if left out.

    Input shape: `(kernel_size,)`, `(rows, columns)` or `(rows, columns, channels)`: of a Keras
    kernel, `kernel[..., i]` is filter `i`. A 3D kernel, `(depth, rows, columns)`, is drawn by
    `plot_feature_maps(list(kernel))`.

    Returns:
        A `Picture`.

    Raises:
        ValueError: The channels may stand first, or these are the weights of several filters.

    Example:
    >>> plot_filter([-1, 2, -1], title="Ridge")
    Ridge:
    -1  2 -1
    """
    name = "Filter"
    if isinstance(weights, Filter):
        name, weights, _ = weights
    name = name if title is None else as_text(title, "title")
    of_kernel = "if this is a kernel, weights[..., 0] is its first filter"
    array = as_numbers(weights, "weights", (1, 2, 3), instead=of_kernel)
    if array.ndim == 3 and _may_be_first(array):
        raise ValueError(
            f"weights of shape {array.shape} may have their channels first or last: write "
            "np.moveaxis(weights, 0, -1) if they come first; if they come last, "
            "plot_feature_maps(list(np.moveaxis(weights, -1, 0))) draws them"
        )
    planes = [array] if array.ndim < 3 else list(np.moveaxis(array, -1, 0))
    channel = name if are_many(planes) else f"{name}, channel"
    titles = [f"{channel} {i}" for i in range(len(planes))] if len(planes) > 1 else [name]
    return picture_of(_signed(planes, titles))


def plot_feature_maps(
    feature_maps: npt.ArrayLike | Sequence[npt.ArrayLike],
    *,
    titles: Sequence[str] | None = None,
    scale: str = "common",
) -> Picture:
    """Draw one or several feature maps.

    Args:
        feature_maps: One map, or a list of maps, or an array with the filters on its last axis.
            More than eight images are drawn small, with no numbers: up to 5 x 5, a minus marks
            what is below 0. Sequences of more than 16 numbers are drawn as curves.
        titles: A list with one for each map.
        scale: `"common"` draws all maps on one scale, so that they can be compared, `"each"` each
            on its own, so that weak ones are seen. A map without a number other than 0 is marked.

    Input shape: `(length,)` or `(rows, columns)` each, with or without an axis of one channel, or
    `(rows, columns, filters)`. An array with two axes is one image: the maps of a 1D layer are
    given as `list(maps.T)`.

    Returns:
        A `Picture`.

    Raises:
        ValueError: The number of titles is not the number of maps, or the axes of the array can be
            read in two ways.

    Example:
    >>> plot_feature_maps([[[0, 3]], [[2, 2]]], titles=["vertical", "horizontal"])
    vertical:
    0 3
    horizontal:
    2 2
    """
    maps = _maps(feature_maps)
    name = "Map" if are_many(maps) else "Feature map"
    names = [f"{name} {i}" for i in range(len(maps))] if len(maps) > 1 else [name]
    if len(maps) > MOST_TOLD:
        names = [str(i) for i in range(len(maps))]
    right = f"be a list of {len(maps)}, one for each map"
    titles = as_list(
        names if titles is None else titles, "titles", lengths=[len(maps)], right=right
    )
    titles = [as_text(title, f"titles[{i}]") for i, title in enumerate(titles)]
    is_common = as_choice(scale, "scale", SCALES) == "common"
    panels = _signed(maps, titles, is_common)
    told = in_words(panels) if is_common else f"{in_words(panels)}\nEach on its own scale."
    return picture_of(panels, told)


def _signed(arrays: Sequence[Array], titles: Sequence[str], is_common: bool = True) -> list[Panel]:
    """Return arrays on one scale centred on zero, or each on its own."""
    common = signed_scale(arrays)
    return [
        Panel(title, each, common if is_common else signed_scale([each]))
        for title, each in zip(titles, arrays, strict=True)
    ]


def _maps(feature_maps: Any) -> list[Array]:
    """Return a list of maps from one map, several, or an array with filters on its last axis."""
    name = "feature_maps"
    if isinstance(feature_maps, Mapping) and feature_maps:
        first = next(iter(feature_maps))
        raise TypeError(must(name, f"be those of one layer, as {name}[{first!r}]", feature_maps))
    if _are_several(feature_maps):
        maps = [
            curve_of(as_numbers(each, f"{name}[{i}]", (1, 2), one_channel=True))
            for i, each in enumerate(feature_maps)
        ]
        if len({each.ndim for each in maps}) > 1:
            shapes = ", ".join(str(each.shape) for each in maps)
            raise ValueError(
                f"{name} must be all sequences or all images, but have shapes {shapes}"
            )
        return maps
    of_more = f"in a batch, {name}[0] belongs to the first image, in a 3D layer to the first "
    of_more += f"slice; in a kernel, {name}[:, :, 0] are the slices of the first channel"
    array = curve_of(as_numbers(feature_maps, name, (1, 2, 3), instead=of_more))
    shape = array.shape
    if array.ndim == 3 and _may_be_first(array):
        raise ValueError(
            f"{name} of shape {shape} may have its filters first or last: write list({name}) if "
            f"they come first, list(np.moveaxis({name}, -1, 0)) if last"
        )
    if array.ndim == 2 and max(shape) > LARGEST_TABLE and max(shape) >= ELONGATED * min(shape) > 0:
        raise ValueError(
            f"{name} of shape {shape} may be one image or {shape[1]} maps of a 1D layer: write "
            f"[{name}] for the image, list({name}.T) for the maps"
        )
    return [array] if array.ndim < 3 else list(np.moveaxis(array, -1, 0))


def _may_be_first(array: Array) -> bool:
    """Return whether the first axis looks as if it counted squares: it alone has another size."""
    first, second, third = array.shape
    return bool(first != second == third)


def _are_several(given: Any) -> bool:
    """Return whether these are several maps: a list of arrays, or lists in lists in a list."""
    if not isinstance(given, list | tuple) or not given:
        return False
    return getattr(given[0], "ndim", 0) > 0 or depth(given) > 2
