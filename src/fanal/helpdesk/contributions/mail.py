"""Where received mail goes, and how its school is guessed from its sender."""

from datetime import date
from typing import Any

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.home_facts import HOME_FACT, home_facts
from fanal.core.http.addresses import address
from fanal.core.mail import MAIL_JOB, SENDER
from fanal.core.mail.models import IncomingMail, Mail
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.pages.navigation import NAVIGATION, REQUESTS, Item
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.helpdesk.reading.correspondents import school_of_sender

RECEIVE = "helpdesk.receive_mail"

register(MAIL_JOB)(RECEIVE)
register(SENDER)(school_of_sender)


@register(NAVIGATION, "helpdesk.mail")
def navigation(member: Member) -> list[Item]:
    """« Courriers ». Without a count: pages have one query for counters, and requests take it."""
    if not member.has(*TEAM):
        return []
    return [Item("Courriers", address("helpdesk:mail_to_sort", member.school.uai), REQUESTS)]


@register(HOME_FACT)
def waiting_mail(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many mails wait to be sorted, and to be sent again."""
    if not member.has(*TEAM):
        return {}
    here = member.school.pk
    counts = {
        "mail_to_sort": IncomingMail.objects.for_school(here).to_sort(),
        "mail_blocked": Mail.objects.for_school(here).shown().to_handle(),
    }
    return {
        name: Coalesce(Subquery(rows.values("school_id").annotate(count=Count("pk")).values("count")), 0)
        for name, rows in counts.items()
    }


@register(HOME_TASK, "helpdesk")
def mail_to_see(member: Member, today: date) -> list[HomeTask]:
    """Mails that wait for somebody, in or out; nothing when none does."""
    if not member.has(*TEAM):
        return []
    facts, uai, tasks = home_facts(member, today), member.school.uai, []
    if facts.mail_blocked:
        what = counted(facts.mail_blocked, "courriel non parti", "courriels non partis")
        url = address("helpdesk:mail_sent", uai) + "?vue=bloques"
        detail = "À relire, puis à renvoyer"
        tasks.append(HomeTask(what, url, "Relire", detail, "mail", "other", is_late=True))
    if facts.mail_to_sort:
        what = counted(facts.mail_to_sort, "courriel à trier", "courriels à trier")
        url = address("helpdesk:mail_to_sort", uai)
        detail = "Adresse inconnue, ou demande introuvable"
        tasks.append(HomeTask(what, url, "Trier", detail, "mail", "other"))
    return tasks
