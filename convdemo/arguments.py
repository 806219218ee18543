"""Arguments, checked and normalised once, with errors that say what would be right."""

import operator
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Sizes = int | Sequence[int]

PADDINGS = ("valid", "same", "causal")
ACTIVATIONS = ("linear", "relu")
LARGEST = 1e100  # sums and products of larger numbers would overflow


def as_whole(value: Any, name: str, least: int = 1) -> int:
    """Return `value` as an `int` of `least` or more."""
    right = f"be a whole number of {least} or more"
    if isinstance(value, bool | np.bool_):
        raise TypeError(must(name, right, value))
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(must(name, right, value)) from None
    if number < least:
        raise ValueError(must(name, right, value))
    return number


def as_whole_per_axis(value: Any, rank: int, name: str) -> tuple[int, ...]:
    """Return one whole number for each axis, from one for all or one for each."""
    if not isinstance(value, list | tuple):
        return (as_whole(value, name),) * rank
    if len(value) != rank:
        raise ValueError(must(name, f"be one number or {rank}, one for each axis", value))
    return tuple(as_whole(number, name) for number in value)


def as_number(value: Any, name: str) -> float:
    """Return `value` as a finite `float`."""
    return float(as_numbers(value, name, ranks=(0,)))


def as_positive(value: Any, name: str) -> float:
    """Return `value` as a finite `float` above 0."""
    number = as_number(value, name)
    if number <= 0:
        raise ValueError(must(name, "be above 0", value))
    return number


def as_numbers(
    value: Any,
    name: str,
    ranks: tuple[int, ...] | None = None,
    largest: float = LARGEST,
    instead: str = "",
    one_channel: bool = False,
) -> Array:
    """Return `value` as a new array of finite numbers.

    Args:
        value: What was given.
        name: What the caller's signature calls it.
        ranks: The numbers of axes that it may have; any if left out.
        largest: How far from 0 a number may lie.
        instead: What helps where it has one axis too many.
        one_channel: Whether one axis too many is left out, if it holds a single channel.
    """
    array = _as_array(value, name)
    if one_channel and ranks and array.ndim == max(ranks) + 1 and array.shape[-1] == 1:
        array = array[..., 0]
    if ranks is not None and array.ndim not in ranks:
        right = " or ".join("a single number" if rank == 0 else f"{rank}-D" for rank in ranks)
        more = f": {instead}" if instead and array.ndim == max(ranks) + 1 else ""
        raise ValueError(f"{name} must be {right}, but has shape {array.shape}{more}")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, but has shape {array.shape}")
    with np.errstate(over="ignore"):
        array = array.astype(np.float64)
    _require_within(largest, array, name)
    return array


def as_numbers_by_name(value: Any, name: str, empty: bool = False) -> dict[str, Array]:
    """Return a mapping from names to sequences of numbers as a new one, empty only on request."""
    if not isinstance(value, Mapping) or not (value or empty):
        raise TypeError(must(name, "be a mapping from names to numbers", value))
    return {
        as_text(key, f"a name in {name}"): as_numbers(
            numbers, f"{name}[{key!r}]", ranks=(1,), one_channel=True
        )
        for key, numbers in value.items()
    }


def as_list(value: Any, name: str, lengths: Sequence[int] = (), right: str = "") -> list[Any]:
    """Return a list or a tuple as a list, of one of these lengths if any are given."""
    right = right or "be a list or a tuple"
    if not isinstance(value, list | tuple):
        raise TypeError(must(name, right, value))
    if lengths and len(value) not in lengths:
        raise ValueError(must(name, right, value))
    return list(value)


