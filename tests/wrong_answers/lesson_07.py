"""Seed 0: three layers see 18; kernels [1, 1, 3], [2, 1, 1]; 4 layers for 25."""

WRONG = {
    "how_far_it_sees": [
        ("strides forgotten", 11),  # 1 + 3 + 6 + 1
        ("dilation forgotten", 12),  # 1 + 3 + 6 + 2
        ("last layer only", 2),
        ("sizes added", 10),
        ("sizes multiplied", 32),
        ("stride too early", 21),  # 1 + 6 + 12 + 2
        ("one too few", 17),
        ("unknown", 16),
        ("shape", [4, 16, 18]),
    ],
    "one_kernel_for_two": [
        ("multiplied", [2, 1, 3]),
        ("added", [3, 2, 4]),
        ("one flipped", [1, 2, 6, 5, 6]),
        ("one flipped", [6, 5, 6, 2, 1]),
        ("flipped", [3, 4, 8, 3, 2]),
        ("only the middle", [3, 8, 4]),
        ("one after the other", [1, 1, 3, 2, 1, 1]),
        ("unknown", [2, 3, 8, 4, 4]),
        ("shape", [2, 3, 8, 4]),
    ],
    "what_depth_buys": [("a", "a"), ("b", "b"), ("d", "D"), ("kind", "z")],
    "see_that_far": [
        ("too few layers", [(5, 2), (5, 2), (5, 1)]),
        ("too many layers", [(5, 2), (5, 1), (5, 1), (2, 1), (2, 1)]),
        ("kernel too large", [(7, 2), (5, 1), (5, 1), (2, 1)]),
        ("pixels skipped", [(2, 23), (2, 1), (1, 1), (1, 1)]),
        ("no stride", [(5, 1)] * 4),
        ("stride in the last layer", [(5, 1), (5, 1), (5, 1), (5, 3)]),
        ("too small", [(3, 2), (3, 1), (3, 1), (3, 1)]),  # 3 + 3 * 4 = 15
        ("too large", [(3, 2), (3, 2), (3, 2), (3, 2)]),  # 3 + 4 + 8 + 16 = 31
        ("kind", [5, 5, 5, 3]),
        ("kind", [(5, 2), (5, 1), (5, 1), (2.5, 1)]),
    ],
}
