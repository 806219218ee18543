"""The door: `uv run lessons` hands out the reader's edition and opens it in JupyterLab."""
