import pytest

from convbook.mathml import mathml, with_mathml


def test_a_formula_becomes_an_element():
    assert mathml("k^2") == (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">'
        "<mrow><msup><mi>k</mi><mn>2</mn></msup></mrow></math>"
    )


def test_formulae_of_a_text_are_converted_in_line_and_on_lines_of_their_own():
    text = with_mathml("Of size $n$ is\n\n$$\nn - k\n$$\n\nand $k$.")
    assert text.count('display="inline"') == 2
    assert text.count('display="block"') == 1
    assert "$" not in text
    assert text.startswith("Of size <math")
    assert text.endswith("</math>.</span>")


def test_a_sign_stands_close_to_its_number_and_a_name_apart():
    assert mathml("1 - 6 = -5").count('<mo form="prefix">&#x02212;</mo>') == 1
    assert mathml("f(-x)").count("prefix") == 1
    assert "prefix" not in mathml("(a) - b")
    assert '<mo lspace="0" rspace="0.167em">ln</mo>' in mathml(r"-\ln p")
    assert '<mo lspace="0.167em" rspace="0.167em">log</mo>' in mathml(r"N \log_2 N")


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
