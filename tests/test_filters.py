import numpy as np
import pytest
from refusals import refusal
from scipy import ndimage, signal

import convdemo as cd
from convdemo import filters
from convdemo.filters import BANK, MORE, Filter, gabor, gaussian

ALL = BANK | MORE
NAMES = list(BANK)
WHITE = np.ones((9, 9))
DOWN = np.eye(9)
ROW = np.eye(9)[[4]].T @ np.ones((1, 9))
LINES = {"vertical": ROW.T, "horizontal": ROW, "diagonal": DOWN, "antidiagonal": DOWN[::-1]}
BRIGHT_RIGHT = np.repeat([[0, 0, 0, 0, 1, 1, 1, 1]], 8, axis=0)


def answer(name, image):
    return cd.cross_correlate(image, BANK[name].weights)


@pytest.mark.parametrize("name", ALL)
def test_weights_are_read_only_float32(name):
    weights = ALL[name].weights
    assert weights.shape == ((2, 2) if name.startswith("roberts") else (3, 3))
    assert weights.dtype == np.float32
    with pytest.raises(ValueError, match="read-only"):
        weights[0, 0] = 5
    with pytest.raises(ValueError, match="read-only"):
        weights += 1


@pytest.mark.parametrize("name", ALL)
def test_entries_are_named_after_their_constants(name):
    entry = ALL[name]
    assert isinstance(entry, Filter)
    assert entry.name == name
    assert entry.weights is getattr(filters, name.upper())
    assert entry.responds_to


def test_every_constant_is_in_the_bank_or_beside_it():
    constants = [name for name, value in vars(filters).items() if isinstance(value, np.ndarray)]
    assert sorted(constants) == sorted(name.upper() for name in ALL)


def test_the_bank_cannot_be_changed():
    with pytest.raises(TypeError):
        BANK["mine"] = BANK["identity"]
    with pytest.raises(TypeError):
        del BANK["identity"]
    with pytest.raises(AttributeError):
        BANK["identity"].weights = WHITE


def test_the_two_line_filters_of_the_lecture():
    assert filters.VERTICAL_LINE.tolist() == [[0, 1, 0]] * 3
    assert filters.HORIZONTAL_LINE.tolist() == [[0, 0, 0], [1, 1, 1], [0, 0, 0]]


@pytest.mark.parametrize("kind", ["line", "ridge"])
def test_horizontal_filters_are_vertical_ones_turned(kind):
    assert (BANK[f"horizontal_{kind}"].weights == BANK[f"vertical_{kind}"].weights.T).all()
    assert (BANK[f"antidiagonal_{kind}"].weights == BANK[f"diagonal_{kind}"].weights[::-1]).all()


# What each one responds to


def test_identity_is_the_input_without_its_border():
    image = np.arange(30).reshape(5, 6)
    assert (answer("identity", image) == image[1:-1, 1:-1]).all()


@pytest.mark.parametrize("direction", LINES)
def test_lines_answer_their_own_direction_most_and_white_as_much(direction):
    name = f"{direction}_line"
    highest = {other: answer(name, image).max() for other, image in LINES.items()}
    assert highest.pop(direction) == 3
    assert set(highest.values()) == {1}
    assert (answer(name, WHITE) == 3).all()


@pytest.mark.parametrize("direction", LINES)
def test_ridges_answer_their_own_direction_most_and_no_even_area(direction):
    name = f"{direction}_ridge"
    assert (answer(name, WHITE) == 0).all()
    assert answer(name, LINES[direction]).max() == 6
    assert all(answer(name, image).max() < 6 for o, image in LINES.items() if o != direction)


@pytest.mark.parametrize(("direction", "other"), [("vertical", ROW), ("horizontal", ROW.T)])
def test_ridges_are_silent_across_their_direction(direction, other):
    assert (answer(f"{direction}_ridge", other) == 0).all()


@pytest.mark.parametrize("kind", ["prewitt", "sobel"])
def test_edges_are_signed(kind):
    assert (answer(f"{kind}_vertical", WHITE) == 0).all()
    assert answer(f"{kind}_vertical", BRIGHT_RIGHT).min() == 0
    assert answer(f"{kind}_vertical", BRIGHT_RIGHT).max() > 0
    assert (answer(f"{kind}_vertical", BRIGHT_RIGHT[:, ::-1]) <= 0).all()
    assert (answer(f"{kind}_vertical", BRIGHT_RIGHT.T) == 0).all()
    bright_bottom = BRIGHT_RIGHT.T
    assert answer(f"{kind}_horizontal", bright_bottom).max() > 0
    assert (answer(f"{kind}_horizontal", bright_bottom[::-1]) <= 0).all()
    assert (answer(f"{kind}_horizontal", BRIGHT_RIGHT) == 0).all()
    assert (BANK[f"{kind}_horizontal"].weights == BANK[f"{kind}_vertical"].weights.T).all()


