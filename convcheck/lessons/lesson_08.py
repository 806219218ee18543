"""Exercises of lesson 08: pooling, and inputs that move."""

from typing import Any

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import Flaw, altered, instead
from convcheck.responses import ALL_ZERO, or_zero
from convdemo.arguments import Array

TURNED = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]


def _map_and_shift(rng: np.random.Generator) -> Given:
    strides, steps = [(2, 2), (2, 3), (3, 2)][int(rng.integers(3))]
    responses = rng.integers(1, 6, 3) * rng.choice([-1, 1], 3)
    return {
        "feature_map": np.concatenate([np.zeros(3, dtype=int), responses, np.zeros(6, dtype=int)]),
        "strides": strides,
        "by": strides * steps,
    }


def _moved(by: int, feature_map: Array) -> Array:
    """Return the map, moved to the right: it begins and ends in enough zeros."""
    return np.roll(feature_map, by)


def _follows(feature_map: Array, strides: int, by: int) -> Array:
    return _moved(by // strides, feature_map)


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
        f"The weight in row {row}, column {column} is {answer[row, column]:g}, but a quarter "
        f"turn puts {turned[row, column]:g} there."
    )


map_of_a_shift = Closed(
    "map_of_a_shift",
    asks="the map of the shifted input, twelve numbers",
    rule=_follows,
    draw=_map_and_shift,
    right="Right: the shift is a multiple of the stride, so the kernel meets the same patches "
    "again, but shift / stride steps later.",
    hint="One step of the kernel is one position of the map: how many steps does the kernel need "
    "to go as far as the shift?",
    mistakes=[
        instead(
            "invariant",
            "This is the old map: a layer is not invariant, so its map moves with the input.",
            lambda feature_map, **_: feature_map,
        ),
        instead(
            "by pixels",
            "You moved the map as far as the input: with a stride above 1, one position of the "
            "map is several positions of the input.",
            lambda feature_map, by, **_: _moved(by, feature_map),
        ),
        instead(
            "by one",
            "You moved the map by one position, but the shift is longer than one step of the "
            "kernel.",
            lambda feature_map, **_: _moved(1, feature_map),
        ),
        instead(
            "other way",
            "You moved the map to the left, but the input moved to the right.",
            lambda feature_map, strides, by: _moved(-by // strides, feature_map),
        ),
        instead(
            "longer",
            "You added zeros on the left without dropping any on the right: the map keeps its "
            "length.",
            lambda feature_map, strides, by: np.append(np.zeros(by // strides), feature_map),
        ),
    ],
)

shifts_that_survive = Closed(
    "shifts_that_survive",
    asks="the shift of the input that moves the last map by one",
    rule=lambda first, second: first * second,
    draw=_strides,
    right=lambda _, first, second: (
        f"Right: one position of the last map is {second} positions of the middle map, and each "
        f"of these is {first} positions of the input."
    ),
    hint="Go backwards: how far must the middle map move, and how far must the input move for "
    "that?",
    mistakes=[
        instead(
            "sum",
            "This is the sum of the strides, the very shift that fails the test.",
            lambda first, second: first + second,
        ),
        instead(
            "first only",
            "This shift moves the middle map by one, but the second layer has a stride as well.",
            lambda first, **_: first,
        ),
        instead(
            "second only",
            "The middle map must move as far as this: how far must the input move for that?",
            lambda second, **_: second,
        ),
        instead(
            "one for one",
            "A shift by 1 moves the last map by 1 only if both strides are 1.",
            lambda **_: 1,
        ),
        altered(
            "by two",
            "The last map does follow this shift, but it moves by two.",
            lambda right: 2 * right,
        ),
        instead(
            "receptive field",
            "This is the receptive field of the last map: it says how much one output sees, not "
            "how far apart the views of two neighbouring outputs are.",
            lambda first, **_: 5 + 4 * first,
        ),
    ],
)

what_pooling_saves = Choice(
    "what_pooling_saves",
    asks="the letter of the statement about pooling that is false",
    right="d",
    says={
        "a": "This one is true: in the receptive field, pooling counts as a layer with kernel "
        "size 2 and stride 2, and so widens the view of the next layer.",
        "b": "This one is true: to find the largest number of a block takes no weight and no bias.",
        "c": "This one is true: without padding, a kernel of size 3 takes off two rows and two "
        "columns.",
        "d": "Right: this one is false, since kernel size, channels and filters decide how many "
        "parameters there are, and pooling changes none of them.",
    },
    hint="Which of these numbers depend on the height and width of a map?",
)

equivariant_or_invariant = Choice(
    "equivariant_or_invariant",
    asks="the letter of the statement that is true",
    right="c",
    says={
        "a": "Not true: the map moves with the digit, so the layer is equivariant, not invariant.",
        "b": "Not true for every digit: as soon as the largest number of one block leaves its "
        "block, the pooled map changes.",
        "c": "Right: each response moves along and none is lost, so global max pooling "
        "afterwards is invariant.",
        "d": "Not true for every digit: after a shift by 1, a stride of 2 lands on other patches, "
        "whose responses may be other numbers.",
    },
    hint="Test each statement on paper with the row 0 0 0 3 1 0 0 0 0, the filter [-1, 0, 1] and "
    "ReLU.",
)

turned_alike = Open(
    "turned_alike",
    asks="a 3 x 3 filter whose map makes a quarter turn whenever the image does",
    example=lambda: np.array(TURNED),
    right="Right: a quarter turn leaves the filter as it is, so its map turns with the image.",
    hint="Where does a quarter turn take the weight in a corner, and where does the next turn "
    "take it?",
    flaws=[
        ALL_ZERO,
        Flaw(
            "all equal",
            "All nine weights are equal: such a filter does turn with its image, but find a less "
            "trivial one.",
            lambda answer: not or_zero(np.ptp(answer), beside=answer).any(),
        ),
        Flaw(
            "only the middle",
            "Only the middle weight is not 0: such a filter does turn with its image, but find a "
            "less trivial one.",
            _only_the_middle,
        ),
        Flaw(
            "half a turn",
            "A half turn leaves this filter as it is, but a quarter turn does not: compare it "
            "with np.rot90 of it.",
            lambda answer: (
                _same(answer, np.rot90(answer, 2)) and not _same(answer, np.rot90(answer))
            ),
        ),
        Flaw(
            "mirrored",
            "Mirroring leaves this filter as it is, but a quarter turn does not: compare it "
            "with np.rot90 of it.",
            lambda answer: _mirrored(answer) and not _same(answer, np.rot90(answer)),
        ),
        Flaw(
            "another after a turn",
            _which_weights,
            lambda answer: not _same(answer, np.rot90(answer)),
        ),
    ],
)
