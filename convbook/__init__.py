"""The book, the slides and the handouts, made from the recorded notebooks."""
