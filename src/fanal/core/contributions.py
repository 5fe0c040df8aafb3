"""What the kernel itself offers beside `privacy`: how long files, counts and its journal are kept."""

from fanal.core import expired, orphan_files  # noqa: F401 (what they offer)
from fanal.core.journal import schedule  # noqa: F401 (what it offers)
