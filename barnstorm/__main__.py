"""`barnstorm` and `python -m barnstorm`."""

import gc
import sys


def main() -> None:
    # Most commands live for half a second and keep nearly all they allocate: looking for garbage in it took an eighth
    # of that. Long work switches it on again (see barnstorm.output.progress).
    gc.disable()
    from barnstorm.cli.run import run

    status = run(sys.argv[1:])
    gc.freeze()  # on its way out Python would look through all of it once more, which takes longest after long work
    sys.exit(status)


if __name__ == "__main__":
    main()
