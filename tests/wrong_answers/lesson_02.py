"""Seed 0: patch 1 1 1 / 0 0 0 / 0 2 2, kernel 1 0 1 / 2 0 0 / 2 2 2, bias -2, answer 8.

The image is 3 2 2 1 1 / 0 0 0 0 3 / 2 3 2 2 3 / 2 2 2 2 3, the kernel 0 2 1 / -1 0 2 / 1 -1 2,
their map 9 10 15 / 6 5 13. The twelve numbers are 2 3 0 0 / 0 1 8 6 / 9 5 6 9.
"""

import numpy as np

NUMBERS = np.array([2, 3, 0, 0, 0, 1, 8, 6, 9, 5, 6, 9])
ROWS = NUMBERS.reshape(3, 4)
LINE = np.array([[0, 0, 1, 0, 0]] * 5)

WRONG = {
    "one_patch": [
        ("bias forgotten", 10),
        ("flipped", 6),  # 2 + 2 + 2 above, 0, and 0 + 0 + 2 below: 8, less 2
        ("transposed", 7),  # 1 + 2 + 2 above, 0, and 0 + 0 + 4 below: 9, less 2
        ("matrix product", 24),
        ("not multiplied", 5),
        ("bias nine times", 10 - 9 * 2),
        ("averaged", 10 / 9 - 2),
        ("averaged", -0.89),
        ("unknown", 9),
        ("shape", [8]),
        ("shape", [[1, 0, 1], [0, 0, 0], [0, 4, 4]]),
    ],
    "map_of_an_image": [
        ("flipped", [[14, 10, 7], [8, 10, 10]]),
        ("transposed", [[12, 10, 9], [12, 14, 16]]),
        ("sign", [[-9, -10, -15], [-6, -5, -13]]),
        (
            "padding added",
            [[4, 1, 0, 6, -4], [12, 9, 10, 15, 1], [8, 6, 5, 13, 3], [11, 10, 8, 11, 4]],
        ),
        ("rows and columns", [[9, 6], [10, 5], [15, 13]]),
        ("order", [[9, 6, 10], [5, 15, 13]]),
        ("not multiplied", [[14, 12, 14], [13, 13, 17]]),
        ("unknown", [[9, 10, 15], [6, 5, 12]]),
        ("shape", [9, 10, 15, 6, 5, 13]),
    ],
    "rows_before_columns": [
        ("rows and columns", NUMBERS.reshape(1, 4, 3, 1)),
        ("transposed", ROWS.T.reshape(1, 4, 3, 1)),
        ("batch axis forgotten", ROWS[:, :, np.newaxis]),
        ("channel axis forgotten", ROWS[np.newaxis]),
        ("both axes forgotten", ROWS),
        ("channels first", ROWS.reshape(1, 1, 3, 4)),
        ("batch last", ROWS.reshape(3, 4, 1, 1)),
        ("shape", NUMBERS),
    ],
    "three_beside_white": [
        ("a line", LINE),
        ("a line", LINE.tolist()),
        ("a line", np.pad(np.ones((3, 1)), [(1, 1), (1, 3)])),
        ("no three", LINE.T),
        ("no three", np.eye(5)),
        ("no three", np.zeros((5, 5))),
        ("other numbers", 3 * np.eye(5)),
        ("shape", np.ones((3, 3))),
    ],
}
