"""The checkers: right answers, each typical mistake with its own sentence, and pretenders."""

import dataclasses
import importlib
import re
from fractions import Fraction
from pathlib import Path

import keras
import numpy as np
import pytest
from refusals import Huge, NoArray, NoRepr, refusal

import convcheck as check
from convcheck.answers import plain_numbers
from convcheck.kinds import Choice, Closed, Open

EXERCISES = list(check.EXERCISES.values())
CLOSED = [exercise for exercise in EXERCISES if isinstance(exercise, Closed)]
OPEN = [exercise for exercise in EXERCISES if isinstance(exercise, Open)]
NUMBERS = [each for each in [*CLOSED, *OPEN] if each.read in (plain_numbers, None)]
DRAWN = [exercise for exercise in EXERCISES if exercise.drawn().given]
WRONG = {
    name: answers
    for path in sorted(Path(__file__).parent.glob("wrong_answers/*.py"))
    for name, answers in importlib.import_module(f"wrong_answers.{path.stem}").WRONG.items()
}
ANSWERS = [(name, *wrong) for name, answers in WRONG.items() for wrong in answers]
ANY_SIZE = [
    "silent_input",
    "vertical_not_horizontal",
    "diagonal_edge",
    "green_dot",
    "turned_alike",
    "lost_input",
]
GENERAL = {"right", "kind", "missing", "shape", "unknown"}
# So one exercise of each kind, and one for each way of reading an answer, meets the pretenders.
GATES = {(type(each), getattr(each, "read", None)): each for each in EXERCISES}


def named(exercises):
    return pytest.mark.parametrize("exercise", exercises, ids=lambda each: each.name)


def right(exercise, seed=0):
    return exercise.drawn(seed).right


def mistakes(exercise):
    """Return the names of the typical mistakes."""
    match exercise:
        case Closed():
            found = [*exercise.mistakes, *exercise.flaws]
        case Open():
            found = [*exercise.flaws, *exercise.undo]
        case Choice():
            return [letter for letter in exercise.says if letter != exercise.right]
    return [each.name for each in found]


class AlwaysEqual:
    __hash__ = None

    def __eq__(self, other):
        return True


class AlwaysEqualNumber(float):
    __eq__, __hash__ = AlwaysEqual.__eq__, None


class AlwaysEqualText(str):
    __eq__, __hash__ = AlwaysEqual.__eq__, None


class LyingText(str):
    def strip(self, *_):
        return "c"

    def lower(self):
        raise RuntimeError


class AlwaysEqualArray(np.ndarray):
    def __eq__(self, other):
        return np.True_

    def __array_function__(self, func, types, args, kwargs):
        return np.True_


PRETENDERS = {
    "always equal": AlwaysEqual(),
    "an always equal number": AlwaysEqualNumber(-12345.0),
    "always equal text": AlwaysEqualText("no letter"),
    "lying text": LyingText("no letter"),
    "huge": Huge(),
    "without repr": NoRepr(),
    "no array": NoArray(),
    "none": None,
    "nan": float("nan"),
    "an array of nan": np.full((3, 3), np.nan),
    "infinite": float("inf"),
    "text": "x" * 1000,
    "numbers as text": ["1", "2"],
    "bytes": b"\x00",
    "empty": [],
    "ragged": [[1, 2], [3]],
    "a dictionary": {"a": 1},
    "a set": {1, 2},
    "a function": print,
    "a type": float,
    "complex": 1j,
    "a huge number": 10**400,
    "an ellipsis": ...,
    "too large": np.full((3, 3), 1e308),
}


def of_the_right_shape(exercise):
    """Return answers that have the right shape and are equal to everything."""
    shape = np.shape(right(exercise))
    return [
        np.full(shape, AlwaysEqual()),
        np.full(shape, -12345.0).view(AlwaysEqualArray),
        np.full(shape, AlwaysEqualNumber(-12345.0), dtype=object),
    ]


def of_the_right_shape_and_odd(exercise):
    """Return answers that a careless tolerance, or a sum that overflows, would let through."""
    shape = np.shape(right(exercise))
    noise = np.random.default_rng(0).normal(size=shape)
    return [*(size * noise for size in (1e-12, 1e-7, 1, 1e7)), np.full(shape, 1e308)]


