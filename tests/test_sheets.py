"""Many maps on one page, and long sequences as curves."""

from itertools import combinations

import numpy as np
import pytest
from artists import scales, title

import convdemo as cd
from convdemo.colours import signed_scale
from convdemo.words import MOST_TOLD


def random(*shape):
    return np.random.default_rng(0).normal(size=shape)


def sheet(picture):
    """Return the axes of a sheet and its titles by their corner, from above, in inches."""
    (axes,) = picture.figure.axes
    above = [text for text in axes.texts if text.get_text() not in {"", "all 0"}]
    return axes, {text.get_text(): text.get_position() for text in above}


def shown(picture, name, shape):
    """Return the colours at the middles of the cells of the map below a title."""
    axes, titles = sheet(picture)
    left, top = titles[name]
    boxes = [path.vertices for path in axes.collections[0].get_paths()]
    (box,) = (b for b in boxes if abs(b[0] - (left, top)).max() < 0.05)
    (x0, y0), (x1, y1) = box.min(axis=0), box.max(axis=0)
    across = x0 + (x1 - x0) * (np.arange(shape[1]) + 0.5) / shape[1]
    down = y0 + (y1 - y0) * (np.arange(shape[0]) + 0.5) / shape[0]
    (image,) = (i for i in axes.images if i.get_extent()[3] - 0.01 < y0 < i.get_extent()[2])
    start, end, bottom, upper = image.get_extent()
    pixels = image.get_array()
    rows = ((down - upper) / (bottom - upper) * len(pixels)).astype(int)
    columns = ((across - start) / (end - start) * pixels.shape[1]).astype(int)
    assert (pixels[..., 3][rows][:, columns] == 255).all()
    return pixels[..., :3][rows][:, columns]


@pytest.mark.parametrize(
    ("count", "shape"), [(9, (3, 3)), (64, (26, 20)), (65, (4, 7)), (512, (4, 4))], ids=str
)
def test_each_map_stands_below_its_title_in_its_colours(count, shape):
    maps = random(*shape, count)
    picture = cd.plot_feature_maps(maps)
    for i in (0, 7, count - 1):
        name = f"Map {i}" if count <= MOST_TOLD else str(i)
        expected = signed_scale(np.moveaxis(maps, -1, 0)).rgb(maps[..., i])
        assert (shown(picture, name, shape) == expected).all()
    assert max(picture.figure.get_size_inches()) < 11
    axes, titles = sheet(picture)
    assert len(titles) == count
    assert len(scales(axes)) == 1


def test_maps_of_several_sizes_are_enlarged_alike():
    maps = [random(4, 4), random(12, 9), *[random(2, 2)] * 8]
    picture = cd.plot_feature_maps(maps)
    for i, each in enumerate(maps):
        assert (shown(picture, f"Map {i}", each.shape) == signed_scale(maps).rgb(each)).all()


def test_each_map_of_a_sheet_may_have_its_own_scale():
    maps = [np.full((3, 3), 10.0**-i) for i in range(9)]
    picture = cd.plot_feature_maps(maps, scale="each")
    (reds,) = {tuple(shown(picture, f"Map {i} ±{10.0**-i:.3g}", (3, 3))[0, 0]) for i in range(9)}
    assert reds == (178, 24, 43)
    assert scales(sheet(picture)[0]) == []
    assert picture.description.endswith("\nEach on its own scale.")


@pytest.mark.parametrize("unit", [1, 1e-9], ids=str)
def test_the_scale_of_a_sheet_is_neither_cut_off_nor_over_a_map(unit):
    picture = cd.plot_feature_maps(-unit * np.abs(random(20, 24, 8 + 1)))
    picture.figure.draw_without_rendering()
    axes, _ = sheet(picture)
    (bar,) = axes.child_axes
    right = max(image.get_window_extent().x1 for image in axes.images) / picture.figure.dpi
    labels = [label.get_window_extent() for label in bar.get_yticklabels()]
    assert bar.get_yticklabels()[0].get_text().startswith("≤ -")
    assert max(box.x1 for box in labels) < picture.figure.bbox.x1
    assert min(bar.get_window_extent().x0, *(box.x0 for box in labels)) > (right - 0.2) * 72


