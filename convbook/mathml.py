"""Formulae in MathML, which browsers draw and screen readers read without a script or a font."""

import re

from latex2mathml.converter import convert

# Code comes first, since a dollar sign in it opens no formula. In a line of text, as in Pandoc, no
# space stands inside the dollar signs, and no digit after them.
PARTS = re.compile(
    r"""
    (?P<code> ^ (?P<fence> ```+ | ~~~+ ) .*? ^ (?P=fence)
            | (?P<ticks> `+ ) .+? (?<!`) (?P=ticks) (?!`) )
    | (?<! [\\$] ) \$\$ (?P<block> [^$]+ ) \$\$
    | (?<! [\\$] ) \$ (?P<inline> (?!\s) [^$\n]* [^$\s\\] ) \$ (?!\d)
    """,
    flags=re.DOTALL | re.MULTILINE | re.VERBOSE,
)


def mathml(latex: str, display: str = "inline") -> str:
    """Convert a formula.

    Args:
        latex: The formula as LaTeX writes it, without dollar signs.
        display: `"inline"` in a line of text, `"block"` on a line of its own.

    Returns:
        A `<math>` element.

    Example:
    >>> mathml("n - k").partition("<mrow>")[2]
    '<mi>n</mi><mo>&#x02212;</mo><mi>k</mi></mrow></math>'
    """
    return convert(latex.strip(), display=display)


def with_mathml(text: str) -> str:
    """Convert each formula of a Markdown text.

    Args:
        text: Markdown with formulae between `$` and `$`, or between `$$` and `$$`. Dollar signs in
            code and after a backslash stay.

    Returns:
        The same text with `<math>` elements, which Markdown passes on to HTML.
    """

    def converted(part: re.Match[str]) -> str:
        if part["code"]:
            return part["code"]
        if part["block"]:
            return mathml(part["block"], display="block")
        return mathml(part["inline"])

    return PARTS.sub(converted, text)
