"""The press at its edges: notebooks that no lesson is yet, and folders that hold something."""

import os
import re
import sys
from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from convbook import __main__ as command
from convbook import book, paper
from convbook.blocks import CODE_LINE, sampled
from convbook.deck import slides
from convbook.image_files import lightened, taken_out
from convbook.pictures import fitted
from convbook.places import folder_of, stems
from convbook.reference import filled
from convbook.said import MOST_LINES, paragraphs
from convbook.spoken import spoken_code
from convbook.tasks import tasks


def text(source):
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source, *outputs):
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": list(outputs)}


def said(deck):
    """Return the words of the slides, without their marks."""
    html = "\n".join(block.html for slide in deck for block in slide.blocks)
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize(
    ("output", "kept"),
    [
        ("x" * 5000, ["x" * 704, "…", "x" * 704]),
        ("\n".join("abc" + "y" * 700), ["a", "b", "c", *"yyyyy", "…", *"yyyyyyyy"]),
        ("\n".join(["a" * 700, "b" * 700, "c" * 700]), ["a" * 700, "…", "c" * 700]),
        ("\n".join(map(str, range(18))), list(map(str, range(18)))),
    ],
    ids=["one line", "many lines", "long lines", "what fits"],
)
def test_of_what_is_too_long_the_ends_are_shown(output, kept):
    block = sampled(output)
    assert re.sub(r"<[^>]+>", "", block.html).splitlines() == kept
    assert block.height <= CODE_LINE * MOST_LINES


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Look:\n```python\na\n\n# b\n```\nSo.", ["Look:", "```python\na\n\n# b\n```", "So."]),
        ("- one\n\n  more\n- two", ["- one\n\n  more\n- two"]),
        ("````\n```\n````", ["````\n```\n````"]),
        ("$$\na\n$$\n\n| a |\n| - |\n| b |", ["$$\na\n$$", "| a |\n| - |\n| b |"]),
        (" \n", []),
    ],
)
def test_a_text_is_split_as_markdown_says(cell, parts):
    assert paragraphs(cell) == parts


def test_long_code_comes_in_parts_divided_at_its_empty_lines():
    half = "\n".join("a" * (MOST_LINES - 5))
    assert paragraphs(f"```\n{half}\n\n{half}\n```") == [f"```\n{half}\n```"] * 2
    assert len(paragraphs(f"```\n{half}\n\na\n```")) == 1


def test_what_a_cell_gives_is_shown_whatever_it_is():
    value = {"data": {"text/plain": ["(3, 3)"]}}
    red, nothing = {"text": "\x1b[31mred\x1b[0m\n"}, {"text": "\n"}
    failed = {"output_type": "error", "ename": "ValueError", "traceback": []}
    lesson = {
        "cells": [
            text("# A lesson"),
            text("**Predict.** Which shape and colour?"),
            code("x.shape", red, nothing, failed, value),
        ]
    }
    assert said(slides(lesson)).splitlines()[-2:] == ["red", "(3, 3)"]
    [task] = tasks(lesson)
    assert re.sub(r"<[^>]+>", "", task.key).split("\n") == ["red", "", "(3, 3)", ""]


PREDICT = text("**Predict.** Which numbers?")
ROW, GRID = {"text": "map [1. 2. 3.]\n"}, {"text": "map [[1. 2.]\n [3. 4.]]\n"}


def tasks_of(*cells):
    return tasks({"cells": [text("# A lesson"), *cells]})


def test_a_reply_ends_where_the_next_question_begins():
    both = text("Because so.\n\n**Predict.** And then?")
    first, second = tasks_of(PREDICT, code("x", ROW), both, code("y", ROW), text("So."))
    assert first.key.endswith("<p>Because so.</p>")
    assert second.question == "**Predict.** And then?"


def test_a_question_comes_with_the_text_that_it_is_about_and_with_no_remark():
    told = text("A net has two layers.")
    [task] = tasks_of(told, PREDICT, code("x", ROW))
    assert task.question.startswith("A net has two layers.")
    [task] = tasks_of(code("x", ROW), told, PREDICT, code("x", ROW))
    assert "layers" not in task.question


