"""`barnstorm` and `python -m barnstorm`."""

import sys


def main() -> None:
    from barnstorm.cli.run import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
