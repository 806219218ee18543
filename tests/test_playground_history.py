"""Undo and redo in the playground, by button, by key, and by Back and Forward of the browser."""

import re

import pytest
from playground_page import shown
from playwright.sync_api import expect

FIRST = [[0, 0, 3, 3, 0, 0]] * 6
NUMBERS = "Numbers, one row a line"


def undo(page, how):
    if how == "button":
        page.get_by_role("button", name="Undo").click()
    elif how == "key":
        page.keyboard.press("Control+z")
    else:
        page.go_back()


def redo(page, how):
    if how == "button":
        page.get_by_role("button", name="Redo").click()
    elif how == "key":
        page.keyboard.press("Control+Shift+Z")
    else:
        page.go_forward()


def first_row(page, row):
    """Expect this first row of the feature map."""
    expect(page.locator("#table")).to_have_text(re.compile("^" + "\t".join(map(str, row)) + "\n"))


@pytest.mark.parametrize("how", ["button", "key", "browser"])
def test_each_change_is_taken_back_and_done_again(opened, how):
    opened.get_by_label("Bias").fill("7")
    opened.get_by_label("Padding").select_option("same")
    opened.locator("table").first.locator("tbody td:not(.pad)").first.click()
    opened.get_by_label("From the bank").select_option("box_blur")
    opened.get_by_label("Flip it").check()
    expect(opened.locator("#undo")).to_have_attribute("aria-disabled", "false")
    opened.wait_for_timeout(250)
    for said in ("Flip it", "Weights", "Numbers", "Padding", "Bias"):
        undo(opened, how)
        expect(opened.locator("#undone")).to_have_text(re.compile(f"^Undone: {said}"))
    assert shown(opened) == FIRST
    expect(opened.get_by_label("Flip it")).not_to_be_checked()
    expect(opened.locator("#undo")).to_have_attribute("aria-disabled", "true")
    for said in ("Bias", "Padding", "Numbers", "Weights", "Flip it"):
        redo(opened, how)
        expect(opened.locator("#undone")).to_have_text(re.compile(f"^Done again: {said}"))
    expect(opened.get_by_label("Flip it")).to_be_checked()
    expect(opened.get_by_label(NUMBERS)).to_have_value(re.compile("^1 0 0 1"))
    expect(opened.locator("#redo")).to_have_attribute("aria-disabled", "true")


def test_many_at_once_do_not_leave_the_page(opened):
    for bias in ("1", "2", "3"):
        opened.get_by_label("Bias").fill(bias)
        opened.get_by_label("ReLU").click()
    opened.evaluate("for (let i = 0; i < 20; i += 1) document.getElementById('undo').click()")
    first_row(opened, [0, 0, 3, 3, 0, 0])
    opened.evaluate("for (let i = 0; i < 20; i += 1) document.getElementById('redo').click()")
    first_row(opened, [3, 3, 6, 6, 3, 3])


def test_what_is_typed_in_one_go_is_one_change(opened):
    opened.get_by_label("Bias").press_sequentially("12")
    undo(opened, "key")
    expect(opened.get_by_label("Bias")).to_have_value("0")


def test_a_stroke_of_the_brush_is_one_change(opened):
    cells = opened.locator("table").first.locator("tbody td")
    start, end = cells.nth(0).bounding_box(), cells.nth(2).bounding_box()
    opened.mouse.move(start["x"] + 9, start["y"] + 9)
    opened.mouse.down()
    opened.mouse.move(end["x"] + 9, end["y"] + 9, steps=12)
    opened.mouse.up()
    expect(opened.get_by_label(NUMBERS)).to_have_value(re.compile("^1 1 1 1 1 0 0 0"))
    undo(opened, "key")
    expect(opened.get_by_label(NUMBERS)).to_have_value(re.compile("^0 0 0 1 1 0 0 0"))


def test_a_mistake_is_taken_back_too_and_comes_back(opened):
    opened.get_by_label("ReLU").check()
    opened.get_by_label("Bias").fill("x")
    opened.get_by_label("Weights").fill("1")
    expect(opened.locator("#stale")).not_to_be_empty()
    undo(opened, "key")
    expect(opened.get_by_label("Bias")).to_have_value("x")
    expect(opened.get_by_label("Weights")).to_have_value("0 1 0\n0 1 0\n0 1 0")
    undo(opened, "key")
    expect(opened.locator("#stale")).to_be_empty()
    assert shown(opened) == FIRST
    redo(opened, "key")
    expect(opened.locator("#bias-problem")).not_to_be_empty()
    assert shown(opened) == FIRST


def test_a_change_after_undo_has_nothing_to_redo(opened):
    opened.get_by_label("Bias").fill("1")
    undo(opened, "button")
    expect(opened.get_by_label("Bias")).to_have_value("0")
    opened.get_by_label("Bias").fill("2")
    expect(opened.locator("#redo")).to_have_attribute("aria-disabled", "true")
    undo(opened, "button")
    first_row(opened, [0, 0, 3, 3, 0, 0])


def test_start_anew_can_be_taken_back(opened):
    opened.get_by_label("Start from").select_option("1D example: a bump")
    opened.get_by_label("Bias").fill("1")
    opened.get_by_role("button", name="Start anew").click()
    assert shown(opened) == FIRST
    undo(opened, "button")
    first_row = opened.locator("#table")
    expect(first_row).to_have_text("1\t1\t2\t2\t1\t1")


def test_back_from_a_pasted_address(opened):
    opened.get_by_label("Bias").fill("1")
    opened.wait_for_timeout(250)
    opened.evaluate("location.hash = '#bias=5'")
    first_row(opened, [5, 5, 8, 8, 5, 5])
    undo(opened, "browser")
    first_row(opened, [1, 1, 4, 4, 1, 1])
    undo(opened, "browser")
    first_row(opened, [0, 0, 3, 3, 0, 0])


def test_a_reload_loses_no_step_and_no_mistake(opened):
    opened.get_by_label("Bias").fill("1")
    opened.get_by_role("button", name="Last").click()
    opened.get_by_label("Strides").fill("x")
    opened.wait_for_timeout(250)
    opened.reload()
    expect(opened.get_by_label("Strides")).to_have_value("x")
    expect(opened.locator("output")).to_contain_text("row 5, column 5")
    undo(opened, "browser")
    expect(opened.get_by_label("Strides")).to_have_value("1")
    assert shown(opened)[0] == [1, 1, 4, 4, 1, 1]
