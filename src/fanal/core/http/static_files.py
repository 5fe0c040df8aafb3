"""Are the files that every page asks for there? The list of them is written by `fanal migrate`."""

import json
from pathlib import Path

MANIFEST = "staticfiles.json"
NEEDED = ("fanal.css", "icons.svg", "fanal/fanal.js")


def missing_files(root: Path) -> list[str]:
    """Those that the list does not name, or whose file is gone; all of them when there is no list."""
    try:
        served = json.loads((root / MANIFEST).read_bytes())["paths"]
    except (OSError, ValueError, KeyError):
        return list(NEEDED)
    return [name for name in NEEDED if name not in served or not (root / served[name]).is_file()]
