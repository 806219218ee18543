"""The command `uv run lessons`, which hands out the reader's edition and opens it in JupyterLab."""