@named(EXERCISES)
def test_an_exercise_is_complete(exercise):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", exercise.name)
    assert check.EXERCISES[exercise.name] is exercise
    assert getattr(check, exercise.name) is exercise
    assert mistakes(exercise)
    assert exercise.hint.strip()[-1] in ".?"
    assert set(mistakes(exercise)).isdisjoint(GENERAL)
    assert repr(exercise) == f"{exercise.name}: {exercise.asks}"


@pytest.mark.parametrize(("name", "mistake", "answer"), ANSWERS)
def test_a_wrong_answer_gets_the_sentence_meant_for_it(name, mistake, answer, capsys):
    exercise = check.EXERCISES[name]
    verdict = exercise.verdict(answer)
    assert verdict.name == mistake
    assert mistake in GENERAL or mistake in mistakes(exercise)
    exercise(answer)
    assert capsys.readouterr().out == verdict.sentence + "\n"
    with pytest.raises(AssertionError) as refused:
        exercise.grade(answer)
    assert str(refused.value) == verdict.sentence


def test_every_exercise_has_wrong_answers():
    assert set(WRONG) == set(check.EXERCISES)


@named(EXERCISES)
def test_each_typical_mistake_is_made_by_a_wrong_answer(exercise):
    assert set(mistakes(exercise)) <= {mistake for mistake, _ in WRONG[exercise.name]}


@named(EXERCISES)
def test_a_sentence_is_one_sentence(exercise):
    answers = [answer for _, answer in WRONG[exercise.name]]
    sentences = [exercise.verdict(answer).sentence for answer in answers]
    for sentence in sentences:
        assert re.fullmatch(r"[^\n]{10,220}[.?]", sentence)
        assert not re.search(r"[.?!] [A-Z]", sentence), sentence
    by_name = {}
    for (name, _), sentence in zip(WRONG[exercise.name], sentences, strict=True):
        by_name.setdefault(name, set()).add(sentence)
    for name, said in by_name.items():
        others = set().union(*(by_name[other] for other in by_name if other != name))
        assert said.isdisjoint(others)


def as_tensor(answer):
    return keras.ops.convert_to_tensor(np.asarray(answer, dtype="float32"))


def as_fractions(answer):
    fractions = [Fraction(float(number)) for number in np.ravel(answer)]
    return np.array(fractions).reshape(np.shape(answer)).tolist()


FORMS = {
    "fractions": as_fractions,
    "list": lambda answer: np.asarray(answer).tolist(),
    "tuple": lambda answer: tuple(np.asarray(answer)) if np.ndim(answer) else answer,
    "float32": np.float32,
    "tensor": as_tensor,
    "variable": lambda answer: keras.Variable(as_tensor(answer)),
}


@named({np.ndim(right(each)): each for each in NUMBERS}.values())
@pytest.mark.parametrize("form", FORMS)
def test_a_right_answer_is_right_in_every_form(exercise, form):
    for seed in range(3):
        answer = FORMS[form](right(exercise, seed))
        assert exercise.verdict(answer, seed).name == "right"


@named(NUMBERS)
def test_a_right_answer_gets_a_sentence(exercise, capsys):
    exercise(right(exercise))
    assert re.fullmatch(r"[^\n]{10,300}[.?]\n", capsys.readouterr().out)


@named(DRAWN)
def test_one_number_is_given_by_itself_and_several_as_a_tuple(exercise):
    values = tuple(exercise.drawn().given.values())
    assert repr(exercise.given()) == repr(values if len(values) > 1 else values[0])


@named(NUMBERS)
@pytest.mark.parametrize("seed", [0, 3])
def test_a_right_answer_gets_its_mark(exercise, seed):
    exercise.grade(right(exercise, seed), seed)


@named([exercise for exercise in OPEN if exercise in DRAWN])
def test_an_open_exercise_has_an_answer_for_every_seed(exercise, seeds):
    if exercise.name == "layer_for_a_size":
        return  # a layer: its solution notebook has one for every seed
    for seed in seeds:
        assert exercise.verdict(right(exercise, seed), seed).name == "right"


@pytest.mark.parametrize("name", ANY_SIZE)
@pytest.mark.parametrize("size", [1e-9, 1e7])
def test_where_only_proportions_count_the_size_does_not(name, size):
    exercise = check.EXERCISES[name]
    assert exercise.verdict(size * right(exercise)).name == "right"


