"""Seed 0: input 5, target 6, start 2, rate 0.01; x = 3 2 2 1 1 0; kernel = 3 1 1, ..., -2 -2 -1."""

import numpy as np

THIN_LINE = np.zeros((6, 6))
THIN_LINE[:, 3] = 1

DOT = np.zeros((6, 6))
DOT[2, 2] = 1

FOUR_CORNERS = np.zeros((6, 6))
FOUR_CORNERS[::5, ::5] = 1

WRONG = {
    "two_steps_down": [  # right: error 4, slope 40, weight 1.6; error 2, slope 20, weight 1.4
        ("uphill", [2.4, 3]),  # error 6, slope 60, the second time
        ("two forgotten", [1.8, 1.65]),  # 2 - 0.01 * 4 * 5, 1.8 - 0.01 * 3 * 5
        ("input forgotten", [1.92, 1.848]),  # 2 - 0.01 * 8, 1.92 - 0.01 * 7.2
        ("rate forgotten", [-38, 1922]),  # 2 - 40, -38 + 2 * 196 * 5
        ("first slope twice", [1.6, 1.2]),
        ("changes", [-0.4, -0.2]),
        ("start first", [2, 1.6]),
        ("outputs", [8, 7]),
        ("unknown", [1.6, 1.5]),
        ("shape", 1.4),
    ],
    "gradient_of_a_kernel": [  # right: errors 1 3 2 3, dot products 16 13 7, slopes 8 6.5 3.5
        ("sign", [-8, -6.5, -3.5]),
        ("two forgotten", [4, 3.25, 1.75]),
        ("sums", [32, 26, 14]),
        ("dot products", [16, 13, 7]),
        ("outputs for errors", [2.5, 1.5, 1.5]),  # outputs 1 0 1 0
        ("errors reversed", [10, 7, 5.5]),
        ("inputs forgotten", [4.5, 4.5, 4.5]),
        ("errors only", [1, 3, 2, 3]),
        ("unknown", [8, 6.5, 3]),
        ("shape", 18),
    ],
    "which_learning_rate": [
        ("a", "a"),
        ("c", "C"),
        ("d", " d "),
        ("kind", "z"),
        ("kind", 0.24),
    ],
    "learned_from_targets": [
        ("kernel itself", [[3, 1, 1], [-1, -1, -2], [-2, -2, -1]]),
        ("transposed", [[3, -1, -2], [1, -1, -2], [1, -2, -1]]),
        ("left and right", [[1, 1, 3], [-2, -1, -1], [-1, -2, -2]]),
        ("upside down", [[-2, -2, -1], [-1, -1, -2], [3, 1, 1]]),
        ("quarter turn", [[1, -2, -1], [1, -1, -2], [3, -1, -2]]),
        ("quarter turn", [[-2, -1, 3], [-2, -1, 1], [-1, -2, 1]]),
        ("sign", [[1, 2, 2], [2, 1, 1], [-1, -1, -3]]),
        ("unknown", [[-3, -1, -1], [1, 1, 2], [2, 2, 1]]),
        ("shape", [-1, -2, -2, -2, -1, -1, 1, 1, 3]),
    ],
    "asks_everything": [
        ("other numbers", np.arange(36).reshape(6, 6)),
        ("uniform", np.ones((6, 6))),
        ("a dot", DOT),
        ("equal rows", THIN_LINE),
        ("equal columns", THIN_LINE.T),
        ("too little", np.eye(6)),
        ("too little", FOUR_CORNERS),
        ("shape", np.eye(8)),
        ("kind", "a dot"),
    ],
}
