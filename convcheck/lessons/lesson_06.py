"""Exercises of lesson 06: channels in, filters out."""

from typing import Any

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import OTHER_SIGN, Flaw, Undo, instead, misread
from convcheck.responses import above_zero, all_zero, not_above_zero, or_zero, responds
from convdemo.arguments import Array


def _layer(rng: np.random.Generator) -> Given:
    return {
        "kernel_size": int(rng.integers(2, 6)),
        "in_channels": int(rng.integers(2, 7)),
        "filters": int(rng.integers(4, 11)),
    }


def _patch(rng: np.random.Generator) -> Given:
    return {
        "patch": rng.integers(0, 4, (2, 2, 3)),
        "kernel": rng.integers(-1, 3, (2, 2, 3)),
        "bias": int(rng.integers(1, 4)),
    }


def _parameters(kernel_size: int, in_channels: int, filters: int) -> int:
    return (kernel_size * kernel_size * in_channels + 1) * filters


def _one_sum(patch: Array, kernel: Array, bias: int) -> float:
    return float((patch * kernel).sum() + bias)


def _of_each_channel(patch: Array, kernel: Array, bias: int) -> Any:
    """Return three numbers, one for each channel, each with the bias."""
    return (patch * kernel).sum(axis=(0, 1)) + bias


def _dot(colour: list[int]) -> Array:
    """Return a patch of grey, with one pixel of another colour in the middle."""
    patch = np.ones((3, 3, 3))
    patch[1, 1] = colour
    return patch


GROUND, GREY_DOT = _dot([1, 1, 1]), _dot([2, 2, 2])
RED_DOT, GREEN_DOT, BLUE_DOT = _dot([1, 0, 0]), _dot([0, 1, 0]), _dot([0, 0, 1])


def _green_dot_filter() -> Array:
    kernel = np.zeros((3, 3, 3))
    kernel[1, 1] = [-0.5, 1, -0.5]
    return kernel


def _sums_of_the_pixels(kernel: Array) -> Array:
    return or_zero(kernel.sum(axis=-1), beside=kernel)


def _first_sum(kernel: Array) -> str:
    sums = _sums_of_the_pixels(kernel)
    row, column = map(int, np.argwhere(sums)[0])
    return (
        f"The three weights in row {row}, column {column} add up to {sums[row, column]:g}, not 0, "
        "so the filter responds to a grey dot there."
    )


count_parameters = Closed(
    "count_parameters",
    asks="how many parameters a Conv2D of this size has",
    rule=_parameters,
    draw=_layer,
    right="Right: each filter has one weight for each row, column and channel, and one bias.",
    hint="Count one filter first: how many weights does its grid for one channel have, how many "
    "channels does it span, and how many biases does it have?",
    mistakes=[
        instead(
            "channels forgotten",
            "The input channels are missing: a filter has a grid of weights for each of them.",
            lambda kernel_size, filters, **_: (kernel_size**2 + 1) * filters,
        ),
        instead(
            "filters forgotten",
            "These are the parameters of a single filter: the layer has several.",
            lambda kernel_size, in_channels, **_: kernel_size**2 * in_channels + 1,
        ),
        instead(
            "biases forgotten",
            "These are the weights only: the biases are parameters as well.",
            lambda kernel_size, in_channels, filters: kernel_size**2 * in_channels * filters,
        ),
        instead(
            "one bias for all",
            "This has one bias for all the filters, but each filter has its own.",
            lambda kernel_size, in_channels, filters: kernel_size**2 * in_channels * filters + 1,
        ),
        instead(
            "a bias for each channel",
            "This gives a filter one bias for each channel: all its products go into a single "
            "sum, to which one bias is added.",
            lambda kernel_size, in_channels, filters: (kernel_size**2 + 1) * in_channels * filters,
        ),
        instead(
            "size not squared",
            "This counts one weight for each row of a grid, but a grid has columns as well.",
            lambda kernel_size, in_channels, filters: (kernel_size * in_channels + 1) * filters,
        ),
    ],
)

