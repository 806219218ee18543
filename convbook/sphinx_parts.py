"""What the book adds to Sphinx: formulae as MathML, folds with names, examples of docstrings."""

import re
from typing import Any

import numpy.typing as npt
from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata, stringify_annotation
from sphinx.writers.html5 import HTML5Translator

from convbook.mathml import mathml

ARRAY_LIKE = stringify_annotation(npt.ArrayLike, "smart")  # ten types and more
ARRAY = re.compile(
    r"~numpy\.ndarray\[tuple\[~typing\.Any, \.\.\.\], ~numpy\.dtype\[~numpy\.(\w+)\]\]"
)
LETTERED = re.compile(r"[a-z]\) ")  # a statement to choose by its letter
SHORT_CODE = 18  # letters: half a line on a phone
ROW = re.compile(r"-?[\d.½¼¾]+(?: -?[\d.½¼¾]+)*")  # of numbers
EMPTY_HEADER = re.compile(r'<th class="[^"]*"><p></p></th>')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the parts, as Sphinx asks of an extension."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.add_node(HideCodeCellNode, override=True, html=(_open_fold, _close_fold))
    app.connect("autodoc-process-signature", _name_arrays)
    app.connect("autodoc-process-docstring", _set_example_apart)
    app.connect("doctree-read", _let_letters_lead)
    app.connect("doctree-read", _keep_code_whole)
    app.connect("html-page-context", _head_nothing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(page: HTML5Translator, formula: nodes.math) -> None:
    page.body.append(mathml(formula.astext()))
    raise nodes.SkipNode


def _block(page: HTML5Translator, formula: nodes.math_block) -> None:
    page.body.append(f'<div class="formula">{mathml(formula.astext(), display="block")}</div>')
    raise nodes.SkipNode


def _open_fold(page: HTML5Translator, fold: HideCodeCellNode) -> None:
    """Open a fold whose summary says what is in it: MyST-NB's is named "Toggle hidden content"."""
    summary = fold["prompt_show"].replace("source", "code")
    page.body.append(f"<details>\n<summary>{page.encode(summary)}</summary>\n")


def _close_fold(page: HTML5Translator, _: HideCodeCellNode) -> None:
    page.body.append("</details>\n")


def _name_arrays(*told: Any) -> tuple[str | None, str | None]:
    """Call arrays in a signature what the source calls them, not what that stands for."""
    takes, returns = (
        part and ARRAY.sub(r"npt.NDArray[np.\1]", part.replace(ARRAY_LIKE, "npt.ArrayLike"))
        for part in told[-2:]
    )
    return takes, returns


def _set_example_apart(*told: Any) -> None:
    """Give the example of a docstring, which follows its title at once, a paragraph of its own."""
    lines: list[str] = told[-1]
    if "Example:" in lines:
        where = lines.index("Example:")
        lines[where : where + 1] = [".. rubric:: Example", ""]


def _let_letters_lead(_app: Any, page: nodes.document) -> None:
    """Mark the lists whose items begin with letters: these need no bullets before them."""
    for each in page.findall(nodes.bullet_list):
        if all(LETTERED.match(item.astext()) for item in each):
            each["classes"].append("lettered")


def _keep_code_whole(_app: Any, page: nodes.document) -> None:
    """Mark code that no line should tear: of `[0, 5, 5, 0]` half is another array."""
    for each in page.findall(nodes.literal):
        code = each.astext()
        if len(code) <= SHORT_CODE or ROW.fullmatch(code):
            each["classes"].append("whole")


def _head_nothing(_app: Any, _page: str, _template: str, context: dict[str, Any], *_: Any) -> None:
    """Let no empty cell be the header of a column, which a screen reader would read out."""
    if "body" in context:
        context["body"] = EMPTY_HEADER.sub("<td></td>", context["body"])
