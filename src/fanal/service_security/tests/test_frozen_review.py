"""A review that was attested is guarded by the database; what is left to do is done (December § 7, N7)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.frozen.fingerprint import marks_in
from fanal.core.frozen.testing import assert_frozen, forget, refused
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.designations.testing import TODAY
from fanal.service_security.actions import reviews as actions
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService
from fanal.service_security.models.review import UNNAMED
from fanal.service_security.tests.reviewing import by, clock, head, opened, services, url

__all__ = ["clock", "head", "services"]
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def right(school, head, services):
    """One that is to be taken away, in a review that is over."""
    boss = by(head, Role.HEAD)
    review = opened(school, head)
    with scope(school):
        reviewed = ReviewedService.objects.for_school(school).filter(review=review).order_by("pk")[0]
        made = actions.add_right(reviewed, "", PersonFactory(school=school), today=TODAY, by=boss)
        decided = {made.pk: {"decision": "revoke", "reason": f"{made.who} a changé de poste"}}
        actions.decide_rights(reviewed, decided, "vu sur place", today=TODAY, by=boss)
        ReviewedService.objects.for_school(school).update(done_on=TODAY)
        actions.close_review(review, today=TODAY, by=boss)
        yield ReviewedRight.objects.select_related("reviewed__review").get(pk=made.pk)


def test_nobody_who_serves_changes_a_review_that_is_over(right):
    assert_frozen(right)
    assert_frozen(right.reviewed)
    assert_frozen(right.reviewed.review)
    refused(
        "INSERT INTO service_security_reviewedright "
        "(school_id, reviewed_id, who, source, is_gone, factor, decision, reason) "
        "VALUES (%s, %s, 'x', 'said', false, '', 'keep', '')",
        right.school_id,
        right.reviewed_id,
    )
    refused(
        "UPDATE service_security_accessreview SET closed_on = NULL WHERE id = %s", right.reviewed.review_id
    )


def test_what_is_left_to_do_is_handed_over_and_done_once(school, head, right):
    boss = by(head, Role.HEAD)
    actions.hand_over(right, PersonFactory(school=school), by=boss)
    actions.note_done(right, today=TODAY, by=boss)
    refused("UPDATE service_security_reviewedright SET done_on = NULL WHERE id = %s", right.pk)


def test_its_paper_bears_the_fingerprint_that_is_verified(school, head, right):
    """What is done afterwards, and whose right it was, changes nothing of it."""
    review = right.reviewed.review
    (fingerprint,) = marks_in(head.get(url("review_file", school, review.number)).content)
    with scope(school):
        forget(right.person)
    page = reverse("verification:verification_page", args=[school.uai])
    said = words_of(head.post(page, {"fingerprint": fingerprint[:20]}).text)
    assert "C’est la revue des accès « Rentrée », document figé le 26 novembre 2026." in said
    assert "n’a pas changé depuis" in said


def test_whose_right_it_was_is_forgotten_by_the_declared_door(school, right):
    forget(right.person)
    right.refresh_from_db()
    assert (right.person, right.who, right.reason, right.decision) == (None, UNNAMED, "", "revoke")


def test_a_review_goes_at_its_term(school, right):
    assert keep_no_longer(timezone.now() + timedelta(days=6 * 366)) == []
    for model in (AccessReview, ReviewedService, ReviewedRight):
        assert not model.objects.for_school(school).exists()
