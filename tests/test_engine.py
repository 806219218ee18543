"""The engine of the checkers, on exercises made for the test: what it says of any answer."""

import dataclasses
from fractions import Fraction

import numpy as np
import pytest
from refusals import refusal

from convcheck.answers import plain_numbers
from convcheck.engine import Verdict
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import Flaw, Mistake, Undo, altered, instead

SAID = {"asks": "a toy", "hint": "Look."}


def toy(right, **options):
    """Return a closed exercise without numbers whose right answer is this."""
    return Closed("toy", rule=lambda: right, right="Right.", **SAID, **options)


def box(flaws, example=(1, 1), **options):
    """Return an open exercise whose answers have the shape of this example."""
    return Open("box", example=lambda **_: example, flaws=flaws, right="Right.", **SAID, **options)


def slip(made):
    """Return the mistake that leads to this."""
    return instead("slip", "This is a slip.", lambda: made)


def sky():
    """Return a choice of two letters."""
    return Choice("sky", right="b", says={"a": "Grass is.", "b": "Right: blue."}, **SAID)


# Each makes an exercise that has drawn nothing yet.
every_kind = pytest.mark.parametrize(
    "made", [lambda: toy(7), lambda: box([]), sky], ids=["closed", "open", "choice"]
)
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
    assert box([], example=right).verdict(answer) == ("shape", sentence)
    asked = toy(right, shape_is_asked=True).verdict(answer)
    assert asked == ("shape", f"Not yet: {np.shape(answer)} is not the shape{MORE}")


def test_numbers_in_another_shape_are_right_within_the_tolerance():
    told = "The numbers are right, but their shape is (1,), not (1, 1)."
    assert toy([[1]], within=0.2).verdict([1.1]) == ("shape", told)
    assert toy([[1]]).verdict([1.1]).sentence != told


@pytest.mark.parametrize(
    ("right", "answer", "sentence"),
    [
        (3, 4.5, "it is not 4.5"),
        ([1, 2, 3], [1, 5, 6], "2 of 3 numbers differ, the first at index 1, where yours is 5"),
        (
            [[1, 2]],
            [[1, 9]],
            "1 of 2 numbers differ, the first in row 0, column 1, where yours is 9",
        ),
        (
            [[[1, 2]]],
            [[[1, 9]]],
            "1 of 2 numbers differ, the first at index (0, 0, 1), where yours is 9",
        ),
        (
            [1e6, 2],
            [1e6 + 5, 2],
            "1 of 2 numbers differ, the first at index 0, where yours is 1e+06",
        ),
    ],
)
def test_an_unknown_answer_hears_where_it_differs(right, answer, sentence):
    assert toy(right).verdict(answer) == ("unknown", f"Not yet: {sentence}{MORE}")


def test_an_answer_is_right_within_the_tolerance():
    assert toy(7, within=0.5).verdict(7.4).name == "right"
    assert toy(7).verdict(7.4).name == "unknown"


def test_numbers_within_the_tolerance_do_not_count_as_different():
    _, sentence = toy([1, 2], within=0.01).verdict([1.005, 3])
    assert sentence.startswith("Not yet: 1 of 2 numbers differ, the first at index 1")


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
def test_a_mistake_is_known_with_two_or_three_decimals(made, answer, name):
    assert toy(7, mistakes=[slip(made)]).verdict(answer).name == name


def test_a_tiny_number_is_not_rounded_to_zero():
    assert toy(7, mistakes=[slip(5e-9)], within=1e-12).verdict(0).name == "unknown"


def test_a_mistake_is_known_within_the_tolerance():
    assert toy(7, mistakes=[slip(3)], within=0.5).verdict(3.4).name == "slip"
    assert toy(7, mistakes=[slip(3)]).verdict(3.4).name == "unknown"


def test_a_mistake_may_start_from_the_right_answer():
    doubled = altered("doubled", "This is twice as much.", lambda right: 2 * right)
    assert toy(7, mistakes=[doubled]).verdict(14) == ("doubled", "This is twice as much.")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ([], "answer must not be empty, but has shape (0,)."),
        ("two", "answer must hold numbers, but holds text: 'two'."),
        (["1", "2"], "answer must hold numbers, but holds text: ['1', '2']."),
        ([0, 2e9], "answer must hold numbers from -1e+09 to 1e+09, but has 2000000000.0 at (1,)."),
        (-2e9, "answer must hold numbers from -1e+09 to 1e+09, but has -2000000000.0."),
    ],
)
def test_what_is_no_answer_is_called_the_answer(answer, sentence):
    assert toy(7).verdict(answer) == ("kind", sentence)
    assert box([]).verdict(answer) == ("kind", sentence)


