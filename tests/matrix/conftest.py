"""The matrix asks more pages in a minute than any hand: what limits a program run wild is set aside."""

import pytest


@pytest.fixture(autouse=True)
def _no_limit_for_programs(settings) -> None:
    settings.FAIR_USE = False