def test_an_aside_in_parentheses_stays_on_the_screen():
    [task] = tasks_of(text("**Predict.** Which map?\n\n(Run the cell first.)"), code("y", ROW))
    assert task.question == "**Predict.** Which map?"


def test_the_answer_of_a_design_is_the_lessons_own():
    ours = code("# Ours", {"text": "map [7. 8. 9.]\n"})
    ours["metadata"]["tags"] = ["hide-input"]
    [task] = tasks_of(text("**Design.** Find one."), code("x", ROW), ours, text("So."))
    assert "7." in task.key
    assert "1." not in task.key


def test_an_array_above_a_question_is_given_and_other_numbers_are_not():
    [task] = tasks_of(code("x", ROW, {"text": "seen 7 of 9\n"}), PREDICT, code("y", ROW))
    assert "[1. 2. 3.]" in task.given
    assert "seen" not in task.given


def asked(source, **paper):
    return {**text(source), "id": "asked", "metadata": {"handout": paper}}


@pytest.mark.parametrize(
    ("blanks", "is_drawn"), [([], True), (["map [1 2]"], True), (["map [[1 2] [3 4]]"], False)]
)
def test_a_sketch_has_squared_paper_or_a_grid(blanks, is_drawn):
    [task] = tasks_of(asked("**Predict.** Sketch it.", blanks=blanks), code("x", ROW, GRID))
    assert (len(task.blanks), task.is_drawn) == (len(blanks), is_drawn)


def test_a_question_has_the_words_and_the_key_that_its_cell_has_for_paper():
    cell = asked("A layer.\n\n**Predict.** Which map?", given="A net.", blanks=["[1 2 3]"])
    [task] = tasks_of(cell, code("x", ROW), text("So."))
    assert task.question == "A net.\n\n**Predict.** Which map?"
    assert re.sub("<[^>]+>", "", task.key) == "1 2 3So."
    cell["metadata"]["handout"]["key"] = "Because."
    [task] = tasks_of(cell, code("x", ROW), text("So."))
    assert re.sub("<[^>]+>", "", task.key) == "1 2 3Because."


@pytest.mark.parametrize(
    "answer", ["[1 3]", "[2 1]", "[1.4]", "[[1 2] [3 5]]", "[12]", "[6]", "[none]"]
)
def test_an_answer_that_is_not_recorded_stops_the_press(answer):
    cell = asked("**Predict.** Which map?", blanks=[f"map {answer}"])
    after = text("All three.\n\n**Predict.** Of 6, none?")
    with pytest.raises(ValueError, match="'asked' has a blank, 'map"):
        tasks_of(cell, code("x", ROW, GRID), after)


def test_a_part_that_a_handout_has_not_is_named():
    cell = asked("**Predict.** Which map?", blank=["map [1 2 3]"])
    with pytest.raises(ValueError, match="'asked' has 'blank' in its 'handout', which may have"):
        tasks_of(cell, code("x", ROW))


@pytest.mark.parametrize(
    "answer", ["[1 2]", "[[1 2] [3 4]]", "[2] and [3]", "[three]", "[0.7]", "[1,200]", "[[9] [-5]]"]
)
def test_an_answer_is_recorded_in_an_output_a_picture_or_the_reply(answer):
    cell = asked("**Predict.** Which map?", blanks=[f"map {answer}"])
    head = "<table><thead><tr><td></td><th>0</th></tr></thead><tbody>"
    rows = "<tr><th>0</th><td>9</td></tr><tr><th>1</th><td>-5</td></tr></tbody></table>"
    grid = {"data": {"text/html": head + rows}}
    after = text("Three in all, 1200, or $0.6667$.")
    assert tasks_of(cell, code("x", GRID, grid), after)


def test_of_long_code_a_function_keeps_its_head():
    source = "@fast\ndef one():\n    return 1\n\ndef two(): return 2\n" + "print(1)\n" * MOST_LINES
    [kept] = spoken_code({"cells": [code(source)]})
    assert kept.splitlines()[:5] == [
        "@fast",
        "def one():",
        "    ...",
        "def two(): return 2",
        "print(1)",
    ]


