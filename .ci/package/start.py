"""What the bundle runs: the program, and its process that learns beside the window."""

import multiprocessing
import sys

from annotator.__main__ import main

multiprocessing.freeze_support()
if __name__ == "__main__":
    sys.exit(main())
