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
SIGN = re.compile(r"(?<=</mo>)(?<!&#x00029;</mo>)<mo>(?=&#x02212;)")  # no sum: no space after it
FUNCTION = re.compile(r"<mo>([a-z]+)</mo>")
NAMED = re.compile(r"(<mi>[a-z]{2,}</mi>)(?=<m[in]>)")  # a function, and what it is taken of


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
    formula = FUNCTION.sub(r"<mi>\1</mi>", convert(latex.strip(), display=display))
    formula = NAMED.sub(r'\1<mspace width="0.17em"/>', formula)
    return SIGN.sub('<mo form="prefix">', formula)


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
