"""Exercises of lesson 13: smooth, compare and find in a signal."""

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


def _best_index(x: Array, kernel: Array) -> int:
    return int(np.argmax(cross_correlate(x, kernel)))


def _one_largest(values: Array) -> bool:
    return int(np.count_nonzero(values == np.max(values))) == 1


def _signal_and_shape(rng: np.random.Generator) -> Given:
    """Draw until it is clear where the largest number of x and of each map is."""
    while True:
        kernel = rng.permutation([-2, -1, 3])
        x = rng.integers(0, 3, 9) + rng.integers(0, 2) * np.arange(9)
        start = rng.integers(0, 7)
        x[start : start + 3] += kernel + 2
        maps = [np.correlate(x, weights, "valid") for weights in (kernel, -kernel, kernel[::-1])]
        if all(map(_one_largest, [x, *maps])):
            return {"x": x, "kernel": kernel}


def _cut_from_a_beat(rng: np.random.Generator) -> Given:
    """Draw three weights, the middle one far above the others, whose mean is a whole number."""
    while True:
        kernel = rng.integers([1, 7, 1], [4, 12, 4])
        if kernel.sum() % 3 == 0:
            return {"kernel": kernel}


reach_in_seconds = Closed(
    "reach_in_seconds",
    asks="the seconds from the first to the last sample that one response reads",
    rule=_seconds,
    draw=_reach,
    right="Right: k weights have k - 1 gaps between them, each as many steps long as the "
    "dilation says.",
    hint="Mark the weights on a number line, count the steps from the first to the last, and ask "
    "how many seconds one step takes.",
    mistakes=[
        misread(
            "dilation forgotten",
            "This ignores the dilation: it takes weights that lie side by side.",
            dilation_rate=1,
        ),
        misread(
            "one gap too many",
            "This counts one gap for each weight: three weights have only two gaps between them.",
            kernel_size=lambda size: size + 1,
        ),
        instead(
            "samples counted",
            "This counts the samples from the first to the last: between them there is one step "
            "fewer.",
            lambda rate, **sizes: _seconds(rate, **sizes) + 1 / rate,
        ),
        misread(
            "samples between counted",
            "This leaves out a step: count also the one that lands on the next weight.",
            dilation_rate=lambda step: step - 1,
        ),
        misread(
            "not a time",
            "This counts steps, not seconds: the sampling rate says how long one step takes.",
            rate=1,
        ),
        altered(
            "milliseconds",
            "This is right in milliseconds, but the question asks for seconds.",
            lambda right: 1000 * right,
        ),
        altered(
            "upside down",
            "This is upside down: the more samples per second, the shorter the time.",
            lambda right: 1 / right,
        ),
    ],
)

where_it_fits = Closed(
    "where_it_fits",
    asks="the index of the largest response in the map, counted from 0",
    rule=_best_index,
    draw=_signal_and_shape,
    right="Right: size and shape of a patch decide, and a constant height adds nothing.",
    hint="Write down the whole map, seven numbers, and give its first number the index 0.",
    mistakes=[
        altered(
            "one too far",
            "This is one too far: at index 0 of the map, the patch starts at the first number of "
            "x.",
            lambda right: right + 1,
        ),
        altered(
            "last of the patch",
            "This is where the patch ends: its index in the map is where it starts.",
            lambda right: right + 2,
        ),
        instead(
            "largest number",
            "This is the index of the largest number of x: all three numbers of a patch count.",
            lambda x, **_: np.argmax(x),
        ),
        misread(
            "flipped",
            "This is the index for the flipped kernel: a layer uses it unflipped.",
            kernel=np.flip,
        ),
        instead(
            "the response itself",
            "This is the largest response itself: the question is at which index it is.",
            lambda x, kernel: cross_correlate(x, kernel).max(),
        ),
        misread(
            "smallest response",
            "This is the index of the smallest response: there the signal does the opposite of "
            "the kernel.",
            kernel=np.negative,
        ),
    ],
)

