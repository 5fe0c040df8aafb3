"""To whom is the journal's state told outside, each day it changed? To the DPO whom the school appointed.

Whoever holds the database could rewrite a whole chain and its head: a head kept by somebody else cannot be
unsaid. The letter names nobody and holds no value of the journal.
"""

from datetime import date, datetime, timedelta

from django.conf import settings

from fanal.accounts.models import PartnerMembership, School
from fanal.accounts.models.membership import valid_on
from fanal.accounts.models.roles import Role
from fanal.core import journal
from fanal.core.journal.publication import Head
from fanal.core.mail.outbox import OutgoingMail, Section, queue
from fanal.core.tenancy import scope

CHAINS = {"history": "Historique", "security": "Sécurité"}
WHY = (
    "Bonjour,\n\nVoici où en est le journal de l’établissement. Gardez ce message : si quelqu’un réécrivait "
    "le journal, ces empreintes ne correspondraient plus. Vous n’avez rien d’autre à faire."
)


def tell_dpos(day: date, now: datetime) -> int:
    """Write one letter to each appointed DPO of each school whose journal moved that day. How many."""
    published = journal.published_heads(settings.FANAL_HOME)
    return sum(_tell(school, day, published, now) for school in _schools(day))


def _schools(day: date) -> list[School]:
    return list(
        School.objects.open_on(day).filter(dpo_appointed_since__lte=day, academy__isnull=False).order_by("pk")
    )


def _tell(school: School, day: date, published: list[Head], now: datetime) -> int:
    heads = _heads(school, day, published)
    if not heads or heads == _heads(school, day - timedelta(days=1), published):
        return 0
    dpos = PartnerMembership.objects.filter(valid_on(day), role=Role.DPO, academy=school.academy_id)
    with scope(school):
        for dpo in dpos.select_related("user"):
            queue(school, _letter(school, day, heads, dpo), now=now)
    return len(dpos)


def _heads(school: School, day: date, published: list[Head]) -> list[tuple[str, int, str]]:
    return [
        (head.chain, head.seq, head.hash)
        for head in published
        if (head.school_id, head.day) == (school.pk, day.isoformat())
    ]


def _letter(
    school: School, day: date, heads: list[tuple[str, int, str]], dpo: PartnerMembership
) -> OutgoingMail:
    lines = tuple(f"{CHAINS[chain]} : entrée n° {seq}, empreinte {digest}" for chain, seq, digest in heads)
    return OutgoingMail(
        key=f"journal-heads-{day.isoformat()}-{dpo.pk}",
        to=dpo.user.email,
        subject=f"Journal de {school.name} au {day:%d/%m/%Y}",
        text=WHY,
        sections=(Section("Empreintes", lines),),
    )
