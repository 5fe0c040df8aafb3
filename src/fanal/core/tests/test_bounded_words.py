"""What somebody types is looked at in a time that its length bounds (verified in November 2026, § 7 S12)."""

from contextlib import suppress

import pytest

from fanal.account_lists.rules.columns import shortened
from fanal.core.testing import working_less_than
from fanal.people.rules.staff_lines import person_meant


@pytest.mark.parametrize("piece", [" ", "(", "a", "a.", "a@", "a "])
@pytest.mark.parametrize("read", [shortened, lambda text: person_meant(text, [])])
def test_a_cell_of_100_000_signs_is_read_at_once(read, piece):
    with working_less_than(0.5), suppress(ValueError):  # a refusal is an answer
        read(piece * (100_000 // len(piece)))
