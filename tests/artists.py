"""What a figure shows, read from its artists."""


def title(axes):
    """Return the title of axes, wherever it stands."""
    return "".join(axes.get_title(loc) for loc in ("left", "center", "right"))


def values(axes):
    """Return the array that an image on the axes draws."""
    return axes.images[0].get_array()


def texts(axes):
    """Return the texts in the cells, by row and column."""
    return {
        (int(text.get_position()[1]), int(text.get_position()[0])): text.get_text()
        for text in axes.texts
    }


def hatched(axes):
    """Return the hatched cells, as row and column."""
    corners = [patch.get_xy() for patch in axes.patches if patch.get_hatch()]
    return sorted((int(y + 0.5), int(x + 0.5)) for x, y in corners)


def outlined(axes):
    """Return the box around the outline (left, right, top, bottom), and its number of sides."""
    segments = [segment for lines in axes.collections for segment in lines.get_segments()]
    across = [float(x) for segment in segments for x, _ in segment]
    down = [float(y) for segment in segments for _, y in segment]
    return (min(across), max(across), min(down), max(down)), len(segments)


def tick_labels(axes):
    """Return the labels below and beside the cells."""
    return (
        [label.get_text() for label in axes.get_xticklabels()],
        [label.get_text() for label in axes.get_yticklabels()],
    )


def scales(axes):
    """Return the labels of each colour bar of the axes."""
    return [tick_labels(bar)[1] for bar in axes.child_axes]
