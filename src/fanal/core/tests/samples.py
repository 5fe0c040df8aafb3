"""The samples of real formats that live beside the repository; absent elsewhere."""

from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="samples of real formats are not here")
