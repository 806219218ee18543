"""The typical mistakes that exercises share, each a named transformation with its sentence."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from convcheck.engine import Says
from convdemo.arguments import Array

Rule = Callable[..., Any]


class Mistake(NamedTuple):
    """A typical mistake: its name, its sentence, and the ways in which it is made.

    Each way is called as `way(rule, **given)`, where `rule(**given)` is the right answer, and
    returns the wrong one that it leads to.
    """

    name: str
    says: Says
    ways: Sequence[Callable[..., Any]]

    def leads_to(self, rule: Rule, /, **given: Any) -> list[Array]:
        """Return the wrong answers that the mistake leads to."""
        return [np.asarray(way(rule, **given)) for way in self.ways]


class Flaw(NamedTuple):
    """What an answer must not have: its name, its sentence, and how to see it.

    `has(answer, **given)` is true where the answer has the flaw.
    """

    name: str
    says: Says
    has: Callable[..., Any]


class Undo(NamedTuple):
    """A flaw of an answer that is right once it is changed back, as one that is transposed."""

    name: str
    says: Says
    change: Callable[[Array], Array]


def misread(name: str, says: Says, **changes: Any) -> Mistake:
    """Return the mistake of working with other numbers than those given.

    Args:
        name: Name of the mistake.
        says: Its sentence.
        changes: What is read in place of what is given: a value, or a function of the given one.

    Example:
    >>> from convdemo import output_size
    >>> mistake = misread("off by two", "This has a larger kernel.", kernel_size=lambda k: k + 2)
    >>> mistake.leads_to(output_size, n=8, kernel_size=3)
    [array(4)]
    """

    def way(rule: Rule, /, **given: Any) -> Any:
        read = {
            key: change(given[key]) if callable(change) else change
            for key, change in changes.items()
        }
        return rule(**given | read)

    return Mistake(name, says, [way])


def altered(name: str, says: Says, change: Callable[[Array], Any]) -> Mistake:
    """Return the mistake that changes the right answer.

    Args:
        name: Name of the mistake.
        says: Its sentence.
        change: Called with the right answer, returns the wrong one.

    Example:
    >>> mistake = altered("doubled", "This is twice as much.", lambda right: 2 * right)
    >>> mistake.leads_to(lambda x: x + 1, x=4)
    [array(10)]
    """

    def way(rule: Rule, /, **given: Any) -> Any:
        return change(rule(**given))

    return Mistake(name, says, [way])


def instead(name: str, says: Says, *rules: Rule) -> Mistake:
    """Return the mistake of following another rule.

    Args:
        name: Name of the mistake.
        says: Its sentence.
        rules: The other rule, called with the numbers of the exercise; several where the same is
            to be said of each.

    Example:
    >>> mistake = instead("turned", "Swap them.", lambda x, y: x - y, lambda x, y: y - x)
    >>> mistake.leads_to(lambda x, y: x + y, x=1, y=3)
    [array(-2), array(2)]
    """

    def following(other: Rule) -> Callable[..., Any]:
        def way(_rule: Rule, /, **given: Any) -> Any:
            return other(**given)

        return way

    return Mistake(name, says, [following(other) for other in rules])


FLIPPED = misread(
    "flipped",
    "You flipped the kernel, which gives a convolution; a layer uses it unflipped.",
    kernel=np.flip,
)
TRANSPOSED = misread(
    "transposed",
    "This is what the transposed kernel gives: its rows go across and its columns go down.",
    kernel=np.transpose,
)
BIAS_FORGOTTEN = misread("bias forgotten", "The bias is missing: add it to the sum, once.", bias=0)
STRIDES_FORGOTTEN = misread(
    "strides forgotten", "This ignores the stride: it moves the kernel by one.", strides=1
)
PADDING_FORGOTTEN = misread(
    "padding forgotten",
    'The padding is missing: this is the map under "valid".',
    padding="valid",
)
PADDING_ADDED = misread(
    "padding added",
    'You added zeros at the border: under "valid" the kernel stays inside the input.',
    padding="same",
)
NEGATED = altered("sign", "The magnitudes are right, but every sign is reversed.", np.negative)
ONE_STEP_LATE = misread(
    "off by one",
    "This starts one step too late, at index 1 of the input.",
    x=lambda x: np.append(x[1:], 0),
)
ONE_STEP_EARLY = misread(
    "off by one",
    "This starts one step too early, with a zero before the input.",
    x=lambda x: np.append(0, x[:-1]),
)
ONE_TOO_FEW = altered(
    "one too few", "This is one too few: the first position counts, too.", lambda right: right - 1
)

UPRIGHT = Undo(
    "transposed",
    "This is transposed: swap its rows and columns.",
    np.transpose,
)
OTHER_SIGN = Undo("sign", "Every sign is reversed: swap plus and minus.", np.negative)
