"""What the kernel itself offers beside `privacy`: how long files, counts and its journal are kept."""

from fanal.core.files import orphan_files  # noqa: F401 (what it offers)
from fanal.core.journal import schedule  # noqa: F401 (what it offers)
from fanal.core.retention import expired_counts  # noqa: F401 (what it offers)
