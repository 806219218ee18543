import numpy as np
import pytest

import convdemo as cd
from convdemo import filters
from convdemo.filters import BANK, Filter

NAMES = list(BANK)
WHITE = np.ones((9, 9))
DOWN = np.eye(9)
ROW = np.eye(9)[[4]].T @ np.ones((1, 9))
LINES = {"vertical": ROW.T, "horizontal": ROW, "diagonal": DOWN, "antidiagonal": DOWN[::-1]}
BRIGHT_RIGHT = np.repeat([[0, 0, 0, 0, 1, 1, 1, 1]], 8, axis=0)


def answer(name, image):
    return cd.cross_correlate(image, BANK[name].weights)


@pytest.mark.parametrize("name", NAMES)
def test_weights_are_read_only_float32(name):
    weights = BANK[name].weights
    assert (weights.shape, weights.dtype) == ((3, 3), np.float32)
    with pytest.raises(ValueError, match="read-only"):
        weights[0, 0] = 5
    with pytest.raises(ValueError, match="read-only"):
        weights += 1


@pytest.mark.parametrize("name", NAMES)
def test_entries_are_named_after_their_constants(name):
    entry = BANK[name]
    assert isinstance(entry, Filter)
    assert entry.name == name
    assert entry.weights is getattr(filters, name.upper())
    assert entry.responds_to


def test_every_constant_is_in_the_bank():
    constants = [name for name, value in vars(filters).items() if isinstance(value, np.ndarray)]
    assert sorted(constants) == sorted(name.upper() for name in NAMES)


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
