"""`barnstorm` and `python -m barnstorm`."""

import gc
import sys


def main() -> None:
    # Most commands live for half a second and keep nearly all they allocate: looking for garbage in it took an eighth
    # of that. Long work switches it on again (see barnstorm.output.progress).
    gc.disable()
    from barnstorm.cli.run import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
