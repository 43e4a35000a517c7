"""Twenty rounds of killing, by the command that plays five hundred; it says which seed decided what was killed when."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done_whoever_is_killed() -> None:
    line = [sys.executable, "-m", "tests.faults", "--rounds", "20"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    sys.stdout.write(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    kinds = [row.split(" | ")[:2] for row in done.stdout.splitlines() if " | " in row]
    assert kinds == [
        ["killed while", "rounds"],
        ["load_reports", "3"],
        ["load_reports --jobs 2", "3"],
        ["publish", "3"],
        ["merge", "3"],
        ["undo", "3"],
        ["sheet", "3"],
        ["autosave", "2"],
        ["in all", "20"],
    ]
