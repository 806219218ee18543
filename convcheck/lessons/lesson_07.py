"""Exercises of lesson 07: layers upon layers."""

from typing import Any

import numpy as np

from convcheck.answers import plain_numbers
from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import Flaw, altered, instead
from convdemo.arguments import Array
from convdemo.arithmetic import receptive_field

LARGEST_KERNEL = 5


def _stack(rng: np.random.Generator) -> Given:
    ways = [(1, 1), (2, 1), (1, 2)]
    chosen = rng.integers(0, 3, 3)
    return {"layers": [(int(rng.integers(2, 5)), *ways[way]) for way in chosen]}


def _stride_too_early(layers: list[tuple[int, int, int]]) -> int:
    r, j = 1, 1
    for kernel_size, strides, dilation_rate in layers:
        j *= strides
        r += (kernel_size - 1) * dilation_rate * j
    return r


def _two_kernels(rng: np.random.Generator) -> Given:
    return {"first": rng.integers(-2, 4, 3), "second": rng.choice([-1, 1, 2], 3)}


def _wanted(rng: np.random.Generator) -> Given:
    """Return a field that strides of 1 do not reach, and a first layer (5, 2) does."""
    count = int(rng.integers(2, 5))
    return {"count": count, "field": int(rng.choice(np.arange(4 * count + 3, 8 * count - 2, 2)))}


def _pairs(answer: Any, **_: Any) -> Array:
    pairs = plain_numbers(answer)
    whole = np.array_equal(pairs, np.round(pairs)) and pairs.min() >= 1
    if pairs.ndim != 2 or pairs.shape[1] != 2 or not whole:
        raise ValueError(
            "answer must be a list of pairs (kernel_size, strides), whole numbers of 1 or more"
        )
    return pairs


def _reach(count: int, field: int) -> list[tuple[int, int]]:
    """Return layers that see the field: (5, 2), then each as large as is still needed."""
    layers, left = [(LARGEST_KERNEL, 2)], (field - LARGEST_KERNEL) // 2
    for _ in range(count - 1):
        more = min(left, LARGEST_KERNEL - 1)
        layers.append((1 + more, 1))
        left -= more
    return layers


def _seen(answer: Array) -> int:
    return receptive_field([(int(size), int(strides)) for size, strides in answer])


how_far_it_sees = Closed(
    "how_far_it_sees",
    asks="the receptive field of the stack, in pixels",
    rule=receptive_field,
    draw=_stack,
    right="Right: each layer widens the field, and by more if there were strides before it.",
    hint="Start with r = 1 and j = 1, and write down both after each layer.",
    mistakes=[
        instead(
            "strides forgotten",
            "This ignores the strides: a stride spreads out what all later layers read.",
            lambda layers: receptive_field([(k, 1, d) for k, _, d in layers]),
        ),
        instead(
            "dilation forgotten",
            "This ignores the dilation, which leaves gaps between the numbers that a layer reads.",
            lambda layers: receptive_field([(k, s, 1) for k, s, _ in layers]),
        ),
        instead(
            "last layer only",
            "This is how much the last layer sees of the map before it, not of the input.",
            lambda layers: (layers[-1][0] - 1) * layers[-1][2] + 1,
        ),
        instead(
            "sizes added",
            "This is the sum of the kernel sizes, but patches of neighbours overlap, and strides "
            "and dilations count as well.",
            lambda layers: sum(k for k, _, _ in layers),
        ),
        instead(
            "sizes multiplied",
            "This is the product of the kernel sizes, but patches of neighbours overlap, so each "
            "layer only adds to the field.",
            lambda layers: int(np.prod([k for k, _, _ in layers])),
        ),
        instead(
            "stride too early",
            "Here a stride widens the field of its own layer, but it affects only later layers.",
            _stride_too_early,
        ),
        altered(
            "one too few",
            "This is one too few: does r start at 1, does j include all earlier strides, and did "
            "you begin with the first layer?",
            lambda right: right - 1,
        ),
    ],
)