@named(CLOSED)
def test_right_and_wrong_stay_apart_for_every_seed(exercise, seeds):
    for seed in seeds:
        given, right, _ = exercise.drawn(seed)
        for mistake in exercise.mistakes:
            for wrong in mistake.leads_to(exercise.rule, **given):
                assert right.shape != wrong.shape or np.abs(right - wrong).max() > exercise.within


@named(CLOSED)
def test_the_rule_is_followed_once_for_all_answers(exercise):
    calls = []

    def counted(**given):
        calls.append(given)
        return exercise.rule(**given)

    again = dataclasses.replace(exercise, rule=counted)
    again.given()
    once = len(calls)
    for _, answer in WRONG[exercise.name]:
        again.verdict(answer)
    assert len(calls) == once > 0


@named(DRAWN)
def test_the_same_seed_gives_the_same_numbers(exercise):
    again = dataclasses.replace(exercise)  # which has drawn nothing yet
    numbers = [repr(exercise.given(seed)) for seed in range(9)]
    assert [repr(again.given(seed)) for seed in range(9)] == numbers
    assert len(set(numbers)) > 2


@named(GATES.values())
@pytest.mark.parametrize("pretender", PRETENDERS)
def test_a_pretender_gets_a_sentence_and_no_mark(exercise, pretender):
    answer = PRETENDERS[pretender]
    verdict = exercise.verdict(answer)
    assert verdict.name != "right"
    assert re.fullmatch(r"[^\n]{10,300}[.?]", verdict.sentence)
    with pytest.raises(NotImplementedError if answer is None else AssertionError):
        exercise.grade(answer)


@named(EXERCISES)
def test_what_is_equal_to_everything_is_not_right(exercise):
    for answer in of_the_right_shape(exercise):
        assert exercise.verdict(answer).name != "right"


@named(EXERCISES)
def test_odd_numbers_are_not_right(exercise):
    for answer in of_the_right_shape_and_odd(exercise):
        verdict = exercise.verdict(answer)
        assert verdict.name != "right"
        assert "nan" not in verdict.sentence


@named(EXERCISES)
def test_a_hint_gives_one_step_more(exercise, capsys):
    check.hint(exercise.name)
    assert capsys.readouterr().out == exercise.hint + "\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "six_sum",
            "convcheck has no exercise 'six_sum': did you mean 'six_sums'?",
        ),
        ("zzz", "convcheck has no exercise 'zzz'"),
        (7, "name must be text, but was 7"),
    ],
)
def test_a_hint_for_no_exercise_is_refused(name, message):
    error = ValueError if isinstance(name, str) else TypeError
    assert refusal(error, check.hint, name) == message


def test_a_misspelt_checker_is_refused():
    with pytest.raises(AttributeError, match="did you mean 'six_sums'"):
        check.six_sum([1])


@pytest.mark.parametrize("seed", [-1, 1.5, "0", None, True])
def test_a_seed_is_a_whole_number(seed):
    error = ValueError if seed == -1 else TypeError
    said = refusal(error, check.six_sums, [0] * 6, seed=seed)
    assert said == f"seed must be a whole number of 0 or more, but was {seed!r}"


@named(DRAWN)
def test_the_numbers_given_are_the_readers_own(exercise):
    before = repr(exercise.drawn())
    given = exercise.given()
    for value in given if isinstance(given, tuple) else [given]:
        if isinstance(value, np.ndarray):
            value[...] = 7
        elif isinstance(value, list):
            value.clear()
    assert repr(exercise.drawn()) == before


def test_the_names_are_listed():
    assert set(check.EXERCISES) <= set(dir(check))


def test_a_similarity_is_judged_by_the_decimals_that_are_shown():
    def verdict(similarity):
        kernel = np.array([[-1.0, 0, 1]] * 3)
        kernel[1, 1] = np.sqrt(6 * (1 / similarity**2 - 1))  # at right angles to the edge filter
        return check.near_an_edge_filter.verdict(kernel)

    assert verdict(0.7999997).name == "right"
    told = "The similarity to the edge filter is 0.799999, below 0.8."
    assert verdict(0.799999) == ("too far", told)
    told = "The similarity to the edge filter is 0, below 0.8."
    assert check.near_an_edge_filter.verdict([[1e-8, 0, 0], [1, 2, 1], [0, 0, 0]]) == (
        "too far",
        told,
    )
