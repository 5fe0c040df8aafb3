"""Who is added to the list of a service under review, or leaves it, while its screen is filled."""

import pytest
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.designations.testing import TODAY
from fanal.service_security.actions import reviews as actions
from fanal.service_security.models import ReviewedRight, ReviewedService
from fanal.service_security.rules.reviews import RightSource
from fanal.service_security.tests.reviewing import by, clock, head, opened, services, url

pytestmark = pytest.mark.clock(TODAY)

__all__ = ["clock", "head", "services"]


def test_a_right_added_by_mistake_is_withdrawn(school, head, services):
    """A newcomer, November 2026: it stayed in the attested report."""
    opened(school, head)
    with scope(school):
        row = ReviewedService.objects.for_school(school).order_by("pk")[0]
        right = actions.add_right(row, "Élise", None, today=TODAY, by=by(head, Role.HEAD))
    page = url("reviewed_service", school, 1, row.pk)
    assert "c’est une erreur" in head.get(page).text
    assert "n’est plus dans la liste" in head.post(url("right_withdraw", school, 1, right.pk)).text
    assert "c’est une erreur" not in head.get(page).text
    with scope(school):
        assert not ReviewedRight.objects.for_school(school).filter(pk=right.pk).exists()
        right = actions.add_right(row, "Élise", None, today=TODAY, by=by(head, Role.HEAD))
        ReviewedRight.objects.for_school(school).filter(pk=right.pk).update(source=RightSource.SHARED)
    refused = head.post(url("right_withdraw", school, 1, right.pk))
    assert (refused.status_code, "dites ce que ce droit devient" in refused.text) == (422, True)


def test_what_was_chosen_stays_when_somebody_is_added(school, head, services):
    """A newcomer, November 2026: « Retirer » and a note went back to « Garder » and nothing."""
    opened(school, head)
    with scope(school):
        row = ReviewedService.objects.for_school(school).order_by("pk")[0]
        right = actions.add_right(row, "Élise", None, today=TODAY, by=by(head, Role.HEAD))
    chosen = {f"r{right.pk}-decision": "revoke", f"r{right.pk}-reason": "Partie", "note": "Vu avec elle"}
    answer = head.post(url("right_add", school, 1, row.pk), chosen | {"who": "root"})
    page = html.fromstring(answer.text)
    assert page.xpath(f"//input[@name='r{right.pk}-decision'][@checked]/@value") == ["revoke"]
    assert page.xpath("//input[@name='note']/@value") == ["Vu avec elle"]
    form = page.xpath("//form[.//input[@name='note']]")[0]
    assert form.get("action") == url("reviewed_service", school, 1, row.pk)
    assert "root" in form.text_content()
