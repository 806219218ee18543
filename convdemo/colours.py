"""The colours that mean something, once for Matplotlib, the style sheets and the scripts."""

WINDOW = "#c05000"  # what a step reads and writes
AROUND = "#fff"  # beside it, so that one of the two stands out from any shade
BELOW, ABOVE = "#4393c3", "#d6604d"  # zero, as in Matplotlib's RdBu_r
LINE = "#888"  # between cells

# For the style sheets, and for the stepper's script, which finds its two on the figure.
PROPERTIES = f"--window: {WINDOW}; --around: {AROUND}; --line: {LINE}"
ATTRIBUTES = f'data-below="{BELOW}" data-above="{ABOVE}"'
