"""What arrives is counted once."""

import pytest

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.supplies.tests.conftest import TODAY, followed, url

pytestmark = pytest.mark.clock(TODAY)


def test_an_arrival_noted_again_by_back_is_counted_once(lead, school, boss):
    """Seen by a newcomer in December: two « +8 », 17 in the cupboard for 9."""
    with scope(school):
        paper = followed(school, boss, level=1)
    address = url(school, "bring_in", paper.pk)
    assert lead.post(address, {"quantity": "8", "word": ""}).status_code == 302
    again = lead.post(address, {"quantity": "8", "word": ""})
    assert again.status_code == 422
    assert "elle est déjà comptée" in words_of(again.text)
    assert lead.post(address, {"quantity": "8", "word": "un second carton"}).status_code == 302
    with scope(school):
        paper.refresh_from_db()
    assert paper.level == 17
