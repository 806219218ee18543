"""The colours that mean something, once for HTML, Matplotlib, style sheets and scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from convdemo.words import LARGEST_TABLE, number_text

BLACK, WHITE = "#000000", "#ffffff"
BELOW, ABOVE = "#2166ac", "#b2182b"  # zero, which is white
WINDOW = "#c05000"  # what a step reads and writes
AROUND = "#fff"  # beside it, so that one of the two stands out from any shade
LINE = "#888"  # between cells

CUT_AT = 99  # per cent of the numbers of large maps, so that a few do not leave the others pale

# For the style sheets; tools/build_playground.py hands BELOW and ABOVE to the playground.
PROPERTIES = f"--window:{WINDOW};--around:{AROUND};--line:{LINE}"

Values = npt.NDArray[Any]
Levels = npt.NDArray[np.uint8]


class Scale(NamedTuple):
    """Colours for the numbers from `low` to `high`, mixed from those at three of them.

    Example:
    >>> Scale(-2, 0, 2, BELOW, WHITE, ABOVE).rgb(np.array([0, 2])).tolist()
    [[255, 255, 255], [178, 24, 43]]
    """

    low: float
    middle: float
    high: float
    below: str
    at: str
    above: str
    cut: tuple[bool, bool] = (False, False)  # whether numbers lie below `low`, above `high`

    @property
    def ticks(self) -> dict[float, str]:
        """The ends and the middle, and how they are written beside the colours."""
        texts = {each: number_text(each) for each in sorted({self.low, self.middle, self.high})}
        for end, is_cut, sign in zip((self.low, self.high), self.cut, "≤≥", strict=True):
            texts[end] = f"{sign} {texts[end]}" if is_cut else texts[end]
        return texts

    def rgb(self, values: Values) -> Levels:
        """Return red, green and blue, from 0 to 255, on a last axis; what lies outside is cut off.

        The one rounded operation is a division, so that whole numbers have equal colours on every
        machine.
        """
        distance = np.clip(values, self.low, self.high)[..., np.newaxis] - self.middle
        is_below = distance < 0
        reach = np.where(is_below, self.middle - self.low, self.high - self.middle)
        end = np.where(is_below, _levels(self.below), _levels(self.above))
        at = _levels(self.at)
        return np.round(at + (end - at) * np.abs(distance) / reach).astype(np.uint8)


def grey_scale(values: Values) -> Scale:
    """Return black at 0 or the lowest number, white at the highest."""
    low, high = _shown(min(values.min(), 0)), _shown(max(values.max(), 0)) or 1.0
    return Scale(low, low, high, BLACK, BLACK, WHITE)


def signed_scale(arrays: Iterable[Values]) -> Scale:
    """Return white at zero and two colours as far from it as any number of the arrays.

    Where there is no room for numbers, the colours end as far from zero as 99 of 100 numbers that
    are not zero.
    """
    arrays = list(arrays)
    every = np.concatenate([values.ravel() for values in arrays])
    sizes = np.abs(every[every != 0])
    is_large = max(max(values.shape) for values in arrays) > LARGEST_TABLE
    cut_at = CUT_AT if is_large else 100
    end = _shown(np.percentile(sizes, cut_at, method="higher")) if sizes.size else 1.0
    cut = bool(_shown(every.min()) < -end), bool(_shown(every.max()) > end)
    return Scale(-end, 0.0, end, BELOW, WHITE, ABOVE, cut)


def true_colours(image: Values) -> Levels:
    """Return an image in colour, from 0 to 1 or to 255, as whole numbers to 255."""
    return np.round(image * (255 if image.max() <= 1 else 1)).astype(np.uint8)


def hex_name(rgb: Levels) -> str:
    """Return a colour as HTML writes it.

    Example:
    >>> hex_name(np.uint8([255, 255, 255])), hex_name(np.uint8([178, 24, 43]))
    ('#fff', '#b2182b')
    """
    name = rgb.tobytes().hex()
    short = name[::2]
    return f"#{short if short == name[1::2] else name}"


def ink_on(rgb: Levels) -> Levels:
    """Return black or white, whichever stands out more from each colour."""
    ink = np.where(luminance(rgb) + 0.05 > (1.05 * 0.05) ** 0.5, 0, 255)
    return np.repeat(ink[..., np.newaxis], 3, axis=-1).astype(np.uint8)


def luminance(rgb: Levels) -> npt.NDArray[np.float64]:
    """Return how light each colour is, from 0 to 1.

    Source: WCAG 2.2, relative luminance.
    """
    share = rgb / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.2126, 0.7152, 0.0722])


def _levels(name: str) -> npt.NDArray[np.int64]:
    return np.array(list(bytes.fromhex(name[1:])))


def _shown(value: float) -> float:
    """Return a number as people see it: what differs only in the digits beyond has one colour."""
    return float(number_text(value))