def slides_of(*cells):
    return slides({"cells": [text("# A lesson"), *cells]})


def test_a_question_does_not_stand_below_the_answer_to_another():
    deck = slides_of(PREDICT, code("x", ROW), text("So it is."), PREDICT)
    assert [(len(slide.blocks), slide.is_question) for slide in deck] == [
        (1, True),
        (3, False),
        (1, True),
    ]


def test_a_question_takes_what_it_is_about_to_its_slide():
    about = "This is what the question is about. " + "It goes on and on. " * 60
    deck = slides_of(code("x = f()\n" * 14, ROW), text(f"{about}\n\n{PREDICT['source']}"))
    assert [len(slide.blocks) for slide in deck] == [2, 2]
    assert said(deck[1:]).startswith("This is what the question is about.\n")


def test_the_teacher_reads_the_guide_where_a_part_begins_and_at_its_questions():
    deck = slides_of(PREDICT, code("x", ROW), text("## A part"), text("Told."), PREDICT)
    guide = {"A lesson": "The first.", "A part": "The second."}
    assert [slide.notes(guide) for slide in deck] == ["The first.", "", "The second."]
    deck = slides_of(code("x = f()\n" * 17, ROW), PREDICT)  # a full slide, then a question
    assert [slide.notes(guide) for slide in deck] == ["The first.", "The first."]


def test_what_a_slide_cuts_is_read_out_and_the_last_minute_is_not_cut():
    long = "It is so, and so it stays. " + "It goes on and on. " * 12
    aims, cut, whole = slides_of(
        text("**You will learn**\n\n- to see\n\nThen more."),
        text(f"## A part\n\n{long}"),
        text(f"## In one minute\n\n{long}"),
    )
    assert (aims.heading, aims.notes({})) == (
        "You will learn to",
        "**Say.** - to see\n\nThen more.",
    )
    assert (said([cut]), cut.notes({})) == (long[:26], f"**Say.** {long.strip()}")
    assert (said([whole]), whole.notes({})) == (long.strip(), "")


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("All three.", "All three."),
        ("Those of question 2.", "None is."),
        ("", "None is."),
    ],
)
def test_a_slide_shows_the_key_of_a_question_where_its_reply_is_long(key, shown):
    question = asked("**Predict.** Which?", **({"key": key} if key else {}))
    rest = "One word goes on. " * 12
    reply = text(f"None is. The map is not. {rest}\n\nMoreover. {rest}".strip())
    words = said(slides({"cells": [text("# A lesson"), question, code("x", ROW), reply]}))
    assert shown in words
    assert ("Moreover." in words) == (shown != key)


def test_an_aside_alone_makes_no_slide():
    ours = code("# Ours: look at it later.", ROW)
    ours["metadata"]["tags"] = ["hide-input"]
    question = text("**Predict.** Which?\n\n(Run the cell first.)")
    deck = slides({"cells": [text("# A lesson"), question, ours]})
    assert [re.sub("<[^>]+>", "", slide.blocks[-1].html) for slide in deck] == [
        "Predict. Which?",
        "map [1. 2. 3.]",
    ]


def test_a_key_without_a_term_of_the_reply_stays_on_paper():
    question = asked("**Predict.** Which?", key="All three.")
    reply = text("It is called a **map**. " + "One word goes on. " * 12)
    words = said(slides({"cells": [text("# A lesson"), question, code("x", ROW), reply]}))
    assert "All three." not in words


def test_the_reference_says_what_each_exercise_and_filter_is_about():
    rows = re.findall(r"^   \* - (.*)\n     - (.*)$", filled("{exercises}{filters}"), re.MULTILINE)
    assert len(rows) > 60
    assert all(all(row) for row in rows)


def test_a_stepper_leaves_room_for_its_buttons():
    rows = f"<tr>{'<td>1</td>' * 9}</tr>" * 9
    grid = f"<table><tr></tr><tbody>{rows}</tbody></table>"
    table, stepper = (fitted(html, 1168, 520) for html in (grid, f"<figure>{grid}</figure>"))
    assert stepper.height <= 520
    assert stepper.size < table.size


