"""On the home page: a proposal that waits for one's own answer, and for the management whoever said no."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import MANAGEMENT
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.allowances.models import ImpProposal
from fanal.allowances.reading.school_year import this_year
from fanal.allowances.rules.states import ProposalState
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register


def _drafts() -> QuerySet[ImpProposal]:
    rows: QuerySet[ImpProposal] = ImpProposal.objects.for_school(OuterRef("pk"))
    return rows.filter(state=ProposalState.DRAFT)


@register(HOME_FACT)
def proposals(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """The number of the first proposal that waits for them, and whether they have any; no amount."""
    if member.person is None:
        return {}
    proposals = ImpProposal.objects.for_school(OuterRef("pk"))
    mine = proposals.awaiting_agreement().filter(person=member.person).order_by("number")
    own = ImpProposal.objects.for_school(OuterRef("pk")).exclude(state=ProposalState.WITHDRAWN)
    year = this_year(today)
    return {
        "proposal_to_read": mine.values("number")[:1],
        "has_proposals": Exists(own.filter(person=member.person, envelope__school_year__gte=year)),
    }


@register(HOME_FACT)
def refusals(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many lines bear a no, and the first of them."""
    if not member.has(*MANAGEMENT):
        return {}
    said_no = _drafts().filter(declined_on__isnull=False)
    return {
        "declined": count_of(said_no),
        "first_declined": said_no.order_by("number").values("number")[:1],
    }


@register(HOME_TASK, "allowances.declined")
def declined(member: Member, today: date) -> list[HomeTask]:
    if not member.has(*MANAGEMENT) or not (count := home_facts(member, today).declined):
        return []
    url = address("allowances:proposal_page", member.school.uai, home_facts(member, today).first_declined)
    who = "Une personne n’est pas" if count == 1 else f"{count} personnes ne sont pas"
    what, detail = f"{who} d’accord avec sa proposition", "Changez la ligne ou retirez-la"
    return [HomeTask(what, url, "Voir la ligne", detail, "currency-euro")]


@register(HOME_TASK, "allowances.agreement")
def to_agree(member: Member, today: date) -> list[HomeTask]:
    number = home_facts(member, today).proposal_to_read if member.person else None
    if not number:
        return []
    url = address("allowances:proposal_page", member.school.uai, number)
    what, detail = "Une mission particulière vous est proposée", "Rien n’est décidé sans votre accord"
    return [HomeTask(what, url, "Lire la proposition", detail, "currency-euro", is_urgent=True)]
