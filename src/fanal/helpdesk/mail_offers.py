"""Where received mail goes, and how its school is guessed from its sender."""

from datetime import date

from django.urls import reverse

from fanal.accounts.members import Member
from fanal.accounts.roles import TEAM
from fanal.core.cards import Card
from fanal.core.mail import MAIL_JOB, SENDER
from fanal.core.mail.models import IncomingMail, Mail
from fanal.core.navigation import Item
from fanal.core.registry import HOME_CARD, NAVIGATION, offer
from fanal.helpdesk.correspondents import school_of_sender

RECEIVE = "helpdesk.receive_mail"

offer(MAIL_JOB)(RECEIVE)
offer(SENDER)(school_of_sender)


@offer(NAVIGATION, 15)
def navigation(member: Member) -> list[Item]:
    """« Courriers ». Without a count: pages have one query for counters, and requests take it."""
    if not member.has(*TEAM):
        return []
    return [Item("Courriers", reverse("helpdesk:mail_to_sort", args=[member.school.uai]), "mail")]


@offer(HOME_CARD, 25)
def mail_to_see(member: Member, today: date) -> Card | None:
    """Mails that wait for somebody, in or out; nothing when none does."""
    if not member.has(*TEAM):
        return None
    counts = {
        "to_sort": IncomingMail.objects.for_school(member.school).to_sort().count(),
        "blocked": Mail.objects.for_school(member.school).to_handle().count(),
    }
    return Card("helpdesk/mail_card.html", counts, has_work=True) if any(counts.values()) else None
