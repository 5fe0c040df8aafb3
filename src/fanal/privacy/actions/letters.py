"""Who is written to when a breach is reported, and what: at once, at night too, without what happened."""

import hashlib
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from fanal.accounts.models import Membership, School
from fanal.accounts.models.roles import LEADERSHIP
from fanal.accounts.rules.french import full_moment
from fanal.core.mail.outbox import OutgoingMail
from fanal.privacy.models import DataBreach

TEXT = (
    "Bonjour,\n\nUne violation de données personnelles vient d’être signalée dans Fanal. Si le chef "
    "d’établissement répond de ces données et qu’un risque existe pour les personnes, la CNIL doit être "
    "notifiée avant le {deadline} : les 72 heures courent, fins de semaine comprises.\n\n"
    "Ce qui s’est passé n’est pas écrit ici : lisez-le dans Fanal."
)


def readers(school: School, today: date) -> list[str]:
    """The addresses of those who handle breaches, one each (one query)."""
    rows = (
        Membership.objects.for_school(school).valid_on(today).holding(*LEADERSHIP).filter(user__isnull=False)
    )
    return sorted(set(rows.values_list("user__email", flat=True)))


def reported(school: School, breach: DataBreach, to: str) -> OutgoingMail:
    deadline = full_moment(localtime(breach.facts.deadline))
    reader = hashlib.sha256(to.encode()).hexdigest()[:16]  # an address may be longer than a key
    page = reverse("privacy:breach_page", args=[school.uai, breach.number])
    return OutgoingMail(
        key=f"breach-{breach.number}-{reader}",
        to=to,
        subject=f"Violation de données signalée, n° {breach.number}",
        text=TEXT.format(deadline=deadline),
        link=("Voir et instruire", f"{settings.PUBLIC_URL}{page}"),
        is_to_staff=True,
    )
