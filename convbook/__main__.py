"""`uv run --group book python -m convbook` builds the site; a name after it builds that part."""

import argparse
import sys
from pathlib import Path

from convbook.book import build_book
from convbook.handouts import build_handouts
from convbook.slides import build_slides

PARTS = {"book": build_book, "slides": build_slides, "handouts": build_handouts}
SITE = Path(__file__).parents[1] / "site"


def main() -> int:
    """Build what the command line names, or all of it."""
    parser = argparse.ArgumentParser(prog="python -m convbook", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help="all of them if left out")
    parser.add_argument("--to", type=Path, default=SITE, help="the folder to build into")
    parser.add_argument("--seed", type=int, help="handouts of the exercises, with other numbers")
    options = parser.parse_args()
    if options.seed is not None:
        build_handouts(options.to, options.seed)
        print(f"Open {options.to / 'handouts'}.")
        return 0
    for part in options.part or PARTS:
        PARTS[part](options.to)
    print(f"Open {options.to / 'index.html'} in a browser.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
