"""Arguments, checked and normalised once, with errors that say what would be right."""

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Sizes = int | Sequence[int]

PADDINGS = ("valid", "same", "causal")


def as_whole(value: Any, name: str, least: int = 1) -> int:
    """Return `value` as an `int` of `least` or more."""
    right = f"{name} must be a whole number of {least} or more, but was {brief(value)}"
    if isinstance(value, bool | np.bool_):
        raise TypeError(right)
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(right) from None
    if number < least:
        raise ValueError(right)
    return number


def as_sequence(value: Any, name: str) -> Sequence[Any]:
    """Return `value` if it is a list or a tuple."""
    if not isinstance(value, list | tuple):
        msg = f"{name} must be a list or a tuple, but was {brief(value)}"
        raise TypeError(msg)
    return value


def as_whole_per_axis(value: Any, rank: int, name: str) -> tuple[int, ...]:
    """Return one whole number for each axis, from one for all or one for each."""
    if not isinstance(value, list | tuple):
        return (as_whole(value, name),) * rank
    if len(value) != rank:
        msg = f"{name} must be one number or {rank}, one for each axis, but was {brief(value)}"
        raise ValueError(msg)
    return tuple(as_whole(number, name) for number in value)


def require_not_both(strides: tuple[int, ...], dilation_rate: tuple[int, ...]) -> None:
    """Refuse strides above 1 together with dilation above 1."""
    if max(strides) > 1 and max(dilation_rate) > 1:
        msg = (
            f"strides and dilation_rate must not both be above 1 (Keras has no such layer), "
            f"but were {strides} and {dilation_rate}"
        )
        raise ValueError(msg)


def as_padding(padding: Any, rank: int = 1) -> str:
    """Return the name of a padding that a layer of this rank knows."""
    known = PADDINGS if rank == 1 else PADDINGS[:2]
    if not isinstance(padding, str) or padding.lower() not in known:
        where = "" if rank == 1 else f" for a {rank}-D input"
        right = f"padding must be one of {', '.join(map(repr, known))}{where}"
        msg = f"{right}, but was {brief(padding)}"
        raise ValueError(msg) if isinstance(padding, str) else TypeError(msg)
    return padding.lower()


def as_number(value: Any, name: str) -> float:
    """Return `value` as a finite `float`."""
    return float(as_numbers(value, name, ranks=(0,)))


def as_numbers(value: Any, name: str, ranks: tuple[int, ...] | None = None) -> Array:
    """Return `value` as a new array of finite numbers, of one of these ranks if any are given."""
    try:
        array = np.asarray(value)
    except Exception as error:
        msg = f"{name} must hold numbers, all its parts of one shape, but was {brief(value)}"
        raise ValueError(msg) from error
    if array.dtype.name.startswith(("bfloat16", "float8")):  # NumPy does not know their kind
        array = array.astype(np.float64)
    if np.ma.is_masked(value):
        msg = f"{name} must have no masked entries, but was {brief(value)}"
        raise ValueError(msg)
    if array.dtype.kind not in "biuf":
        held = {"U": "text", "S": "bytes", "O": "objects"}.get(array.dtype.kind, array.dtype.name)
        msg = f"{name} must hold numbers, but holds {held}: {brief(value)}"
        raise TypeError(msg)
    if ranks is not None and array.ndim not in ranks:
        right = " or ".join("a single number" if rank == 0 else f"{rank}-D" for rank in ranks)
        msg = f"{name} must be {right}, but has shape {array.shape}"
        raise ValueError(msg)
    if array.size == 0:
        msg = f"{name} must not be empty, but has shape {array.shape}"
        raise ValueError(msg)
    with np.errstate(over="ignore"):
        array = array.astype(np.float64)
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        where = f" at {place}" if place else ""
        msg = f"{name} must hold finite numbers, but has {array[place]}{where}"
        raise ValueError(msg)
    return array


def as_text(value: Any, name: str) -> str:
    """Return `value` if it is text that can be written."""
    if not isinstance(value, str):
        msg = f"{name} must be text, but was {brief(value)}"
        raise TypeError(msg)
    if not value.isprintable():
        msg = f"{name} must be one line of printable text, but was {brief(value)}"
        raise ValueError(msg)
    return value


def brief(value: Any) -> str:
    """Return the start of `repr(value)` on one line, or its type if it has no `repr`."""
    try:
        text = " ".join(repr(value).split())
    except Exception:  # noqa: BLE001 - a value whose repr fails is still a wrong argument
        text = f"a {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."
