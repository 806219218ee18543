"""Settings of a course: nbgrader reads them from the folder in which it is run."""

c = get_config()  # noqa: F821 - nbgrader defines it

c.CourseDirectory.course_id = "convolutional-layers"

# What a student finds where the solution was. nbgrader's own stub raises an error, which a right
# answer does not take away.
c.ClearSolutions.code_stub = {"python": "# Put your answer in place of None, and run this cell."}

# Seconds that one cell may run. Importing Keras takes a few on a slow machine.
c.Execute.timeout = 30
