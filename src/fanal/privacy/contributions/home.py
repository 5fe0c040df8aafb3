"""What privacy puts on the home page: open breaches with their hours left, opinions to give and to answer."""

from datetime import date
from typing import Any

from django.db.models import DateTimeField, Min, OuterRef, Subquery
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import LEADERSHIP, MANAGEMENT, Role
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.core.text.words import of
from fanal.privacy.models import DataBreach, DelegateOpinion
from fanal.privacy.models.opinion import DelegateOpinionQuerySet
from fanal.privacy.reading.tabs import ASKED, TO_ANSWER
from fanal.privacy.rules.breaches import clock_since

LAST_HOURS = 24


@register(HOME_FACT)
def open_breaches(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many are open, the first known, and since when the oldest whose clock runs is known."""
    if not member.has(*LEADERSHIP):
        return {}
    rows = DataBreach.objects.for_school(OuterRef("pk")).still_open().order_by()
    earliest = rows.clock_running().values("school_id").annotate(earliest=Min("known_at")).values("earliest")
    return {
        "breaches": count_of(rows),
        "breach_number": Subquery(rows.order_by("known_at").values("number")[:1]),
        "breach_known_at": Subquery(earliest, output_field=DateTimeField()),
    }


@register(HOME_TASK, "privacy.breaches")
def breaches(member: Member, today: date) -> list[HomeTask]:
    """For those who handle them, as long as one is open."""
    if not member.has(*LEADERSHIP):
        return []
    facts = home_facts(member, today)
    if not facts.breaches:
        return []
    clock = clock_since(facts.breach_known_at, timezone.now()) if facts.breach_known_at else None
    many = counted(facts.breaches, "violation de données", "violations de données")
    what = "Violation de données" if facts.breaches == 1 else many
    return [
        HomeTask(
            f"{what} : {clock.hours} h pour décider" if clock and not clock.is_late else what,
            address("privacy:breach_page", member.school.uai, facts.breach_number)
            if facts.breaches == 1
            else f"{address('privacy:breach_list', member.school.uai)}?vue=ouvertes",
            "Compléter le dossier",
            clock.words if clock else "À clore quand tout est dit",
            "alert-triangle",
            "account",
            is_urgent=bool(clock),
            is_late=bool(clock and (clock.is_late or clock.hours < LAST_HOURS)),
        )
    ]


def _waiting_for(member: Member, rows: DelegateOpinionQuerySet) -> DelegateOpinionQuerySet:
    """Of these opinions, those that wait for the head, or for the officer."""
    return rows.to_answer() if member.has(*MANAGEMENT) else rows.awaited()


@register(HOME_FACT)
def waiting_opinions(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many opinions wait for the head, or for the officer."""
    if not member.has(*MANAGEMENT, Role.DPO):
        return {}
    return {"opinions": count_of(_waiting_for(member, DelegateOpinion.objects.for_school(OuterRef("pk"))))}


@register(HOME_TASK, "privacy.opinions")
def opinions(member: Member, today: date) -> list[HomeTask]:
    """The head reads that an opinion was given until they answer it; the officer reads what is asked."""
    if not member.has(*MANAGEMENT, Role.DPO):
        return []
    count = home_facts(member, today).opinions
    if not count:
        return []
    rows = _waiting_for(member, DelegateOpinion.objects.for_school(member.school))
    first = rows.select_related("processing").first() if count == 1 else None
    if first is not None:
        return [_opinion_task(member, first)]
    many, view = (
        ("avis du délégué à la protection des données", TO_ANSWER)
        if member.has(*MANAGEMENT)
        else ("avis vous sont demandés", ASKED)
    )
    page = f"{address('privacy:opinion_list', member.school.uai)}?vue={view}"
    return [_task(member, f"{count} {many}", page)]


def _opinion_task(member: Member, opinion: DelegateOpinion) -> HomeTask:
    """The only one that waits: its sheet, and what it says."""
    page = address("privacy:processing_page", member.school.uai, opinion.processing.number)
    sheet = f"« {opinion.processing} »"
    if not member.has(*MANAGEMENT):
        return _task(member, f"Avis demandé sur {sheet}", page)
    says = f"Avis {of(opinion.author_name)} sur la protection des données"
    return _task(member, says, page, f"{opinion} sur {sheet}")


def _task(member: Member, says: str, page: str, detail: str = "") -> HomeTask:
    verb = "Lire et répondre" if member.has(*MANAGEMENT) else "Lire la fiche"
    return HomeTask(says, page, verb, detail, "shield", "account")
