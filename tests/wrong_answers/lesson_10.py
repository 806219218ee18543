"""Seed 0: 21 filters of 5 by 5, 2446 parameters.

The right classes of four images have the probabilities 0.25, 0.25, 0.625 and 0.25. Of twelve images
the first seven are the training set, six of them classified correctly, and three of the others. An
accuracy of 0.8 on 200 images has a standard error of 0.028.
"""

WRONG = {
    "count_the_model": [
        ("scores forgotten", 26 * 21),
        ("filters forgotten", (9 * 21 + 1) * 10),
        ("pooling forgotten", 26 * 21 + (36 * 21 + 1) * 10),
        ("maps padded", 26 * 21 + (25 * 21 + 1) * 10),
        ("biases forgotten", 25 * 21 + 9 * 21 * 10),
        ("one map", 26 * 21 + 10 * 10),
        ("unknown", 2447),
        ("shape", [546, 1900]),
    ],
    "cross_entropy": [
        ("sum", 4.63),
        ("sign", -1.16),
        ("highest probability", (3 * 0.47 + 0.69) / 4),
        ("logarithm of the mean", 1.07),
        ("mean probability", 0.34),
        ("all classes", 1.27),
        ("logarithm to base 10", 0.5),
        ("unknown", 1.2),
        ("shape", [1.39, 1.39, 0.47, 1.39]),
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
    "standard_error": [
        ("root forgotten", 0.0008),
        ("images forgotten", 0.4),
        ("images outside the root", 0.002),
        ("errors forgotten", 0.063),
        ("accuracy forgotten", 0.0316),
        ("doubled", 0.0566),
        ("percent", 2.8284),
        ("unknown", 0.03),
        ("shape", [0.8, 0.028]),
    ],
    "right_but_unsure": [
        ("not the highest", [0, 0, 0]),
        ("not the highest", [0, 0.1, 0]),
        ("not the highest", [0, -1, 2]),
        ("too sure", [1, 0, 0]),
        ("too sure", [1000, 0, 0]),
        ("too sure", [0.3, 0.2, -1000]),
        ("shape", [0.1, 0]),
        ("kind", "a, b, c"),
    ],
}
