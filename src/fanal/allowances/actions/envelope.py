"""The envelope of a year, as the rector notified it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.rules.rates import FULL, units
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import CHANGED, version_of
from fanal.core.text.french import agrees
from fanal.missions.policies.sharing import keep_missions

NOTED = ("quarters", "notified_on", "reference", "first_month")
MOST_QUARTERS = 400  # a hundred IMP: more is a slip of the hand


@dataclass(frozen=True)
class Notified:
    """What the rector's letter says."""

    quarters: int
    notified_on: date | None
    reference: str
    first_month: int


def version_of_envelope(envelope: ImpEnvelope | None) -> str:
    """In a few letters, what is noted; of none too, that somebody may note meanwhile."""
    return version_of(envelope, NOTED) if envelope else "none"


@transaction.atomic
def note_envelope(school: School, year: str, notified: Notified, *, by: Actor, seen: str = "") -> ImpEnvelope:
    """Write or correct what was notified; never below what is already proposed (R7).

    `seen`: what the page showed (`version_of_envelope`); RuleBroken when somebody changed it meanwhile.
    """
    require(keep_missions, by, None)
    School.objects.held(school.pk)
    kept = ImpEnvelope.objects.for_school(school).select_for_update().filter(school_year=year).first()
    if seen and seen != version_of_envelope(kept):
        raise RuleBroken(CHANGED)
    envelope = kept or ImpEnvelope(school=school, school_year=year)
    taken = (
        ImpProposal.objects.for_school(school).filter(envelope=kept).committed().total_quarters()
        if kept
        else 0
    )
    if notified.quarters > MOST_QUARTERS:
        raise RuleBroken(f"Une enveloppe de {units(notified.quarters)} n’existe pas : vérifiez le nombre.")
    if notified.quarters < taken:
        proposed = f"{units(taken)} {agrees(taken / FULL, 'est déjà proposé', 'sont déjà proposés')}"
        raise RuleBroken(f"{proposed} : l’enveloppe ne peut pas être plus petite.")
    with journal.writing(envelope, by=by, verb="missions.envelope_noted"):
        _fill(envelope, notified)
        envelope.save()
    return envelope


def _fill(envelope: ImpEnvelope, notified: Notified) -> None:
    envelope.quarters, envelope.notified_on = notified.quarters, notified.notified_on
    envelope.reference, envelope.first_month = notified.reference.strip(), notified.first_month
