"""The exercises of all lessons, in their order."""

from collections.abc import Mapping
from types import MappingProxyType

from convcheck.engine import Exercise
from convcheck.lessons import (
    lesson_01,
    lesson_02,
    lesson_03,
    lesson_04,
    lesson_05,
    lesson_06,
    lesson_07,
    lesson_08,
    lesson_09,
    lesson_10,
    lesson_11,
    lesson_12,
    lesson_13,
)

LESSONS = [
    lesson_01,
    lesson_02,
    lesson_03,
    lesson_04,
    lesson_05,
    lesson_06,
    lesson_07,
    lesson_08,
    lesson_09,
    lesson_10,
    lesson_11,
    lesson_12,
    lesson_13,
]
EXERCISES: Mapping[str, Exercise] = MappingProxyType(
    {
        name: value
        for lesson in LESSONS
        for name, value in vars(lesson).items()
        if isinstance(value, Exercise)
    }
)
