"""What the stepper's HTML says, without a browser."""

import json
import os
import re
import subprocess
import sys

import numpy as np
import pytest
from bs4 import BeautifulSoup
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from refusals import Huge, NoArray, NoRepr, refusal

import convdemo as cd
from convdemo import colours

BUMP = [0, 0, 0, 1, 1, 0, 0, 0]
LINE = [BUMP] * 8
RAMP = np.arange(30).reshape(5, 6) - 7
KERNEL = [[1, -2], [0, 3], [-1, 0.5]]
SETTINGS = [
    (BUMP, [-1, 2, -1], {}),
    (BUMP, [1, 2], {"padding": "causal", "bias": -1, "activation": "relu"}),
    (BUMP, [1, 2, 3], {"padding": "same", "strides": 2}),
    (BUMP, [1, 2, 3], {"padding": "causal", "dilation_rate": 3}),
    (LINE, cd.filters.VERTICAL_LINE, {}),
    (RAMP, KERNEL, {"bias": 0.25, "activation": "linear"}),
    (RAMP, KERNEL, {"padding": "same", "strides": (2, 1), "activation": "relu"}),
    (RAMP, KERNEL, {"padding": "same", "dilation_rate": (1, 3), "activation": "relu"}),
    (RAMP / 10, KERNEL, {"strides": (1, 3), "activation": "relu"}),
    ([[5]], [[2]], {}),
]
HINT = "<p>Run this cell to step through.</p>\n"
ACTIVATIONS = {
    None: lambda value: value,
    "linear": lambda value: value,
    "relu": lambda value: max(value, 0),
}


class Figure:
    """The parts of a stepper: its tables as lists of rows of texts, its captions and sums."""

    def __init__(self, html):
        self.html = BeautifulSoup(html, "html.parser")
        rows = [table.find_all("tr") for table in self.html.find_all("table")]
        self.cells = [[row.find_all(["td", "th"]) for row in table] for table in rows]
        self.tables = [[[cell.text for cell in row] for row in table] for table in self.cells]
        self.captions = [caption.text for caption in self.html.find_all("caption")]
        # Their end tags are left out, so this parser takes each item for a part of the one before.
        items = [str(item.contents[0]) for item in self.html("li")]
        self.sums = [item.split(":\n") for item in items]

    @property
    def classes(self):
        """The class of each cell, or None, in the place of its text."""
        return [
            [[" ".join(cell.get("class", [])) or None for cell in row] for row in table]
            for table in self.cells
        ]

    def values(self, table):
        """Return the numbers of a table without its headers."""
        heads = len(self.html.find_all("thead")[table].find_all("tr"))
        return [[float(text) for text in row[1:]] for row in self.tables[table][heads:]]

    def reads(self):
        return json.loads(self.html.find(attrs={"data-reads": True})["data-reads"])


def parsed(*args, **kwargs):
    return Figure(cd.Stepper(*args, **kwargs)._repr_html_())


def walk(x, kernel, **settings):
    settings.pop("activation", None)
    return cd.steps(x, kernel, **settings)


@pytest.mark.parametrize(("x", "kernel", "settings"), SETTINGS)
def test_the_tables_hold_input_filter_and_map(x, kernel, settings):
    figure = parsed(x, kernel, **settings)
    padded, weights, shown = map(figure.values, range(3))
    inside = [
        [value for value, mark in zip(row, marks[1:], strict=True) if mark is None]
        for row, marks in zip(padded, figure.classes[0][1:], strict=True)
    ]
    assert [row for row in inside if row] == np.atleast_2d(x).tolist()
    assert weights == np.atleast_2d(kernel).tolist()
    activate = ACTIVATIONS[settings.get("activation")]
    expected = [activate(step.value) for step in walk(x, kernel, **settings)]
    np.testing.assert_allclose(np.ravel(shown), expected, rtol=5e-3, atol=1e-12)


