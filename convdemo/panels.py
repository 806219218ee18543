"""Panels as a picture: in numbers, in colours or as curves, as their sizes ask for."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from functools import partial

from convdemo.arguments import Array
from convdemo.cells import draw_panels
from convdemo.colours import Values
from convdemo.markup import Panel, panels_html
from convdemo.picture import Picture
from convdemo.sheets import draw_curve_sheet, draw_curves, draw_sheet
from convdemo.words import MOST_TOLD, describe, describe_together

MOST_WITH_NUMBERS = 8


def picture_of(
    panels: Sequence[Panel],
    description: str = "",
    arrays: tuple[Array, ...] = (),
    below: str = "",
    columns: int = 0,
) -> Picture:
    """Return panels as a picture; what is left out is made from them."""
    are_tables = all(panel.is_table for panel in panels)
    is_outlined = any(panel.outlined is not None for panel in panels)
    draw, html = partial(draw_panels, columns=columns), ""
    if are_many(panels) and not columns:
        draw = partial(draw_sheet if panels[0].values.ndim > 1 else draw_curve_sheet)
    elif are_tables or (panels[0].values.ndim > 1 and not is_outlined):
        html = panels_html(panels, below, columns)
    elif not is_outlined:
        draw = partial(draw_curves)
    description = description or in_words(panels)
    arrays = arrays or tuple(panel.values for panel in panels)
    return Picture(description, arrays, partial(draw, panels), html)


def are_many(panels: Sized) -> bool:
    """Return whether these are too many for numbers in their cells."""
    return len(panels) > MOST_WITH_NUMBERS


def in_words(panels: Sequence[Panel]) -> str:
    """Return what panels show: each by itself where they are not too many for that."""
    if len(panels) > MOST_TOLD:
        titles = [panel.title for panel in panels]
        return describe_together(titles, [panel.values for panel in panels])
    return "\n".join(told(panel.title, panel.values) for panel in panels)


def told(title: str, values: Values) -> str:
    """Return an array in words, below its title."""
    return f"{title}:\n{describe(values)}"
