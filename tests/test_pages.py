"""Pages of the book: what answers a question is closed, and nothing else."""

import pytest

from convbook.glossary import glossary_page, with_links, words_of
from convbook.pages import exercise_page, lesson_page

INDEX = """\
# Index

## The words

| word | in Keras | lesson | meaning |
| --- | --- | --- | --- |
| bias | `use_bias` | [01](01.ipynb) | A number. |
| ReLU | | [03](03.ipynb) | A function. |
"""
WORDS = words_of(INDEX)


def text(source):
    return {"cell_type": "markdown", "id": source[:8], "metadata": {}, "source": source}


def code(source, *tags, shows="text/plain", **more):
    output = {"output_type": "execute_result", "data": {shows: "1"}}
    metadata = {"tags": list(tags), **more}
    return {
        "cell_type": "code",
        "id": source[:8],
        "metadata": metadata,
        "source": source,
        "outputs": [output],
    }


def page_of(*cells):
    made = lesson_page({"cells": [text("# A title"), *cells]}, "07", "How to run it", WORDS)
    title, note, *rest = made["cells"]
    assert (title["source"], note["source"]) == ("# 07 A title", "How to run it")
    return rest


def is_closed(cell):
    if cell["cell_type"] == "markdown":
        return cell["source"].startswith("<details>")
    return "hide-output" in cell["metadata"]["tags"]


@pytest.mark.parametrize("asks", ["Predict", "Guess", "Find out", "Design"])
def test_what_a_cell_prints_after_a_question_is_closed_and_so_is_the_reply(asks):
    cells = page_of(
        text("Told."), code("x"), text(f"**{asks}.** What?"), code("y"), code("# Ours"), text("So.")
    )
    assert [is_closed(cell) for cell in cells] == [False, False, False, True, True, True]


def test_a_figure_to_be_looked_at_is_open():
    cells = page_of(text("**Find out.** Step there."), code("x", shows="text/html"), text("So."))
    assert [is_closed(cell) for cell in cells] == [False, False, True]


def test_after_a_heading_nothing_is_closed():
    cells = page_of(text("**Predict.** What?"), code("x"), text("## Next"), code("y"))
    assert [is_closed(cell) for cell in cells] == [False, True, False, False]


def test_folded_code_stays_folded_and_closing_claims_go():
    (cell,) = page_of(code("x = 1\nassert x > 0", "hide-input", "nbval-ignore-output"))
    assert cell["source"] == "x = 1"
    assert "hide-input" in cell["metadata"]["tags"]


def test_a_solution_is_closed_below_its_exercise_and_marking_cells_go():
    notes = {"nbgrader": {"solution": True, "grade": False}}
    solved = (
        "answer = None\n### BEGIN SOLUTION\n# Why.\nanswer = 3\n### END SOLUTION\ncheck(answer)"
    )
    cells = [
        text("# Exercises"),
        text("How to."),
        text("## 1. One"),
        code(solved, **notes) | {"id": "a"},
        code("grade", nbgrader={"solution": False, "grade": True}),
    ]
    asked = [cells[3] | {"source": "answer = None\ncheck(answer)"}]
    page = exercise_page({"cells": cells}, {"cells": asked}, "Checked so.")["cells"]
    assert [cell["source"] for cell in page] == [
        "# Exercises",
        "Checked so.",
        "## 1. One",
        "answer = None\ncheck(answer)",
        "# Why.\nanswer = 3\ncheck(answer)",
    ]
    assert page[3]["outputs"] == []
    assert page[4]["metadata"]["tags"] == ["hide-cell"]
    assert len({cell["id"] for cell in page}) == len(page)


@pytest.mark.parametrize(
    ("said", "linked"),
    [
        ("a **bias**", "a **{term}`bias <bias>`**"),
        ("**`relu`**", "**{term}`relu <ReLU>`**"),
        ("**You will learn**", "**You will learn**"),
        ("`**bias**`", "`**bias**`"),
        ("```\n**bias**\n```", "```\n**bias**\n```"),
    ],
)
def test_a_bold_word_leads_to_the_glossary(said, linked):
    assert with_links(said, WORDS) == linked


def test_the_glossary_has_an_entry_for_each_word():
    page = glossary_page(INDEX)
    assert "bias\n  A number. *Lesson&nbsp;[01](01.ipynb), in Keras `use_bias`.*\n" in page
    assert "ReLU\n  A function. *Lesson&nbsp;[03](03.ipynb).*\n" in page
    assert page.index("## B\n") < page.index("bias\n") < page.index("## R\n") < page.index("ReLU\n")