@pytest.mark.parametrize(("x", "kernel", "settings"), SETTINGS)
def test_what_a_step_reads_is_its_patch(x, kernel, settings):
    figure = parsed(x, kernel, **settings)
    padded, reads = np.array(figure.values(0)), figure.reads()
    rows, columns = reads if len(reads) == 2 else ([[0]], *reads)
    patches = [padded[np.ix_(row, column)] for row in rows for column in columns]
    for step, patch in zip(walk(x, kernel, **settings), patches, strict=True):
        np.testing.assert_allclose(patch, np.atleast_2d(step.patch), rtol=5e-3)


@pytest.mark.parametrize(("x", "kernel", "settings"), SETTINGS)
def test_every_sum_is_true(x, kernel, settings):
    figure = parsed(x, kernel, **settings)
    steps = walk(x, kernel, **settings)
    assert figure.html.summary.text == f"All {len(steps)} sums"
    names = ["index"] if len(steps[0].position) == 1 else ["row", "column"]
    for (position, text), step in zip(figure.sums, steps, strict=True):
        expected = [f"{name} {n}" for name, n in zip(names, step.position, strict=True)]
        assert position == ", ".join(expected)
        terms, _, result = text.partition(" = ")
        total, *after = result.split(", ")
        products = [float(x) * float(w) for x, w in re.findall(r"(\S+)\*(\S+)", terms)]
        *lines, _ = terms.split("\n")  # a line for each row of the filter
        assert [line.count("*") for line in lines] == [len(row) for row in np.atleast_2d(kernel)]
        assert sum(line.count("*") for line in lines) == len(products) == step.patch.size
        bias = float(terms.rpartition("\n+ bias ")[2])
        assert bias == settings.get("bias", 0)
        assert sum(products) + bias == pytest.approx(step.value, rel=5e-3, abs=5e-2)
        assert float(total) == pytest.approx(step.value, rel=5e-3)
        if settings.get("activation") == "relu":
            name, given = after[0].split(" gives ")
            assert name == "relu"
            assert float(given) == pytest.approx(max(step.value, 0), rel=5e-3)
        else:
            assert after == []


# Channels


PIXELS = np.random.default_rng(0).integers(-2, 10, (4, 5, 3))
COLOUR = np.stack([KERNEL, np.ones((3, 2)), np.eye(3)[:, :2] / 4], axis=-1)
OVER_CHANNELS = [
    (PIXELS, COLOUR, {}),
    (PIXELS, COLOUR, {"padding": "same", "strides": (1, 2), "bias": 0.5}),
    (PIXELS, COLOUR, {"padding": "same", "dilation_rate": (1, 2), "activation": "relu"}),
    (PIXELS[0], COLOUR[0], {"channels": True}),
    (PIXELS[0], COLOUR[0], {"channels": True, "padding": "causal", "bias": -1}),
    (PIXELS[..., :2], COLOUR[..., :2], {}),
]


@pytest.mark.parametrize(("x", "kernel", "settings"), OVER_CHANNELS)
def test_a_step_reads_its_patch_in_every_channel(x, kernel, settings):
    figure = parsed(x, kernel, **settings)
    padded, (rows, columns) = np.array(figure.values(0)), figure.reads()
    windows = [padded[np.ix_(row, column)] for row in rows for column in columns]
    for step, window in zip(walk(x, kernel, **settings), windows, strict=True):
        grids = np.moveaxis(step.patch, -1, 0)
        beside = np.hstack(grids) if x.ndim == 3 else grids
        np.testing.assert_allclose(window, beside, rtol=5e-3)


@pytest.mark.parametrize(("x", "kernel", "settings"), OVER_CHANNELS)
def test_every_sum_goes_over_all_channels(x, kernel, settings):
    figure, steps = parsed(x, kernel, **settings), walk(x, kernel, **settings)
    for (_, text), step in zip(figure.sums, steps, strict=True):
        parts, _, total = text.rpartition("\n")
        for i, part in enumerate(re.split(r"\n(?=channel)", parts)):
            products = [float(x) * float(w) for x, w in re.findall(r"([-.\d]+)\*([-.\d]+)", part)]
            assert products == step.products[..., i].ravel().tolist()
            assert part.startswith(f"channel {i}: ")
            assert float(part.rpartition(" = ")[2]) == step.products[..., i].sum()
        added, _, result = total.partition(" = ")
        terms = added.replace("bias ", "").split(" + ")
        assert sum(map(float, terms)) == float(result.split(",")[0]) == step.value


