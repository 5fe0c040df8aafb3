"""The build of a wheel refuses to make one that would serve no page: without its style sheet and its icons.

Neither is kept in the repository: scripts/build_assets.py makes them, which scripts/bootstrap runs.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NEEDED = ("fanal.css", "icons.svg")
MISSING = (
    "No wheel is made: {names} missing in src/fanal/static_build, and no page would open. "
    "Run « sh scripts/bootstrap » first, or « python scripts/build_assets.py » once it was run."
)


class StaticFiles(BuildHookInterface):
    """Looked at before anything is packed. An editable install (`pip install -e`) packs nothing."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        built = Path(self.root, "src/fanal/static_build")
        missing = [name for name in NEEDED if not (built / name).is_file()]
        if version != "editable" and missing:
            raise SystemExit(MISSING.format(names=" and ".join(missing)))
