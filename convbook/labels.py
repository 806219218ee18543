"""The numbers that a printed line is about, which its reader knows beforehand."""

import ast
import re
from collections.abc import Iterator

ANY, TOLD = r"(?:.+?)", r"(\[.*?\]|\S+?)"
NUMBERED = re.compile(r"\w\W*\s\W*\d|\d\s+\w")  # a number beside a word, not a format


def label_spans(line: str, code: str) -> list[tuple[int, int]]:
    r"""Find what a line repeats from its code, so that nobody has to fill it in.

    Args:
        line: A line that the code has printed.
        code: The code.

    Returns:
        Where the line has a text of the code that holds a number, and where a number that a loop
        goes through.

    Example:
    >>> line, code = "stride 2 gives 5", "for s in (1, 2):\n    print('stride', s, 'gives', f(s))"
    >>> [line[start:end] for start, end in label_spans(line, code)]
    ['2']
    """
    tree = ast.parse(code)
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    told = {text.strip() for text in texts if isinstance(text, str) and NUMBERED.search(text)}
    spans = [found.span() for text in told for found in re.finditer(re.escape(text), line)]
    for pattern in _patterns(tree):
        if found := re.match(pattern, line):
            spans += [found.span(i + 1) for i in range(len(found.groups()))]
    return spans


def _patterns(tree: ast.Module) -> Iterator[str]:
    """Yield what the prints in loops print, with a group for each number of the loop."""
    lists = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for loop in ast.walk(tree):
        if not isinstance(loop, ast.For) or not _is_literal(loop.iter, lists):
            continue
        told = {name.id for name in ast.walk(loop.target) if isinstance(name, ast.Name)}
        for node in ast.walk(loop):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
                parts = [_pattern(each, told) for each in node.args]
                if TOLD in "".join(parts):
                    yield r"\s*" + r"\s+".join(parts) + r"(?:\s|,|$)"


def _is_literal(node: ast.expr, lists: dict[str, ast.expr]) -> bool:
    """Return whether a loop goes through numbers that stand in the code."""
    if isinstance(node, ast.Name) and node.id in lists:
        return _is_literal(lists[node.id], {})
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") == "range"
    names = (ast.Name, ast.Call)
    is_list = isinstance(node, ast.Tuple | ast.List)
    return is_list and not any(isinstance(each, names) for each in ast.walk(node))


def _pattern(node: ast.expr, told: set[str]) -> str:
    """Return the pattern of what one argument of print prints."""
    if isinstance(node, ast.Name) and node.id in told:
        return TOLD
    if isinstance(node, ast.Constant):
        return r"\s*".join(re.escape(word) for word in str(node.value).split())
    if isinstance(node, ast.JoinedStr):
        return r"\s*".join(_pattern(each, told) for each in node.values)
    if isinstance(node, ast.FormattedValue):
        return _pattern(node.value, told)
    return ANY
