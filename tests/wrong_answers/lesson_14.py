"""Seed 0: image = 8 6 5 3 / 3 1 1 1 / 2 8 6 9, kernel = 2 1 0 / -1 -1 -2 / -2 -2 -2 and bias 5.

Kernels of 5 and 4 rows with strides 3 and 2: 38 to 43 rows become 12 or 13, and then 5.
"""

import keras
import numpy as np

import convdemo as cd

IMAGE = np.array([[8, 6, 5, 3], [3, 1, 1, 1], [2, 8, 6, 9]])
PIXELS = IMAGE.astype("float32")
KERNEL = np.array([[2, 1, 0], [-1, -1, -2], [-2, -2, -2]])


def holding(kernel, bias, **arguments):
    return cd.set_filters(keras.layers.Conv2D(1, 3, **arguments), kernel, bias)


WRONG = {
    "batch_and_channel": [
        ("integer input", IMAGE.reshape(1, 3, 4, 1)),
        ("two axes missing", IMAGE),
        ("two axes missing", PIXELS),
        ("batch axis forgotten", PIXELS.reshape(3, 4, 1)),
        ("channel axis forgotten", PIXELS.reshape(1, 3, 4)),
        ("channels first", PIXELS.reshape(1, 1, 3, 4)),
        ("batch last", PIXELS.reshape(3, 4, 1, 1)),
        ("rows and columns exchanged", PIXELS.T.reshape(1, 4, 3, 1)),
        ("rows broken up", PIXELS.reshape(1, 4, 3, 1)),
        ("unknown", PIXELS.reshape(1, 3, 4, 1) / 9),
        ("kind", PIXELS.reshape(1, 3, 4, 1).tolist()),
        ("kind", PIXELS.reshape(1, 3, 4, 1).astype(object)),
        ("shape", PIXELS.reshape(1, 12, 1, 1)),
    ],
    "refused_weights": [
        ("bias forgotten", holding(KERNEL, 0)),
        ("bias forgotten", holding(KERNEL, 0, use_bias=False)),
        ("sign of the bias", holding(KERNEL, -5)),
        ("bias of one", holding(KERNEL, 1)),
        ("bias in the kernel", holding(KERNEL + 5, 0)),
        ("transposed", holding(KERNEL.T, 5)),
        ("flipped", holding(KERNEL[::-1, ::-1], 5)),
        ("sign", holding(-KERNEL, 5)),
        ("kernel of ones", holding(np.ones((3, 3)), 5)),
        ("unknown", holding(np.zeros((3, 3)), 5)),
        ("kind", holding(KERNEL, 5, padding="same")),
        ("kind", holding(KERNEL, 5, activation="relu")),
        ("unknown", holding(KERNEL / 2, 5)),
        ("kind", keras.layers.Conv2D(1, 3)),
        ("kind", cd.set_filters(keras.layers.Conv1D(1, 3), [1, 2, 3])),
        ("kind", keras.layers.Conv2D(2, 3)),
        ("kind", holding(np.ones((3, 3, 3)), 5)),
        ("kind", KERNEL),
    ],
    "which_layer_is_refused": [("a", "a"), ("c", "c"), ("d", "d"), ("kind", "z")],
    "what_led_to_it": [("a", "a"), ("c", "c"), ("d", "d"), ("kind", "flatten")],
    "rows_that_fit": [
        ("no number of rows", 38.5),
        ("no number of rows", 0),
        ("refused", 4),  # smaller than the first kernel
        ("refused", 11),  # 11 become 3, smaller than the second
        ("too few", 37),  # 37 become 11, and then 4
        ("too many", 44),  # 44 become 14, and then 6
        ("shape", [38, 38]),
        ("kind", "38"),
    ],
}
