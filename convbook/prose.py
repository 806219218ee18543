"""A lesson's Markdown as HTML: formulae as MathML, code in colours, links as words."""

import re
from collections.abc import Callable
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from convbook.mathml import mathml

LINK = re.compile(r"(?<!!)\[([^\]]+)\]\([^)\s]+\)")
ROW = re.compile(r"\[[^\[\]]{1,34}\]|\([^()]{1,34}\)")  # numbers that a line keeps together
SIZE = re.compile(r"(?<=\d) x (?=\d)")
ENDED = re.compile(r"<math(?:(?!</math>).)*</math>[.,;:?!)]+", flags=re.DOTALL)
MARKS = re.compile(r"[*`$\\{}]|^- |^#+ ", flags=re.MULTILINE)


def as_html(markdown: str) -> str:
    """Turn Markdown into HTML that needs nothing beside it.

    Args:
        markdown: Paragraphs, lists and formulae. Links become their words, because what they lead
            to is not there on a wall or on paper.

    Returns:
        The HTML.

    Example:
    >>> as_html("See [lesson 01](01.ipynb).")
    '<p>See lesson 01.</p>'
    """
    html = str(_parser().render(SIZE.sub("\xa0x\xa0", markdown))).strip()
    # Without this, a line can begin with the full stop.
    html = ENDED.sub(r'<span style="white-space: nowrap">\g<0></span>', html)
    return html.replace("<th></th>", "<td></td>")  # a header without words heads nothing


def as_plain(markdown: str) -> str:
    """Return the text that a reader sees, roughly: to measure it by."""
    text = LINK.sub(r"\1", markdown)
    text = re.sub(r"\\[a-z]+", " ", text)
    return " ".join(MARKS.sub("", text).split())


def python_html(code: str) -> str:
    """Return Python with its words marked by class, in an element that the keyboard can scroll."""
    marked = highlight(code, get_lexer_by_name("python"), HtmlFormatter(nowrap=True))
    return f'<pre class="code"><code>{str(marked).rstrip()}</code></pre>'


def text_html(output: str) -> str:
    """Return what a cell has printed."""
    return f'<pre class="printed"><samp>{escape(output)}</samp></pre>'


def printed_html(output: str) -> str:
    """Return what a cell has printed for a narrow column: each line and each short array whole.

    Args:
        output: The printed text.
    """
    lines = [escape(line, quote=False) for line in output.split("\n")]
    rows = [ROW.sub(r'<span class="whole">\g<0></span>', line) for line in lines]
    return "<pre>" + "".join(f"<span>{row}\n</span>" for row in rows) + "</pre>"


def python_colours() -> str:
    """Return the style of marked Python, light and dark, each with contrast enough to read."""
    light, dark = (
        HtmlFormatter(style=f"a11y-high-contrast-{name}").get_style_defs(".code")
        for name in ("light", "dark")
    )
    rules = [line for line in light.splitlines() if line.startswith(".code .")]
    in_dark = [line for line in dark.splitlines() if line.startswith(".code .")]
    return "\n".join([*rules, "@media screen and (prefers-color-scheme: dark) {", *in_dark, "}"])


@cache
def _parser() -> MarkdownIt:
    """Return what reads Markdown; a dollar sign beside a space or a digit opens no formula."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False)
    rules = {
        "math_inline": mathml,
        "math_block": lambda formula: f"<p>{mathml(formula, 'block')}</p>\n",
        "link_open": lambda _: "",
        "link_close": lambda _: "",
    }
    for name, rule in rules.items():
        parser.add_render_rule(name, _on_content(rule))
    return parser


def _on_content(rule: Callable[[str], str]) -> Callable[..., str]:
    """Return a rule as the parser calls it."""
    return lambda _parser, tokens, i, *_: rule(tokens[i].content)
