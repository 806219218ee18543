"""Build the playground, one page with all it needs: uv run python tools/build_playground.py."""

import base64
import hashlib
import json
from fractions import Fraction
from pathlib import Path

import convdemo as cd

ROOT = Path(__file__).parents[1]
PATH = ROOT / "docs" / "playground.html"
SCRIPTS = ["numbers", "layer", "tables", "code", "page"]
NOTICE = "Built by tools/build_playground.py from playground/ and the stepper's script and style."

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


def page() -> str:
    """Return the page."""
    data = {
        "inputs": {name: lines(rows) for name, rows in INPUTS.items()},
        "bank": {
            name: {"weights": lines(each.weights.tolist()), "responds_to": each.responds_to}
            for name, each in cd.filters.BANK.items()
        },
    }
    style = "".join(source("convdemo/stepper.css", "playground/playground.css"))
    names = [f"playground/{name}.js" for name in SCRIPTS]
    script = "".join(source(*names, "convdemo/stepper.js"))
    policy = (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src '{digest(style)}'; script-src '{digest(script)}'"
    )
    parts = {
        "policy": policy,
        "notice": NOTICE,
        "style": style,
        "data": json.dumps(data).replace("</", "<\\/"),
        "script": script,
    }
    (text,) = source("playground/playground.html")
    for name, part in parts.items():
        text = text.replace("{{" + name + "}}", part)
    return text


def source(*names: str) -> list[str]:
    """Return the texts of files."""
    return [(ROOT / name).read_text(encoding="utf-8") for name in names]


def digest(text: str) -> str:
    """Return what the page's policy knows an inline script or style by: it runs no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


if __name__ == "__main__":
    PATH.write_text(page(), encoding="utf-8", newline="\n")
