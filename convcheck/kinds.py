"""The three kinds of exercise: closed, open, and a choice of letters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from convcheck.answers import WITHIN, another_shape, as_written, difference, plain_numbers, same
from convcheck.engine import Drawn, Exercise, Given, Says, Verdict
from convcheck.mistakes import Flaw, Mistake, Undo
from convdemo.arguments import Array, brief

Draw = Callable[[np.random.Generator], Given]
DRAWS = 1000  # more than any exercise needs to find numbers that tell its mistakes apart


def no_numbers(_rng: np.random.Generator) -> Given:
    """Draw nothing, for an exercise whose numbers stand in its question."""
    return {}


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Closed(Exercise):
    """An exercise with one right answer, whose typical mistakes lead to other numbers.

    Args:
        name: Name of the checker: that of the variable that holds the exercise.
        asks: What the answer has to be, in one line.
        hint: One step more, for a reader who is stuck.
        right: The sentence for a right answer, or a function of the answer and the numbers.
        rule: Called with the numbers of the exercise, returns the right answer as plain numbers.
        mistakes: The typical mistakes. Numbers are drawn until each leads to another answer.
        draw: Called with a random generator, returns the numbers of the exercise by name.
        read: Called with the answer and the numbers of the exercise, returns plain numbers.
        flaws: What an answer of the right numbers must not have.
        shape_is_asked: Whether the shape is what the reader has to find, so that no sentence
            may tell it.
        within: How far each number may be from the right one.

    Example:
    >>> from convcheck.mistakes import instead
    >>> double = Closed(
    ...     "double",
    ...     asks="twice the number",
    ...     rule=lambda x: 2 * x,
    ...     draw=lambda rng: {"x": int(rng.integers(3, 9))},
    ...     right="Right: two of them.",
    ...     hint="Add it to itself.",
    ...     mistakes=[instead("squared", "This is its square.", lambda x: x**2)],
    ... )
    >>> x = double.given(seed=7)
    >>> double(x + x, seed=7)
    Right: two of them.
    >>> double(x * x, seed=7)
    This is its square.
    """

    right: Says
    rule: Callable[..., Any]
    mistakes: Sequence[Mistake] = ()
    draw: Draw = no_numbers
    read: Callable[..., Array] = plain_numbers
    flaws: Sequence[Flaw] = ()
    shape_is_asked: bool = False
    within: float = WITHIN

    def _draw(self, rng: np.random.Generator, /) -> Drawn:
        for _ in range(DRAWS):
            given = self.draw(rng)
            right = np.asarray(self.rule(**given))
            wrong = [
                (mistake, answer)
                for mistake in self.mistakes
                for answer in mistake.leads_to(self.rule, **given)
            ]
            if self._all_differ([right, *(answer for _, answer in wrong)]):
                return Drawn(given, right, [(each, as_written(answer)) for each, answer in wrong])
        raise RuntimeError(
            f"{self.name} found no numbers that tell its mistakes apart in {DRAWS} draws"
        )

    def _all_differ(self, answers: Sequence[Array]) -> bool:
        return not any(same(*pair, self.within) for pair in combinations(answers, 2))

    def _read(self, answer: Any, given: Given, /) -> Array:
        return self.read(answer, **given)

    def _judge(self, answer: Array, drawn: Drawn, /) -> Verdict:
        given, right, wrong = drawn
        if same(answer, right, self.within):
            flaw = _first(self.flaws, answer, given)
            if flaw is None:
                return _verdict("right", self.right, answer, given)
            return _verdict(flaw.name, flaw.says, answer, given)
        for mistake, forms in wrong:
            if any(same(answer, form, self.within) for form in forms):
                return _verdict(mistake.name, mistake.says, answer, given)
        more = f'check.hint("{self.name}") says more.'
        if answer.shape == right.shape:
            told = difference(answer, right, self.within)
            return Verdict("unknown", f"Not yet: {told}; {more}")
        if self.shape_is_asked:
            return Verdict("shape", f"Not yet: {answer.shape} is not the shape; {more}")
        return Verdict("shape", another_shape(answer, right, self.within))


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Open(Exercise):
    """An exercise with many right answers: each that has none of the flaws.

    Args:
        name: Name of the checker: that of the variable that holds the exercise.
        asks: What the answer has to be, in one line.
        hint: One step more, for a reader who is stuck.
        right: The sentence for a right answer, or a function of the answer and the numbers.
        example: Called with the numbers of the exercise, returns one of the right answers.
        flaws: What an answer must not have; the first that it has is named.
        undo: Changes that may mend all flaws at once: then the change is named instead.
        draw: Called with a random generator, returns the numbers of the exercise by name.
        read: Called with the answer and the numbers of the exercise, returns plain numbers.
            Without it, an answer has the shape of the example.

    Example:
    >>> even = Open(
    ...     "even",
    ...     asks="an even number",
    ...     example=lambda: 2,
    ...     right=lambda answer: f"Right: half of it is {answer / 2:g}.",
    ...     hint="Double any number.",
    ...     flaws=[Flaw("odd", "It leaves a remainder of 1.", lambda answer: answer % 2 == 1)],
    ... )
    >>> even(8)
    Right: half of it is 4.
    >>> even(7)
    It leaves a remainder of 1.
    """

    right: Says
    example: Callable[..., Any]
    flaws: Sequence[Flaw]
    undo: Sequence[Undo] = ()
    draw: Draw = no_numbers
    read: Callable[..., Array] | None = None

    def _draw(self, rng: np.random.Generator, /) -> Drawn:
        given = self.draw(rng)
        return Drawn(given, np.asarray(self.example(**given)))

    def _read(self, answer: Any, given: Given, /) -> Array:
        return (self.read or plain_numbers)(answer, **given)

    def _judge(self, answer: Array, drawn: Drawn, /) -> Verdict:
        given, example, _ = drawn
        if self.read is None and answer.shape != example.shape:
            return Verdict("shape", another_shape(answer, example))
        flaw = _first(self.flaws, answer, given)
        if flaw is None:
            return _verdict("right", self.right, answer, given)
        for undo in self.undo:
            if _first(self.flaws, undo.change(answer), given) is None:
                return _verdict(undo.name, undo.says, answer, given)
        return _verdict(flaw.name, flaw.says, answer, given)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Choice(Exercise):
    """An exercise whose answer is one of several letters.

    Args:
        name: Name of the checker: that of the variable that holds the exercise.
        asks: The question, in one line.
        hint: One step more, for a reader who is stuck.
        right: The right letter.
        says: For each letter, the sentence that says why it is right or wrong.

    Example:
    >>> sky = Choice(
    ...     "sky",
    ...     asks="its colour",
    ...     right="b",
    ...     says={"a": "Grass is.", "b": "Right: blue."},
    ...     hint="Look up.",
    ... )
    >>> sky("B")
    Right: blue.
    >>> sky("c")
    answer must be one of the letters 'a', 'b', but was 'c'.
    """

    right: str
    says: Mapping[str, str]

    def _read(self, answer: Any, _given: Given, /) -> str:
        wanted = f"answer must be one of the letters {', '.join(map(repr, self.says))}"
        if not isinstance(answer, str):
            raise TypeError(f"{wanted}, but was {brief(answer)}")
        letter = str.lower(str.strip(answer))  # of `str`: a text may have methods of its own
        if letter not in self.says:
            raise ValueError(f"{wanted}, but was {brief(answer)}")
        return letter

    def _judge(self, letter: str, _drawn: Drawn, /) -> Verdict:
        return Verdict("right" if letter == self.right else letter, self.says[letter])


def _first(flaws: Sequence[Flaw], answer: Array, given: Given) -> Flaw | None:
    return next((flaw for flaw in flaws if flaw.has(answer, **given)), None)


def _verdict(name: str, says: Says, answer: Array, given: Given) -> Verdict:
    return Verdict(name, says if isinstance(says, str) else says(answer, **given))
