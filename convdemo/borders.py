"""Paddings that other libraries know and Keras does not, as the line of NumPy that adds them."""

from collections.abc import Sequence
from typing import Any

MODES = {  # what they call a border, and what `np.pad` calls it
    "reflect": "reflect",
    "mirror": "reflect",
    "symmetric": "symmetric",
    "replicate": "edge",
    "nearest": "edge",
    "edge": "edge",
    "circular": "wrap",
    "wrap": "wrap",
}
MOST_ADDED = 10**6


def by_hand(padding: Any, shape: Sequence[int], spans: Sequence[int]) -> str:
    """Return what an error says of such a padding, and nothing of any other.

    Args:
        padding: What was given: `"full"`, a number of zeros for all sides or one for each axis, or
            the name of a border.
        shape: That of the input. An axis more than there are spans holds channels.
        spans: How many numbers lie from the kernel's first weight to its last, along each axis.

    Example:
    >>> by_hand("full", shape=(8,), spans=(3,))
    ': for that give np.pad(x, 2), of size 12, and padding="valid"'
    """
    name = padding.lower() if isinstance(padding, str) else ""
    zeros = padding if isinstance(padding, list | tuple) else [padding] * len(spans)
    if name == "full":
        around = [(span - 1, span - 1) for span in spans]
    elif name in MODES:
        around = [((span - 1) // 2, span // 2) for span in spans]
    elif len(zeros) == len(spans) and all(type(n) is int for n in zeros):
        around = [(n, n) for n in zeros]
    else:
        return ""
    around += [(0, 0)] * (len(shape) - len(spans))
    least, most = min(map(min, around)), max(map(max, around))
    if least < 0 or not 0 < most <= MOST_ADDED:
        return ""
    amounts = most if least == most else around
    mode = f', mode="{MODES[name]}"' if name in MODES else ""
    other = ' (SciPy\'s "mirror")' if name == "reflect" else ""
    size = " x ".join(str(n + sum(pair)) for n, pair in zip(shape, around, strict=True))
    return f': for that give np.pad(x, {amounts}{mode}){other}, of size {size}, and padding="valid"'
