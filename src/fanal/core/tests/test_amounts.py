"""Amounts as people read them."""

import pytest

from fanal.core.money import about


@pytest.mark.parametrize(
    ("cents", "told"),
    [
        (0, "0 €"),
        (125_049, "1\u202f250 €"),
        (125_051, "1\u202f251 €"),
        (9_999_900, "99\u202f999 €"),
        (14_076_000, "140\u202f760 €"),
        (-14_076_000, "−140\u202f760 €"),
    ],
)
def test_an_amount_read_at_a_glance(cents, told):
    assert about(cents).replace("\u00a0", " ") == told
