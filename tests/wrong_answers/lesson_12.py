"""Seed 0: the image 8 6 5 2 / 3 0 0 0 / 1 8 6 9.

The kernel 4 3 3, six numbers, stride 2, matrix 4 3 3 0 0 0 / 0 0 4 3 3 0.

x = 0 2 1 2 1 and the kernel 2 3 3 make the map 9 13 11, which comes back as 18 53 88 72 33.
The kernel whose input is lost is 2 1 -1: each number is twice the one before the last, plus the
last.
"""

WRONG = {
    "patches_of_an_image": [
        (
            "transposed",
            [[8, 6, 5, 3, 0, 0], [6, 5, 2, 0, 0, 0], [3, 0, 0, 1, 8, 6], [0, 0, 0, 8, 6, 9]],
        ),
        (
            "down first",
            [[8, 6, 3, 0], [3, 0, 1, 8], [6, 5, 0, 0], [0, 0, 8, 6], [5, 2, 0, 0], [0, 0, 6, 9]],
        ),
        (
            "read down",
            [[8, 3, 6, 0], [6, 0, 5, 0], [5, 0, 2, 0], [3, 1, 0, 8], [0, 8, 0, 6], [0, 6, 0, 9]],
        ),
        (
            "read backwards",
            [[0, 3, 6, 8], [0, 0, 5, 6], [0, 0, 2, 5], [8, 1, 0, 3], [6, 8, 0, 0], [9, 6, 0, 0]],
        ),
        ("no overlap", [[8, 6, 3, 0], [5, 2, 0, 0]]),
        (
            "one row of the kernel",
            [[8, 6], [6, 5], [5, 2], [3, 0], [0, 0], [0, 0], [1, 8], [8, 6], [6, 9]],
        ),
        (
            "unknown",
            [[8, 6, 3, 0], [6, 5, 0, 0], [5, 2, 0, 0], [3, 0, 1, 8], [0, 0, 8, 6], [0, 0, 6, 8]],
        ),
        ("shape", [8, 6, 3, 0]),
    ],
    "matrix_of_a_layer": [
        (
            "strides forgotten",
            [[4, 3, 3, 0, 0, 0], [0, 4, 3, 3, 0, 0], [0, 0, 4, 3, 3, 0], [0, 0, 0, 4, 3, 3]],
        ),
        ("flipped", [[3, 3, 4, 0, 0, 0], [0, 0, 3, 3, 4, 0]]),
        ("transposed", [[4, 0], [3, 0], [3, 4], [0, 3], [0, 3], [0, 0]]),
        ("wrapped round", [[4, 3, 3, 0, 0, 0], [0, 0, 4, 3, 3, 0], [3, 0, 0, 0, 4, 3]]),
        ("moved by the kernel", [[4, 3, 3, 0, 0, 0], [0, 0, 0, 4, 3, 3]]),
        ("unknown", [[4, 3, 3, 0, 0, 0], [0, 4, 3, 3, 0, 0]]),
        ("shape", [[4, 3, 3, 0, 0, 0]]),
        ("shape", [4, 3, 3, 0, 0, 0, 0, 0, 4, 3, 3, 0]),
    ],
    "values_come_back": [
        ("inverted", [0, 2, 1, 2, 1]),
        ("flipped", [27, 27 + 39, 18 + 39 + 33, 26 + 33, 22]),
        ("map padded", [0, 9, 13, 11, 0]),
        ("not overlapped", [18, 26, 22, 33, 33]),
        ("unknown", [18, 53, 88, 72, 34]),
        ("shape", [9, 13, 11]),
    ],
    "ways_and_costs": [("a", "a"), ("c", "C"), ("d", "d"), ("kind", "z"), ("kind", ["b"])],
    "lost_input": [
        ("all zero", [0] * 6),
        ("something left", [1, 0, 2, 2, 6, 11]),
        ("something left", [1, 1, 1, 1, 1, 1]),
        ("something left", [1e-6, 0, 0, 0, 0, 0]),
        ("shape", [1, 0, 2, 2]),
    ],
}
