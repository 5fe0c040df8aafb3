"""What the services put on the home page of whoever decides and pays: the contracts that end."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.core.text.french import day_in_words
from fanal.online_services.contributions.measures import ENDING
from fanal.year.rules.periods import year_until

DECIDES = (Role.HEAD, Role.DEPUTY, Role.BURSAR)


@register(HOME_FACT)
def ending_contracts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many services in use have a contract that ended, or ends within three months; the first of them."""
    if not member.has(*DECIDES):
        return {}
    here: Any = OuterRef("pk")
    rows = ENDING.rows(here, year_until(today))
    first = rows[:1]
    return {
        "contracts_ending": count_of(rows),
        "first_ending": Subquery(first.values("name")),
        "first_ending_pk": Subquery(first.values("pk")),
        "first_ends_on": Subquery(first.values("contract_ends_on")),
    }


@register(HOME_TASK, "online_services")
def contracts(member: Member, today: date) -> list[HomeTask]:
    """As long as one ends: it leaves with its new date, or with the service."""
    if not member.has(*DECIDES) or not (count := home_facts(member, today).contracts_ending):
        return []
    facts = home_facts(member, today)
    verb = "a fini" if facts.first_ends_on < today else "finit"
    first = f"{facts.first_ending}, qui {verb} le {day_in_words(facts.first_ends_on, today=today)}"
    what = f"Contrat à décider : {first}" if count == 1 else f"{count} contrats à décider, d’abord {first}"
    page = address("online_services:service_page", member.school.uai, facts.first_ending_pk)
    every = address("online_services:service_list", member.school.uai) + "?vue=contrat"
    detail = "Renouveler, changer de service ou l’archiver"
    return [HomeTask(what, page if count == 1 else every, "Voir", detail, "file-text", "service")]
