"""What a reader is told when the lessons cannot be opened."""


class Problem(Exception):
    """Something that the reader can put right; its text is one sentence that says how."""
