"""Run the command line as `python -m briefer`."""

from briefer.cli import main

if __name__ == "__main__":
    main()
