"""Seed 0: size 4, 5 channels, 10 filters; channels give 10 + 5 + 1, bias 2."""

import numpy as np


def _middle(red, green, blue):
    kernel = np.zeros((3, 3, 3))
    kernel[1, 1] = red, green, blue
    return kernel


GREEN_BUMP = np.zeros((3, 3, 3))  # green minus its eight neighbours: blind to the ground only
GREEN_BUMP[:, :, 1] = [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]

RED_CORNERS = _middle(-0.5, 1, -0.5)  # which cancel on the ground, but not on other grey
RED_CORNERS[0, [0, 2], 0] = 1, -1

WRONG = {
    "count_parameters": [
        ("channels forgotten", 170),  # 17 * 10
        ("filters forgotten", 81),  # 16 * 5 + 1
        ("biases forgotten", 800),
        ("one bias for all", 801),
        ("a bias for each channel", 850),  # 17 * 5 * 10
        ("size not squared", 210),  # 21 * 10
        ("unknown", 811),
        ("shape", [4, 4, 5, 10]),
    ],
    "sum_over_channels": [
        ("one number a channel", [12, 7, 3]),
        ("bias in each channel", 22),
        ("bias forgotten", 16),
        ("first channel only", 12),
        ("second channel only", 7),
        ("last channel only", 3),
        ("averaged", 16 / 3 + 2),
        ("averaged", 7.33),
        ("unknown", 14),
        ("shape", [18]),
    ],
    "how_many_maps": [("a", "a"), ("c", "c"), ("d", "D"), ("kind", "z")],
    "green_dot": [
        ("all zero", np.zeros((3, 3, 3))),
        ("responds to the ground", _middle(0, 1, 0)),
        ("responds to the ground", np.ones((3, 3, 3))),
        ("responds to a grey dot", GREEN_BUMP),
        ("responds to grey elsewhere", RED_CORNERS),
        ("responds to grey elsewhere", 1e-6 * RED_CORNERS),
        ("silent on green", np.stack([np.diag([-1, 0, 1]), np.zeros((3, 3)), np.zeros((3, 3))], 2)),
        ("responds to red", _middle(1, 1, -2)),
        ("responds to blue", _middle(-2, 1, 1)),
        ("sign", _middle(0.5, -1, 0.5)),
        ("red in place of green", _middle(1, -0.5, -0.5)),
        ("blue in place of green", _middle(-0.5, -0.5, 1)),
        ("channels first", np.moveaxis(_middle(-0.5, 1, -0.5), 2, 0)),
        ("shape", [-0.5, 1, -0.5]),
    ],
}