def test_the_grids_of_channels_stand_beside_each_other():
    figure = parsed(PIXELS, COLOUR, padding="same")
    assert figure.captions == [
        "Input with same padding, 4 x 5 x 3",
        "Filter, 3 x 2 x 3",
        "Feature map, 4 x 5",
    ]
    names = [f"channel {i}" for i in range(3)]
    assert figure.tables[0][0] == figure.tables[1][0] == ["", *names]
    assert figure.tables[0][1] == ["", *["0", "1", "2", "3", "4", "pad"] * 3]
    assert figure.tables[1][1] == ["", *["0", "1"] * 3]
    assert figure.values(1) == np.hstack(np.moveaxis(COLOUR, -1, 0)).tolist()
    assert ".start" in figure.html.style.string
    assert ".start" not in parsed(LINE, cd.filters.VERTICAL_LINE).html.style.string


def test_the_channels_of_a_sequence_stand_below_each_other():
    figure = parsed(PIXELS[0], COLOUR[0], channels=True)
    assert [row[0] for row in figure.tables[0]] == ["", "channel 0", "channel 1", "channel 2"]
    assert figure.values(0) == PIXELS[0].T.tolist()
    assert figure.values(1) == COLOUR[0].T.tolist()
    assert figure.values(2) == [cd.cross_correlate(PIXELS[0], COLOUR[0], channels=True).tolist()]


def test_channels_are_told_in_words():
    assert repr(cd.Stepper(PIXELS, COLOUR)).startswith(
        "Stepper: 8 steps of a filter of 3 x 2 x 3 over an input of 4 x 5 x 3, "
    )


@pytest.mark.parametrize(
    ("x", "kernel", "plain_x", "plain_kernel"),
    [
        (RAMP[..., np.newaxis], KERNEL, RAMP, KERNEL),
        (RAMP, np.array(KERNEL)[..., np.newaxis], RAMP, KERNEL),
        (np.array(BUMP)[:, np.newaxis], [1, 2], BUMP, [1, 2]),
    ],
)
def test_one_channel_is_shown_as_none(x, kernel, plain_x, plain_kernel):
    shown, plain = cd.Stepper(x, kernel), cd.Stepper(plain_x, plain_kernel)
    assert (shown._repr_html_(), repr(shown)) == (plain._repr_html_(), repr(plain))


# What else is shown


def test_padding_is_marked_in_headers_and_cells():
    figure = parsed(LINE, cd.filters.VERTICAL_LINE, padding="same")
    header = figure.tables[0][0]
    assert header == ["", "pad", *map(str, range(8)), "pad"]
    assert [row[0] for row in figure.tables[0][1:]] == header[1:]
    for name, marks in zip(header[1:], figure.classes[0][1:], strict=True):
        pads = 10 if name == "pad" else 2
        assert marks.count("pad") == pads
    assert "same padding" in figure.captions[0]


def test_without_padding_nothing_is_marked():
    figure = parsed(LINE, cd.filters.VERTICAL_LINE)
    assert not any("pad" in marks for table in figure.classes for marks in table)
    assert figure.captions == ["Input, 8 x 8", "Filter, 3 x 3", "Feature map, 6 x 6"]


def test_captions_tell_what_the_tables_cannot():
    figure = parsed(RAMP, KERNEL, strides=(2, 1), padding="same", activation="relu")
    assert figure.captions == [
        "Input with same padding, 5 x 6",
        "Filter, 3 x 2, strides 2 x 1",
        "Feature map after relu, 3 x 6",
    ]
    assert parsed(BUMP, [1, 1], dilation_rate=2).captions[1] == "Filter, 2, dilation_rate 2"


def test_repr_is_one_stable_line():
    assert repr(cd.Stepper(LINE, cd.filters.VERTICAL_LINE)) == (
        "Stepper: 36 steps of a filter of 3 x 3 over an input of 8 x 8, feature map from 0 to 3"
    )


