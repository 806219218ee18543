"""Build the playground, one page with all it needs.

uv run python tools/build_playground.py          writes docs/playground.html
uv run python tools/build_playground.py --check  says whether it is current

The modules of playground/ become one script by esbuild, which `npm ci` installs.
"""

import argparse
import base64
import hashlib
import json
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import convdemo as cd
from convdemo.colours import ATTRIBUTES, PROPERTIES
from convdemo.stepper import LIMITS

ROOT = Path(__file__).parents[1]
PATH = ROOT / "docs" / "playground.html"
NOTICE = "Built by tools/build_playground.py from playground/ and the stepper's script and style."
BUNDLE = (
    "playground/main.js",
    "--bundle",
    "--format=iife",
    "--charset=utf8",
    "--log-level=warning",
)

LINE = [0, 0, 0, 1, 1, 0, 0, 0]
ROW = range(8)
INPUTS = {
    "1D example: a bump": [LINE],
    "2D example: a vertical line": [LINE] * 8,
    "horizontal line": [[value] * 8 for value in LINE],
    "diagonal line": [[int(r == c) for c in ROW] for r in ROW],
    "vertical edge": [[int(c > 3) for c in ROW] for _ in ROW],
    "dot": [[int(r == c == 3) for c in ROW] for r in ROW],
    "white": [[1] * 8] * 8,
    "handwritten digit": cd.datasets.digits().images[0].astype(int).tolist(),
    "1D edge": [[0, 0, 0, 0, 1, 1, 1, 1]],
}


def lines(rows: list[list[float]]) -> str:
    """Return rows as they stand in a text field, ninths as fractions."""
    words = [[str(Fraction(value).limit_denominator(16)) for value in row] for row in rows]
    return "\n".join(" ".join(row) for row in words)


def bundle() -> str:
    """Return the modules of the playground as one script."""
    esbuild = shutil.which("esbuild", path=ROOT / "node_modules" / ".bin")
    if esbuild is None:
        sys.exit("The playground is bundled by esbuild, which is not installed: run `npm ci`")
    return subprocess.run(
        [esbuild, *BUNDLE], cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout


def page(playground: str) -> str:
    """Return the page with this script."""
    data = {
        "inputs": {name: lines(rows) for name, rows in INPUTS.items()},
        "bank": {
            name: {"weights": lines(each.weights.tolist()), "responds_to": each.responds_to}
            for name, each in cd.filters.BANK.items()
        },
        "limits": {"input": LIMITS.x, "kernel": LIMITS.kernel, "padded": LIMITS.padded},
    }
    colours = f":root {{ {PROPERTIES} }}\n"
    style = colours + source("convdemo/stepper.css") + source("playground/playground.css")
    stepper = source("convdemo/stepper.js")
    policy = (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src '{digest(style)}'; script-src '{digest(playground)}' '{digest(stepper)}'"
    )
    parts = {
        "policy": policy,
        "notice": NOTICE,
        "style": style,
        "signs": ATTRIBUTES,
        "data": json.dumps(data).replace("</", "<\\/"),
        "playground": playground,
        "stepper": stepper,
    }
    text = source("playground/playground.html")
    for name, part in parts.items():
        text = text.replace("{{" + name + "}}", part)
    return text


def source(name: str) -> str:
    """Return the text of a file."""
    return (ROOT / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """Return what the page's policy knows an inline script or style by: it runs no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def main() -> None:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    text = page(bundle())
    if not parser.parse_args().check:
        PATH.write_text(text, encoding="utf-8", newline="\n")
    elif PATH.read_text(encoding="utf-8") != text:
        sys.exit("docs/playground.html is not current: run tools/build_playground.py")


if __name__ == "__main__":
    main()
