"""The command `scraper`, also available as `python -m scraper`."""

import sys


def main() -> int:
    """Run the command with the arguments of this process and return its exit code."""
    from scraper.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