def test_the_same_call_gives_the_same_bytes():
    code = (
        "import sys, convdemo as cd\n"
        f"s = cd.Stepper({LINE}, [[1, 2], [3, 4.5]], padding='same', title='T')\n"
        "sys.stdout.buffer.write(s._repr_html_().encode())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert (
        runs[0].decode()
        == cd.Stepper(LINE, [[1, 2], [3, 4.5]], padding="same", title="T")._repr_html_()
    )


def test_the_figure_is_small():
    html = cd.Stepper(LINE, cd.filters.VERTICAL_LINE)._repr_html_()
    assert len(html.encode()) <= 15_000


def test_the_figure_is_self_contained():
    html = cd.Stepper(LINE, cd.filters.VERTICAL_LINE)._repr_html_()
    figure = Figure(html)
    assert [tag.name for tag in figure.html(["script", "style"])] == ["style", "script"]
    names = {name for tag in figure.html(True) for name in tag.attrs}
    assert names == {"aria-label", "class", "data-reads", "scope", "style"}
    assert not re.search(r"https?:|@import|url\(|random|Date", html)


def test_what_goes_along_is_the_source_without_comments():
    html = cd.Stepper(LINE, cd.filters.VERTICAL_LINE)._repr_html_()
    script, style = (Figure(html).html.find(name).string for name in ("script", "style"))
    assert not re.search(r"//|/\*|\*/|^\s|\s$", script.strip() + style.strip(), re.MULTILINE)
    assert not re.search(r"</script|<!--", script)


def test_the_colours_of_the_style_are_written_once():
    html = cd.Stepper(LINE, cd.filters.VERTICAL_LINE)._repr_html_()
    named = {"window": colours.WINDOW, "around": colours.AROUND, "line": colours.LINE}
    style = Figure(html).html.style.string
    assert re.findall(r"#[0-9a-f]{3,8}\b", style) == list(named.values())
    assert dict(re.findall(r"--(\w+):(#\w+)", style)) == named
    assert set(re.findall(r"var\(--(\w+)", html)) <= {*named, "lines"}
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", Figure(html).html.script.string)) == set()


@pytest.mark.parametrize(("x", "kernel", "settings"), SETTINGS)
def test_each_cell_has_the_colours_of_its_number(x, kernel, settings):
    figure = parsed(x, kernel, **settings)
    for i, cells in enumerate(figure.cells):
        numbers = np.array(figure.values(i))
        scale = colours.signed_scale([numbers]) if i else colours.grey_scale(numbers)
        rgb = scale.rgb(numbers)
        pairs = zip(
            [cell for row in cells[1:] for cell in row[1:]],
            rgb.reshape(-1, 3),
            colours.ink_on(rgb).reshape(-1, 3),
            strict=True,
        )
        for cell, shade, ink in pairs:
            shaded = "background-color" if cell.get("class") == ["pad"] else "background"
            expected = f"{shaded}:{colours.hex_name(shade)};color:{colours.hex_name(ink)}"
            assert cell["style"] == expected


def test_a_header_says_what_it_heads():
    headers = parsed(LINE, cd.filters.VERTICAL_LINE).html("th")
    assert {header.get("scope") for header in headers} == {"col", "row"}


def test_two_calls_share_nothing():
    x = np.ones((3, 3))
    stepper = cd.Stepper(x, [[1]])
    before = stepper._repr_html_()
    x[:] = 7
    assert stepper._repr_html_() == before


TITLE = "</figcaption><script>alert(1)</script> & \"so\" {braces} 'on'"