sum_over_channels = Closed(
    "sum_over_channels",
    asks="the one number that the layer gives",
    rule=_one_sum,
    draw=_patch,
    right="Right: twelve products and one bias add up to a single number.",
    hint="How many products go into the sum, and how many times is the bias added to it?",
    mistakes=[
        instead(
            "one number a channel",
            "These are still three numbers: a filter adds up the sums of its channels.",
            _of_each_channel,
        ),
        instead(
            "bias in each channel",
            "You added the bias three times, once for each channel: a filter has one bias.",
            lambda patch, kernel, bias: (patch * kernel).sum() + 3 * bias,
        ),
        misread(
            "bias forgotten",
            "The bias is missing: it is added once, to the sum of all twelve products.",
            bias=0,
        ),
        instead(
            "first channel only",
            "This is the sum of the first channel only, but a filter spans all three.",
            lambda patch, kernel, bias: _of_each_channel(patch, kernel, bias)[0],
        ),
        instead(
            "averaged",
            "You divided the sum over the channels by three, but a filter only adds them up.",
            lambda patch, kernel, bias: (patch * kernel).sum() / 3 + bias,
        ),
        instead(
            "second channel only",
            "This is the sum of the second channel only, but a filter spans all three.",
            lambda patch, kernel, bias: _of_each_channel(patch, kernel, bias)[1],
        ),
        instead(
            "last channel only",
            "This is the sum of the last channel only, but a filter spans all three.",
            lambda patch, kernel, bias: _of_each_channel(patch, kernel, bias)[2],
        ),
    ],
)

how_many_maps = Choice(
    "how_many_maps",
    asks="which statement about five filters on a colour photograph is true",
    right="b",
    says={
        "a": "Each filter adds up its products from all three channels, so it gives one map, "
        "not three.",
        "b": "Right: each filter makes its own map, and with a bias of 0, twice the weights give "
        "twice the responses.",
        "c": "A filter has a 3 x 3 grid of weights for each channel, 27 weights in all, and "
        "all its products go into one sum.",
        "d": "Parameters are the weights and biases that the layer keeps; maps are what it "
        "computes with them.",
    },
    hint="Which weights go into a single number of a map, and which numbers of the photograph?",
)

green_dot = Open(
    "green_dot",
    asks="a filter of shape (3, 3, 3) whose response to a green dot is positive, and to "
    "anything grey is 0",
    example=_green_dot_filter,
    right="Right: on grey the channels cancel out, and only a green dot gets a positive response.",
    hint="On grey all three channels are equal: what must the three weights of a pixel add up to?",
    flaws=[
        all_zero("All weights are 0, so the response to the green dot is 0 as well."),
        responds(
            "responds to the ground",
            GROUND,
            "The response to the grey background is {response:g}, not 0.",
        ),
        responds(
            "responds to a grey dot",
            GREY_DOT,
            "The response to the grey dot is {response:g}, not 0.",
        ),
        responds(
            "silent on green",
            GREEN_DOT,
            "The response to the green dot is {response:g}, which is not positive.",
            wrong=not_above_zero,
        ),
        responds(
            "responds to red",
            RED_DOT,
            "The response to the red dot is {response:g}, which is positive.",
            wrong=above_zero,
        ),
        responds(
            "responds to blue",
            BLUE_DOT,
            "The response to the blue dot is {response:g}, which is positive.",
            wrong=above_zero,
        ),
        Flaw(
            "responds to grey elsewhere",
            _first_sum,
            lambda kernel: _sums_of_the_pixels(kernel).any(),
        ),
    ],
    undo=[
        OTHER_SIGN,
        Undo(
            "red in place of green",
            "This looks for a red dot: the channels come in the order red, green, blue.",
            lambda kernel: np.roll(kernel, 1, axis=2),
        ),
        Undo(
            "blue in place of green",
            "This looks for a blue dot: the channels come in the order red, green, blue.",
            lambda kernel: np.roll(kernel, -1, axis=2),
        ),
        Undo(
            "channels first",
            "Your filter has the channels first, but the axes are rows, columns, channels.",
            lambda kernel: np.moveaxis(kernel, 0, 2),
        ),
    ],
)
