"""The press: the book, the slides, the handouts and the teachers' guide, from the lessons."""
