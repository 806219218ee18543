"""Seed 0: the kernels are -4 7 4 and 6 9 -2; of four filters the third is dead."""

import numpy as np

EDGE = np.array([[-1, 0, 1]] * 3)

WRONG = {
    "cosine_similarity": [
        ("dot product", 31),
        ("first norm forgotten", 31 / 11),
        ("second norm forgotten", 3.444),
        ("norms added", 31 / 20),
        ("sign", -0.31),
        ("means subtracted", 0.01),  # 2/3, divided twice by 8.04
        ("signs dropped", 0.96),
        ("unknown", 0.33),
        ("unknown", 0),
        ("shape", [0.31]),
    ],
    "dead_filters": [
        ("no ReLU", [2, 9, -1, 2]),
        ("no bias", [0, 8, 3, 0]),
        ("white patch", [0, 8, 0, 0]),
        ("one pixel", [2, 5, 0, 2]),
        ("magnitudes", [6, 10, 2, 6]),
        ("dead or alive", [1, 1, 0, 1]),
        ("unknown", [2, 9, 0, 0]),
        ("shape", [2, 9, 2]),
    ],
    "near_an_edge_filter": [
        ("all zero", np.zeros((3, 3))),
        ("a multiple", EDGE),
        ("a multiple", EDGE / 7),
        ("too far", np.eye(3)),
        ("too far", [[-1, 2, -1]] * 3),
        ("a multiple", -EDGE),
        ("sign", [[1, 0, -1], [2, 0, -2], [1, 0, -1]]),
        ("transposed", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
        ("shape", [-1, 0, 1]),
    ],
    "what_it_shows": [("a", "a"), ("b", "b"), ("d", "d")],
}
