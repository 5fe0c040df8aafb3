"""One address, and one only, wherever it is typed."""

import pytest

from fanal.core.text.email_address import is_address


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("lise.aubert@ecole.invalid", True),
        ("a@b.fr, c@d.fr", False),
        ("Lise <lise@ecole.invalid>", False),
        ("lise@ecole", False),
        ("li\x00se@ecole.invalid", False),
        (f"{'a' * 249}@b.fr", True),
        (f"{'a' * 250}@b.fr", False),
    ],
)
def test_one_address_and_one_only(text, is_one):
    assert is_address(text) is is_one
