"""Exercises of lesson 12: smooth, compare and find in a signal."""

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Closed, Open
from convcheck.mistakes import Flaw, altered, instead, misread
from convdemo.arguments import Array
from convdemo.walk import cross_correlate


def _seconds(rate: int, kernel_size: int, dilation_rate: int) -> float:
    return dilation_rate * (kernel_size - 1) / rate


def _reach(rng: np.random.Generator) -> Given:
    return {
        "rate": int(rng.choice([50, 100, 200, 250, 500])),
        "kernel_size": int(rng.integers(3, 8)),
        "dilation_rate": int(rng.integers(3, 13)),
    }


def _best_place(x: Array, kernel: Array) -> int:
    return int(np.argmax(cross_correlate(x, kernel)))


def _one_largest(values: Array) -> bool:
    return int(np.count_nonzero(values == np.max(values))) == 1


def _signal_and_shape(rng: np.random.Generator) -> Given:
    """Draw until the places of the largest numbers are clear, and none is mistaken for another."""
    while True:
        kernel = rng.permutation([-2, -1, 3])
        x = rng.integers(0, 3, 9) + rng.integers(0, 2) * np.arange(9)
        place = rng.integers(0, 7)
        x[place : place + 3] += kernel + 2
        maps = [np.correlate(x, weights, "valid") for weights in (kernel, -kernel, kernel[::-1])]
        best, worst, flipped = (int(np.argmax(each)) for each in maps)
        places = {best, best + 1, best + 2, worst, flipped, int(np.argmax(x)), int(max(maps[0]))}
        if len(places) == 7 and all(map(_one_largest, [x, *maps])):
            return {"x": x, "kernel": kernel}


def _cut_from_a_beat(rng: np.random.Generator) -> Given:
    """Draw three weights, the middle one far above the others, whose mean is a whole number."""
    while True:
        kernel = rng.integers([1, 7, 1], [4, 12, 4])
        if kernel.sum() % 3 == 0:
            return {"kernel": kernel}


reach_in_seconds = Closed(
    "reach_in_seconds",
    asks="the seconds from the first to the last number that one answer reads",
    rule=_seconds,
    draw=_reach,
    right="Right: between k weights lie k - 1 gaps, each as many steps long as the dilation says.",
    hint="Mark the weights on a line of numbers, count the steps from the first to the last, "
    "and ask how many seconds one step takes.",
    mistakes=[
        misread(
            "dilation forgotten",
            "The dilation is forgotten: this takes weights that lie side by side.",
            dilation_rate=1,
        ),
        misread(
            "one gap too many",
            "This counts one gap for each weight: three weights in a row have two gaps "
            "between them.",
            kernel_size=lambda size: size + 1,
        ),
        instead(
            "numbers counted",
            "This counts the numbers in the reach: from the first of them to the last there "
            "is one step less.",
            lambda rate, **sizes: _seconds(rate, **sizes) + 1 / rate,
        ),
        misread(
            "places between counted",
            "This counts the places between the weights: the step onto the next weight "
            "counts, too.",
            dilation_rate=lambda step: step - 1,
        ),
        misread(
            "not a time",
            "This counts steps, not seconds: the sampling rate says how long one step takes.",
            rate=1,
        ),
        altered(
            "milliseconds",
            "The time is right in milliseconds, and the question asks for seconds.",
            lambda right: 1000 * right,
        ),
        altered(
            "upside down",
            "This is upside down: the more numbers in a second, the shorter the time.",
            lambda right: 1 / right,
        ),
    ],
)

where_it_fits = Closed(
    "where_it_fits",
    asks="the place of the map, counted from 0, with the largest answer",
    rule=_best_place,
    draw=_signal_and_shape,
    right="Right: the shape decides, however high the signal stands elsewhere.",
    hint="Write down the whole map, seven numbers, and call the place of its first number 0.",
    mistakes=[
        altered(
            "one too far",
            "This is one too far: place 0 of the map is the stop that starts at the first "
            "number of x.",
            lambda right: right + 1,
        ),
        altered(
            "last of the patch",
            "This is where the patch ends: a place of the map is where its patch starts.",
            lambda right: right + 2,
        ),
        instead(
            "largest number",
            "This is the place of the largest number of x: high is not the same as alike.",
            lambda x, **_: np.argmax(x),
        ),
        misread(
            "flipped",
            "This is the place for the flipped kernel: a layer lays it down as it is.",
            kernel=np.flip,
        ),
        instead(
            "the answer itself",
            "This is how large the largest answer is: the question is where.",
            lambda x, kernel: cross_correlate(x, kernel).max(),
        ),
        misread(
            "smallest answer",
            "This is the place of the smallest answer: there the signal does the opposite of "
            "the kernel.",
            kernel=np.negative,
        ),
    ],
)

