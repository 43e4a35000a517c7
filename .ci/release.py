"""Build the release that CHANGELOG.md tells of: `release.py [FOLDER]` writes sdist and wheel there (dist/)."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(folder: str = "dist") -> None:
    [version] = re.findall(r'__version__ = "(.+)"', (ROOT / "archive/__init__.py").read_text())
    if not re.search(rf"^## {re.escape(version)}\b.*\n\n- ", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE):
        sys.exit(f"CHANGELOG.md has nothing under “## {version}”: say there what changes for those who use it.")
    if subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, check=True).stdout:
        sys.exit("The checkout has changes that are not committed: a release is made of what is.")
    build = [sys.executable, "-m", "hatchling", "build", "--directory", str(Path(folder).absolute())]
    sys.exit(subprocess.run(build, cwd=ROOT).returncode)


if __name__ == "__main__":
    main(*sys.argv[1:])
