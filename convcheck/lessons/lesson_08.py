"""Exercises of lesson 08: shift the input."""

from typing import Any

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import Flaw, altered, instead
from convcheck.responses import or_zero
from convdemo.arguments import Array

TURNED = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]


def _map_and_shift(rng: np.random.Generator) -> Given:
    strides, places = [(2, 2), (2, 3), (3, 2)][int(rng.integers(3))]
    answers = rng.integers(1, 6, 3) * rng.choice([-1, 1], 3)
    return {
        "feature_map": np.concatenate([np.zeros(3, dtype=int), answers, np.zeros(6, dtype=int)]),
        "strides": strides,
        "by": strides * places,
    }


def _moved(places: int, feature_map: Array) -> Array:
    """Return the map, moved to the right: it begins and ends in enough zeros."""
    return np.roll(feature_map, places)


def _strides(rng: np.random.Generator) -> Given:
    first, second = rng.integers(2, 6, 2)
    return {"first": int(first), "second": int(second)}


def _same(one: Array, other: Array) -> bool:
    return not or_zero(one - other, beside=one).any()


def _only_the_middle(answer: Array) -> bool:
    return not or_zero(np.delete(answer.ravel(), 4), beside=answer).any()


def _mirrored(answer: Array) -> bool:
    return _same(answer, np.fliplr(answer)) or _same(answer, np.flipud(answer))


def _which_weights(answer: Array, **_: Any) -> str:
    turned = np.rot90(answer)
    row, column = map(int, np.argwhere(or_zero(answer - turned, beside=answer))[0])
    return (
        f"The weight at ({row}, {column}) is {answer[row, column]:g}, and a quarter turn "
        f"puts {turned[row, column]:g} in its place."
    )


map_of_a_shift = Closed(
    "map_of_a_shift",
    asks="the map of the shifted input, twelve numbers",
    rule=lambda feature_map, strides, by: _moved(by // strides, feature_map),
    draw=_map_and_shift,
    right="Right: the shift is a multiple of the stride, so the kernel stops at the same patches "
    "again, shift / stride stops later.",
    hint="One stop of the kernel is one place of the map: how many stops is the shift long?",
    mistakes=[
        instead(
            "invariant",
            "This is the old map: the layer follows its input, it is not invariant.",
            lambda feature_map, **_: feature_map,
        ),
        instead(
            "by pixels",
            "The map has moved by as many places as the input: with a stride above 1 "
            "a place of the map is more than a pixel.",
            lambda feature_map, by, **_: _moved(by, feature_map),
        ),
        instead(
            "one place",
            "The map has moved by one place, but the shift is longer than one step of the kernel.",
            lambda feature_map, **_: _moved(1, feature_map),
        ),
        instead(
            "other way",
            "The map has moved to the left: the input has moved to the right.",
            lambda feature_map, strides, by: _moved(-by // strides, feature_map),
        ),
        instead(
            "longer",
            "The zeros enter on the left, but none leaves on the right: the map keeps its length.",
            lambda feature_map, strides, by: np.append(np.zeros(by // strides), feature_map),
        ),
    ],
)

shifts_that_survive = Closed(
    "shifts_that_survive",
    asks="the shift of the input that moves the last map by one place",
    rule=lambda first, second: first * second,
    draw=_strides,
    right=lambda _, first, second: (
        f"Right: one place of the last map is {second} places of the middle map, and each of "
        f"these is {first} places of the input."
    ),
    hint="Go backwards: by how many places must the middle map move, and for that the input?",
    mistakes=[
        instead(
            "sum",
            "This is the sum of the strides, the shift with which the test fails.",
            lambda first, second: first + second,
        ),
        instead(
            "first only",
            "This shift moves the middle map by one place, and the second layer has a stride, too.",
            lambda first, **_: first,
        ),
        instead(
            "second only",
            "By this much the middle map has to move: how far does the input move for that?",
            lambda second, **_: second,
        ),
        instead(
            "one for one",
            "One place for one place holds where every stride is 1.",
            lambda **_: 1,
        ),
        altered(
            "two places",
            "This shift survives, but it moves the last map by two places.",
            lambda right: 2 * right,
        ),
        instead(
            "receptive field",
            "This is the receptive field of the last map: how much one answer sees, not how "
            "far apart two answers look.",
            lambda first, **_: 5 + 4 * first,
        ),
    ],
)

equivariant_or_invariant = Choice(
    "equivariant_or_invariant",
    asks="the letter of the statement that is true",
    right="c",
    says={
        "a": "The map of the moved digit is the moved map: the layer is equivariant, which is "
        "not the same as invariant.",
        "b": "A block hides the shift where its maximum stays inside: across the edge of a "
        "block the answer changes.",
        "c": "Right: each sum moves along and none is lost, which is why global max pooling "
        "after it is invariant.",
        "d": "After a shift by 1 the stops of stride 2 meet other patches, with sums that the "
        "first "
        "map need not hold.",
    },
    hint="Take a row 0 0 0 3 1 0 0 0 0, the filter [-1, 0, 1] and ReLU, and test each "
    "statement on paper.",
)

turned_alike = Open(
    "turned_alike",
    asks="a 3 by 3 filter whose map turns along when the image turns by a quarter",
    example=lambda: np.array(TURNED),
    right="Right: a quarter turn leaves the filter as it is, so the map turns with the image.",
    hint="Where does a quarter turn bring the weight in a corner, and where the next corner?",
    flaws=[
        Flaw(
            "all equal",
            "All nine weights are equal: this one turns along, but find another.",
            lambda answer: not or_zero(np.ptp(answer), beside=answer).any(),
        ),
        Flaw(
            "only the middle",
            "Only the middle weight is not 0: this one turns along, but find another.",
            _only_the_middle,
        ),
        Flaw(
            "half a turn",
            "Half a turn leaves this filter as it is, but a quarter turn does not: compare "
            "it with its np.rot90.",
            lambda answer: (
                _same(answer, np.rot90(answer, 2)) and not _same(answer, np.rot90(answer))
            ),
        ),
        Flaw(
            "mirrored",
            "A mirror leaves this filter as it is, but a quarter turn does not: compare it "
            "with its np.rot90.",
            lambda answer: _mirrored(answer) and not _same(answer, np.rot90(answer)),
        ),
        Flaw(
            "another after a turn",
            _which_weights,
            lambda answer: not _same(answer, np.rot90(answer)),
        ),
    ],
)
