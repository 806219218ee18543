"""What people type and paste into the playground is read as they mean it, or it asks."""

import re

import pytest
from playground_page import shown, table
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
        ("array([[1., 2.],\n       [3., 4.]], dtype=float32)", [[1, 2], [3, 4]]),
        ("kernel = np.array([[1,2],\n [3,4]])", [[1, 2], [3, 4]]),
        ("{{1, 2}, {3, 4}}", [[1, 2], [3, 4]]),
        ("[1 2; 3 4]", [[1, 2], [3, 4]]),
        ("[1;2;3]", [[1], [2], [3]]),
        ("1\t2\r\n3\t4\r\n", [[1, 2], [3, 4]]),
        (" 1 2 \n\n 3 4 ", [[1, 2], [3, 4]]),
        ("1, 2;\n3, 4;", [[1, 2], [3, 4]]),
        ("1 2; 3 4", [[1, 2], [3, 4]]),
        ("1;2;3\n4;5;6", [[1, 2, 3], [4, 5, 6]]),
        ("| 1 | 2 |\n| --- | --- |\n| 3 | 4 |", [[1, 2], [3, 4]]),
        ("1 & 2 \\\\ 3 & 4", [[1, 2], [3, 4]]),
        ("1,2,3", [[1, 2, 3]]),
        ("1,-1", [[1, -1]]),
        ("\u22121 \u20132", [[-1, -2]]),
        ("1,5 2,5 3,5", [[1.5, 2.5, 3.5]]),
        ("-0,5\t1\n2,5\t3,5", [[-0.5, 1], [2.5, 3.5]]),
        ("0,5;1,5\n2,5;3,5", [[0.5, 1.5], [2.5, 3.5]]),
    ],
)
def test_reads_numbers_as_people_type_and_paste_them(opened, text, rows):
    opened.get_by_label("Weights").fill("1")
    opened.get_by_label("Numbers, one row a line").fill(text)
    assert shown(opened) == rows


@pytest.mark.parametrize(
    ("text", "question", "meant"),
    [
        ("1,2", "a row of 2 or a row of 1", {"1 2": [[1, 2]], "1.2": [[1.2]]}),
        ("0,5, 1,5", "a row of 4 or a row of 2", {"0.5 1.5": [[0.5, 1.5]]}),
        ("1,2;3,4", "2 rows of 2 or a row of 2", {"1 2\n3 4": [[1, 2], [3, 4]]}),
        ("1,2;3,4", "2 rows of 2 or a row of 2", {"1.2 3.4": [[1.2, 3.4]]}),
        ("1,2\n3,4", "2 rows of 2 or 2 rows of 1", {"1.2\n3.4": [[1.2], [3.4]]}),
        ("1,2,3 4,5,6", "a row of 6 or 2 rows of 3", {"1 2 3\n4 5 6": [[1, 2, 3], [4, 5, 6]]}),
        ("[1 2\n3 4]", "a row of 4 or 2 rows of 2", {"1 2 3 4": [[1, 2, 3, 4]]}),
        ("[0,5 1,5]", "a row of 4 or a row of 2", {"0.5 1.5": [[0.5, 1.5]]}),
    ],
)  # fmt: skip
def test_asks_where_numbers_can_be_read_in_two_ways(opened, text, question, meant):
    opened.get_by_label("Weights").fill("1")
    control = opened.get_by_label("Numbers, one row a line")
    for name, rows in meant.items():
        control.fill(text)
        expect(opened.locator("#input-problem")).to_contain_text(f"can be read as {question}.")
        opened.locator("#input-choices button", has_text=re.compile(f"^{re.escape(name)}$")).click()
        expect(control).to_be_focused()
        expect(control).to_have_value(name)
        expect(opened.locator("#input-problem")).to_be_empty()
        expect(opened.locator("#input-choices button")).to_have_count(0)
        assert shown(opened) == rows


def test_a_decimal_comma_of_a_single_number(opened):
    opened.get_by_label("Bias").fill("\u22121,5")
    assert shown(opened)[0] == [-1.5, -1.5, 1.5, 1.5, -1.5, -1.5]
    expect(opened).to_have_url(re.compile("bias=-1.5$"))


def test_what_was_read_is_what_a_link_holds(opened):
    opened.get_by_label("Weights").fill("0,5;1/3\n2,5;\u22121")
    expect(opened).to_have_url(re.compile("kernel=0.5,1/3;2.5,-1$"))
    before = shown(opened)
    opened.reload()
    assert shown(opened) == before


def test_reads_fractions(opened):
    opened.get_by_label("Weights").fill("1/3 1/3 1/3")
    assert table(opened)[0].tolist() == pytest.approx([0, 1 / 3, 2 / 3, 2 / 3, 1 / 3, 0])
