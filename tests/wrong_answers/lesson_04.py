"""Seed 0: the map of an impulse is 4 5 2 / 6 3 8 / 7 0 1, so the kernel is 1 0 7 / 8 3 6 / 2 5 4.

The Sobel filters give 60 and -32, the magnitude is 68. The map with signs runs from -87 to 101.
"""

import numpy as np

SEEN = np.array([[4, 5, 2], [6, 3, 8], [7, 0, 1]])
STEP = np.array([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]])

WRONG = {
    "read_the_kernel": [
        ("read off", SEEN),
        ("left and right", [[2, 5, 4], [8, 3, 6], [1, 0, 7]]),
        ("top and bottom", [[7, 0, 1], [6, 3, 8], [4, 5, 2]]),
        ("transposed", [[4, 6, 7], [5, 3, 0], [2, 8, 1]]),
        ("turned and transposed", [[1, 8, 2], [0, 3, 5], [7, 6, 4]]),
        ("unknown", [[1, 0, 7], [8, 3, 6], [2, 5, 5]]),
        ("shape", [1, 0, 7, 8, 3, 6, 2, 5, 4]),
    ],
    "gradient_magnitude": [
        ("sizes added", 92),
        ("signs kept", 28),
        ("larger side", 60),
        ("root forgotten", 3600 + 1024),
        ("averaged", 46),
        ("squares subtracted", 2576**0.5),
        ("unknown", 69),
        ("shape", [60, -32]),
    ],
    "limits_of_the_scale": [
        ("not centred", [-87, 101]),
        ("cut off below", [0, 101]),
        ("an image file", [0, 255]),
        ("of the drawing", [17, 230]),  # 256 - 26 = 230
        ("the smaller side", [-87, 87]),
        ("order", [101, -101]),
        ("unknown", [-255, 255]),
        ("shape", 101),
    ],
    "diagonal_edge": [
        ("all zero", np.zeros((3, 3))),
        ("sum not zero", np.eye(3)),
        ("sum not zero", [[0, 1, 1], [0, 0, 1], [0, 0, 0]]),
        ("no answer", [[0, 1, -1], [0, 0, 0], [0, 0, 0]]),
        ("a line", [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]]),
        ("both diagonals", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
        ("other diagonal", np.fliplr(STEP)),
        ("shape", [-1, 0, 1]),
    ],
}