def test_the_largest_number_is_welcome():
    assert toy(1e9).verdict(1e9).name == "right"


def test_numbers_are_read_from_objects_that_have_some():
    numbers = plain_numbers([Fraction(1, 2), 2])
    assert numbers.dtype == np.float64
    assert numbers.tolist() == [0.5, 2]


@every_kind
def test_a_missing_answer_is_said_to_be_missing(made):
    exercise = made()
    assert exercise.verdict(None) == ("missing", "answer is None: put yours in its place.")
    assert (
        refusal(NotImplementedError, exercise.grade, None) == f"{exercise.name} has no answer yet"
    )


@every_kind
def test_a_seed_that_is_none_is_not_blamed_on_the_answer(made):
    said = refusal(ValueError, made().verdict, None, seed=-1)
    assert said == "seed must be a whole number of 0 or more, but was -1"


@every_kind
def test_an_exercise_without_numbers_gives_none(made):
    assert made().given() == ()


def test_a_sentence_may_depend_on_the_answer_and_the_numbers():
    def of_both(answer, x):
        return f"This is {answer:g}, beside {x}."

    numbers = {"draw": lambda _rng: {"x": 3}, "asks": "twice the number", "hint": "Add it."}
    closed = Closed(
        "twice",
        rule=lambda x: 2 * x,
        right=of_both,
        mistakes=[Mistake("itself", of_both, [lambda _rule, x: x])],
        flaws=[Flaw("just below", of_both, lambda answer, x: answer < 2 * x)],
        **numbers,
    )
    assert closed.verdict(6) == ("right", "This is 6, beside 3.")
    assert closed.verdict(6 - 1e-9) == ("just below", "This is 6, beside 3.")
    assert closed.verdict(3) == ("itself", "This is 3, beside 3.")
    more = Open(
        "more",
        example=lambda x: x + 1,
        right=of_both,
        flaws=[Flaw("less", of_both, lambda answer, x: answer < x)],
        undo=[Undo("negative", of_both, np.negative)],
        **numbers,
    )
    assert more.verdict(4) == ("right", "This is 4, beside 3.")
    assert more.verdict(2) == ("less", "This is 2, beside 3.")
    assert more.verdict(-5) == ("negative", "This is -5, beside 3.")


def test_the_answer_is_read_beside_the_numbers():
    def plus(answer, x):
        return np.asarray(answer + x)

    numbers = {"draw": lambda _rng: {"x": 3}, "read": plus}
    closed = Closed("sum", rule=lambda x: 2 * x, right="Right.", **numbers, **SAID)
    assert closed.verdict(3).name == "right"
    flaw = Flaw("not 5", "It is not 5.", lambda answer, x: answer != x + 2)
    assert box([flaw], **numbers).verdict(2).name == "right"
    assert box([flaw], **numbers).verdict(3).name == "not 5"


def test_a_flaw_is_seen_in_what_would_be_right():
    whole = Flaw("whole", "A whole number.", lambda answer: answer.dtype.kind == "i")
    exercise = toy(3, flaws=[whole], read=np.asarray)
    assert exercise.verdict(3) == ("whole", "A whole number.")
    assert exercise.verdict(3.0) == ("right", "Right.")
    assert exercise.verdict(4).name == "unknown"


def starts_with(number):
    return Flaw(
        f"not {number}", f"It does not start with {number}.", lambda answer: answer[0] != number
    )


FLIP = Undo("flipped", "The other way round.", np.flip)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ([1, 2], "right"),
        ([2, 1], "flipped"),
        ([2, 3], "not 1"),
        ([1, 1], "last"),
        ([2, 2], "not 1"),
    ],
)
def test_a_change_that_mends_all_flaws_is_named_in_place_of_the_first(answer, name):
    last = Flaw("last", "It does not end with 2.", lambda answer: answer[1] != 2)
    kept = Undo("kept", "Nothing changed.", np.copy)
    assert box([starts_with(1), last], undo=[kept, FLIP]).verdict(answer).name == name


