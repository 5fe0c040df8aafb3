"""Answering with somebody's data, or by erasing them: what Fanal keeps of one person or one pupil."""

from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.people import erasure
from fanal.core.people.erasure import Subject
from fanal.privacy.models import RightsRequest
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading.access_answer import answer_to
from fanal.privacy.rules import requests as rules
from fanal.privacy.rules.requests import SubjectRight

GONE = "Cette fiche n’existe plus : elle vient peut-être d’être effacée."


@transaction.atomic
def export_person(
    rights_request: RightsRequest, subject: Subject, *, today: date, by: Actor
) -> dict[str, Any]:
    """Everything each app keeps of them, by its name in French. That it was handed over is journaled."""
    rights_request = RightsRequest.objects.for_school(rights_request.school_id).locked(rights_request.pk)
    require(policies.export_person, by, rights_request)
    if reasons := rules.export_refusals(rights_request.facts):
        raise RuleBroken(reasons)
    finder = erasure.finder_of(subject.sort)
    assert finder is not None
    contents = answer_to(rights_request.school, subject, finder, today)
    with journal.change(rights_request, by=by, verb="privacy.person_exported"):
        rights_request.exported_on = today
        rights_request.save(update_fields=["exported_on"])
    return contents


@transaction.atomic
def erase_person(
    school: School, rights_request: RightsRequest, sort: str, pk: int, *, today: date, by: Actor
) -> dict[str, int]:
    """Erase what the preview said goes. What stops it is said; pressed twice, nothing is left to erase."""
    rights_request = RightsRequest.objects.for_school(school).locked(rights_request.pk)
    require(policies.erase_person, by, rights_request)
    finder = erasure.finder_of(sort)
    subject = finder.get(school.pk, pk, today, True) if finder else None
    if subject is None:
        raise RuleBroken(GONE)
    reasons = rules.erasure_refusals(rights_request.facts, SubjectRight(rights_request.right))
    if reasons := reasons + erasure.stopped_by(erasure.trace_counts_of(subject)):
        raise RuleBroken(reasons)
    with journal.erasing(by=by, why=str(rights_request)):
        changed = erasure.erase(subject)
    rights_request.erased_on = today
    rights_request.save(update_fields=["erased_on"])
    journal.noted(rights_request, by=by, verb="privacy.person_erased", sort=sort, subject=pk, changed=changed)
    return changed
