"""Exercises of lesson 04: handcrafted filters, flips and edges."""

import operator

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Closed, Open
from convcheck.mistakes import Undo, instead
from convcheck.responses import ALL_ZERO, responds
from convdemo.arguments import Array

TRIANGLES = ((3, 4), (5, 12), (8, 15))

# Patches of 3 by 3: the edge runs from top left to bottom right, and its mirror the other way.
UNIFORM = np.ones((3, 3))
EDGE = np.tri(3)
OTHER_EDGE = np.fliplr(EDGE)
LINE = np.eye(3)


def _map_of_an_impulse(rng: np.random.Generator) -> Given:
    return {"feature_map": rng.permutation(9).reshape(3, 3)}


def _two_answers(rng: np.random.Generator) -> Given:
    short, long = TRIANGLES[rng.integers(len(TRIANGLES))]
    scale, signs = 2 * int(rng.integers(1, 4)), rng.choice([-1, 1], size=2)
    across, down = rng.permutation([short, long]) * scale * signs
    return {"across": int(across), "down": int(down)}


def _map_with_signs(rng: np.random.Generator) -> Given:
    return {"feature_map": rng.integers(-90, 120, (3, 4))}


def _limits(feature_map: Array) -> Array:
    farthest = np.abs(feature_map).max()
    return np.array([-farthest, farthest])


def _smallest_and_largest(feature_map: Array) -> Array:
    return np.array([feature_map.min(), feature_map.max()])


read_the_kernel = Closed(
    "read_the_kernel",
    asks="the kernel of the layer, three rows of three weights",
    rule=lambda feature_map: np.flip(feature_map),
    draw=_map_of_an_impulse,
    right="Right: the map of an impulse shows the kernel turned by half a turn.",
    hint="At the first stop, which weight lies on the 1: the first or the last?",
    mistakes=[
        instead(
            "read off",
            "This is the map as it stands: a layer that had this kernel would show it the other "
            "way round.",
            lambda feature_map: feature_map,
        ),
        instead(
            "left and right",
            "Left and right are exchanged, but top and bottom are, too.",
            lambda feature_map: np.fliplr(feature_map),
        ),
        instead(
            "top and bottom",
            "Top and bottom are exchanged, but left and right are, too.",
            lambda feature_map: np.flipud(feature_map),
        ),
        instead(
            "transposed",
            "Rows and columns of the map are exchanged here: a row of the map shows a row of "
            "the kernel.",
            lambda feature_map: feature_map.T,
        ),
        instead(
            "turned and transposed",
            "Turned it is, but rows and columns are exchanged as well.",
            lambda feature_map: np.flip(feature_map).T,
        ),
    ],
)

edge_magnitude = Closed(
    "edge_magnitude",
    asks="the edge magnitude, one number",
    rule=lambda across, down: float(np.hypot(across, down)),
    draw=_two_answers,
    within=0.05,
    right="Right: the long side of the triangle, whatever the direction of the edge.",
    hint="The two answers are the short sides of a right-angled triangle.",
    mistakes=[
        instead(
            "sizes added",
            "These are both sides added up: the way along two sides is longer than straight.",
            lambda across, down: abs(across) + abs(down),
        ),
        instead(
            "signs kept",
            "The answers are added with their signs, so an edge can cancel itself: square them "
            "first.",
            lambda across, down: across + down,
        ),
        instead(
            "larger side",
            "This is the larger of the two answers: the other one makes the edge stronger still.",
            lambda across, down: max(abs(across), abs(down)),
        ),
        instead(
            "root forgotten",
            "This is the sum of the squares: its root is still to be taken.",
            lambda across, down: across**2 + down**2,
        ),
        instead(
            "averaged",
            "This is the mean of both sizes: the magnitude is at least as large as the larger.",
            lambda across, down: (abs(across) + abs(down)) / 2,
        ),
        instead(
            "squares subtracted",
            "The squares are subtracted here: they are added, whatever the signs.",
            lambda across, down: float(np.sqrt(abs(across**2 - down**2))),
        ),
    ],
)

limits_of_the_scale = Closed(
    "limits_of_the_scale",
    asks="the lowest and the highest number of the scale, two numbers",
    rule=_limits,
    draw=_map_with_signs,
    right="Right: zero stands in the middle, and no number of the map is cut off.",
    hint="Which number is farthest from zero, and what has to stand as far on the other side?",
    mistakes=[
        instead(
            "not centred",
            "From the smallest to the largest number: then zero is not in the middle, and its "
            "colour says that something is there.",
            _smallest_and_largest,
        ),
        instead(
            "cut off below",
            "This scale begins at 0: all negative answers would look alike.",
            lambda feature_map: np.array([0, feature_map.max()]),
        ),
        instead(
            "an image file",
            "These are the limits of an image file: negative answers do not fit into it.",
            lambda **_: np.array([0, 255]),
        ),
        instead(
            "of the drawing",
            "These are the limits of the numbers drawn: read them from the map, where numbers "
            "below 0 are still below 0.",
            lambda feature_map: _smallest_and_largest(feature_map.astype("uint8")),
        ),
        instead(
            "the smaller side",
            "Zero is in the middle, but the numbers farthest from it are cut off.",
            lambda feature_map: np.array([-1, 1]) * min(-feature_map.min(), feature_map.max()),
        ),
        instead(
            "order",
            "The limits are right, in the other order: the lowest comes first.",
            lambda feature_map: -_limits(feature_map),
        ),
    ],
)

diagonal_edge = Open(
    "diagonal_edge",
    asks="a step filter for edges from top left to bottom right, nine weights",
    example=lambda: np.array([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]]),
    right="Right: it answers to this edge, not to its mirror image, the line on its diagonal or a "
    "uniform patch.",
    hint="Put positive weights on one side of the diagonal and negative ones on the other, so "
    "that each weight has a partner.",
    flaws=[
        ALL_ZERO,
        responds(
            "sum not zero",
            UNIFORM,
            "The weights sum to {response:g}: on a patch of ones it answers as much.",
        ),
        responds("no answer", EDGE, "To the edge it answers 0.", wrong=operator.not_),
        responds(
            "a line",
            LINE,
            "To a diagonal line it answers {response:g}, the sum of the weights on the diagonal, "
            "not 0.",
        ),
        responds(
            "both diagonals",
            OTHER_EDGE,
            "To the edge from top right to bottom left it answers {response:g}, not 0.",
        ),
    ],
    undo=[
        Undo(
            "other diagonal",
            "This finds edges from top right to bottom left: mirror it.",
            np.fliplr,
        ),
    ],
)
