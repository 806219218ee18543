"""Seed 0: kernel 1 1 2 / 1 -1 3 / 2 -1 3, bias -2, responses 9 0 1.

The kernel that responds to white is 3 1 1 / -1 -1 -2 / -2 -2 -1; its weights sum to -4.
The walls are 5 10 9 6, the lines 1 11 16 13, the bias is -10: outputs 0 0 32 32.
"""

import numpy as np

BRIGHT = np.array([[3, 1, 1], [-1, -1, -2], [-2, -2, -1]])
RIDGE = np.array([[-1, 2, -1]] * 3)


def with_middle(weight):
    return np.where([[0, 0, 0], [0, 1, 0], [0, 0, 0]], weight, BRIGHT)


WRONG = {
    "three_outputs": [
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
    "vertical_not_horizontal": [
        ("all zero", np.zeros((3, 3))),
        ("sum not zero", [[0, 1, 0], [0, 1, 0], [0, 1, 0]]),
        ("sum not zero", [[0, 0, 0], [0, 1e-6, 0], [0, 0, 0]]),
        ("sum not zero", RIDGE + np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])),
        ("horizontal line", [[1, 0, 1], [0, 2, 0], [-2, -1, -1]]),
        ("horizontal line", [[-1, -1, -1], [-1, 2, -1], [1, 1, 1]]),
        ("horizontal line", RIDGE.T),
        ("no answer", [[1, 0, -1], [2, 0, -2], [1, 0, -1]]),
        ("no answer", -RIDGE),
        ("ridge", RIDGE),
        ("ridge", RIDGE / 3),
        ("transposed", [[0, -1, 0], [0, 2, 0], [0, -1, 0]]),
        ("sign", [[0, 0, 0], [1, -2, 1], [0, 0, 0]]),
        ("shape", [-1, 2, -1]),
    ],
    "contrast_not_brightness": [
        ("bias forgotten", [0, 6, 42, 42]),
        ("relu forgotten", [-34, -4, 32, 32]),
        ("relu first", [-10, -4, 32, 32]),
        ("wall ignored", [0, 56, 86, 68]),
        ("size of the difference", [14, 0, 32, 32]),
        ("one row", [0, 0, 4, 4]),
        ("plain filter", [0, 23, 38, 29]),
        ("unknown", [0, 0, 32, 31]),
        ("shape", [32, 32]),
    ],
    "lines_and_edges": [("a", "a"), ("b", "B"), ("d", " d "), ("kind", "e"), ("kind", 3)],
}
