"""`python -m convlessons` is the command `lessons`."""

import sys

from convlessons.command import main

if __name__ == "__main__":
    sys.exit(main())
