"""Freezing what the journal says around a breach, before it forgets."""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.files import attachments
from fanal.privacy.models import BreachEvidence, DataBreach
from fanal.privacy.policies import registers as policies
from fanal.privacy.rules import evidence as rules
from fanal.schools.reading.journal_evidence import MIME, EvidenceSpan, about_choices, evidence_of

NOTHING = "Le journal ne dit rien dans cet intervalle : élargissez les heures, ou ce que cela touche."


@transaction.atomic
def freeze_evidence(
    school: School, breach: DataBreach, span: EvidenceSpan, *, now: datetime, by: Actor
) -> BreachEvidence:
    """Keep these entries as a file of the breach. Its hash is in the journal, so that neither is changed."""
    breach = DataBreach.objects.for_school(school).locked(breach.pk)
    require(policies.handle_breach, by, breach)
    if reasons := rules.refusals(span.since, span.until, now):
        raise RuleBroken(reasons)
    evidence = evidence_of(school, span, now=now)
    if not evidence.count:
        raise RuleBroken(NOTHING)
    kept = attachments.keep_own(school.pk, evidence.content, evidence.name, MIME)
    row = BreachEvidence.objects.create(
        school=school,
        breach=breach,
        since=span.since,
        until=span.until,
        count=evidence.count,
        about=dict(about_choices()).get(span.about, "") if span.about else "",
        name=kept.name,
        mime=kept.mime,
        size=kept.size,
        sha256=kept.sha256,
        does_hold=evidence.does_hold,
        verification=evidence.verification,
        heads=evidence.heads,
        frozen_at=now,
        frozen_by_id=by.person_id,
    )
    journal.noted(
        breach,
        by=by,
        verb="privacy.evidence_frozen",
        sha256=kept.sha256,
        count=evidence.count,
        since=span.since,
        until=span.until,
    )
    return row