def test_sobel_counts_the_middle_twice():
    middle_row, middle_column = np.array([[1], [2], [1]]), np.array([[1, 2, 1]])
    assert (filters.PREWITT_VERTICAL * middle_row == filters.SOBEL_VERTICAL).all()
    assert (filters.PREWITT_HORIZONTAL * middle_column == filters.SOBEL_HORIZONTAL).all()


def test_laplacian_sums_the_differences_from_four_neighbours():
    image = np.arange(9).reshape(3, 3) ** 2
    differences = 4 * image[1, 1] - (image[0, 1] + image[1, 0] + image[1, 2] + image[2, 1])
    assert answer("laplacian", image).item() == differences != 0
    assert (answer("laplacian", WHITE) == 0).all()


def test_sharpen_is_the_pixel_plus_the_laplacian():
    image = np.arange(30).reshape(5, 6) ** 2
    assert (answer("sharpen", image) == image[1:-1, 1:-1] + answer("laplacian", image)).all()


def test_blurs_are_averages():
    image = np.arange(9).reshape(3, 3) ** 2
    assert answer("box_blur", image).item() == pytest.approx(image.mean())
    shares = filters.GAUSSIAN_BLUR
    assert answer("gaussian_blur", image).item() == pytest.approx(np.average(image, weights=shares))
    assert np.ptp(filters.BOX_BLUR) == 0
    assert shares[1, 1] == shares.max() > shares[0, 1] > shares[0, 0] > 0
    for name in ("box_blur", "gaussian_blur"):
        assert answer(name, WHITE) == pytest.approx(np.ones((7, 7)))


@pytest.mark.parametrize("name", NAMES)
def test_the_claim_about_an_even_area_holds(name):
    flat, claim = answer(name, 5 * WHITE), BANK[name].responds_to
    if "0 on any uniform area" in claim or "edge" in claim:
        assert flat == pytest.approx(0)
    elif "a white area included" in claim:
        assert flat == pytest.approx(15)
    else:
        assert flat == pytest.approx(5)


# Beside the bank


def test_emboss_adds_a_diagonal_edge_to_the_pixel():
    image = np.arange(30).reshape(5, 6) ** 2
    (a, b), (c, d) = (image[:-2, :-2], image[:-2, 1:-1]), (image[1:-1, :-2], image[1:-1, 2:])
    (e, f), middle = (image[2:, 1:-1], image[2:, 2:]), image[1:-1, 1:-1]
    expected = middle + 2 * (f - a) + (e - b) + (d - c)
    assert (cd.cross_correlate(image, filters.EMBOSS) == expected).all()


def test_outline_sums_the_differences_from_eight_neighbours():
    image = np.arange(9).reshape(3, 3) ** 2
    assert cd.cross_correlate(image, filters.OUTLINE).item() == 9 * image[1, 1] - image.sum() != 0


def test_scharr_finds_the_direction_of_an_edge_better_than_sobel():
    x, y = np.meshgrid(np.arange(9.0), np.arange(9.0))
    wrong = {}
    for kind in ("SCHARR", "SOBEL"):
        across, down = (getattr(filters, f"{kind}_{way}") for way in ("VERTICAL", "HORIZONTAL"))
        wrong[kind] = 0
        for degrees in range(0, 91, 5):
            wave = np.sin(0.8 * (x * np.cos(np.radians(degrees)) + y * np.sin(np.radians(degrees))))
            right, below = (cd.cross_correlate(wave, w)[3, 3] for w in (across, down))
            wrong[kind] += abs(np.degrees(np.arctan2(abs(below), abs(right))) - degrees)
        assert (across == down.T).all()
        assert cd.cross_correlate(x, across).min() > 0 == np.ptp(cd.cross_correlate(y, across))
    assert wrong["SCHARR"] < wrong["SOBEL"] / 4


def test_roberts_subtracts_across_a_corner():
    image = np.arange(9).reshape(3, 3) ** 2
    assert (
        cd.cross_correlate(image, filters.ROBERTS_DIAGONAL) == image[:2, :2] - image[1:, 1:]
    ).all()
    other = cd.cross_correlate(image, filters.ROBERTS_ANTIDIAGONAL)
    assert (other == image[:2, 1:] - image[1:, :2]).all()


