"""The engine of the checkers: an exercise as data, plain numbers in, one sentence out."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, NamedTuple

import numpy as np

from convdemo.arguments import Array, as_numbers, as_whole

Given = dict[str, Any]
Says = str | Callable[..., str]
DRAWS = 1000  # more than any exercise needs to find numbers that tell its mistakes apart
LARGEST = 1e9  # sums of larger numbers lose their digits, and of the largest are no numbers


class Mistake(NamedTuple):
    """A typical mistake: its name, its sentence, and the wrong answer that it leads to.

    `leads_to(rule, given)` computes that answer; `rule(**given)` is the right one.
    """

    name: str
    says: Says
    leads_to: Callable[[Callable[..., Any], Given], Any]


class Flaw(NamedTuple):
    """What an answer to an open exercise must not have: its name, its sentence, how to see it.

    `has(answer, **given)` is true where the answer has the flaw.
    """

    name: str
    says: Says
    has: Callable[..., Any]


class Undo(NamedTuple):
    """A flaw of an answer that is right once it is changed back, as one that is transposed."""

    name: str
    says: Says
    change: Callable[[Array], Array]


class Verdict(NamedTuple):
    """What a checker found: the name of the mistake, or `"right"`, and the sentence to print."""

    name: str
    sentence: str


def plain_numbers(answer: Any, **_: Any) -> Array:
    """Return the answer as a new array of plain numbers."""
    try:
        taken = as_numbers(answer, "answer")
    except TypeError:
        taken = as_numbers(_of_objects(answer), "answer")
    if np.abs(taken).max() > LARGEST:
        msg = f"answer must hold numbers of at most {LARGEST:g}, but has {np.abs(taken).max():g}"
        raise ValueError(msg)
    return taken


def _of_objects(answer: Any) -> Any:
    """Return numbers made of objects that have some, such as fractions, or else the answer."""
    try:
        objects = np.asarray(answer)
        return objects.astype(np.float64) if objects.dtype.kind == "O" else answer
    except Exception:  # noqa: BLE001 - an object may raise anything
        return answer


@dataclass(frozen=True, repr=False)
class Exercise:
    """An exercise as data: how its numbers are drawn, its right answer, its typical mistakes.

    Called with an answer, it prints one sentence: that it is right, or which mistake was made.

    Args:
        name: Name of the checker.
        asks: What the answer has to be, in one line.
        rule: Called with the numbers of the exercise, returns the right answer as plain numbers.
            For an open exercise, which has many right answers, it returns one of them.
        right: The sentence for a right answer, or a function of the answer and the numbers.
        hint: One step more, for a reader who is stuck.
        mistakes: The typical mistakes. Numbers are drawn until each leads to another answer.
        flaws: For an open exercise: an answer without any of these is right.
        draw: Called with a random generator, returns the numbers of the exercise by name.
        take: Called with the answer and the numbers of the exercise, returns plain numbers.
        any_shape: Whether an open answer may have another shape than that of `rule`.
        shape_is_asked: Whether the shape is what the reader has to find, so that no sentence
            may tell it.
        otherwise: The sentence for a wrong answer that none of the mistakes leads to, where the
            engine's own, which counts the numbers that differ, would not help.
        within: How far each number may be from the right one.

    Example:
    >>> double = Exercise(
    ...     "double",
    ...     asks="twice the number",
    ...     rule=lambda x: 2 * x,
    ...     right="Right: two of them.",
    ...     hint="Add it to itself.",
    ...     mistakes=[Mistake("squared", "This is its square.", lambda _, given: given["x"] ** 2)],
    ...     draw=lambda rng: {"x": int(rng.integers(3, 9))},
    ... )
    >>> x = double.given(seed=7)
    >>> double(x + x, seed=7)
    Right: two of them.
    >>> double(x * x, seed=7)
    This is its square.
    """

    name: str
    _: KW_ONLY
    asks: str
    rule: Callable[..., Any]
    right: Says
    hint: str
    mistakes: Sequence[Mistake] = ()
    flaws: Sequence[Flaw | Undo] = ()
    draw: Callable[[np.random.Generator], Given] | None = None
    take: Callable[..., Array] = plain_numbers
    any_shape: bool = False
    shape_is_asked: bool = False
    otherwise: str = ""
    within: float = 1e-6

    def __call__(self, answer: Any, seed: int = 0) -> None:
        """Print one sentence about the answer."""
        print(self.verdict(answer, seed).sentence)

    def __repr__(self) -> str:
        """Say what the exercise asks for."""
        return f"{self.name}: {self.asks}"

    def given(self, seed: int = 0) -> Any:
        """Return the numbers of the exercise: one by itself, several as a tuple."""
        values = tuple(self.numbers(seed).values())
        return values[0] if len(values) == 1 else values

    def numbers(self, seed: int = 0) -> Given:
        """Return the numbers of the exercise by name: the same for the same seed."""
        rng = np.random.default_rng(as_whole(seed, "seed", least=0))
        if self.draw is None:
            return {}
        for _ in range(DRAWS):
            given = self.draw(rng)
            if self._tells_apart(given):
                return given
        msg = f"{self.name} found no numbers that tell its mistakes apart in {DRAWS} draws"
        raise RuntimeError(msg)

    def verdict(self, answer: Any, seed: int = 0) -> Verdict:
        """Return what there is to say about the answer, whatever it is."""
        given = self.numbers(seed)
        if answer is None:
            return Verdict("missing", "answer is None: put yours in its place.")
        try:
            taken = self.take(answer, **given)
        except (TypeError, ValueError) as error:
            return Verdict("kind", f"{error}.")
        right = np.asarray(self.rule(**given))
        if self.flaws:
            if taken.shape != right.shape and not self.any_shape:
                return self._another_shape(taken, right)
            return self._open(taken, given)
        if self._same(taken, right):
            return Verdict("right", _said(self.right, taken, given))
        for mistake in self.mistakes:
            wrong = np.asarray(mistake.leads_to(self.rule, given))
            if any(self._same(taken, written) for written in _as_written(wrong)):
                return Verdict(mistake.name, _said(mistake.says, taken, given))
        if taken.shape != right.shape:
            return self._another_shape(taken, right)
        return self._unknown(taken, right)

    def grade(self, answer: Any, seed: int = 0) -> None:
        """Do nothing if the answer is right: the form that a gradebook needs.

        Raises:
            NotImplementedError: There is no answer yet.
            AssertionError: The answer is wrong; the message is the checker's sentence.
        """
        name, sentence = self.verdict(answer, seed)
        if name == "missing":
            msg = f"{self.name} has no answer yet"
            raise NotImplementedError(msg)
        if name != "right":
            raise AssertionError(sentence)

    @property
    def _more(self) -> str:
        return f'check.hint("{self.name}") says more'

    def _tells_apart(self, given: Given) -> bool:
        answers = [self.rule(**given)]
        answers += [mistake.leads_to(self.rule, given) for mistake in self.mistakes]
        return not any(
            self._same(one, other) for i, one in enumerate(answers) for other in answers[:i]
        )

    def _same(self, one: Any, other: Any) -> bool:
        one, other = np.asarray(one), np.asarray(other)
        return one.shape == other.shape and bool(
            np.allclose(one, other, rtol=1e-6, atol=self.within)
        )

    def _open(self, answer: Array, given: Given) -> Verdict:
        """Name the first flaw, or, where changing the answer back mends all of them, that."""
        flaws = [flaw for flaw in self.flaws if isinstance(flaw, Flaw)]
        found: Flaw | Undo | None = _first(flaws, answer, given)
        if found is None:
            return Verdict("right", _said(self.right, answer, given))
        for undo in self.flaws:
            if isinstance(undo, Undo) and _first(flaws, undo.change(answer), given) is None:
                found = undo
                break
        return Verdict(found.name, _said(found.says, answer, given))

    def _another_shape(self, answer: Array, right: Array) -> Verdict:
        if self.shape_is_asked:
            told = f"Not yet: {answer.shape} is not the shape; {self._more}."
        elif right.ndim == 0:
            told = f"answer must be a single number, but has shape {answer.shape}."
        elif answer.size == right.size and self._same(answer.ravel(), right.ravel()):
            told = f"The numbers are right, but their shape is {answer.shape}, not {right.shape}."
        else:
            told = f"answer must have shape {right.shape}, but has shape {answer.shape}."
        return Verdict("shape", told)

    def _unknown(self, answer: Array, right: Array) -> Verdict:
        if self.otherwise:
            return Verdict("unknown", self.otherwise)
        if right.ndim == 0:
            return Verdict("unknown", f"Not yet: it is not {answer:g}; {self._more}.")
        differ = np.argwhere(~np.isclose(answer, right, rtol=1e-6, atol=self.within))
        place = tuple(map(int, differ[0]))
        where = f"place {place[0]}" if right.ndim == 1 else f"{place}"
        told = f"{len(differ)} of {right.size} numbers differ, the first at {where}"
        return Verdict(
            "unknown", f"Not yet: {told}, where yours is {answer[place]:g}; {self._more}."
        )


def _first(flaws: list[Flaw], answer: Array, given: Given) -> Flaw | None:
    return next((flaw for flaw in flaws if flaw.has(answer, **given)), None)


def _as_written(numbers: Array) -> list[Array]:
    """Return the numbers, and as one writes them by hand, with three or with two places."""
    rounded = [np.round(numbers, places) for places in (3, 2)]
    return [numbers, *(each for each in rounded if np.allclose(each, numbers, rtol=0.02, atol=0))]


def _said(says: Says, answer: Array, given: Given) -> str:
    return says if isinstance(says, str) else says(answer, **given)
