"""The engine of the checkers: what every exercise does with an answer, whatever its kind."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from convdemo.arguments import as_whole

Given = dict[str, Any]
Says = str | Callable[..., str]


class Verdict(NamedTuple):
    """What a checker found: the name of the mistake, or `"right"`, and the sentence to print."""

    name: str
    sentence: str


class Drawn(NamedTuple):
    """What an exercise works out once for a seed: its numbers, and the answers to compare with."""

    given: Given
    right: Any = None
    wrong: Sequence[tuple[Any, Any]] = ()


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Exercise(ABC):
    """An exercise of any kind: what `Closed`, `Open` and `Choice` share.

    Called with an answer, it prints one sentence: that it is right, or which mistake was made.

    Args:
        name: Name of the checker: that of the variable that holds the exercise.
        asks: What the answer has to be, in one line.
        hint: One step more, for a reader who is stuck.
    """

    name: str = field(kw_only=False)
    asks: str
    hint: str
    _drawn: dict[int, Drawn] = field(default_factory=dict, init=False)

    def __call__(self, answer: Any, seed: int = 0) -> None:
        """Print one sentence about the answer."""
        print(self.verdict(answer, seed).sentence)

    def __repr__(self) -> str:
        """Say what the exercise asks for."""
        return f"{self.name}: {self.asks}"

    def given(self, seed: int = 0) -> Any:
        """Return the numbers of the exercise, the reader's own: one, or several as a tuple."""
        values = tuple(deepcopy(self.drawn(seed).given).values())
        return values[0] if len(values) == 1 else values

    def drawn(self, seed: int = 0) -> Drawn:
        """Return the numbers and the answers to compare with: the same for the same seed."""
        seed = as_whole(seed, "seed", least=0)
        if seed not in self._drawn:
            self._drawn[seed] = self._draw(np.random.default_rng(seed))
        return self._drawn[seed]

    def verdict(self, answer: Any, seed: int = 0) -> Verdict:
        """Return what there is to say about the answer, whatever it is."""
        drawn = self.drawn(seed)
        if answer is None:
            return Verdict("missing", "answer is None: put yours in its place.")
        try:
            read = self._read(answer, drawn.given)
        except (TypeError, ValueError) as error:
            return Verdict("kind", f"{error}.")
        return self._judge(read, drawn)

    def grade(self, answer: Any, seed: int = 0) -> None:
        """Do nothing if the answer is right: the form that a gradebook needs.

        Args:
            answer: The answer, whatever it is.
            seed: The seed of the numbers that it is an answer to.

        Raises:
            NotImplementedError: There is no answer yet.
            AssertionError: The answer is wrong; the message is the checker's sentence.
        """
        name, sentence = self.verdict(answer, seed)
        if name == "missing":
            raise NotImplementedError(f"{self.name} has no answer yet")
        if name != "right":
            raise AssertionError(sentence)

    def _draw(self, _rng: np.random.Generator, /) -> Drawn:
        return Drawn({})

    @abstractmethod
    def _read(self, answer: Any, given: Given, /) -> Any:
        """Return the answer in the form that is judged, or refuse its type or value."""

    @abstractmethod
    def _judge(self, answer: Any, drawn: Drawn, /) -> Verdict:
        """Compare the answer, as it was read, with what was worked out."""
