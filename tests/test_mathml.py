import pytest

from convbook.mathml import mathml, with_mathml


def test_a_formula_becomes_an_element():
    assert mathml("k^2") == (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">'
        "<mrow><msup><mi>k</mi><mn>2</mn></msup></mrow></math>"
    )


def test_signs_and_functions_have_the_room_that_they_need():
    assert mathml("a - b = -c").count('form="prefix"') == 1
    assert mathml("f(-x)").count('form="prefix"') == 1
    assert mathml("(a) - b").count('form="prefix"') == 0
    assert "<mi>max</mi><mo" in mathml(r"\max(0, x)")
    assert "<mi>ln</mi><mspace" in mathml(r"\ln 2")


def test_formulae_of_a_text_are_converted_in_line_and_on_lines_of_their_own():
    text = with_mathml("Of size $n$:\n\n$$\nn - k\n$$\n\nand $k$.")
    assert text.count('display="inline"') == 2
    assert text.count('display="block"') == 1
    assert "$" not in text
    assert text.startswith("Of size <math")
    assert text.endswith("</math>.")


@pytest.mark.parametrize(
    "text",
    [
        "`$PATH` and `$HOME`",
        "``a ` $b$ c``",
        "```sh\necho $A $B\n```",
        "~~~\n$a$\n~~~",
        r"It costs \$5 or \$6",
        "It costs $5 or $6",
        "no formula",
    ],
)
def test_other_dollar_signs_stay(text):
    assert with_mathml(text) == text


def test_a_formula_between_two_pieces_of_code_is_converted():
    assert "`a$`" in with_mathml("`a$` $b$ `c$`")
    assert "<math" in with_mathml("`a$` $b$ `c$`")