def test_an_open_answer_has_any_shape_that_its_own_reading_lets_through():
    assert box([starts_with(1)], read=plain_numbers).verdict([1, 2, 3]).name == "right"
    assert box([starts_with(1)]).verdict([1, 2, 3]).name == "shape"


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("b", ("right", "Right: blue.")),
        (" B ", ("right", "Right: blue.")),
        ("a", ("a", "Grass is.")),
        ("ab", ("kind", "answer must be one of the letters 'a', 'b', but was 'ab'.")),
        (1, ("kind", "answer must be one of the letters 'a', 'b', but was 1.")),
    ],
)
def test_a_letter_is_looked_up(answer, verdict):
    assert sky().verdict(answer) == verdict


def test_numbers_that_tell_no_mistake_apart_are_given_up():
    message = refusal(RuntimeError, toy(7, mistakes=[slip(7)]).drawn)
    assert message == "toy found no numbers that tell its mistakes apart in 1000 draws"
    message = refusal(RuntimeError, toy(7, mistakes=[slip(5), slip(5)]).drawn)
    assert message == "toy found no numbers that tell its mistakes apart in 1000 draws"
    message = refusal(RuntimeError, toy(7, mistakes=[slip(6.8)], within=0.5).drawn)
    assert message == "toy found no numbers that tell its mistakes apart in 1000 draws"


def test_numbers_are_drawn_until_they_tell_the_mistakes_apart():
    exercise = Closed(
        "square",
        rule=lambda x: x**2,
        right="Right.",
        mistakes=[instead("doubled", "Twice.", lambda x: 2 * x)],
        draw=lambda rng: {"x": int(rng.integers(0, 4))},
        **SAID,
    )
    assert {exercise.given(seed) for seed in range(40)} == {1, 3}


def test_a_seed_chooses_the_numbers(capsys):
    draw = {"draw": lambda rng: {"x": int(rng.integers(10**6))}}
    exercise = Closed("same", rule=lambda x: x, right="Right.", **draw, **SAID)
    first, other = exercise.given(seed=0), exercise.given(seed=7)
    assert exercise.given() == exercise.drawn().given["x"] == first != other
    again = dataclasses.replace(exercise)  # which has drawn nothing yet
    assert (again.given(seed=0), again.given(seed=7)) == (first, other)
    for answer, seed in ((first, {}), (other, {"seed": 7})):
        assert exercise.verdict(answer, **seed).name == "right"
        exercise.grade(answer, **seed)
        exercise(answer, **seed)
    assert capsys.readouterr().out == "Right.\n" * 2


class Counted:
    """A rule that counts how often it is called."""

    def __init__(self):
        self.calls = 0

    def __call__(self, x):
        self.calls += 1
        return x + 1


def test_all_is_worked_out_once_for_a_seed():
    rule, other, example = Counted(), Counted(), Counted()
    mistake = instead("other", "Another rule.", lambda x: -other(x))
    numbers = {"draw": lambda rng: {"x": rng.integers(0, 9, 3)}, "right": "Right.", **SAID}
    closed = Closed("closed", rule=rule, mistakes=[mistake], **numbers)
    one = Open("one", example=example, flaws=[], **numbers)
    for seed in 0, 1:
        x = closed.given(seed)
        for answer in [x + 1, -x - 1, x + 2, 3, None, "text"]:
            closed.verdict(answer, seed)
            one.verdict(answer, seed)
        assert (rule.calls, other.calls, example.calls) == (seed + 1,) * 3


def test_what_a_reader_does_to_the_numbers_given_does_not_reach_the_checker():
    exercise = Closed(
        "itself",
        rule=lambda x: x,
        right=lambda _answer, x: f"Right: {x}.",
        draw=lambda _rng: {"x": np.array([1, 2])},
        **SAID,
    )
    exercise.given()[:] = 9
    assert exercise.verdict([1, 2]) == ("right", "Right: [1 2].")
    assert exercise.given().tolist() == [1, 2]


def test_a_verdict_is_what_a_call_prints_and_a_grade_raises(capsys):
    assert toy(7).verdict(7) == Verdict("right", "Right.")
    toy(7)(7)
    toy(7).grade(7)
    assert capsys.readouterr().out == "Right.\n"
    assert refusal(AssertionError, toy(7).grade, 8) == f"Not yet: it is not 8{MORE}"
    assert repr(toy(7)) == "toy: a toy"
