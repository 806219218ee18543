"""The engine of the checkers, on exercises made for the test: what it says of any answer."""

import numpy as np
import pytest
from refusals import refusal

from convcheck.engine import Exercise, Mistake


def toy(right, **options):
    """Return an exercise without numbers whose right answer is this."""
    said = {"asks": "a toy", "right": "Right.", "hint": "Look."}
    return Exercise("toy", rule=lambda: right, **said, **options)


MORE = '; check.hint("toy") says more.'


@pytest.mark.parametrize(
    ("right", "answer", "sentence"),
    [
        (3, [3], "answer must be a single number, but has shape (1,)."),
        ([1, 2], [1, 2, 3], "answer must have shape (2,), but has shape (3,)."),
        ([[1, 2]], [1, 2], "The numbers are right, but their shape is (2,), not (1, 2)."),
        ([[1, 2]], [1, 5], "answer must have shape (1, 2), but has shape (2,)."),
    ],
)
def test_another_shape_is_told(right, answer, sentence):
    assert toy(right).verdict(answer) == ("shape", sentence)
    asked = toy(right, shape_is_asked=True).verdict(answer)
    assert asked == ("shape", f"Not yet: {np.shape(answer)} is not the shape{MORE}")


@pytest.mark.parametrize(
    ("right", "answer", "sentence"),
    [
        (3, 4.5, "it is not 4.5"),
        ([1, 2, 3], [1, 5, 6], "2 of 3 numbers differ, the first at place 1, where yours is 5"),
        ([[1, 2]], [[1, 9]], "1 of 2 numbers differ, the first at (0, 1), where yours is 9"),
        (
            [1e6, 2],
            [1e6 + 5, 2],
            "1 of 2 numbers differ, the first at place 0, where yours is 1e+06",
        ),
    ],
)
def test_an_unknown_answer_hears_where_it_differs(right, answer, sentence):
    assert toy(right).verdict(answer) == ("unknown", f"Not yet: {sentence}{MORE}")
    assert toy(right, otherwise="Not yet.").verdict(answer) == ("unknown", "Not yet.")


def test_numbers_within_the_tolerance_do_not_count_as_different():
    _, sentence = toy([1, 2], within=0.01).verdict([1.005, 3])
    assert sentence.startswith("Not yet: 1 of 2 numbers differ, the first at place 1")


@pytest.mark.parametrize(
    ("made", "answer", "name"),
    [
        (0.51234, 0.512, "slip"),
        (0.51234, 0.51, "slip"),
        (0.51234, 0.5123, "unknown"),
        (0.12345, 0.12, "unknown"),
        (0.004, 0, "unknown"),
    ],
)
def test_a_mistake_is_known_with_two_or_three_places(made, answer, name):
    slip = Mistake("slip", "This is a slip.", lambda _rule, _given: made)
    assert toy(7, mistakes=[slip]).verdict(answer).name == name


def test_a_tiny_number_is_not_rounded_to_zero():
    slip = Mistake("slip", "This is a slip.", lambda _rule, _given: 5e-9)
    assert toy(7, mistakes=[slip], within=1e-12).verdict(0).name == "unknown"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ([], "answer must not be empty, but has shape (0,)."),
        ("two", "answer must hold numbers, but holds text: 'two'."),
        ([0, 2e9], "answer must hold numbers of at most 1e+09, but has 2e+09."),
    ],
)
def test_what_is_no_answer_is_called_the_answer(answer, sentence):
    assert toy(7).verdict(answer) == ("kind", sentence)


def test_a_missing_answer_is_said_to_be_missing():
    assert toy(7).verdict(None) == ("missing", "answer is None: put yours in its place.")
    assert refusal(NotImplementedError, toy(7).grade, None) == "toy has no answer yet"


def test_a_sentence_may_depend_on_the_answer_and_the_numbers():
    exercise = Exercise(
        "twice",
        asks="twice the number",
        rule=lambda x: 2 * x,
        right=lambda answer, x: f"Right: {answer:g} is twice {x}.",
        hint="Add it to itself.",
        mistakes=[
            Mistake(
                "itself",
                lambda answer, x: f"This is {answer:g}, which is {x}.",
                lambda _rule, given: given["x"],
            )
        ],
        draw=lambda _rng: {"x": 3},
    )
    assert exercise.verdict(6) == ("right", "Right: 6 is twice 3.")
    assert exercise.verdict(3) == ("itself", "This is 3, which is 3.")


def test_numbers_that_tell_no_mistake_apart_are_given_up():
    slip = Mistake("slip", "This is a slip.", lambda rule, _given: rule())
    message = refusal(RuntimeError, toy(7, mistakes=[slip], draw=lambda _rng: {}).numbers)
    assert message == "toy found no numbers that tell its mistakes apart in 1000 draws"


def test_the_largest_number_is_welcome():
    assert toy(1e9).verdict(1e9).name == "right"
