"""A breach from the first word to its end: reported by anyone, handled by the team, closed by the head."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.core.mail import outbox
from fanal.privacy.actions import letters
from fanal.privacy.models import DataBreach
from fanal.privacy.policies import registers as policies
from fanal.privacy.rules import breach_steps, breaches
from fanal.privacy.rules.breach_steps import Recipient

SERIES = "breach"
TITLE = 80


@transaction.atomic
def report_breach(school: School, description: str, *, now: datetime, by: Actor) -> DataBreach:
    """The clock starts: the school knows (article 33 RGPD). Those who handle it are written to at once."""
    require(policies.report_breach, by, None)
    description = description.strip()
    if not description:
        raise RuleBroken("Dites ce qui s’est passé, même en une phrase.")
    first = description.splitlines()[0]
    made = DataBreach.objects.create(
        school=school,
        number=next_number(school.pk, SERIES),
        description=description,
        known_at=now,
        title=first if len(first) <= TITLE else f"{first[: TITLE - 1]}…",
        reported_by_id=by.person_id,
    )
    for to in letters.readers(school, localdate(now)):
        outbox.queue(school, letters.reported(school, made, to), now=now)
    journal.created(made, by=by, verb="privacy.breach_reported")
    return made


@transaction.atomic
def write_breach(
    breach: DataBreach, values: Mapping[str, Any], *, now: datetime, by: Actor, seen: str = ""
) -> DataBreach:
    """Note what is known and decided; `values` are the fields of the form, `seen` the version it showed."""
    breach = DataBreach.objects.for_school(breach.school_id).locked(breach.pk)
    require(policies.handle_breach, by, breach)
    if journal.differences(breach, values):
        refuse_stale(breach, values, seen)  # the same words sent twice override nothing
    check = partial(_check, breach, now)
    journal.write_changes(breach, values, by=by, verb="privacy.breach_changed", check=check)
    return breach


@transaction.atomic
def note_notified(breach: DataBreach, recipient: Recipient, *, now: datetime, by: Actor) -> DataBreach:
    """« J’ai prévenu … », now. Said twice it is said once; the moment is corrected in the file."""
    breach = DataBreach.objects.for_school(breach.school_id).locked(breach.pk)
    require(policies.handle_breach, by, breach)
    if recipient not in breach_steps.recipients(breach.facts):
        raise RuleBroken(breach_steps.NOT_TO_TELL)
    if getattr(breach, breach_steps.NOTED_IN[recipient]) is None:
        values, check = breach_steps.notified_values(recipient, now), partial(_check, breach, now)
        journal.write_changes(breach, values, by=by, verb="privacy.breach_notified", check=check)
    return breach


def _check(breach: DataBreach, now: datetime) -> None:
    if reasons := breaches.refusals(breach.facts, now):
        raise RuleBroken(reasons)


@transaction.atomic
def close_breach(breach: DataBreach, *, today: date, now: datetime, by: Actor) -> None:
    """Refused as long as a step is left: a register that is closed too early proves nothing."""
    breach = DataBreach.objects.for_school(breach.school_id).locked(breach.pk)
    require(policies.close_breach, by, breach)
    if steps := breach.next_steps(now):
        raise RuleBroken(steps)
    if breach.closed_on is None:
        journal.write_changes(breach, {"closed_on": today}, by=by, verb="privacy.breach_closed")


@transaction.atomic
def reopen_breach(breach: DataBreach, *, by: Actor) -> None:
    """Something more is known."""
    breach = DataBreach.objects.for_school(breach.school_id).locked(breach.pk)
    require(policies.close_breach, by, breach)
    if breach.closed_on is not None:
        journal.write_changes(breach, {"closed_on": None}, by=by, verb="privacy.breach_reopened")
