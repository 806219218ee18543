"""`uv run --group book python -m convbook` builds the site; name a part to build only that."""

import argparse
import sys
from pathlib import Path

from convbook.book import build_book
from convbook.handouts import build_handouts
from convbook.slides import build_slides

PARTS = {"book": build_book, "slides": build_slides, "handouts": build_handouts}
ALL = "all"
SITE = Path(__file__).parents[1] / "site"


def main() -> int:
    """Build what the command line names, or all of it."""
    parser = argparse.ArgumentParser(prog="python -m convbook", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, ALL], default=ALL)
    parser.add_argument("--to", type=Path, default=SITE, help="the folder to build into")
    parser.add_argument(
        "--seed", type=int, help="only handouts of the exercises, with other numbers"
    )
    options = parser.parse_args()
    if options.seed is not None:
        build_handouts(options.to, options.seed)
    else:
        for part in PARTS if ALL in options.part else options.part:
            try:
                PARTS[part](options.to)
            except FileExistsError as error:
                parser.error(str(error))
    page = options.to / "index.html"
    print(f"Open {page if page.exists() else options.to}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