answers_to_drift = Closed(
    "answers_to_drift",
    asks="the mended kernel, three weights",
    rule=lambda kernel: kernel - kernel.mean(),
    draw=_cut_from_a_beat,
    right="Right: the weights sum to zero, so the height of the signal adds nothing.",
    hint="What does the kernel answer on 1 1 1, and what would it have to answer there?",
    mistakes=[
        altered(
            "sign",
            "Every sign is the other way round: this answers least where the beat is.",
            np.negative,
        ),
        instead(
            "unchanged",
            "This is the kernel as it was: on 1 1 1 it answers more than 0.",
            lambda kernel: kernel,
        ),
        instead(
            "divided by the sum",
            "The weights now sum to 1, which is right for smoothing: here height has to add "
            "nothing.",
            lambda kernel: kernel / kernel.sum(),
        ),
        instead(
            "divided by the squares",
            "The weights sum to zero, but are divided by their sum of squares, too: here "
            "their distances have to stay.",
            lambda kernel: (kernel - kernel.mean()) / np.square(kernel - kernel.mean()).sum(),
        ),
        instead(
            "sum taken off",
            "The whole sum is taken off each weight: off all three together it must go once.",
            lambda kernel: kernel - kernel.sum(),
        ),
        instead(
            "largest taken off",
            "The largest weight is taken off each: now a higher signal answers less and less.",
            lambda kernel: kernel - kernel.max(),
        ),
        instead(
            "smallest taken off",
            "The smallest weight is taken off each: a higher signal still answers more.",
            lambda kernel: kernel - kernel.min(),
        ),
        instead(
            "one weight only",
            "The weights sum to zero, but only the first of them has changed, so the shape is "
            "another.",
            lambda kernel: kernel - np.array([kernel.sum(), 0, 0]),
        ),
        instead(
            "middle only",
            "The weights sum to zero, but only the middle one has changed, so the spike is lost.",
            lambda kernel: kernel - np.array([0, kernel.sum(), 0]),
        ),
    ],
)

gentle_smoother = Open(
    "gentle_smoother",
    asks="a smoothing kernel of size 3 that leaves more than 3 of a beat of 9",
    example=lambda: np.array([0.25, 0.5, 0.25]),
    right=lambda answer: (
        f"Right: it smooths, and of the beat of 9 it leaves {9 * answer[1]:g} in its place."
    ),
    hint="The mean of three numbers has equal weights: give the middle one more, and the "
    "other two what is left.",
    flaws=[
        Flaw(
            "negative",
            lambda answer: (
                f"A weight of {answer.min():g} takes away where smoothing adds up: none may be "
                "negative."
            ),
            lambda answer: answer.min() < -1e-9,
        ),
        Flaw(
            "another sum",
            lambda answer: (
                f"The weights sum to {answer.sum():g}, so a uniform signal does not keep its "
                "height."
            ),
            lambda answer: abs(answer.sum() - 1) > 2e-3,
        ),
        Flaw(
            "lopsided",
            lambda answer: (
                f"The left neighbour counts {answer[0]:g} and the right one {answer[2]:g}: "
                "both have to count alike."
            ),
            lambda answer: abs(answer[0] - answer[2]) > 1e-6,
        ),
        Flaw(
            "not smoothing",
            "The neighbours count nothing or next to nothing, so the jitter stays: give them "
            "a share.",
            lambda answer: answer[1] > 0.998,
        ),
        Flaw(
            "two peaks",
            lambda answer: (
                f"At the place of the beat this leaves {9 * answer[1]:g}, and at each of its "
                f"neighbours {9 * answer[0]:g}, so the beat falls apart."
            ),
            lambda answer: answer[0] > answer[1] + 1e-6,
        ),
        Flaw(
            "too little left",
            lambda answer: (
                f"Of the beat of 9 this leaves {9 * answer[1]:g}, no more than the mean of three."
            ),
            lambda answer: answer[1] <= answer.sum() / 3 + 1e-6,
        ),
    ],
)
