"""Somebody is asked again for their agreement, by mail: once a day at most (R3)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.agenda.actions.mailing import write_to
from fanal.allowances.actions.proposal.lines import held
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.policies import allowance as policies
from fanal.allowances.rules.letters import agreement_asked
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.http.addresses import address

ALREADY = "Un courriel est déjà parti aujourd’hui à {} : un par jour, pas davantage."
NOT_REACHED = (
    "{} n’a pas d’accès à Fanal, ou pas d’adresse : enregistrez son accord donné sur papier, ou invitez "
    "cette personne."
)


@transaction.atomic
def remind_of_agreement(proposal: ImpProposal, *, now: datetime, by: Actor) -> ImpProposal:
    """One line, one person."""
    envelope, line = held(proposal)
    require(policies.remind_of_agreement, by, line)
    today = timezone.localdate(now)
    rows = ImpProposal.objects.for_school(line.school_id).with_reach(today)
    if line.person is None or not rows.get(pk=line.pk).is_reached:
        raise RuleBroken(NOT_REACHED.format(line.holder))
    if line.person_id in _written_to(line.school_id, [line.person_id], today):
        raise RuleBroken(ALREADY.format(line.holder))
    _remind(envelope, line.person, [line], now, by)
    return line


@transaction.atomic
def remind_all(envelope: ImpEnvelope, *, now: datetime, by: Actor) -> int:
    """Everybody whose agreement is awaited and who was not written to today; how many people."""
    require(policies.remind_everybody, by, None)
    envelope = ImpEnvelope.objects.for_school(envelope.school_id).select_related("school").locked(envelope.pk)
    today = timezone.localdate(now)
    rows = ImpProposal.objects.for_school(envelope.school_id).filter(envelope=envelope)
    rows = rows.awaiting_agreement().with_reach(today).select_related("mission", "person")
    by_person: dict[Person, list[ImpProposal]] = {}
    awaited = list(rows.select_for_update(of=("self",)).order_by("number"))
    written_to = _written_to(envelope.school_id, [line.person_id for line in awaited], today)
    for line in awaited:
        is_due = line.is_reached and line.person_id not in written_to
        if line.person and is_due and policies.remind_of_agreement(by, line):
            by_person.setdefault(line.person, []).append(line)
    if not by_person:
        raise RuleBroken("Personne à relancer aujourd’hui : chacun l’a été, ou n’a pas d’accès à Fanal.")
    for person, theirs in by_person.items():
        _remind(envelope, person, theirs, now, by)
    return len(by_person)


def _written_to(school_id: int, people: Iterable[int | None], today: date) -> set[int]:
    """Those who had such a mail today, for whichever line, withdrawn since or not.

    The people are held until the end: two who press at once write to one person once.
    """
    held_people = Person.objects.for_school(school_id).filter(pk__in=[pk for pk in people if pk])
    keys = list(held_people.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    rows = ImpProposal.objects.for_school(school_id).filter(person__in=keys, reminded_on=today)
    return set(rows.values_list("person", flat=True))


def _remind(
    envelope: ImpEnvelope, person: Person, lines: Sequence[ImpProposal], now: datetime, by: Actor
) -> None:
    """One mail for all the lines of a person."""
    today, first = timezone.localdate(now), lines[0]
    for line in lines:
        journal.write_changes(line, {"reminded_on": today}, by=by, verb="missions.agreement_asked")
    words = agreement_asked([line.about for line in lines], envelope.school_year, by.name)
    own = ("allowances:own_list",) if len(lines) > 1 else ("allowances:proposal_page", first.number)
    page = f"{settings.PUBLIC_URL}{address(own[0], envelope.school.uai, *own[1:])}"
    key = f"accord-{first.number}-{today:%Y%m%d}"
    link = ("Lire et répondre", page)
    write_to(envelope.school, [person], words, link, key, now, needs_reader=True)