@pytest.mark.parametrize("shape", [(8, 6), (40,)], ids=["images", "curves"])
@pytest.mark.parametrize("scale", ["common", "each"])
def test_maps_of_a_sheet_that_are_zero_are_marked(shape, scale):
    maps = [random(*shape) for _ in range(12)]
    maps[3] = maps[7] = np.zeros(shape)
    picture = cd.plot_feature_maps(maps, scale=scale)
    axes, titles = sheet(picture)
    marked = sorted(text.get_position() for text in axes.texts if text.get_text() == "all 0")
    corners = sorted(titles[f"Map {i}"] for i in (3, 7))
    for (x, y), (left, top) in zip(marked, corners, strict=True):
        assert left < x < left + 1
        assert top < y < top + 1


def test_small_kernels_have_a_minus_where_they_are_below_zero():
    kernels = random(3, 3, 32)
    axes, _ = sheet(cd.plot_feature_maps(kernels))
    frames, minuses = axes.collections
    boxes = [path.vertices for path in frames.get_paths()]
    middles = [np.mean(segment, axis=0) for segment in minuses.get_segments()]
    assert len(middles) == (kernels < 0).sum()
    for i, box in enumerate(boxes):
        (x0, y0), (x1, y1) = box.min(axis=0), box.max(axis=0)
        cells = [((y - y0) / (y1 - y0) * 3, (x - x0) / (x1 - x0) * 3) for x, y in middles]
        inside = {(int(r), int(c)) for r, c in cells if 0 < r < 3 and 0 < c < 3}
        assert inside == set(map(tuple, np.argwhere(kernels[..., i] < 0).tolist()))
    assert len(sheet(cd.plot_feature_maps(-np.ones((6, 6, 32))))[0].collections) == 1


# In words


def test_as_many_maps_as_have_words_are_told_one_by_one():
    maps = random(3, 3, MOST_TOLD)
    assert cd.plot_feature_maps(maps).description.count("Map ") == MOST_TOLD
    assert "Map" not in cd.plot_feature_maps(random(3, 3, MOST_TOLD + 1)).description


def test_more_maps_are_told_together():
    maps = np.zeros((4, 4, 512))
    maps[0, 0, :500] = np.arange(500) + 1
    maps[1, 1, 17] = -3.5
    picture = cd.plot_feature_maps(maps)
    assert picture.description == (
        "512 maps of 4 x 4 values from -3.5 to 500, the lowest in map 17, the highest in map 499\n"
        "all 0: 12 maps, 500 501 502 503 504 505 506 507 508 509 510 511"
    )
    maps[..., 100:] = 0
    (_, zeros) = cd.plot_feature_maps(maps).description.splitlines()
    assert zeros.startswith("all 0: 412 maps, 100 101 ")
    assert zeros.endswith(" 131 and 380 more")


def test_maps_of_one_title_are_all_told():
    told = cd.plot_feature_maps(random(3, 4, 70), titles=["same"] * 70).description
    assert told.startswith("70 maps of 3 x 4 values from ")


def test_maps_of_several_sizes_are_told_from_the_smallest_to_the_largest():
    maps = [np.eye(3)] * 40 + [np.eye(7)] * 40
    assert cd.plot_feature_maps(maps).description.startswith("80 maps of 3 x 3 to 7 x 7 values")


def test_many_channels_of_a_filter_are_one_sheet():
    picture = cd.plot_filter(random(3, 3, 300), title="Deep")
    assert "Deep 299" in sheet(picture)[1]
    assert picture.description.startswith("300 maps of 3 x 3 values")


def test_of_many_maps_a_change_of_one_number_is_told():
    maps = np.zeros((4, 4, 100))
    maps[0, 0, 0] = maps[3, 3, 99] = 5
    before = repr(cd.plot_feature_maps(maps))
    maps[2, 2, 40] = 1
    assert repr(cd.plot_feature_maps(maps)) != before
    assert "checksum" in before


# Curves


def lines(axes):
    return [line for line in axes.lines if line.get_color() == "tab:blue"]


