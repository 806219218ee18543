"""Settings of a course: nbgrader reads them from the folder in which it is run."""

c = get_config()  # noqa: F821 - nbgrader defines it

c.CourseDirectory.course_id = "convolutional-layers"

# Seconds that one cell may run. Importing Keras takes a few on a slow machine.
c.Execute.timeout = 30