responds_to_drift = Closed(
    "responds_to_drift",
    asks="the corrected kernel, three weights",
    rule=lambda kernel: kernel - kernel.mean(),
    draw=_cut_from_a_beat,
    right="Right: the weights sum to zero, so the height adds nothing; of the drift only a small "
    "constant is left.",
    hint="What is the response to 1 1 1, and what should it be?",
    mistakes=[
        altered(
            "sign",
            "Every sign is reversed: the response is lowest at the beat.",
            np.negative,
        ),
        instead(
            "unchanged",
            "This is the kernel as it was: its response to 1 1 1 is above 0.",
            lambda kernel: kernel,
        ),
        instead(
            "divided by the sum",
            "The weights now sum to 1, which is right for smoothing: to ignore a constant height, "
            "they must sum to 0.",
            lambda kernel: kernel / kernel.sum(),
        ),
        instead(
            "divided by the squares",
            "The weights sum to zero, but you also divided them: their differences must stay the "
            "same.",
            lambda kernel: (kernel - kernel.mean()) / np.square(kernel - kernel.mean()).sum(),
        ),
        instead(
            "sum taken off",
            "You subtracted the whole sum from each weight: share it among all three.",
            lambda kernel: kernel - kernel.sum(),
        ),
        instead(
            "largest taken off",
            "You subtracted the largest weight from each: now a higher signal lowers the response.",
            lambda kernel: kernel - kernel.max(),
        ),
        instead(
            "smallest taken off",
            "You subtracted the smallest weight from each: a higher signal still raises the "
            "response.",
            lambda kernel: kernel - kernel.min(),
        ),
        instead(
            "one weight only",
            "The weights sum to zero, but only the first one has changed, so the shape is "
            "different.",
            lambda kernel: kernel - np.array([kernel.sum(), 0, 0]),
        ),
        instead(
            "middle only",
            "The weights sum to zero, but only the middle one has changed, so the peak is lost.",
            lambda kernel: kernel - np.array([0, kernel.sum(), 0]),
        ),
    ],
)

gentle_smoother = Open(
    "gentle_smoother",
    asks="a smoothing kernel of size 3 that leaves more than 3 of a beat of 9",
    example=lambda: np.array([0.25, 0.5, 0.25]),
    right=lambda w: f"Right: it smooths, and it leaves {9 * w[1]:g} of the beat of 9.",
    hint="The mean of three numbers has equal weights: give the middle one more, and share the "
    "rest between the other two.",
    flaws=[
        Flaw(
            "negative",
            lambda w: f"The smallest weight is {w.min():g}, but none may be negative.",
            lambda w: w.min() < -1e-9,
        ),
        Flaw(
            "another sum",
            lambda w: (
                f"The weights sum to {w.sum():g}, not 1, so a uniform signal changes its height."
            ),
            lambda w: abs(w.sum() - 1) > 2e-3,
        ),
        Flaw(
            "lopsided",
            lambda w: f"The left weight is {w[0]:g}, the right one {w[2]:g}: they must be equal.",
            lambda w: abs(w[0] - w[2]) > 1e-6,
        ),
        Flaw(
            "not smoothing",
            "The neighbours count for (almost) nothing, so nothing is smoothed: give them a share.",
            lambda w: w[1] > 0.998,
        ),
        Flaw(
            "two peaks",
            lambda w: f"This leaves {9 * w[1]:g} at the beat, but {9 * w[0]:g} on each side of it.",
            lambda w: w[0] > w[1] + 1e-6,
        ),
        Flaw(
            "the mean",
            "All three weights are equal, as in the mean of three: give the middle one more.",
            lambda w: w[1] <= w.sum() / 3 + 1e-6,
        ),
        Flaw(
            "too little left",
            lambda w: f"This leaves {9 * w[1]:g} of the beat of 9, not more than 3.",
            lambda w: w[1] <= 1 / 3,
        ),
    ],
)
