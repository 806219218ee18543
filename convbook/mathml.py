"""Formulae in MathML, which browsers draw and screen readers read without a script or a font."""

import re

from latex2mathml.converter import convert

# A minus after ( = < > ≤ ≥ ≈ · or a comma is a sign, and close to its number.
SIGN = re.compile(
    r"(<mo[^>]*>(?:&#x0(?:0028|003D|003C|003E|2264|2265|2248|00B7);|,)</mo>)<mo>(?=&#x02212;)"
)
NAME = re.compile(r"(</m[in]>(?:<msub>)?)?<m([io])>(ln|log|exp|max|min)</m\2>")


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
    math = SIGN.sub(r'\1<mo form="prefix">', convert(latex.strip(), display=display))

    def apart(name: re.Match[str]) -> str:
        before = name[1] or ""
        left = "0.167em" if before else "0"
        return f'{before}<mo lspace="{left}" rspace="0.167em">{name[3]}</mo>'

    return NAME.sub(apart, math)
