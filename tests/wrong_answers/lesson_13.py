"""Seed 0: 500 samples a second, 6 weights, dilation 8, so 40 steps of 2 ms are 0.08 s.

x = 0 1 8 4 5 7 6 8 10 and kernel = 3 -2 -1, map = -10 -17 11 -5 -5 1 -8, largest at index 2.
The kernel cut from a beat is 3 10 2, its mean 5.
"""

WRONG = {
    "reach_in_seconds": [
        ("dilation forgotten", 0.01),  # 5 / 500
        ("one gap too many", 0.096),  # 6 * 8 / 500
        ("samples counted", 0.082),  # 41 / 500
        ("samples between counted", 0.07),  # 5 * 7 / 500
        ("not a time", 40),
        ("milliseconds", 80),
        ("upside down", 500 / 40),
        ("unknown", 0.8),
        ("shape", [0.08, 0.08]),
        ("kind", "0.08 s"),
    ],
    "where_it_fits": [
        ("one too far", 3),
        ("last of the patch", 4),
        ("largest number", 8),
        ("flipped", 0),  # -1 * 0 - 2 * 1 + 3 * 8 = 22
        ("the response itself", 11),
        ("smallest response", 1),
        ("unknown", 6),
        ("shape", [-10, -17, 11, -5, -5, 1, -8]),
    ],
    "responds_to_drift": [
        ("sign", [2, -5, 3]),
        ("unchanged", [3, 10, 2]),
        ("divided by the sum", [3 / 15, 10 / 15, 2 / 15]),
        ("divided by the squares", [-2 / 38, 5 / 38, -3 / 38]),  # 4 + 25 + 9
        ("sum taken off", [-12, -5, -13]),
        ("largest taken off", [-7, 0, -8]),
        ("smallest taken off", [1, 8, 0]),
        ("one weight only", [-12, 10, 2]),
        ("middle only", [3, -5, 2]),
        ("unknown", [-1, 2, -1]),
        ("shape", 5),
    ],
    "gentle_smoother": [
        ("the mean", [0.3334] * 3),
        ("the mean", [0.3339] * 3),
        ("negative", [-1, 3, -1]),
        ("another sum", [1, 2, 1]),
        ("another sum", [0.2, 0.5, 0.2]),
        ("lopsided", [0, 0.5, 0.5]),
        ("not smoothing", [0, 1, 0]),
        ("two peaks", [0.4, 0.2, 0.4]),
        ("the mean", [1 / 3, 1 / 3, 1 / 3]),
        ("the mean", [0.333, 0.333, 0.333]),
        ("too little left", [0.333, 0.3332, 0.333]),  # of a beat of 9 it leaves 2.9988
        ("shape", [0.1, 0.2, 0.4, 0.2, 0.1]),
    ],
}