def test_markup_in_a_title_is_text(tmp_path):
    stepper = cd.Stepper(BUMP, [1], title=TITLE)
    figure = Figure(stepper._repr_html_())
    assert figure.html.figcaption.text == figure.html.figure["aria-label"] == TITLE
    assert len(figure.html("script")) == 1
    stepper.to_html(tmp_path / "page.html")
    page = Figure((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert page.html.title.text == TITLE
    assert len(page.html("script")) == 1


def test_to_html_writes_the_same_figure(tmp_path):
    stepper = cd.Stepper(RAMP, KERNEL)
    stepper.to_html(str(tmp_path / "page.html"))
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>\n")
    figure = stepper._repr_html_().replace("Step by step</fig", "<h1>Step by step</h1></fig")
    assert figure.count(HINT) == 1
    assert figure.replace(HINT, "") in page  # it says to run a cell, and a page has none


@pytest.mark.parametrize(
    ("x", "kernel", "message"),
    [
        (np.ones((28, 28)), [[1]], r"x must be at most 16 x 16 .* \(28, 28\): .*x\[:16, :16\]"),
        (np.ones((17, 2)), [[1]], r"x must be at most 16 x 16"),
        (np.ones(17), [1], r"x must be at most 16 to be stepped through"),
        (np.ones((9, 9)), np.ones((8, 1)), r"kernel must be at most 7 x 7 .* \(8, 1\): "),
        (np.ones(9), np.ones(8), r"kernel must be at most 7 "),
        ([[np.nan, 1]], [[1]], r"x must hold finite numbers"),
        ([], [1], r"x must not be empty"),
        (
            np.ones((16, 16)),
            np.ones((11, 11)),
            r"kernel .* \(11, 11\): take a smaller one, or .*plot_step",
        ),
        (
            np.ones((28, 28, 3)),
            np.ones((3, 3, 3)),
            r"x must be at most 16 x 16 x 8 .*x\[:16, :16, :8\]",
        ),
        (np.ones((8, 8, 9)), np.ones((3, 3, 9)), r"x must be at most 16 x 16 x 8 "),
        (
            np.ones((8, 8, 3)),
            np.ones((3, 3)),
            r"x and kernel must have the same number of channels",
        ),
        ([1, 2], [[1, 2]], r"kernel must be 1-D"),
        (np.ones((2, 2, 2, 2)), [1], r"x must be 1-D or 2-D or 3-D"),
        (NoArray(), [1], r"x must hold numbers"),
    ],
)
def test_inputs_that_cannot_be_shown_are_refused(x, kernel, message):
    assert re.match(message, refusal(ValueError, cd.Stepper, x, kernel))


@pytest.mark.parametrize(
    ("settings", "error", "name"),
    [
        ({"strides": 0}, ValueError, "strides"),
        ({"strides": 2, "dilation_rate": 2}, ValueError, "strides and dilation_rate"),
        ({"padding": "full"}, ValueError, "padding"),
        ({"bias": "b"}, TypeError, "bias"),
        ({"bias": [1, 2]}, ValueError, "bias"),
        (
            {"activation": "softmax"},
            ValueError,
            "activation must be one of 'linear', 'relu', but was",
        ),
        ({"activation": max}, TypeError, "activation"),
        ({"activation": NoRepr()}, TypeError, "activation"),
        ({"activation": Huge()}, TypeError, "activation"),
        ({"title": 3}, TypeError, "title"),
        ({"title": "two\nlines"}, ValueError, "title"),
        ({"padding": "same", "dilation_rate": 10**9}, ValueError, "x with its padding"),
        ({"dilation_rate": 9}, ValueError, "kernel must fit into x"),
    ],
)
def test_wrong_settings_are_refused(settings, error, name):
    assert refusal(error, cd.Stepper, BUMP, [1, 2, 3], **settings).startswith(name)


@given(st.data())
@settings(deadline=None)
def test_any_layer_that_fits_is_shown(data):
    rank = data.draw(st.sampled_from([1, 2]))
    shape = data.draw(st.tuples(*[st.integers(1, 16)] * rank))
    size = data.draw(st.tuples(*[st.integers(1, 7)] * rank))
    settings = {
        "padding": data.draw(st.sampled_from(["valid", "same", "causal"][: 4 - rank])),
        data.draw(st.sampled_from(["strides", "dilation_rate"])): data.draw(st.integers(1, 3)),
    }
    x = np.random.default_rng(0).integers(-9, 10, shape)
    kernel = np.random.default_rng(1).integers(-2, 3, size)
    try:
        expected = cd.cross_correlate(x, kernel, **settings)
    except ValueError:
        assume(False)
    assume(
        max(n + settings.get("dilation_rate", 1) * k for n, k in zip(shape, size, strict=True))
        <= 32
    )
    assert parsed(x, kernel, **settings).values(2) == np.atleast_2d(expected).tolist()
