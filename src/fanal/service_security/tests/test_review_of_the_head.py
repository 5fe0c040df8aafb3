"""A review of accesses: the head's own right is kept, and the paper says who attests."""

import pytest

from fanal.account_lists.models import ExpectedAdmin
from fanal.accounts.models.roles import Role
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.text.french import full_day
from fanal.designations.testing import TODAY
from fanal.service_security.actions import reviews as actions
from fanal.service_security.models import ReviewedRight, ReviewedService
from fanal.service_security.reading import reviews as reading
from fanal.service_security.rules.reviews import warnings
from fanal.service_security.tests.reviewing import KEY, by, clock, head, opened, services, url

pytestmark = pytest.mark.clock(TODAY)

__all__ = ["clock", "head", "services"]


def test_the_right_of_the_head_is_kept_and_nobody_is_offered_to_take_it_away(school, head, services):
    """verified.md § 2.12: « Retirer » stood ticked for the principal of the ENT."""
    with scope(school):
        person = head.membership.person
        ExpectedAdmin.objects.create(school=school, service=services[0], person=person, marked_on=TODAY)
    opened(school, head)
    with scope(school):
        right = ReviewedRight.objects.for_school(school).get()
    assert (right.source, warnings(right.right, TODAY)) == ("head", [])
    step = url("reviewed_service", school, 1, right.reviewed_id)
    page = head.get(step).text
    assert "De droit : garder" in page
    assert "sans acte" not in page + head.get(url("review_page", school, 1)).text
    assert 'value="revoke"' not in page
    fields = {f"r{right.pk}-decision": "revoke", f"r{right.pk}-reason": "essai", "key": KEY}
    assert head.post(step, fields).status_code == 422
    taken = {right.pk: {"decision": "revoke", "reason": "essai"}}
    with scope(school), pytest.raises(RuleBroken, match="se garde"):
        actions.decide_rights(right.reviewed, taken, "", today=TODAY, by=by(head, Role.HEAD))
    assert head.post(step, fields | {f"r{right.pk}-decision": "keep"}).status_code == 302


def test_the_attestation_says_who_attests_in_which_quality_and_when(school, head, services):
    """verified.md § 2.12: « Attestation. 12 droits… » had neither author nor date."""
    with scope(school):
        person = head.membership.person
        person.job = "Principale"
        person.save()
    review = opened(school, head)
    with scope(school):
        before = reading.report(review, school, TODAY)
        ReviewedService.objects.for_school(school).update(done_on=TODAY, done_by=person)
        review = actions.close_review(review, today=TODAY, by=by(head, Role.HEAD))
        after = reading.report(review, school, TODAY)
    assert before["attested"] == ""
    name = f"{person.given_name} {person.family_name}"
    assert after["attested"] == f"Attesté par {name}, principale, le {full_day(TODAY)}"
    assert after["edited"] == full_day(TODAY)
    assert after["services"][0]["done"] == f"revu le {full_day(TODAY)} par {person}"
