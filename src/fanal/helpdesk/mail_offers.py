"""Where received mail goes, and how its school is guessed from its sender."""

from datetime import date

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fanal.accounts.members import Member
from fanal.accounts.models import School
from fanal.accounts.roles import TEAM
from fanal.core.addresses import address
from fanal.core.cards import Card
from fanal.core.mail import MAIL_JOB, SENDER
from fanal.core.mail.models import IncomingMail, Mail
from fanal.core.navigation import Item
from fanal.core.prepared import prepared
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
    return [Item("Courriers", address("helpdesk:mail_to_sort", member.school.uai), "mail")]


@prepared
def _waiting(school_id: int) -> QuerySet[School]:
    """The school, with how many mails wait to be sorted (`to_sort`) and to be sent again (`blocked`)."""
    counts = {
        "to_sort": IncomingMail.objects.for_school(school_id).to_sort(),
        "blocked": Mail.objects.for_school(school_id).to_handle(),
    }
    return School.objects.filter(pk=school_id).annotate(
        **{
            name: Coalesce(Subquery(rows.values("school_id").annotate(count=Count("pk")).values("count")), 0)
            for name, rows in counts.items()
        }
    )


@offer(HOME_CARD, 25)
def mail_to_see(member: Member, today: date) -> Card | None:
    """Mails that wait for somebody, in or out; nothing when none does."""
    if not member.has(*TEAM):
        return None
    waiting = _waiting.first(member.school.pk)
    counts = {"to_sort": waiting.to_sort, "blocked": waiting.blocked}
    return Card("helpdesk/mail_card.html", counts, has_work=True) if any(counts.values()) else None