one_kernel_for_two = Closed(
    "one_kernel_for_two",
    asks="the one kernel that does the work of both, five weights",
    rule=lambda first, second: np.convolve(first, second),
    draw=_two_kernels,
    right="Right: the weights at index a of one kernel and index b of the other meet at index a "
    "+ b.",
    hint="Write the first kernel down three times, each time one index further to the right and "
    "multiplied by the next weight of the second; then add the columns.",
    mistakes=[
        instead(
            "multiplied",
            "You multiplied the kernels element by element, but each weight of one meets each "
            "weight of the other.",
            lambda first, second: first * second,
        ),
        instead(
            "added",
            "You added the kernels, but the second works on the map of the first, so their "
            "weights are multiplied.",
            lambda first, second: first + second,
        ),
        instead(
            "one flipped",
            "One of the two kernels is flipped: index a of one and index b of the other meet at "
            "index a + b.",
            lambda first, second: np.convolve(first, second[::-1]),
            lambda first, second: np.convolve(first[::-1], second),
        ),
        altered(
            "flipped",
            "The five weights are in reverse order: index 0 of one and index 0 of the other meet "
            "at index 0.",
            np.flip,
        ),
        altered(
            "only the middle",
            "These are the three weights in the middle, but the merged kernel has five.",
            lambda right: right[1:-1],
        ),
        instead(
            "one after the other",
            "You put one kernel after the other, but they overlap: products with the same index "
            "a + b add up.",
            lambda first, second: np.concatenate([first, second]),
        ),
    ],
)

what_depth_buys = Choice(
    "what_depth_buys",
    asks="which statement about two layers of 3 x 3 and one of 5 x 5 is false",
    right="c",
    says={
        "a": "This is true: two layers of 3 x 3 filters see 5 x 5 pixels, since 1 + 2 + 2 = 5.",
        "b": "This is true: two grids of 9 weights are fewer than one of 25, and both have the "
        "same channels.",
        "c": "Right: a single filter of 5 x 5 can find a corner. Two layers pay because filters "
        "share maps.",
        "d": "This is true: without the ReLU, the two kernels merge into one kernel of 5 x 5.",
    },
    hint="Which of the statements does the lesson refute by an example?",
)

see_that_far = Open(
    "see_that_far",
    asks="a list of pairs (kernel_size, strides) that sees as far as wanted",
    example=_reach,
    draw=_wanted,
    read=_pairs,
    right="Right: a stride makes every later layer widen the field by more.",
    hint="Try a stride of 2 in the first layer, write down r and j after it, and see how much "
    "width is still missing.",
    flaws=[
        Flaw(
            "too few layers",
            lambda answer, count, **_: f"The stack has only {len(answer)} of {count} layers.",
            lambda answer, count, **_: len(answer) < count,
        ),
        Flaw(
            "too many layers",
            lambda answer, count, **_: (
                f"The stack has {len(answer)} layers, more than the {count} asked for."
            ),
            lambda answer, count, **_: len(answer) > count,
        ),
        Flaw(
            "kernel too large",
            lambda answer, **_: (
                f"One kernel has size {answer[:, 0].max():g}, but at most 5 is allowed."
            ),
            lambda answer, **_: answer[:, 0].max() > LARGEST_KERNEL,
        ),
        Flaw(
            "pixels skipped",
            "One stride is larger than its kernel, so no output reads the numbers between patches.",
            lambda answer, **_: (answer[:, 1] > answer[:, 0]).any(),
        ),
        Flaw(
            "no stride",
            lambda _answer, field, **_: (
                f"With strides of 1 each layer adds at most 4 pixels, so {field} is out of reach."
            ),
            lambda answer, **_: answer[:, 1].max() == 1,
        ),
        Flaw(
            "stride in the last layer",
            "Only the last layer has a stride above 1, with no later layer for it to widen.",
            lambda answer, **_: answer[:-1, 1].max() == 1,
        ),
        Flaw(
            "too small",
            lambda answer, field, **_: (
                f"The stack sees {_seen(answer)} pixels, fewer than the {field} wanted."
            ),
            lambda answer, field, **_: _seen(answer) < field,
        ),
        Flaw(
            "too large",
            lambda answer, field, **_: (
                f"The stack sees {_seen(answer)} pixels, more than the {field} wanted."
            ),
            lambda answer, field, **_: _seen(answer) > field,
        ),
    ],
)
