"""Seed 0: 29 numbers, kernel size 6, stride 2, 12 stops.

x = 4 3 2 1 1 0 0 0 and kernel -1 2 1 under "same", stride 2: 4 1 -1 0.
37 numbers, kernel size 6, are to become 10.
"""

import keras

Conv1D = keras.layers.Conv1D

WRONG = {
    "how_many_stops": [
        ("one too few", 11),
        ("strides forgotten", 29 - 6 + 1),
        ("rounded up", 13),
        ("kernel forgotten", 29 // 2),
        ("padding added", 15),
        ("not rounded", 12.5),
        ("unknown", 10),
        ("shape", [12]),
    ],
    "zeros_for_same": [
        ("zero at the start", [-0 + 8 + 3, -3 + 4 + 1, -1 + 2 + 0, 0]),
        ("causal", [4, -4 + 6 + 2, -2 + 2 + 1, -1]),
        ("padding forgotten", [4, 1, -1]),
        ("strides forgotten", [11, 4, 2, 1, 1, -1, 0, 0]),
        ("flipped", [4 + 6 - 2, 2 + 2 - 1, 1, 0]),
        ("unknown", [4, 1, -1, 1]),
        ("shape", [[4], [1], [-1], [0]]),
    ],
    "stride_must_divide": [("a", "a"), ("c", "c"), ("d", "d"), ("kind", "z"), ("kind", b"b")],
    "layer_for_a_size": [
        ("another kernel", Conv1D(1, kernel_size=5, strides=4, padding="same")),
        ("too many", Conv1D(1, kernel_size=6)),
        ("too many", Conv1D(1, kernel_size=6, strides=3)),
        ("too few", Conv1D(1, kernel_size=6, strides=4)),
        ("kind", keras.layers.Conv2D(1, kernel_size=6)),
        ("kind", Conv1D),
        ("kind", 10),
    ],
}
