"""Build the stepper's script and the playground, one page with all it needs.

uv run python tools/build_playground.py          writes both
uv run python tools/build_playground.py --check  says whether they are current

convdemo/stepper.js becomes convdemo/stepper.min.js, which every figure carries, and the modules of
playground/ become one script of docs/playground.html, by esbuild, which `npm ci` installs.
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
from convdemo.colours import ABOVE, BELOW, PROPERTIES

ROOT = Path(__file__).parents[1]
PATH = ROOT / "docs" / "playground.html"
STEPPER = ROOT / "convdemo" / "stepper.min.js"
NOTICE = "Built by tools/build_playground.py from playground/ and the stepper's script and style."
OPTIONS = ("--charset=utf8", "--log-level=warning")
BUNDLE = ("playground/main.js", "--bundle", "--format=iife", *OPTIONS)
NAMES = "--mangle-props=(Cells|Reads|Items)$"  # properties that no browser knows
SHORTEN = ("convdemo/stepper.js", "--minify", NAMES, "--tsconfig-raw={}", *OPTIONS)

LIMITS = {"input": 28, "kernel": 11, "padding": 20}  # of an axis, in numbers

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


COLOURED = {  # a cross of two bars of one brightness, which only the colours tell apart
    "red": [[9 * (c in (3, 4)) for c in ROW] for _ in ROW],
    "green": [[9 * (r in (3, 4) and c not in (3, 4)) for c in ROW] for r in ROW],
    "blue": [[0] * 8] * 8,
}


def lines(rows: list[list[float]]) -> str:
    """Return rows as they stand in a text field, ninths as fractions."""
    words = [[str(Fraction(value).limit_denominator(16)) for value in row] for row in rows]
    return "\n".join(" ".join(row) for row in words)


def esbuild(*arguments: str) -> str:
    """Return the script that esbuild makes of others."""
    program = shutil.which("esbuild", path=ROOT / "node_modules" / ".bin")
    if program is None:
        sys.exit("The scripts are built by esbuild, which is not installed: run `npm ci`")
    return subprocess.run(
        [program, *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout


def page(playground: str, stepper: str) -> str:
    """Return the page with these scripts."""
    colours = "\n".join(f"{name}\n{lines(rows)}" for name, rows in COLOURED.items())
    data = {
        "inputs": {name: lines(rows) for name, rows in INPUTS.items()} | {"three colours": colours},
        "bank": {
            name: {"weights": lines(each.weights.tolist()), "responds_to": each.responds_to}
            for name, each in cd.filters.BANK.items()
        },
        "limits": LIMITS,
        "colours": {"below": BELOW, "above": ABOVE},
    }
    shared = f":root {{ {PROPERTIES} }}\n"
    sheets = ("convdemo/markup.css", "convdemo/stepper.css", "playground/playground.css")
    style = shared + "".join(map(source, sheets))
    policy = (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src '{digest(style)}'; script-src '{digest(playground)}' '{digest(stepper)}'"
    )
    parts = {
        "policy": policy,
        "notice": NOTICE,
        "style": style,
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
    """Write script and page, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    is_check = parser.parse_args().check
    stepper = esbuild(*SHORTEN)
    for path, text in {STEPPER: stepper, PATH: page(esbuild(*BUNDLE), stepper)}.items():
        if not is_check:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif path.read_text(encoding="utf-8") != text:
            name = path.relative_to(ROOT).as_posix()
            sys.exit(f"{name} is not current: run tools/build_playground.py")


if __name__ == "__main__":
    main()
