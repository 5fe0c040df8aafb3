"""The list of what left the inventory bears its fingerprint, a project none (December § 7, N7)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.documents.paper import typeset_whole
from fanal.core.frozen.fingerprint import marks_in
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.disposals.actions import leaving
from fanal.disposals.reading.papers import TEMPLATE, list_paper
from fanal.disposals.tests.conftest import TODAY

pytestmark = pytest.mark.clock(TODAY)


def paper_of(disposal) -> bytes:
    return typeset_whole(TEMPLATE, list_paper(disposal, for_board=False, today=TODAY))


def test_a_list_is_known_once_its_goods_have_left(lead, school, ready, manager):
    with scope(school):
        assert marks_in(paper_of(ready.disposal)) == []
        gone = leaving.carry_out(ready.disposal, now=timezone.now(), today=TODAY, by=manager)
        (fingerprint,) = marks_in(paper_of(gone))
        assert paper_of(gone) == paper_of(gone)
    page = reverse("verification:verification_page", args=[school.uai])
    said = words_of(lead.post(page, {"fingerprint": fingerprint[:20]}).text)
    assert f"C’est la liste de la sortie n° {gone.number}, document figé le" in said
    assert "n’a pas changé depuis" in said
