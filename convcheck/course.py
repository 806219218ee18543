"""The exercises of all lessons, in their order."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from convcheck import lessons
from convcheck.engine import Exercise

LESSONS = [
    import_module(f"{lessons.__name__}.{module.name}") for module in iter_modules(lessons.__path__)
]
EXERCISES: Mapping[str, Exercise] = MappingProxyType(
    {
        name: value
        for lesson in LESSONS
        for name, value in vars(lesson).items()
        if isinstance(value, Exercise)
    }
)
