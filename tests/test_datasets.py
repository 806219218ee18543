import numpy as np
import pytest
from refusals import Huge, NoRepr, refusal

import convdemo as cd
from convdemo.datasets import PHOTOS, SIGNALS

SHAPES = {"brick": (128, 128), "camera": (256, 256), "coffee": (200, 300, 3)}


def test_digits():
    images, labels = cd.datasets.digits()
    assert (images.shape, images.dtype) == ((1797, 8, 8), np.float32)
    assert (labels.shape, labels.dtype) == ((1797,), np.int64)
    assert (images.min(), images.max()) == (0, 16)
    assert (images == images.round()).all()
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_larger_digits():
    images, labels = cd.datasets.digits(28)
    assert (images.shape, images.dtype) == ((2500, 28, 28), np.float32)
    assert (labels.shape, labels.dtype) == ((2500,), np.int64)
    assert (images.min(), images.max()) == (0, 255)
    assert (images == images.round()).all()
    assert (labels == np.arange(2500) % 10).all()
    assert len(np.unique(images, axis=0)) == 2500


def test_a_larger_digit_looks_like_its_label():
    images, labels = cd.datasets.digits(28)
    zeros, ones = images[labels == 0].mean(axis=0), images[labels == 1].mean(axis=0)
    assert zeros[13:15, 13:15].max() < 50
    assert ones[13:15, 13:15].min() > 150


@pytest.mark.parametrize(
    ("error", "size"),
    [
        (ValueError, 16),
        (ValueError, 0),
        (TypeError, "28"),
        (TypeError, 8.0),
        (TypeError, True),
        (TypeError, None),
    ],
)
def test_other_sizes_of_digits_are_refused(error, size):
    assert refusal(error, cd.datasets.digits, size).startswith("size must be ")


def test_a_size_without_digits_is_told_the_sizes_that_have_some():
    assert refusal(ValueError, cd.datasets.digits, 16) == "size must be 8 or 28, but was 16"


def test_a_digit_looks_like_its_label():
    images, labels = cd.datasets.digits()
    zeros, ones = images[labels == 0].mean(axis=0), images[labels == 1].mean(axis=0)
    assert zeros[3:5, 3:5].max() < 4 < zeros[3:5, 2].min()
    assert ones[3:5, 3:5].min() > 8


@pytest.mark.parametrize("name", PHOTOS)
def test_photos(name):
    photo = cd.datasets.photo(name)
    assert (photo.shape, photo.dtype) == (SHAPES[name], np.float32)
    assert photo.min() >= 0
    assert photo.max() <= 255
    assert np.ptp(photo) > 100
    assert (photo == photo.round()).all()


def test_the_colours_of_the_coffee_are_in_order():
    red, green, blue = cd.datasets.photo("coffee").mean(axis=(0, 1))
    assert red > green > blue


@pytest.mark.parametrize("name", SIGNALS)
def test_signals(name):
    values, sampling_rate = cd.datasets.signal(name)
    assert (values.dtype, sampling_rate) == (np.float32, 360)
    assert values.shape == (60 * sampling_rate,)
    assert values.min() > -5
    assert values.max() < 5


def test_the_heart_beats_at_a_plausible_rate():
    values, sampling_rate = cd.datasets.signal("heartbeat")
    # A beat is a peak a millivolt above the usual level; 0.3 s later, the next may come.
    above = np.flatnonzero(values - np.median(values) > 1)
    beats = 1 + (np.diff(above) > 0.3 * sampling_rate).sum()
    assert 40 <= beats <= 140


READERS = [
    pytest.param(lambda: cd.datasets.digits().images, id="digits"),
    pytest.param(lambda: cd.datasets.digits().labels, id="labels"),
    pytest.param(lambda: cd.datasets.digits(28).images, id="digits-28"),
    pytest.param(lambda: cd.datasets.photo("brick"), id="brick"),
    pytest.param(lambda: cd.datasets.signal("heartbeat").values, id="heartbeat"),
]


@pytest.mark.parametrize("read", READERS)
def test_changing_the_data_does_not_change_the_next_reading(read):
    first = read()
    kept = first.copy()
    first[:] = 7
    assert (read() == kept).all()
    assert (first != kept).any()


@pytest.mark.parametrize(
    ("read", "known"),
    [
        pytest.param(cd.datasets.photo, "'brick', 'camera', 'coffee'", id="photo"),
        pytest.param(cd.datasets.signal, "'heartbeat'", id="signal"),
    ],
)
@pytest.mark.parametrize(
    "name",
    [
        "cat",
        "brick.png",
        "../README",
        "",
        None,
        0,
        ["brick"],
        np.zeros(3),
        Huge(),
        NoRepr(),
    ],
    ids=lambda name: f"{type(name).__name__}-{name}"[:12] if type(name) is str else type(name),
)
def test_unknown_names_are_refused(read, known, name):
    message = refusal(ValueError if isinstance(name, str) else TypeError, read, name)
    assert message.startswith(f"name must be one of {known}, but was ")
    if isinstance(name, str):
        assert message.endswith(f"was {name!r}")
