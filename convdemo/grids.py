"""Static pictures of an input, and of one step over it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, Sizes, as_numbers, as_position, as_text
from convdemo.channels import MOST_SHOWN, curve_of
from convdemo.colours import grey_scale, signed_scale
from convdemo.curves import chart
from convdemo.markup import Panel
from convdemo.panels import picture_of, told
from convdemo.picture import Picture
from convdemo.walk import Step, Walk
from convdemo.words import LARGEST_TABLE, channel_name, number_text, places, spell, spell_total

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def plot_image(x: npt.ArrayLike, *, title: str = "Image") -> Picture:
    """Draw a sequence or an image, grey or in colour; a long sequence as a line.

    Args:
        x: The input.
        title: Stands above the picture.

    Input shape: `(length,)`, `(rows, columns)`, either with or without an axis of one channel, or,
    in colour, `(rows, columns, 3)` with values from 0 to 1 or, if any is above 1, from 0 to 255.

    Returns:
        A `Picture`.

    Raises:
        ValueError: A colour lies outside of that, or the channels are others.

    Example:
    >>> plot_image([[0, 1], [1, 0]], title="Two pixels")
    Two pixels:
    0 1
    1 0
    """
    image, title = _as_image(x), as_text(title, "title")
    if image.ndim == 1 and len(image) > LARGEST_TABLE:
        return Picture(told(title, image), (image,), partial(_draw_line, image, title))
    scale = grey_scale(image) if image.ndim < 3 else None
    return picture_of([Panel(title, image, scale)])


def plot_step(
    x: npt.ArrayLike,
    kernel: npt.ArrayLike,
    position: int | Sequence[int],
    *,
    bias: float = 0.0,
    strides: Sizes = 1,
    padding: str = "valid",
    dilation_rate: Sizes = 1,
    channels: bool = False,
) -> Picture:
    """Draw input, filter and feature map, with the window of one step outlined in each.

    Each channel has a grid of its own and a sum of its own; above the map stands how they add up.

    Args:
        x: The input, a sequence or an image. Zeros added by padding are drawn hatched.
        kernel: The weights.
        position: The position in the feature map that the step fills.
        bias: As in `steps`.
        strides: As in `steps`.
        padding: As in `steps`.
        dilation_rate: As in `steps`.
        channels: As in `steps`.

    Input shape: As in `steps`, with at most 8 channels.

    Returns:
        A `Picture`.

    Raises:
        ValueError: The feature map has no such position, or the channels are too many.

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
    walk = Walk(x, kernel, bias, strides, padding, dilation_rate, channels)
    step = walk.step(as_position(position, walk.shape))
    inputs, weights = walk.by_channel(walk.x), walk.by_channel(walk.kernel)
    if (count := len(inputs)) > MOST_SHOWN:
        raise ValueError(
            f"x must have at most {MOST_SHOWN} channels to be drawn, but has shape {walk.x.shape}: "
            f"take a part of both, such as x[..., :{MOST_SHOWN}] and kernel[..., :{MOST_SHOWN}]"
        )
    names = [f", {channel_name(i)}" for i in range(count)] if count > 1 else [""]
    window = zip(walk.axes, step.position, strict=True)
    read = places([axis.labels[axis.window(p)] for axis, p in window])
    where, gap = ", ".join(map(str, step.position)), " " if count == 1 else "\n"
    summed = spell(walk.by_channel(step.patch), weights, walk.bias, step.value)
    written = f"Step at ({where}):{gap}{summed}"
    titles = [f"Input{name}, window on {read}" for name in names]
    titles += [*(f"Filter{name}" for name in names), "Feature map"]
    arrays = (*inputs, *weights, walk.feature_map)
    description = "\n".join([written, *map(told, titles, arrays)])
    columns = 0 if count == 1 else count if len(walk.axes) == 2 else 1
    panels = _step_panels(walk, step, names)
    return picture_of(panels, description, arrays, f"{written}\nWindow on {read}.", columns)


def _step_panels(walk: Walk, step: Step, names: Sequence[str]) -> list[Panel]:
    """Return input and filter of each channel and the map, with the window outlined in each."""
    inputs, weights = walk.by_channel(walk.padded), walk.by_channel(walk.kernel)
    window, shape = walk.window(step.position), inputs[0].shape
    outlined = np.isfinite(_laid(weights[0], shape, window))
    sums, filled = walk.feature_map, _laid(step.value, walk.shape, step.position)
    if len(shape) == 1:  # the weights stand below what they read, a sum below its input
        before, size = walk.axes[0].zeros[0], walk.axes[0].size
        weights = [_laid(each, shape, window) for each in weights]
        sums, filled = (
            _laid(each, shape, (slice(before, before + size),)) for each in (sums, filled)
        )
    labels, grey = [axis.labels for axis in walk.axes], grey_scale(walk.x)
    above = [
        Panel(f"Input{name}", grid, grey, labels, outlined)
        for name, grid in zip(names, inputs, strict=True)
    ]
    signed = signed_scale([walk.kernel])
    added, total = [""], ""
    if len(names) > 1:
        parts = [float(products.sum()) for products in walk.by_channel(step.products)]
        added = [f", sum {number_text(part)}" for part in parts]
        total = f", {spell_total(parts, walk.bias, step.value)}"
    below = [
        Panel(f"Filter{name}{its}", grid, signed, outlined=np.isfinite(grid))
        for name, its, grid in zip(names, added, weights, strict=True)
    ]
    scale = signed_scale([walk.feature_map])
    last = Panel(f"Feature map{total}", sums, scale, outlined=np.isfinite(filled))
    if len(shape) > 1:
        return [*above, *below, last]
    return [*(panel for pair in zip(above, below, strict=True) for panel in pair), last]


def _as_image(x: npt.ArrayLike) -> Array:
    """Return a sequence, a grey image without its channel axis, or one in colour."""
    of_batch = "if x is a batch, x[0] is its first image"
    image = curve_of(as_numbers(x, "x", (1, 2, 3), instead=of_batch))
    if image.ndim < 3:
        return image
    channels, low, high = image.shape[-1], image.min(), image.max()
    if channels == 1:
        return np.asarray(image[..., 0])
    most = 1 if 1 < high < 2 else 255  # no whole number lies between, so that 1 was meant
    if channels == 3 and low >= 0 and high <= most:
        return image
    instead = ""
    if channels == 3:
        instead = f": np.clip(x, 0, {1 if high < 2 else 255}) cuts off what lies outside"
        instead += "; plot_filter draws weights" if low < 0 else ""
    elif channels == 4:
        instead = ": x[..., :3] leaves out the fourth"
    elif len(image) in (1, 3):
        instead = ": np.moveaxis(x, 0, -1) puts the channels last"
    raise ValueError(
        "x must have 3 channels of values from 0 to 1 or 255 to be drawn in colour, "
        f"but has shape {image.shape} and {low:g} to {high:g}{instead}"
    )


def _draw_line(values: Array, title: str) -> Figure:
    """Return a long sequence as a line."""
    figure, axes = chart(title, "index", inches=(5, 3))
    axes.plot(values, linewidth=0.8)
    return figure


def _laid(values: npt.ArrayLike, shape: tuple[int, ...], window: Any) -> Array:
    """Return an array of this shape that holds the values at a window, and NaN elsewhere."""
    laid = np.full(shape, np.nan)
    laid[window] = values
    return laid
