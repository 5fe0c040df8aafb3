"""What the kernel itself offers: how long its own rows are kept."""

from fanal.core import expired, kernel_retention, orphan_files  # noqa: F401 (what they offer)
from fanal.core.imports import erasing as import_lines  # noqa: F401 (what it offers)
from fanal.core.imports import retention as imports  # noqa: F401 (what it offers)
from fanal.core.journal import schedule  # noqa: F401 (what it offers)
from fanal.core.mail import erasing, retention  # noqa: F401 (what they offer)
