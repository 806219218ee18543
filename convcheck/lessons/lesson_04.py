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


def _two_responses(rng: np.random.Generator) -> Given:
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
    right="Right: the impulse response of a layer is its kernel, turned by half a turn.",
    hint="At the first position, which weight lies on the 1: the first or the last?",
    mistakes=[
        instead(
            "read off",
            "This is the map itself: a layer with this kernel would give a map that is turned by "
            "half a turn.",
            lambda feature_map: feature_map,
        ),
        instead(
            "left and right",
            "Left and right are as they should be: now reverse the order of the rows as well.",
            lambda feature_map: np.fliplr(feature_map),
        ),
        instead(
            "top and bottom",
            "Top and bottom are as they should be: now reverse the order of the columns as well.",
            lambda feature_map: np.flipud(feature_map),
        ),
        instead(
            "transposed",
            "This is the map transposed: a row of the map shows a row of the kernel, in reverse "
            "order.",
            lambda feature_map: feature_map.T,
        ),
        instead(
            "turned and transposed",
            "The half turn is right, but this is also transposed: swap rows and columns.",
            lambda feature_map: np.flip(feature_map).T,
        ),
    ],
)

gradient_magnitude = Closed(
    "gradient_magnitude",
    asks="the gradient magnitude, one number",
    rule=lambda across, down: float(np.hypot(across, down)),
    draw=_two_responses,
    within=0.05,
    right="Right: the signs of the two responses do not matter.",
    hint="The two responses are the short sides of a right-angled triangle.",
    mistakes=[
        instead(
            "sizes added",
            "This is the sum of the two short sides: the long side is shorter than that.",
            lambda across, down: abs(across) + abs(down),
        ),
        instead(
            "signs kept",
            "You added the responses with their signs, which lets them cancel: square them first.",
            lambda across, down: across + down,
        ),
        instead(
            "larger side",
            "This is the larger of the two responses: the other one makes the edge stronger still.",
            lambda across, down: max(abs(across), abs(down)),
        ),
        instead(
            "root forgotten",
            "This is the sum of the squares: take its square root.",
            lambda across, down: across**2 + down**2,
        ),
        instead(
            "averaged",
            "This is the mean of the two short sides: the long side is longer than either of them.",
            lambda across, down: (abs(across) + abs(down)) / 2,
        ),
        instead(
            "squares subtracted",
            "You subtracted one square from the other: add them, whatever the signs of the "
            "responses.",
            lambda across, down: float(np.sqrt(abs(across**2 - down**2))),
        ),
    ],
)

limits_of_the_scale = Closed(
    "limits_of_the_scale",
    asks="the lowest and the highest number of the scale, two numbers",
    rule=_limits,
    draw=_map_with_signs,
    right="Right: 0 is in the middle, and no number of the map is cut off.",
    hint="Which number of the map is farthest from 0? The scale has to reach as far on both sides.",
    mistakes=[
        instead(
            "not centred",
            "This scale runs from the smallest to the largest number, so 0 is not in the middle "
            "of the colours.",
            _smallest_and_largest,
        ),
        instead(
            "cut off below",
            "This scale begins at 0, so all negative responses would look alike.",
            lambda feature_map: np.array([0, feature_map.max()]),
        ),
        instead(
            "an image file",
            "These are the limits of an image file, which cannot hold negative responses.",
            lambda **_: np.array([0, 255]),
        ),
        instead(
            "of the drawing",
            "These are the limits of what was drawn: take them from the map, in which negative "
            "numbers are still negative.",
            lambda feature_map: _smallest_and_largest(feature_map.astype("uint8")),
        ),
        instead(
            "the smaller side",
            "Now 0 is in the middle, but the numbers farthest from it are cut off.",
            lambda feature_map: np.array([-1, 1]) * min(-feature_map.min(), feature_map.max()),
        ),
        instead(
            "order",
            "The limits are right, but in the wrong order: the lowest comes first.",
            lambda feature_map: -_limits(feature_map),
        ),
    ],
)

diagonal_edge = Open(
    "diagonal_edge",
    asks="a derivative filter for edges from top left to bottom right, nine weights",
    example=lambda: np.array([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]]),
    right="Right: it responds to the edge, and it is silent on the three other patches.",
    hint="Put positive weights on one side of the diagonal from top left to bottom right, and "
    "their opposites on the other side, as in a mirror.",
    flaws=[
        ALL_ZERO,
        responds(
            "sum not zero",
            UNIFORM,
            "The weights sum to {response:g}, which is the response to a uniform patch of ones, "
            "not 0.",
        ),
        responds(
            "no answer",
            EDGE,
            "The response to the edge is 0, but it should not be.",
            wrong=operator.not_,
        ),
        responds(
            "a line",
            LINE,
            "The response to a diagonal line is {response:g}, the sum of the weights on the "
            "diagonal, not 0.",
        ),
        responds(
            "both diagonals",
            OTHER_EDGE,
            "The response to the mirrored edge, from top right to bottom left, is {response:g}, "
            "not 0.",
        ),
    ],
    undo=[
        Undo(
            "other diagonal",
            "This finds edges from top right to bottom left: mirror it, left to right.",
            np.fliplr,
        ),
    ],
)
