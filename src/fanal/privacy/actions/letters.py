"""Who is written to when a breach is reported, without what happened; and the officer, when asked."""

import hashlib
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from fanal.accounts.models import Membership, PartnerMembership, Person, School
from fanal.accounts.models.roles import LEADERSHIP
from fanal.core.mail.outbox import OutgoingMail
from fanal.core.text.french import full_moment
from fanal.privacy.models import DataBreach, DelegateOpinion
from fanal.privacy.reading.opinions import mail_keys

TEXT = (
    "Bonjour,\n\nUne violation de données personnelles vient d’être signalée dans Fanal. Si le chef "
    "d’établissement répond de ces données et qu’un risque existe pour les personnes, la CNIL doit être "
    "notifiée avant le {deadline} : les 72 heures courent, fins de semaine comprises.\n\n"
    "Ce qui s’est passé n’est pas écrit ici : lisez-le dans Fanal."
)

ASKED = (
    "Bonjour,\n\n{school} vous demande votre avis de délégué à la protection des données sur « {sheet} », "
    "fiche n° {number} de son registre des traitements.\n\nVous lisez la fiche et donnez votre avis dans "
    "Fanal ; la direction y répond par écrit."
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


def opinion_asked(
    school: School, opinion: DelegateOpinion, delegate: PartnerMembership, asker: Person | None
) -> OutgoingMail:
    """Nothing of what the sheet says: it is read in Fanal."""
    sheet = opinion.processing
    page = reverse("privacy:processing_page", args=[school.uai, sheet.number])
    return OutgoingMail(
        key=f"{mail_keys(opinion)}{delegate.pk}",
        to=delegate.user.email,
        subject=f"{school.name} vous demande un avis : {sheet}",
        text=ASKED.format(school=school.name, sheet=sheet, number=sheet.number),
        link=("Lire la fiche et donner un avis", f"{settings.PUBLIC_URL}{page}"),
        is_automatic=False,
        reply_to=asker.email if asker else "",
    )
