"""Checkers of the exercises: each prints one sentence, that an answer is right or what is not.

`convcheck.six_sums(answer)` checks an answer to the exercise `six_sums`, and
`convcheck.hint("six_sums")` gives one step more. An exercise with numbers draws them by
`seed`: `six_sums.given(seed=1)` returns them, `six_sums(answer, seed=1)` checks against them.
`EXERCISES` holds all of them by name. A name loads the exercises of its own lesson only;
`__init__.pyi` lists them.
"""

import lazy_loader

from convcheck.hints import no_exercise

_resolve, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name):
    if name not in __all__:
        raise AttributeError(no_exercise(name))
    return _resolve(name)
