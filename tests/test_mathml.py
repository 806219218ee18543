import pytest

from convbook.mathml import mathml
from convbook.prose import as_html


def test_a_formula_becomes_an_element():
    assert mathml("k^2") == (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">'
        "<mrow><msup><mi>k</mi><mn>2</mn></msup></mrow></math>"
    )


def test_formulae_of_a_text_are_converted_in_line_and_on_lines_of_their_own():
    text = as_html("Of size $n$ is\n\n$$\nn - k\n$$\n\nand $k$ or $m$.")
    assert text.count('display="inline"') == 3
    assert text.count('display="block"') == 1
    assert "$" not in text
    assert text.startswith("<p>Of size <math")
    assert text.count("nowrap") == 1
    assert text.endswith("</math>.</span></p>")


def test_a_sign_stands_close_to_its_number_and_a_name_apart():
    assert mathml("1 - 6 = -5").count('<mo form="prefix">&#x02212;</mo>') == 1
    assert mathml("f(-x)").count("prefix") == 1
    assert "prefix" not in mathml("(a) - b")
    assert '<mo lspace="0" rspace="0.167em">ln</mo>' in mathml(r"-\ln p")
    assert '<mo lspace="0.167em" rspace="0.167em">log</mo>' in mathml(r"N \log_2 N")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("`$PATH` and `$HOME`", "<p><code>$PATH</code> and <code>$HOME</code></p>"),
        ("``a ` $b$ c``", "<p><code>a ` $b$ c</code></p>"),
        (
            "```sh\necho $A\n\necho $B\n```",
            '<pre><code class="language-sh">echo $A\n\necho $B\n</code></pre>',
        ),
        (r"It costs \$5 or \$6", "<p>It costs $5 or $6</p>"),
        ("It costs $5 or $6", "<p>It costs $5 or $6</p>"),
    ],
)
def test_other_dollar_signs_stay(text, html):
    assert as_html(text) == html


def test_a_formula_between_two_pieces_of_code_is_converted():
    html = as_html("`a$` $b$ `c$`")
    assert "<code>a$</code> <math" in html
    assert "</math> <code>c$</code>" in html


def test_a_link_becomes_its_words_and_code_stays():
    html = as_html("[Lesson *one*](01.ipynb) and `f[0](x)`")
    assert html == "<p>Lesson <em>one</em> and <code>f[0](x)</code></p>"
