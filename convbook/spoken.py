"""The lines of a cell that a class speaks of: no imports, no claims for the tests, no drawing."""

import ast
import re
from collections.abc import Sequence
from itertools import chain
from typing import Any

from convbook.said import MOST_LINES
from convlessons.edition import FOLDED
from convlessons.notebooks import Notebook

Cell = dict[str, Any]
PLUMBING = re.compile(r"(?:display\()?cd\.(?:plot_\w+|Stepper)\(|keras\.utils\.set_random_seed\(")


def spoken_code(notebook: Notebook) -> list[str]:
    """Cut the code of each cell to what is spoken of.

    What goes: imports, seeds, `assert`, calls that only draw (the picture stands there), and
    assignments to names that only these needed; the body of a function, where the cell is longer
    than a slide; the whole cell where the lesson folds its code.

    Args:
        notebook: A lesson; each cell's source is one text.

    Returns:
        The lines that are left, for each cell; of a cell of text, none.
    """
    sources = [cell["source"] if cell["cell_type"] == "code" else "" for cell in notebook["cells"]]
    codes = []
    for i, (cell, source) in enumerate(zip(notebook["cells"], sources, strict=True)):
        later = _needs("\n".join(sources[i + 1 :]))
        folded = FOLDED in cell["metadata"].get("tags", [])
        codes.append("" if folded else _cut(source, later))
    return codes


def folded_name(cell: Cell) -> str:
    """Return what the folded code of a cell calls its result, such as "Our two grids".

    Args:
        cell: A cell of a lesson.

    Returns:
        The comment that opens folded code, up to its colon; of other cells, an empty text.
    """
    if FOLDED not in cell["metadata"].get("tags", []):
        return ""
    comment = str(cell["source"]).partition("\n")[0]
    return comment.removeprefix("# ").partition(":")[0].rstrip(".")


def _cut(source: str, later: set[str]) -> str:
    """Return the lines of one cell that are spoken of; later cells use some of its names."""
    lines, statements = source.splitlines(), ast.parse(source).body
    kept = [each for each in statements if not _is_plumbing(each)]
    gone = set(chain.from_iterable(_names(each) for each in statements if each not in kept))
    while idle := [each for each in kept if _is_idle(each, kept, gone, later)]:
        gone |= set(chain.from_iterable(map(_names, idle)))
        kept = [each for each in kept if each not in idle]
    if not kept:
        return ""
    left = _lines_of(kept, statements, lines)
    if len(left) > MOST_LINES:
        left = [line for each in kept for line in _folded(each, lines)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(left)).strip("\n")


def _needs(source: str) -> set[str]:
    """Return the names that some code reads before it gives them a value itself."""
    needs: set[str] = set()
    given: set[str] = set()
    for statement in ast.parse(source).body:
        names = [each for each in ast.walk(statement) if isinstance(each, ast.Name)]
        if isinstance(statement, ast.Assign):
            needs |= {each.id for each in names if isinstance(each.ctx, ast.Load)} - given
            given |= {each.id for each in names if isinstance(each.ctx, ast.Store)}
        else:
            needs |= {each.id for each in names} - given
    return needs


def _is_plumbing(statement: ast.stmt) -> bool:
    """Return whether a statement imports, claims something for the tests, seeds or only draws."""
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.Assert):
        return True
    return isinstance(statement, ast.Expr) and bool(PLUMBING.match(ast.unparse(statement)))


def _is_idle(each: ast.stmt, kept: Sequence[ast.stmt], gone: set[str], later: set[str]) -> bool:
    """Return whether a statement gives names only to what has gone."""
    if not isinstance(each, ast.Assign | ast.AugAssign):
        return False
    targets = each.targets if isinstance(each, ast.Assign) else [each.target]
    given = {
        name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)
    }
    others = set(chain.from_iterable(_names(other) for other in kept if other is not each))
    return bool(given & gone) and not given & (others | later)


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _lines_of(
    kept: Sequence[ast.stmt], statements: Sequence[ast.stmt], lines: Sequence[str]
) -> list[str]:
    """Return the lines of statements, each with the comments and blank lines above it."""
    left: list[str] = []
    start = 0
    for statement in statements:
        end = statement.end_lineno or 0
        if statement in kept:
            left += lines[start:end]
        start = end
    return left


def _folded(statement: ast.stmt, lines: Sequence[str]) -> list[str]:
    """Return the lines of a statement, a function without its body."""
    first, last = statement.lineno - 1, statement.end_lineno or 0
    if not isinstance(statement, ast.FunctionDef) or statement.body[0].lineno == statement.lineno:
        return list(lines[first:last])
    if statement.decorator_list:
        first = statement.decorator_list[0].lineno - 1
    return [*lines[first : statement.body[0].lineno - 1], "    ..."]