def as_flag(value: Any, name: str) -> bool:
    """Return `value` as a `bool`, if it is one."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(must(name, "be True or False", value))
    return bool(value)


def as_text(value: Any, name: str) -> str:
    """Return `value` if it is text that can be written."""
    if not isinstance(value, str):
        raise TypeError(must(name, "be text", value))
    if not value.isprintable() or not value.strip():
        raise ValueError(must(name, "be one line of printable text", value))
    return value


def as_choice(
    value: Any, name: str, choices: Sequence[str], where: str = "", more: str = ""
) -> str:
    """Return the one of these names that `value` is, in small letters."""
    right = f"be one of {', '.join(map(repr, choices))}{where}"
    if not isinstance(value, str):
        raise TypeError(must(name, right, value) + more)
    if value.lower() not in choices:
        raise ValueError(must(name, right, value) + more)
    return value.lower()


def as_padding(value: Any, rank: int = 1, more: str = "") -> str:
    """Return the name of a padding that a layer of this rank knows."""
    names, where = (PADDINGS, "") if rank == 1 else (PADDINGS[:2], f" for a {rank}-D input")
    return as_choice(value, "padding", names, where, more)


def as_activation(value: Any) -> str:
    """Return the name of an activation; `None` is Keras's other name for `"linear"`."""
    return as_choice("linear" if value is None else value, "activation", ACTIVATIONS)


def as_position(value: Any, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return a position in a feature map of this shape, from one number or one for each axis."""
    given = value.tolist() if isinstance(value, np.ndarray) else value
    numbers = given if isinstance(given, list | tuple) else [given]
    position = tuple(as_whole(number, "position", least=0) for number in numbers)
    if len(position) != len(shape) or not all(map(operator.lt, position, shape)):
        raise ValueError(must("position", f"lie in the feature map, {shape}", value))
    return position


def require_at_most(most: Sequence[int], shape: Sequence[int], name: str, instead: str) -> None:
    """Refuse an array that has more numbers along an axis than can be shown."""
    if any(map(operator.gt, shape, most)):
        limit = " x ".join(map(str, most))
        raise ValueError(
            f"{name} must be at most {limit} to be stepped through, "
            f"but has shape {shape}: {instead}"
        )


def require_not_both(strides: tuple[int, ...], dilation_rate: tuple[int, ...]) -> None:
    """Refuse strides above 1 together with dilation above 1."""
    if max(strides) > 1 and max(dilation_rate) > 1:
        raise ValueError(
            "strides and dilation_rate must not both be above 1 (Conv1D and Conv2D refuse that), "
            f"but were {strides} and {dilation_rate}"
        )


def depth(nested: Any) -> int:
    """Return how many lists, tuples and axes of arrays lie around the first number."""
    if isinstance(nested, list | tuple):
        return 1 + depth(nested[0]) if nested else 1
    return int(getattr(nested, "ndim", 0))


def must(name: str, right: str, value: Any) -> str:
    """Return the message that an argument must be something else than it was."""
    return f"{name} must {right}, but was {brief(value)}"


def brief(value: Any) -> str:
    """Return the start of `repr(value)` on one line, or its type if it has no `repr`."""
    try:
        line = " ".join(repr(value).split())
    except Exception:  # noqa: BLE001 - a value whose repr fails is still a wrong argument
        line = f"a {type(value).__name__}"
    return line if len(line) <= 60 else line[:57] + "..."


def _as_array(value: Any, name: str) -> npt.NDArray[Any]:
    """Return numbers as an array of their own type."""
    try:
        array = np.asarray(value)
    except Exception as error:
        raise ValueError(must(name, "hold numbers, in rows of equal length", value)) from error
    if array.dtype.name.startswith(("bfloat16", "float8")):  # NumPy does not know their kind
        array = array.astype(np.float64)
    if np.ma.is_masked(value):
        raise ValueError(must(name, "have no masked entries", value))
    if array.dtype.kind not in "biuf":
        for each in array.flat:
            if isinstance(each, int) and not -(2**63) <= each < 2**64:
                raise ValueError(
                    f"{name} must hold numbers of 64 bits, but {brief(each)} is too large"
                )
        held = {"U": "text", "S": "bytes", "O": "objects"}.get(array.dtype.kind, array.dtype.name)
        raise TypeError(f"{name} must hold numbers, but holds {held}: {brief(value)}")
    return array


def _require_within(largest: float, array: Array, name: str) -> None:
    """Refuse numbers that are not finite, or farther from 0 than the largest."""
    if (fits := np.abs(array) <= largest).all():
        return
    index = tuple(map(int, np.argwhere(~fits)[0]))
    limits = f"numbers from {-largest:g} to {largest:g}"
    right = limits if np.isfinite(array[index]) else "finite numbers"
    where = f" at {index}" if index else ""
    raise ValueError(f"{name} must hold {right}, but has {array[index]}{where}")
