"""Files that are long here: whatever is brought."""

import pytest

from fanal.core.mail.testing import run_jobs
from fanal.file_readings.rules import length

__all__ = ["run_jobs"]


@pytest.fixture
def all_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(length, "LONG", 0)
