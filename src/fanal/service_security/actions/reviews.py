"""A review of accesses from its opening to the head's attestation."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.frozen.papers import keep_paper
from fanal.core.text.words import fold
from fanal.online_services.models import OnlineService
from fanal.service_security.actions.known_rights import (
    LONGEST_NAME,
    cover,
    heads_of,
    late_acts,
    rights_of_services,
)
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService
from fanal.service_security.policies import reviews as policies
from fanal.service_security.reading.sums import review_sum
from fanal.service_security.rules import reviews as rules
from fanal.service_security.rules.reviews import ReviewDecision, RightSource

SERIES = "access review"


# What somebody says of one right: fields of `ReviewedRight` and their values.
type RightValues = Mapping[str, Any]


@transaction.atomic
def open_review(school: School, title: str, due_on: date, *, today: date, by: Actor) -> AccessReview:
    """Every service in use, its rights already there. One review at a time: pressed twice, it is the same."""
    require(policies.run_review, by, None)
    School.objects.held(school.pk)
    if going := AccessReview.objects.for_school(school).going_on().first():
        return going
    if due_on < today:
        raise RuleBroken("La date de fin est déjà passée : donnez un jour à venir.")
    review = AccessReview.objects.create(
        school=school,
        number=next_number(school.pk, SERIES),
        title=title.strip() or rules.default_title(today),
        opened_on=today,
        due_on=due_on,
        opened_by_id=by.person_id,
    )
    services = list(OnlineService.objects.for_school(school).in_use().by_name())
    rows = ReviewedService.objects.bulk_create(
        ReviewedService(school=school, review=review, service=service, name=service.name)
        for service in services
    )
    ReviewedRight.objects.bulk_create(
        rights_of_services(school, {row.service_id: row for row in rows}, today)
    )
    journal.created(review, by=by, verb="online_services.review_opened")
    return review


@transaction.atomic
def decide_rights(
    reviewed: ReviewedService, decided: Mapping[int, RightValues], note: str, *, today: date, by: Actor
) -> ReviewedService:
    """One screen, one service: every right says what becomes of it, then the service is reviewed."""
    review = AccessReview.objects.for_school(reviewed.school_id).locked(reviewed.review_id)
    require(policies.run_review, by, review)
    reviewed = ReviewedService.objects.for_school(reviewed.school_id).locked(reviewed.pk)
    rows = list(ReviewedRight.objects.for_school(reviewed.school_id).filter(reviewed=reviewed).order_by("pk"))
    reasons = [
        reason
        for row in rows
        for values in [decided.get(row.pk, {})]
        for reason in rules.decision_refusals(
            values.get("decision", ""),
            values.get("reason", ""),
            who=row.who,
            is_of_right=row.right.is_of_right,
        )
    ]
    if reasons := reasons or ([] if rows else [rules.NOBODY]):
        raise RuleBroken(reasons)
    for row in rows:
        _keep(row, decided[row.pk], by)
    with journal.change(reviewed, by=by, verb="online_services.service_reviewed"):
        reviewed.note, reviewed.done_on, reviewed.done_by_id = note.strip(), today, by.person_id
        reviewed.save(update_fields=["note", "done_on", "done_by"])
    return reviewed


def _keep(row: ReviewedRight, values: RightValues, by: Actor) -> None:
    if row.decision != values["decision"]:
        row.done_on = None
        to_do = values["decision"] in {ReviewDecision.REVOKE, ReviewDecision.CHANGE}
        row.doer_id = by.person_id if to_do else None
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values, "doer", "done_on"])


@transaction.atomic
def add_right(
    reviewed: ReviewedService, who: str, person: Person | None, *, today: date, by: Actor
) -> ReviewedRight:
    """Somebody else administers there, as the service itself shows: it is to be reviewed again."""
    review = AccessReview.objects.for_school(reviewed.school_id).locked(reviewed.review_id)
    require(policies.run_review, by, review)
    name = str(person) if person else who.strip()
    if not name:
        raise RuleBroken("Dites qui a ce droit : une personne, ou le nom du compte.")
    rights = ReviewedRight.objects.for_school(reviewed.school_id).filter(reviewed=reviewed)
    if fold(name) in {fold(name) for name in rights.values_list("who", flat=True)}:
        raise RuleBroken(f"« {name} » est déjà dans la liste de ce service.")
    rows = ReviewedService.objects.for_school(reviewed.school_id).filter(pk=reviewed.pk)
    rows.update(done_on=None, done_by=None)
    is_head = person is not None and person.pk in heads_of(reviewed.school, today)
    made = ReviewedRight.objects.create(
        school_id=reviewed.school_id,
        reviewed=reviewed,
        person=person,
        who=name[:LONGEST_NAME],
        source=RightSource.HEAD if is_head else RightSource.SAID,
        is_gone=bool(person and person.left_on),
    )
    journal.noted(made, by=by, verb="online_services.right_added", service=reviewed.service_id)
    return made


@transaction.atomic
def withdraw_right(right: ReviewedRight, *, by: Actor) -> None:
    """One that was added by mistake leaves the list; those that Fanal itself found stay, and are decided."""
    review = AccessReview.objects.for_school(right.school_id).locked(right.reviewed.review_id)
    require(policies.run_review, by, review)
    right = ReviewedRight.objects.for_school(right.school_id).select_related("reviewed").locked(right.pk)
    if right.source != RightSource.SAID:
        raise RuleBroken(
            f"« {right.who} » n’a pas été ajouté pendant la revue : dites ce que ce droit devient."
        )
    journal.noted(right, by=by, verb="online_services.right_withdrawn", service=right.reviewed.service_id)
    right.delete()


@transaction.atomic
def hand_over(right: ReviewedRight, doer: Person, *, by: Actor) -> ReviewedRight:
    """Whoever can act in that service does it."""
    right = ReviewedRight.objects.for_school(right.school_id).select_related("reviewed").locked(right.pk)
    require(policies.run_review, by, None)
    require(policies.do_right, by, right)
    right.doer = doer
    right.save(update_fields=["doer"])
    journal.noted(right, by=by, verb="online_services.right_entrusted", doer=doer.pk)
    return right


@transaction.atomic
def note_done(right: ReviewedRight, *, today: date, by: Actor) -> None:
    """It is done over there. Said twice, it is said once."""
    right = ReviewedRight.objects.for_school(right.school_id).select_related("reviewed").locked(right.pk)
    require(policies.do_right, by, right)
    if right.done_on is None:
        right.done_on = today
        right.save(update_fields=["done_on"])
        journal.noted(right, by=by, verb="online_services.right_done", decision=right.decision)


@transaction.atomic
def take_in(review: AccessReview, *, today: date, by: Actor) -> int:
    """Add what was signed since: those services are to be reviewed again. Returns how many."""
    review = AccessReview.objects.for_school(review.school_id).locked(review.pk)
    require(policies.run_review, by, review)
    late = late_acts(review, today)
    rows = ReviewedService.objects.for_school(review.school_id).filter(review=review)
    for act in late:
        row = rows.get(service=act.service)
        cover(row, act)
        rows.filter(pk=row.pk).update(done_on=None, done_by=None)
    if late:
        numbers = [act.number for act in late]
        journal.noted(review, by=by, verb="online_services.review_completed", acts=numbers)
    return len(late)


@transaction.atomic
def close_review(review: AccessReview, *, today: date, by: Actor) -> AccessReview:
    """The head attests: every service was reviewed. What is left to do in the services stays to do."""
    review = AccessReview.objects.for_school(review.school_id).locked(review.pk)
    require(policies.close_review, by, review)
    rows: Sequence[ReviewedService] = list(
        ReviewedService.objects.for_school(review.school_id).filter(review=review).order_by("pk")
    )
    rights = ReviewedRight.objects.for_school(review.school_id).filter(reviewed__review=review)
    bare = set(rights.filter(decision="").values_list("reviewed", flat=True))
    left = [row.name for row in rows if row.done_on is None or row.pk in bare]
    late = sorted({act.about for act in late_acts(review, today)})
    if reasons := rules.closing_refusals(len(rows), left, late):
        raise RuleBroken(reasons)
    counts = [
        rights.filter(decision=decision).count()
        for decision in (ReviewDecision.REVOKE, ReviewDecision.CHANGE)
    ]
    attestation = rules.attestation(len(rows), rights.count(), *counts)
    closed = {"closed_on": today, "closed_by_id": by.person_id, "attestation": attestation}
    journal.write_changes(review, closed, by=by, verb="online_services.review_closed")
    keep_paper("service_security.review", review, review_sum(review), on=today)
    return review


def default_due(today: date) -> date:
    return today + timedelta(days=rules.DUE_DAYS)
