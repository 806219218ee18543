"""Seed 0: map = 0 0 0 -4 -3 -2 0 0 0 0 0 0, stride 3, shift 6; two layers with strides 5 and 4."""

import numpy as np

WRONG = {
    "map_of_a_shift": [
        ("invariant", [0, 0, 0, -4, -3, -2, 0, 0, 0, 0, 0, 0]),
        ("by pixels", [0, 0, 0, 0, 0, 0, 0, 0, 0, -4, -3, -2]),
        ("by one", [0, 0, 0, 0, -4, -3, -2, 0, 0, 0, 0, 0]),
        ("other way", [0, -4, -3, -2, 0, 0, 0, 0, 0, 0, 0, 0]),
        ("longer", [0, 0, 0, 0, 0, -4, -3, -2, 0, 0, 0, 0, 0, 0]),
        ("unknown", [0, 0, 0, 0, 0, 0, -4, -3, -2, 0, 0, 0]),  # one too far: by 3
        ("unknown", [0, 0, 0, 0, 0, 4, 3, 2, 0, 0, 0, 0]),
        ("shape", [0, 0, 0, 0, 0, -4, -3, -2]),
    ],
    "shifts_that_survive": [
        ("sum", 9),
        ("first only", 5),
        ("second only", 4),
        ("one for one", 1),
        ("by two", 40),
        ("receptive field", 25),  # 5 + 4 * 5
        ("unknown", 19),
        ("shape", [5, 4]),
    ],
    "what_pooling_saves": [("a", "a"), ("b", "b"), ("c", "C"), ("kind", "z")],
    "equivariant_or_invariant": [
        ("a", "a"),
        ("b", "b"),
        ("d", "D"),
        ("kind", "z"),
        ("kind", 3),
    ],
    "turned_alike": [
        ("all equal", np.ones((3, 3)) / 9),
        ("all zero", np.zeros((3, 3))),
        ("only the middle", [[0, 0, 0], [0, 2, 0], [0, 0, 0]]),
        ("half a turn", [[0, 1, 0], [0, 1, 0], [0, 1, 0]]),
        ("half a turn", np.eye(3)),
        ("mirrored", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
        ("another after a turn", [[0, 1, 1], [-1, 0, 1], [-1, -1, 0]]),
        ("another after a turn", np.arange(9).reshape(3, 3)),
        ("another after a turn", [[0, 4e-6, 0], [1e-6, 1, 2e-6], [0, 3e-6, 0]]),
        ("shape", [[0, 1], [1, 0]]),
    ],
}