def test_a_picture_in_fewer_bytes_has_the_same_pixels():
    pixels = np.random.default_rng(1).integers(0, 256, (6, 7, 4), dtype=np.uint8)
    pixels[:3, :, 3] = 0  # transparent, and of some colour nevertheless
    Image.fromarray(pixels).save(png := BytesIO(), "PNG")
    html = f'<img src="data:image/png;base64,{b64encode(png.getvalue()).decode()}">'
    moved, files = taken_out(html, "../images")
    [(name, webp)] = files.items()
    assert moved == f'<img src="../images/{name}">'
    inside = b64decode(lightened(html).partition("base64,")[2].removesuffix('">'))
    for each in (webp, inside):
        assert np.array_equal(np.asarray(Image.open(BytesIO(each))), pixels)


def test_what_was_made_of_a_lesson_that_is_gone_goes(tmp_path):
    folder = tmp_path / "slides"
    folder.mkdir()
    kept = {f"{stems()[0]}.html", f"{stems()[0]}_seed_7.pdf", "notes.txt"}
    for name in (*kept, "01_an_older_name.html"):
        (folder / name).touch()
    assert folder_of("slides", tmp_path) == folder
    assert {path.name for path in folder.iterdir()} == kept


def test_a_folder_that_holds_other_things_is_refused(tmp_path, monkeypatch, capsys):
    (tmp_path / "letter.txt").touch()
    monkeypatch.setattr(sys, "argv", ["convbook", "book", "--to", str(tmp_path)])
    with pytest.raises(SystemExit):
        command.main()
    assert f"but {tmp_path} holds letter.txt" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_older_book_goes_and_what_stands_beside_it_stays(tmp_path, monkeypatch):
    def sphinx(arguments, **_):
        pages = arguments[-1]
        (pages / "_static").mkdir(parents=True)
        for name in ("objects.inv", "index.html", ".buildinfo", "_static/webpack-macros.html"):
            (pages / name).touch()

    monkeypatch.setattr(book.subprocess, "run", sphinx)
    monkeypatch.setattr(book, "write_sources", lambda _: None)
    for name in ("slides/01.html", ".git", "lessons/01.html", "objects.inv", "old.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    book.build_book(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "slides", ".git", "objects.inv", "index.html", "_static",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        ([], ["book", "slides", "handouts"]),
        (["slides"], ["slides"]),
        (["slides", "--seed", "7"], ["handouts 7"]),
    ],
)
def test_the_command_builds_what_it_names(tmp_path, monkeypatch, capsys, arguments, made):
    found = []
    parts = {part: lambda _, part=part: found.append(part) for part in command.PARTS}
    monkeypatch.setattr(command, "PARTS", parts)
    monkeypatch.setattr(command, "build_handouts", lambda _, seed: found.append(f"handouts {seed}"))
    monkeypatch.setattr(sys, "argv", ["convbook", "--to", str(tmp_path), *arguments])
    assert command.main() == 0
    assert found == made
    assert capsys.readouterr().out == f"Open {tmp_path}.\n"


def test_without_a_browser_the_pages_are_there_and_no_older_pdf(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(paper.shutil, "which", lambda _: str(tmp_path / "none"))
    (page := tmp_path / "a.html").write_text("<p>A page.")
    (tmp_path / "a_letter.pdf").touch()
    assert paper.print_pages([page]) == []
    assert list(tmp_path.iterdir()) == [page]
    assert capsys.readouterr().out.startswith("No PDFs")


def test_a_page_is_printed_as_the_same_bytes_twice(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.html").write_text("<p>A page.")
    pdfs = paper.print_pages([Path("a.html")])
    if not pdfs and "CI" not in os.environ:
        pytest.skip("needs Chromium or Chrome on this machine")
    a4, letter = (pdf.read_bytes() for pdf in pdfs)
    assert a4.count(b"Date (D:") == a4.count(b"Date (D:19700101000000") == 2
    assert b"612 792" in letter
    assert b"612 792" not in a4
