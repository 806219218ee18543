"""Seed 0: 21 filters of 5 by 5, 2446 parameters. The kernels are -4 7 4 and 6 9 -2.

Of twelve images the first seven are the training set, six of them named correctly, and three of
the others.
"""

import numpy as np

STEP = np.array([[-1, 0, 1]] * 3)

WRONG = {
    "count_the_model": [
        ("sums forgotten", 26 * 21),
        ("filters forgotten", (9 * 21 + 1) * 10),
        ("pooling forgotten", 26 * 21 + (36 * 21 + 1) * 10),
        ("maps padded", 26 * 21 + (25 * 21 + 1) * 10),
        ("biases forgotten", 25 * 21 + 9 * 21 * 10),
        ("one map", 26 * 21 + 10 * 10),
        ("unknown", 2447),
        ("shape", [546, 1900]),
    ],
    "cosine_similarity": [
        ("dot product", 31),
        ("first length forgotten", 31 / 11),
        ("second length forgotten", 3.444),
        ("lengths added", 31 / 20),
        ("sign", -0.31),
        ("means subtracted", 0.01),  # 2/3, divided twice by 8.04
        ("signs dropped", 0.96),
        ("unknown", 0.33),
        ("unknown", 0),
        ("shape", [0.31]),
    ],
    "accuracy_of_what": [
        ("all images", 0.75),
        ("training set", 0.857),
        ("from the start", 0.8),
        ("share of errors", 0.4),
        ("percent", 60),
        ("a count", 3),
        ("divided by all", 0.25),
        ("unknown", 0.5),
        ("kind", "60 %"),
    ],
    "near_a_step": [
        ("all zero", np.zeros((3, 3))),
        ("a multiple", STEP),
        ("a multiple", STEP / 7),
        ("too far", np.eye(3)),
        ("too far", [[-1, 2, -1]] * 3),
        ("a multiple", -STEP),
        ("sign", [[1, 0, -1], [2, 0, -2], [1, 0, -1]]),
        ("transposed", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
        ("shape", [-1, 0, 1]),
    ],
}
