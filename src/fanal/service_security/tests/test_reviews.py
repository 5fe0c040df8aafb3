"""A review of accesses: its rights come by themselves, each gets a decision, the head attests."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fanal.account_lists.models import Comparison, ExpectedAdmin, Finding
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.imports.models import Import
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.core.tests.pressing import at_once
from fanal.designations.testing import TODAY, prepared, signed
from fanal.service_security.actions import reviews as actions
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService
from fanal.service_security.rules.reviews import (
    AdminRight,
    ReviewDecision,
    RightSource,
    default_title,
    proposed,
    warnings,
)
from fanal.service_security.tests.reviewing import KEY, by, clock, head, opened, services, url

__all__ = ["clock", "head", "services"]

pytestmark = pytest.mark.clock(TODAY)


@pytest.mark.parametrize(
    ("right", "decision"),
    [
        (AdminRight(RightSource.ACT, has_act=True), ReviewDecision.KEEP),
        (AdminRight(RightSource.ACT, has_act=True, is_gone=True), ReviewDecision.REVOKE),
        (AdminRight(RightSource.EXPECTED, has_act=False), ReviewDecision.TO_SAY),
        (AdminRight(RightSource.HEAD, has_act=False), ReviewDecision.KEEP),
        (AdminRight(RightSource.SHARED, has_act=False), ReviewDecision.REVOKE),
        (AdminRight(RightSource.ORPHAN, has_act=False), ReviewDecision.REVOKE),
    ],
)
def test_what_is_proposed_follows_what_is_known(right, decision):
    assert proposed(right) == decision


def test_what_the_eye_must_not_miss_is_said():
    old = TODAY - timedelta(days=400)
    right = AdminRight(RightSource.ADMIN, has_act=False, is_gone=True, factor="no", last_used_on=old)
    assert len(warnings(right, TODAY)) == 4
    assert warnings(AdminRight(RightSource.ACT, has_act=True), TODAY) == []


def test_rights_come_from_acts_and_expectations_once_each(school, head, services):
    with scope(school):
        first, second = PersonFactory(school=school), PersonFactory(school=school, left_on=TODAY)
        for person in (first, second):
            ExpectedAdmin.objects.create(school=school, service=services[0], person=person, marked_on=TODAY)
        act = prepared(school, first, by(head, Role.HEAD), service=services[0])
        signed(school, act, by(head, Role.HEAD), on=TODAY)
    opened(school, head)
    with scope(school):
        rows = ReviewedRight.objects.for_school(school).order_by("pk")
        assert [(row.source, row.is_gone, row.act) for row in rows] == [
            ("act", False, act.number),
            ("expected", True, None),
        ]


def test_an_account_told_twice_is_reviewed_once(school, head, services):
    with scope(school):
        imported = Import.objects.create(
            school=school,
            number=1,
            name="x",
            kind="accounts",
            stage="applied",
            sha256="0" * 64,
            made_at=timezone.now(),
            applied_at=timezone.now(),
        )
        compared = Comparison.objects.create(
            school=school, service=services[0], imported=imported, compared_on=TODAY
        )
        for kind, key in (("admin", "a"), ("shared", "a"), ("admin", "b"), ("dormant", "c")):
            Finding.objects.create(
                school=school,
                service=services[0],
                comparison=compared,
                kind=kind,
                key=key,
                since=TODAY,
                seen_on=TODAY,
                cells={"login": f"compte-{key}", "admin": "oui", "seen": "03/02/2026"},
            )
    opened(school, head)
    with scope(school):
        rows = ReviewedRight.objects.for_school(school).order_by("pk")
        assert [(row.who, row.source) for row in rows] == [("compte-a", "shared"), ("compte-b", "admin")]
        assert {row.last_used_on for row in rows} == {date(2026, 2, 3)}


def test_one_review_goes_on_at_a_time(school, head, services):
    first = opened(school, head)
    assert opened(school, head) == first
    with scope(school), pytest.raises(IntegrityError), transaction.atomic():
        AccessReview.objects.create(school=school, number=9, title="x", opened_on=TODAY, due_on=TODAY)


def test_a_review_of_twelve_services_in_fifteen_gestures(school, head, services, client_of):
    with scope(school):
        person = member_of(school, Role.TEACHER).person
        for service in services:
            ExpectedAdmin.objects.create(school=school, service=service, person=person, marked_on=TODAY)
    lead = client_of(school, Role.DIGITAL_LEAD)
    fields = {"title": "Rentrée", "due_on": (TODAY + timedelta(days=20)).isoformat(), "key": KEY}
    page = lead.post(url("review_open", school), fields).url
    with scope(school):
        rights = {row.reviewed_id: row for row in ReviewedRight.objects.for_school(school)}
        step = url("reviewed_service", school, 1, min(rights))
    for rank in range(12):
        pk = int(step.rstrip("/").rpartition("/")[2])
        decision = "revoke" if rank == 3 else "keep"
        answer = lead.post(step, {f"r{rights[pk].pk}-decision": decision, "key": f"{rank:024}"})
        assert answer.status_code == 302
        step = answer.url
    assert step == page
    assert head.post(url("review_close", school, 1)).status_code == 302
    with scope(school):
        review = AccessReview.objects.for_school(school).get()
        assert review.attestation.startswith(
            "12 droits d’administration revus dans 12 services ; 1 à retirer"
        )
        left = ReviewedRight.objects.for_school(school).left_to_do().get()
    assert lead.post(url("right_done", school, 1, left.pk)).status_code == 302
    with scope(school):
        assert not ReviewedRight.objects.for_school(school).left_to_do().exists()
    answer = lead.get(url("review_file", school, 1))
    assert b"pdfuaid" in answer.content


def test_a_right_without_a_decision_is_not_lost_nor_closed(school, head, services):
    with scope(school):
        person = PersonFactory(school=school)
        ExpectedAdmin.objects.create(school=school, service=services[0], person=person, marked_on=TODAY)
    opened(school, head)
    with scope(school):
        right = ReviewedRight.objects.for_school(school).get()
    step = url("reviewed_service", school, 1, right.reviewed_id)
    answer = head.post(step, {f"r{right.pk}-reason": "à voir", "note": "ma note", "key": KEY})
    assert answer.status_code == 422
    assert "Dites ce que devient ce droit" in answer.text
    assert "ma note" in answer.text
    assert head.post(url("review_close", school, 1)).status_code == 422


@pytest.mark.parametrize(
    ("role", "status"), [(Role.TEACHER, 403), (Role.BURSAR, 403), (Role.DIGITAL_LEAD, 200)]
)
def test_who_reads_reviews(school, head, services, client_of, role, status):
    opened(school, head)
    client = client_of(school, role)
    assert client.get(url("review_page", school, 1)).status_code == status
    assert client.post(url("review_close", school, 1)).status_code == 403


def test_an_act_signed_since_the_opening_is_added_and_reviewed_before_the_head_attests(
    school, head, services
):
    with scope(school):
        expected, other = PersonFactory(school=school), PersonFactory(school=school)
        ExpectedAdmin.objects.create(school=school, service=services[0], person=expected, marked_on=TODAY)
    opened(school, head)
    with scope(school):
        ReviewedRight.objects.for_school(school).update(decision="keep")
        ReviewedService.objects.for_school(school).update(done_on=TODAY)
        for person in (expected, other):
            act = prepared(school, person, by(head, Role.HEAD), service=services[0])
            signed(school, act, by(head, Role.HEAD), on=TODAY)
    answer = head.post(url("review_close", school, 1))
    assert (answer.status_code, "Service 00" in answer.text) == (422, True)
    assert head.post(url("review_complete", school, 1)).status_code == 302
    with scope(school):
        rows = ReviewedRight.objects.for_school(school).order_by("pk")
        assert [(row.who, row.source, row.decision) for row in rows] == [
            (str(expected), "act", ""),
            (str(other), "act", ""),
        ]
        assert ReviewedService.objects.for_school(school).filter(done_on=None).get().name == "Service 00"


def test_an_account_is_added_once(school, head, services):
    opened(school, head)
    with scope(school):
        row = ReviewedService.objects.for_school(school).order_by("pk")[0]
        actions.add_right(row, "Élise", None, today=TODAY, by=by(head, Role.HEAD))
        with pytest.raises(RuleBroken, match="déjà"):
            actions.add_right(row, "elise", None, today=TODAY, by=by(head, Role.HEAD))


def test_the_second_review_of_an_autumn_has_another_name():
    assert default_title(date(2026, 10, 1)) == "Rentrée 2026"
    assert default_title(date(2026, 10, 1), ["Rentrée 2026"]) == "Revue d’octobre 2026"


def test_a_closed_review_changes_no_more(school, head, services):
    review = opened(school, head)
    with scope(school):
        rows = ReviewedService.objects.for_school(school)
        rows.update(done_on=TODAY)
        actions.close_review(review, today=TODAY, by=by(head, Role.HEAD))
        with pytest.raises(NotAllowed):
            actions.decide_rights(rows[0], {}, "", today=TODAY, by=by(head, Role.HEAD))
        with pytest.raises(RuleBroken):
            actions.open_review(school, "x", date(2020, 1, 1), today=TODAY, by=by(head, Role.HEAD))


@pytest.mark.django_db(transaction=True)
def test_two_people_open_one_review(school, client_of):
    heads = [client_of(school, Role.HEAD) for _ in range(2)]
    due = TODAY + timedelta(days=9)
    at_once(
        school,
        *(
            lambda head=head: actions.open_review(school, "", due, today=TODAY, by=by(head, Role.HEAD))
            for head in heads
        ),
    )
    with scope(school):
        assert AccessReview.objects.for_school(school).count() == 1


def test_a_screen_costs_the_same_for_one_right_and_twenty(school, head, services):
    with scope(school):
        ExpectedAdmin.objects.create(
            school=school, service=services[0], person=head.membership.person, marked_on=TODAY
        )
    opened(school, head)
    with scope(school):
        first = ReviewedRight.objects.for_school(school).get()
    counts = []
    for more in (0, 19):
        with scope(school):
            for rank in range(more):
                actions.add_right(first.reviewed, f"compte {rank}", None, today=TODAY, by=by(head, Role.HEAD))
        with CaptureQueriesContext(connection) as seen:
            head.get(url("reviewed_service", school, 1, first.reviewed_id))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= MOST_QUERIES
