"""What the program is called where it runs: messages say `manage.py`, as it is in a checkout; a wheel has none."""

from pathlib import Path

IS_INSTALLED = not (Path(__file__).resolve().parent.parent / "manage.py").exists()
NAME = "rostrum" if IS_INSTALLED else "manage.py"


def as_called(words: str) -> str:
    return words.replace("manage.py", NAME)
