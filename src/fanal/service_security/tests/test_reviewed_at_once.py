"""Verified § 8: a review of fourteen services, without a screen for what leaves nothing to decide."""

import pytest

from fanal.account_lists.models import ExpectedAdmin
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.designations.testing import TODAY
from fanal.service_security.actions import reviewed_at_once, reviews
from fanal.service_security.models import ReviewedRight, ReviewedService
from fanal.service_security.reading.reviews import report
from fanal.service_security.rules.reviews import AdminRight, RightSource, is_of_heads_alone
from fanal.service_security.tests.reviewing import KEY, by, clock, head, opened, services, url

pytestmark = pytest.mark.clock(TODAY)

__all__ = ["clock", "head", "services"]

OF_RIGHT = AdminRight(RightSource.HEAD, has_act=False)


def test_only_the_right_of_a_head_who_is_there_needs_no_decision():
    left = AdminRight(RightSource.HEAD, has_act=False, is_gone=True)
    expected = AdminRight(RightSource.EXPECTED, has_act=False)
    assert is_of_heads_alone([OF_RIGHT])
    assert not any(is_of_heads_alone(rights) for rights in ([], [left], [OF_RIGHT, expected]))


@pytest.fixture
def review(school, head, services):
    """Two services that the head alone administers, one with a colleague too, nine with nobody."""
    with scope(school):
        colleague = PersonFactory(school=school)
        for service in services[:3]:
            person = head.membership.person
            ExpectedAdmin.objects.create(school=school, service=service, person=person, marked_on=TODAY)
        ExpectedAdmin.objects.create(school=school, service=services[2], person=colleague, marked_on=TODAY)
    return opened(school, head)


def rows_of(review):
    return list(ReviewedService.objects.for_school(review.school_id).filter(review=review).order_by("pk"))


def test_verified_8_the_rights_of_the_head_are_kept_by_one_press(school, head, review):
    page = url("review_page", school, review.number)
    shown = words_of(head.get(page).text)
    assert "De droit, garder" in shown
    assert "2 services n’ont d’autre administrateur" in shown
    for _ in range(2):
        assert head.post(url("review_keep", school, review.number), {"key": KEY}).url == page
    with scope(school):
        kept = [row.name for row in rows_of(review) if row.done_on]
        decisions = ReviewedRight.objects.for_school(school).filter(reviewed__done_on=TODAY)
        assert kept == ["Service 00", "Service 01"]
        assert set(decisions.values_list("decision", flat=True)) == {"keep"}
        assert JournalEntry.objects.filter(verb="online_services.service_reviewed").count() == 2
    shown = words_of(head.get(page).text)
    assert "2 services revus : de droit, gardé" in shown
    assert shown.count("De droit, garder") == 0


def test_verified_8_a_service_without_administrator_is_reviewed_by_one_press(school, head, review):
    with scope(school):
        bare, after = rows_of(review)[3:5]
    shown = words_of(head.get(url("reviewed_service", school, 1, bare.pk)).text)
    assert "J’ai ouvert le service : aucun" in shown
    assert "Enregistrer et continuer" not in shown
    press = {"note": "Vu ce matin", "key": KEY}
    for _ in range(2):
        answer = head.post(url("right_none", school, 1, bare.pk), press)
        assert answer.url == url("reviewed_service", school, 1, after.pk)
    with scope(school):
        row = ReviewedService.objects.for_school(school).get(pk=bare.pk)
        assert (row.done_on, row.note) == (TODAY, "Vu ce matin")
        assert JournalEntry.objects.filter(verb="online_services.service_without_admin").count() == 1
        nobody = {part["name"]: part["nobody"] for part in report(review, school, TODAY)["services"]}
    assert nobody[bare.name] == "Le service a été ouvert : aucun administrateur."
    assert nobody[after.name] == "Aucun droit d’administration connu."
    again = words_of(head.get(url("reviewed_service", school, 1, bare.pk)).text)
    assert "Vu ce matin" in again
    assert "aucun, dites-le" not in again
    assert "J’ai ouvert le service : aucun" not in again, "it was said"


def test_nobody_is_not_said_of_a_service_where_somebody_is(school, head, review):
    with scope(school):
        held, bare = rows_of(review)[2:4]
        with pytest.raises(RuleBroken, match="dites qu’il n’y en a aucun"):
            reviews.decide_rights(bare, {}, "", today=TODAY, by=by(head, Role.HEAD))
    refused = head.post(url("right_none", school, 1, held.pk), {"note": "Personne ici", "key": KEY})
    assert (refused.status_code, "n’est pas vide" in refused.text) == (422, True)
    assert "Personne ici" in refused.text, "what was typed stays"


def test_whoever_reads_the_review_keeps_nothing(school, review, client_of):
    someone = by(client_of(school, Role.DIGITAL_LEAD), Role.DIGITAL_LEAD)
    with scope(school):
        with pytest.raises(NotAllowed):
            reviewed_at_once.keep_rights_of_heads(review, today=TODAY, by=someone)
        with pytest.raises(NotAllowed):
            reviewed_at_once.note_no_admin(rows_of(review)[3], "", today=TODAY, by=someone)
