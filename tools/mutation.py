"""The score of the last `mutmut run`, module by module; for pytest, a plugin: quick tests first.

mutmut stops at the first test that fails, so a mutant dies sooner where the quick tests come first.
"""

import json
import subprocess
import sys
from pathlib import Path

MUTANTS = Path(__file__).parents[1] / "mutants"
LEAST = 95  # percent of the mutants of each module
A_TEST_FAILED = 1  # pytest's exit code


def pytest_collection_modifyitems(items):
    """Sort the tests by the time that each took when mutmut first ran them all."""
    stats = MUTANTS / "mutmut-stats.json"
    took = json.loads(stats.read_text())["duration_by_test"] if stats.exists() else {}
    items.sort(key=lambda item: took.get(item.nodeid, 0))


def main():
    """Print each mutant that no test killed, then a line for each module; fail below `LEAST`."""
    lines, low = [], not list(MUTANTS.rglob("*.meta"))
    for meta in sorted(MUTANTS.rglob("*.meta")):
        codes = json.loads(meta.read_text())["exit_code_by_key"]
        alive = [name for name, code in codes.items() if code != A_TEST_FAILED]
        for name in alive:
            subprocess.run(["mutmut", "show", name], check=True)
        score = 100 - 100 * len(alive) / len(codes)
        lines.append(f"{meta.stem:16} {score:5.1f} %: {len(alive)} of {len(codes)} live")
        low = low or score < LEAST
    print(*lines, sep="\n")
    sys.exit(f"a module is below {LEAST} %" if low else 0)


if __name__ == "__main__":
    main()
