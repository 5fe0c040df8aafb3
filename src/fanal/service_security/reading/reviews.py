"""A review as its pages and its report show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Func, Q, QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.head import signer_words
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.database.prepared import prepared
from fanal.core.frozen.papers import proof_of
from fanal.core.text.french import full_day
from fanal.core.text.words import fold, lower_first
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService
from fanal.service_security.rules.reviews import (
    DECISIONS,
    FACTORS,
    SOURCES,
    ReviewDecision,
    RightSource,
    warnings,
)

BY_NAME = Func("name", function="sort_key")


@dataclass(frozen=True)
class RightLine:
    """One right in words."""

    right: ReviewedRight
    source: str
    warnings: list[str]
    decision: str
    factor: str


def line_of(right: ReviewedRight, today: date) -> RightLine:
    source = SOURCES[RightSource(right.source)]
    if right.act:
        source = f"{source} (n° {right.act})"
    decision = DECISIONS[ReviewDecision(right.decision)] if right.decision else "à dire"
    return RightLine(right, source, warnings(right.right, today), decision, FACTORS[right.factor])


def reviews_of(school: School) -> list[Any]:
    """The latest first, each with `services_count` and `done` services (one query)."""
    rows = AccessReview.objects.for_school(school).order_by("-number")
    done = Count("services", filter=Q(services__done_on__isnull=False))
    return list(rows.annotate(services_count=Count("services"), done=done))


def review_numbered(school_id: int, number: int) -> QuerySet[AccessReview]:
    return AccessReview.objects.for_school(school_id).select_related("closed_by").filter(number=number)


def services_of(review: AccessReview) -> list[Any]:
    """By name, each with the counts of its rights (one query)."""
    return _services(review.school_id, review.pk)


@prepared
def _services(school_id: int, review_id: int) -> QuerySet[ReviewedService]:
    rows = ReviewedService.objects.for_school(school_id).filter(review=review_id)
    counts = {
        "total": Count("rights"),
        "revoked": Count("rights", filter=Q(rights__decision=ReviewDecision.REVOKE)),
        "changed": Count("rights", filter=Q(rights__decision=ReviewDecision.CHANGE)),
        "of_heads": Count("rights", filter=Q(rights__source=RightSource.HEAD, rights__is_gone=False)),
        "bare": Count("rights", filter=Q(rights__act=None) & ~Q(rights__source=RightSource.HEAD)),
    }
    return rows.select_related("done_by").annotate(**counts).order_by(BY_NAME, "pk")


def of_heads_alone(services: Iterable[Any]) -> int:
    """How many of `services_of` wait, and have no right but the head's own: one press keeps them."""
    return sum(service.done_on is None and 0 < service.total == service.of_heads for service in services)


def rights_of(reviewed: ReviewedService) -> list[ReviewedRight]:
    rows = ReviewedRight.objects.for_school(reviewed.school_id).filter(reviewed=reviewed)
    return list(rows.select_related("person", "doer").order_by("pk"))


def left_of(review: AccessReview) -> list[ReviewedRight]:
    """Decided, and not done yet in the service."""
    return _left(review.school_id, review.pk)


@prepared
def _left(school_id: int, review_id: int) -> QuerySet[ReviewedRight]:
    rows = ReviewedRight.objects.for_school(school_id).filter(reviewed__review=review_id).left_to_do()
    by_name = Func("reviewed__name", function="sort_key")
    return rows.select_related("reviewed", "doer").order_by(by_name, "pk")


def next_of(review: AccessReview, after: str = "") -> ReviewedService | None:
    """The next service by name that is still to be reviewed; from the start when none follows."""
    rows = ReviewedService.objects.for_school(review.school_id).filter(review=review, done_on=None)
    left = list(rows.order_by(BY_NAME, "pk"))
    return next((service for service in left if fold(service.name) > fold(after)), left[0] if left else None)


def report(review: AccessReview, school: School, today: date) -> dict[str, Any]:
    """The data of `documents/review.typ` (two queries)."""
    rows = ReviewedRight.objects.for_school(school).filter(reviewed__review=review)
    by_service: dict[int, list[ReviewedRight]] = {}
    for right in rows.order_by("reviewed", "pk"):
        by_service.setdefault(right.reviewed_id, []).append(right)
    return {
        "title": f"Revue des accès : {review.title}",
        "proof": proof_of("service_security.review", review) if review.closed_on else None,
        "school": f"{school.name} ({school.uai})",
        "letterhead": letterhead_of(school),
        "opened": full_day(review.opened_on),
        "closed": full_day(review.closed_on) if review.closed_on else "en cours",
        "attestation": review.attestation,
        "attested": _attested(review),
        "edited": full_day(today),
        "services": [
            {
                "name": service.name,
                "done": _reviewed(service),
                "note": service.note,
                "nobody": _nobody(service),
                "rights": list(_printed(by_service.get(service.pk, []), today)),
            }
            for service in services_of(review)
        ],
    }


def _attested(review: AccessReview) -> str:
    """« Attesté par Anne Le Bras, principale, le 3 octobre 2026 »; empty while it goes on."""
    if review.closed_on is None:
        return ""
    name, quality = signer_words(review.closed_by)
    who = f"{name}, {lower_first(quality)}" if name else "la direction"
    return f"Attesté par {who}, le {full_day(review.closed_on)}"


def _reviewed(row: ReviewedService) -> str:
    if row.done_on is None:
        return "pas encore revu"
    return f"revu le {full_day(row.done_on)}" + (f" par {row.done_by}" if row.done_by else "")


def _nobody(row: ReviewedService) -> str:
    if row.done_on is None:
        return "Aucun droit d’administration connu."
    return "Le service a été ouvert : aucun administrateur."


def _printed(rights: Iterable[ReviewedRight], today: date) -> Iterable[list[str]]:
    for right in rights:
        line = line_of(right, today)
        used = f"{right.last_used_on:%d/%m/%Y}" if right.last_used_on else "–"
        done = f" (fait le {right.done_on:%d/%m/%Y})" if right.done_on else ""
        reason = f" : {right.reason}" if right.reason else ""
        yield [right.who, line.source, line.factor, used, f"{line.decision}{reason}{done}"]
