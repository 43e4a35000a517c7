"""Every word that the desk's script asks for is there to be translated."""

import re
from pathlib import Path

from django.conf import settings

from events.desk.labels import LABELS

SCRIPTS = "".join(path.read_text() for path in sorted((Path(settings.BASE_DIR) / "static" / "desk").glob("*.js")))
SAID = set(re.findall(r'\bsay\("(\w+)"', SCRIPTS))
COUNTED = set(re.findall(r'\bcounted\("(\w+)"', SCRIPTS)) | set(re.findall(r'\["(missing_\w+)"', SCRIPTS))
FIELDS = {f"field_{name}" for name in re.findall(r'(?:name|label): "(\w+)"', SCRIPTS)}
KEYS = set(re.findall(r'says: "(\w+)"', SCRIPTS))


def test_every_word_that_the_script_says_is_there() -> None:
    counted = {f"{name}_{form}" for name in COUNTED for form in ("one", "many")}
    assert (SAID | counted | FIELDS | KEYS) - set(LABELS) == set()


def test_both_forms_of_what_is_counted_are_there() -> None:
    assert {name[:-4] for name in LABELS if name.endswith("_one") and name != "this_one"} == {
        name[:-5] for name in LABELS if name.endswith("_many") and name != "taken_many"
    }
