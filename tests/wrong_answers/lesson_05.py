"""Seed 0: 49 numbers, kernel size 11, stride 3, 13 positions.

x = 4 1 3 4 3 4 3 3 and kernel 0 2 -1 under "same", stride 2: -1 5 5 6.
The reflected border: 5 | 4 5 2 6 3 8 | 3 and kernel 1 1 2 give 19 13 19 14 25 17.
37 numbers, kernel size 6, are to become 10.
"""

import keras

Conv1D = keras.layers.Conv1D

WRONG = {
    "how_many_positions": [
        ("one too few", 12),
        ("strides forgotten", 49 - 11 + 1),
        ("rounded up", 14),
        ("kernel forgotten", 49 // 3),
        ("padding added", 17),
        ("not rounded", 13.67),
        ("unknown", 11),
        ("shape", [13]),
    ],
    "zeros_for_same": [
        ("zero at the start", [8 - 1, 6 - 4, 6 - 4, 6 - 3]),
        ("border repeated", [-1, 5, 5, 6 - 3]),
        ("last position empty", [-1, 5, 5, 0]),
        ("causal", [-4, -1, 5, 5]),
        ("padding forgotten", [-1, 5, 5]),
        ("strides forgotten", [7, -1, 2, 5, 2, 5, 3, 6]),
        ("flipped", [-4 + 2, -3 + 8, -3 + 8, -3 + 6]),
        ("unknown", [-1, 5, 5, 7]),
        ("shape", [[-1], [5], [5], [6]]),
    ],
    "reflected_border": [
        ("zeros", [14, 13, 19, 14, 25, 11]),
        ("border repeated", [4 + 14, 13, 19, 14, 25, 11 + 16]),
        ("wrapped", [8 + 14, 13, 19, 14, 25, 11 + 8]),
        ("padding forgotten", [13, 19, 14, 25]),
        ("flipped", [10 + 4 + 5, 15, 18, 13, 23, 6 + 8 + 3]),
        ("unknown", [19, 13, 19, 14, 25, 18]),
        ("shape", [[19], [13], [19], [14], [25], [17]]),
    ],
    "one_is_false": [("a", "a"), ("c", "c"), ("d", "d"), ("kind", "z"), ("kind", b"b")],
    "layer_for_a_size": [
        ("another kernel", Conv1D(1, kernel_size=5, strides=4, padding="same")),
        ("too many", Conv1D(1, kernel_size=6)),
        ("kind", Conv1D(7, kernel_size=6, strides=4, padding="same")),
        ("kind", Conv1D(1, kernel_size=6, dilation_rate=19)),
        ("too many", Conv1D(1, kernel_size=6, strides=3)),
        ("too few", Conv1D(1, kernel_size=6, strides=4)),
        ("kind", keras.layers.Conv2D(1, kernel_size=6)),
        ("kind", Conv1D),
        ("kind", 10),
    ],
}
