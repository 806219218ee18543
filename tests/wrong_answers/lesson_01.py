"""Seed 0: x = 3 2 2 1 1 0 0 0, kernel = -1 2 1, map = 3 3 1 1 -1 0."""

import numpy as np

WRONG = {
    "six_sums": [
        ("flipped", [5, 5, 3, 3, 1, 0]),  # 3 * 1 + 2 * 2 + 2 * -1 = 5
        ("padding added", [8, 3, 3, 1, 1, -1, 0, 0]),
        ("sign", [-3, -3, -1, -1, 1, 0]),
        ("off by one", [3, 1, 1, -1, 0, 0]),
        ("off by one", [3 * 2 + 2, 3, 3, 1, 1, -1]),
        ("averaged", [1, 1, 1 / 3, 1 / 3, -1 / 3, 0]),
        ("averaged", [1, 1, 0.33, 0.33, -0.33, 0]),
        ("not multiplied", [7, 5, 4, 2, 1, 0]),
        ("shape", [[3, 3, 1, 1, -1, 0]]),
        ("shape", [3, 3, 1, 1, -1]),
        ("unknown", [3, 3, 1, 1, -1, 1]),
    ],
    "mean_of_a_patch": [
        ("sum", [1, 1, 1, 1, 1, 1, 1]),
        ("identity", [0, 0, 0, 1, 0, 0, 0]),
        ("divided by two", [0.5] * 7),
        ("one weight too many", [0.125] * 8),
        ("one weight too few", [0.167] * 6),
        ("unknown", [0.15] * 7),
        ("unknown", [0.142, 0.1438, 0.142, 0.1438, 0.142, 0.1438, 0.142]),
        ("shape", [0.333, 0.333, 0.333]),
    ],
    "keras_kernel": [
        ("rows and columns", np.array([[[2], [1], [0]]])),
        ("one weight a filter", np.array([[[2, 1, 0]]])),
        ("channel axis forgotten", [2, 1, 0]),
        ("filter axis forgotten", [[2], [1], [0]]),
        ("batch axis", np.array([2, 1, 0]).reshape(1, 3, 1, 1)),
        ("flipped", [[[0]], [[1]], [[2]]]),
        ("shape", 0),
    ],
    "silent_input": [
        ("all equal", [2] * 8),
        ("a response", [0, 0, 0, 1, 1, 0, 0, 0]),
        ("a response", [0, 1, 2, 3, 4, 5, 6, 7]),
        ("a response", [0, 1e8, 0, 1e8, 300, 1e8, 0, 1e8]),
        ("all equal", [1, 1, 1, 1, 1, 1, 1, 1 + 1e-8]),
        ("shape", [0, 1, 0, 1]),
    ],
    "what_sharing_saves": [  # 27 numbers and a kernel of 5 leave 23 positions: 621, 115 and 5
        ("biases counted", [644, 138, 6]),
        ("biases counted", [644, 115, 5]),
        ("biases counted", [621, 115, 6]),
        ("outputs as inputs", [729, 135, 5]),
        ("outputs as inputs", [729, 115, 5]),
        ("outputs miscounted", [594, 110, 5]),
        ("outputs miscounted", [648, 120, 5]),
        ("one weight an output", [23, 115, 5]),
        ("local, not dense", [115, 115, 5]),
        ("not shared", [621, 115, 115]),
        ("shared too early", [621, 5, 5]),
        ("order", [5, 115, 621]),
        ("order", [621, 5, 115]),
        ("unknown", [621, 27, 5]),
        ("shape", [621, 5]),
        ("shape", 621),
    ],
}