def test_a_few_long_maps_are_curves_on_one_scale():
    maps = random(294, 3)
    picture = cd.plot_feature_maps(list(maps.T))
    for i, axes in enumerate(picture.figure.axes):
        (line,) = lines(axes)
        assert (line.get_ydata() == maps[:, i]).all()
        assert title(axes) == f"Feature map {i}"
    (limits,) = {axes.get_ylim() for axes in picture.figure.axes}
    assert limits[0] < maps.min() < maps.max() < limits[1]
    own = cd.plot_feature_maps(list(maps.T), scale="each")
    assert len({axes.get_ylim() for axes in own.figure.axes}) == 3
    assert picture.description.startswith("Feature map 0:\n294 values from ")


def test_a_curve_of_zeros_is_marked():
    alive, dead = cd.plot_feature_maps([np.arange(20), np.zeros(20)]).figure.axes
    assert (title(alive), title(dead)) == ("Feature map 0", "Feature map 1: all 0")


@pytest.mark.parametrize(("length", "count"), [(294, 64), (12, 9), (30, 512)])
def test_many_sequences_are_small_curves(length, count):
    maps = [values - 0.2 for values in random(count, length)]
    picture = cd.plot_feature_maps(maps)
    axes, titles = sheet(picture)
    (note,) = (text for text in titles if text.startswith("Across"))
    low, high = np.min(maps), np.max(maps)
    assert note == f"Across: all indices. Upwards: {low:.3g} to {high:.3g}"
    ends = []
    for values, line in zip(maps, lines(axes), strict=True):
        down = line.get_ydata()
        slope, start = np.polyfit(values, down, 1)
        np.testing.assert_allclose(start + slope * values, down)
        ends.append(slope * (low - high))
        assert (np.diff(line.get_xdata()) > 0).all()
    np.testing.assert_allclose(ends, ends[0])  # all on one scale
    assert max(picture.figure.get_size_inches()) < 11


def test_small_curves_may_have_scales_of_their_own():
    maps = [10.0 ** (i - 4) * np.linspace(-1, 3, 40) for i in range(9)]
    axes, titles = sheet(cd.plot_feature_maps(maps, scale="each"))
    assert {"Map 0\n-0.0001 to 0.0003", "Map 8\n-10000 to 30000", "Across: all indices"} <= {
        *titles
    }
    assert len({round(np.ptp(line.get_ydata()), 6) for line in lines(axes)}) == 1


def test_a_long_filter_is_a_curve():
    weights = cd.filters.gaussian((1, 31), 5).weights[0]
    (axes,) = cd.plot_filter(weights, title="Average").figure.axes
    assert lines(axes)[0].get_ydata() == pytest.approx(weights)


def test_the_maps_of_a_1d_layer_are_drawn_as_the_refusal_says():
    import keras

    signal = random(300)
    kernels = random(7, 1, 16).astype(np.float32)
    maps = cd.feature_map(cd.set_filters(keras.layers.Conv1D(16, 7), kernels), signal)
    drawn = lines(sheet(cd.plot_feature_maps(list(maps.T)))[0])
    for i, line in enumerate(drawn):
        expected = np.correlate(signal, kernels[:, 0, i], mode="valid")
        assert np.corrcoef(expected, -line.get_ydata())[0, 1] > 0.999999
    assert len(drawn) == 16


# Titles

TITLES = {
    "wide": "W" * 30,
    "long": "A fairly long title, with words that tell what there is to see in it and more",
    "one-word": "x" * 90,
}


@pytest.mark.parametrize("name", TITLES)
@pytest.mark.parametrize("count", [1, 3, 4, 8, 9, 70])
@pytest.mark.parametrize("shape", [(8, 8), (30, 20), (40,)], ids=str)
def test_titles_neither_overlap_nor_are_cut_off(shape, count, name):
    maps = [random(*shape)] * count
    figure = cd.plot_feature_maps(maps, titles=[TITLES[name]] * count).figure
    figure.draw_without_rendering()
    titles = [axes._left_title for axes in figure.axes]
    if not any(text.get_text() for text in titles):
        titles = [text for text in figure.axes[0].texts if text.get_text()]
    boxes = [text.get_window_extent() for text in titles]
    assert len(boxes) >= count
    width, height = figure.get_size_inches() * figure.dpi
    for box in boxes:
        assert -1 < box.x0 < box.x1 < width + 1
        assert -1 < box.y0 < box.y1 < height + 1
    assert not any(one.shrunk(0.98, 0.9).overlaps(other) for one, other in combinations(boxes, 2))
