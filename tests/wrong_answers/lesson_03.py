"""Seed 0: kernel 1 1 2 / 1 -1 3 / 2 -1 3, bias -2, responses 9 0 1.

The kernel that responds to white is 3 1 1 / -1 -1 -2 / -2 -2 -1; its weights sum to -4.
"""

import numpy as np

BRIGHT = np.array([[3, 1, 1], [-1, -1, -2], [-2, -2, -1]])
RIDGE = np.array([[-1, 2, -1]] * 3)


def with_middle(weight):
    return np.where([[0, 0, 0], [0, 1, 0], [0, 0, 0]], weight, BRIGHT)


WRONG = {
    "three_answers": [
        ("bias forgotten", [11, 0, 3]),
        ("relu forgotten", [9, -3, 1]),
        ("relu first", [9, -2, 1]),
        ("transposed", [9, 1, 0]),
        ("bias subtracted", [13, 1, 5]),
        ("unknown", [7, 0, 1]),
        ("shape", [9, 1]),
    ],
    "silent_on_white": [
        ("unchanged", BRIGHT),
        ("middle removed", with_middle(0)),
        ("middle is the sum", with_middle(-3)),
        ("all changed", BRIGHT + 4 / 9),
        ("sign", -with_middle(3)),
        ("unknown", with_middle(4)),
        ("shape", 3),
    ],
    "vertical_only": [
        ("all zero", np.zeros((3, 3))),
        ("sum not zero", [[0, 1, 0], [0, 1, 0], [0, 1, 0]]),
        ("sum not zero", [[0, 0, 0], [0, 1e-6, 0], [0, 0, 0]]),
        ("horizontal line", [[1, 0, 1], [0, 2, 0], [-2, -1, -1]]),
        ("no answer", [[1, 0, -1], [2, 0, -2], [1, 0, -1]]),
        ("transposed", RIDGE.T),
        ("sign", -RIDGE),
        ("sum not zero", RIDGE + np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])),
        ("shape", [-1, 2, -1]),
    ],
    "lines_and_edges": [("a", "a"), ("b", "B"), ("d", " d "), ("kind", "e"), ("kind", 3)],
}
