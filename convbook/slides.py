"""Slides of each lesson: one file that opens from disk and needs nothing beside it."""

import re
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

import convdemo
from convbook.blocks import Slide
from convbook.deck import slides
from convbook.guide import parts
from convbook.image_files import lightened
from convbook.places import folder_of, lessons
from convbook.prose import as_html, python_colours
from convdemo.colours import PROPERTIES
from convlessons.notebooks import read

HERE = Path(__file__).parent
REVEAL = files("sphinx_revealjs") / "_static" / "revealjs"
LENS = Path(convdemo.__file__).parent
PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: slides</title>
<style media="screen">{reveal_css}</style>
<style>{styles}</style>
</head>
<body>
<main><div id="frame"><div class="slides">
{sections}
</div></div></main>
<script>{reveal}</script>
<script>{notes}</script>
<script>{script}</script>
<script>{stepper}</script>
</body>
</html>
"""


def build_slides(site: Path) -> None:
    """Write the slides of all lessons.

    Args:
        site: The folder of what is built; the slides go into `slides/`.
    """
    folder = folder_of("slides", site)
    for lesson in lessons():
        page = folder / f"{lesson.stem}.html"
        page.write_text(slides_page(lesson), encoding="utf-8", newline="\n")


def slides_page(lesson: Path) -> str:
    """Return the slides of one lesson as a page.

    Args:
        lesson: The recorded notebook.
    """
    notebook = read(lesson.read_text(encoding="utf-8"))
    guide = parts(lesson.stem)
    deck = slides(notebook)
    sections = [
        _section(slide, guide, lesson.stem[:2] if slide is deck[0] else "") for slide in deck
    ]
    shown = lightened("\n".join(sections))
    return PAGE.format(title=escape(deck[0].heading), sections=shown, **_parts())


def _section(slide: Slide, guide: dict[str, str], number: str) -> str:
    """Return one slide; the one with a number is the title page of a lesson."""
    heading = as_html(slide.heading).removeprefix("<p>").removesuffix("</p>")
    head, kind = f"<h2>{heading}</h2>", ""
    if number:
        head, kind = f'<p class="number">Lesson {number}</p>\n<h1>{heading}</h1>', ' class="title"'
    blocks = "\n".join(block.html for block in slide.blocks if block.html)
    notes = as_html(slide.notes(guide))
    aside = f'\n<aside class="notes">{notes}</aside>' if notes else ""
    return f'<section{kind} style="--grow:{slide.grow:.2f}">\n{head}\n{blocks}{aside}\n</section>'


@cache
def _parts() -> dict[str, str]:
    """Return the styles and scripts that all slides share."""
    dist = REVEAL / "dist"
    styles = [
        f".convdemo{{{PROPERTIES}}}",
        *(
            (LENS / name).read_text(encoding="utf-8")
            for name in ("markup.css", "picture.css", "stepper.css")
        ),
        python_colours(),
        (HERE / "slides.css").read_text(encoding="utf-8"),
    ]
    return {
        "reveal_css": (dist / "reveal.css").read_text(encoding="utf-8"),
        "styles": "\n".join(styles),
        "reveal": _script((dist / "reveal.js").read_text(encoding="utf-8")),
        "notes": _script((REVEAL / "plugin" / "notes" / "notes.js").read_text(encoding="utf-8")),
        "script": (HERE / "slides.js").read_text(encoding="utf-8"),
        "stepper": _script((LENS / "stepper.min.js").read_text(encoding="utf-8")),
    }


def _script(text: str) -> str:
    """Return a script that can stand in a page."""
    return re.sub(r"</(?=script)", r"<\\/", text)