@pytest.mark.parametrize(("size", "sigma"), [(7, 1), (21, 3), ((5, 9), 0.8), (4, 1)])
def test_a_gaussian_is_that_of_scipy(size, sigma):
    rows, columns = size if isinstance(size, tuple) else (size, size)
    expected = np.outer(
        signal.windows.gaussian(rows, sigma), signal.windows.gaussian(columns, sigma)
    )
    blur = gaussian(size, sigma)
    np.testing.assert_allclose(blur.weights, expected / expected.sum(), rtol=1e-6)
    assert f"a sigma of {sigma} pixels" in blur.responds_to


def test_a_gaussian_blurs_a_photograph_as_scipy_does():
    photo = cd.datasets.photo("brick")
    blurred = cd.cross_correlate(photo, gaussian(13, 1.5).weights)
    expected = ndimage.gaussian_filter(photo.astype(float), 1.5, truncate=4)[6:-6, 6:-6]
    np.testing.assert_allclose(blurred, expected, rtol=1e-5)


@pytest.mark.parametrize(
    ("size", "options"),
    [
        (11, {"wavelength": 4}),
        (8, {"wavelength": 5, "angle": 30, "sigma": 3}),
        ((7, 15), {"wavelength": 6.5, "angle": 135, "phase": 90}),
    ],
)
def test_a_gabor_is_a_wave_under_a_bell(size, options):
    rows, columns = size if isinstance(size, tuple) else (size, size)
    middle, sigma = np.array([rows - 1, columns - 1]) / 2, options.get("sigma")
    length, angle = options["wavelength"], np.exp(1j * np.radians(options.get("angle", 0)))
    expected = np.zeros((rows, columns))
    for row, column in np.ndindex(rows, columns):
        down, right = (row, column) - middle
        distance = abs(complex(right, down)) / (sigma or 0.56 * length)
        along = (complex(right, down) * angle.conjugate()).real
        wave = np.exp(1j * (2 * np.pi * along / length + np.radians(options.get("phase", 0))))
        expected[row, column] = np.exp(-(distance**2) / 2) * wave.real
    np.testing.assert_allclose(gabor(size, **options).weights, expected, atol=1e-6)


@pytest.mark.parametrize("angle", [0, 45, 90, 135])
def test_a_gabor_responds_most_to_its_own_stripes(angle):
    stripes = {0: DOWN * 0 + (np.arange(9) % 4 == 0)}
    stripes[90] = stripes[0].T
    stripes[45] = np.add.outer(np.arange(9), np.arange(9)) % 6 == 2  # leaning to the right: /
    stripes[135] = stripes[45][::-1]
    bank = {each: gabor(9, 4, angle=each) for each in stripes}
    answers = {
        each: cd.cross_correlate(stripes[angle], entry.weights).item()
        for each, entry in bank.items()
    }
    assert max(answers, key=answers.get) == angle
    assert f"turned clockwise by {angle} degrees" in bank[angle].responds_to


def test_a_gabor_of_phase_90_is_an_edge():
    edge = gabor(9, 8, phase=90).weights
    assert edge[4, 2] > 0.3
    assert edge[:, ::-1] == pytest.approx(-edge)


@pytest.mark.parametrize(
    ("error", "make", "message"),
    [
        (ValueError, lambda: gaussian(0, 1), "size must be a whole number of 1 or more, but was 0"),
        (TypeError, lambda: gaussian(2.5, 1), "size must be a whole number of 1 or more"),
        (ValueError, lambda: gaussian((3, 3, 3), 1), "size must be one number or 2, one for each"),
        (ValueError, lambda: gaussian(3, 0), "sigma must be above 0, but was 0"),
        (ValueError, lambda: gabor(3, -1), "wavelength must be above 0, but was -1"),
        (ValueError, lambda: gabor(3, 4, sigma=0), "sigma must be above 0, but was 0"),
        (ValueError, lambda: gabor(3, 4, angle=np.nan), "angle must hold finite numbers"),
        (TypeError, lambda: gabor(3, 4, phase="up"), "phase must hold numbers"),
    ],
    ids=["size-0", "between", "three", "sigma-0", "wavelength", "reach", "angle", "phase"],
)
def test_sizes_that_make_no_filter_are_refused(error, make, message):
    assert message in refusal(error, make)


def test_a_filter_of_any_size_goes_into_a_layer():
    import keras

    photo = cd.datasets.photo("camera")
    entries = [gabor(11, 6, angle=angle) for angle in (0, 45, 90, 135)]
    maps = cd.feature_map(
        cd.set_filters(keras.layers.Conv2D(4, 11, padding="same"), entries), photo
    )
    for i, entry in enumerate(entries):
        expected = signal.correlate2d(photo, entry.weights, mode="same")
        assert np.abs(maps[..., i] - expected).max() < 2e-6 * np.abs(photo).max() * 121
