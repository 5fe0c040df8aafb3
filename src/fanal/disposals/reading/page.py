"""What the page of a batch shows: its lines, what keeps each from leaving, its papers, what comes next."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator

from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import annotate_permissions
from fanal.core.http.addresses import address
from fanal.core.http.answers import PER_PAGE
from fanal.core.pages.page import Page, Paged
from fanal.core.text.french import to_whom
from fanal.disposals.models import Disposal, DisposalDocument, DisposalItem
from fanal.disposals.policies import disposal as policies
from fanal.disposals.reading.hindrances import facts_of
from fanal.disposals.reading.listed import ListedGood, figures_of, figures_said, listed
from fanal.disposals.reading.papers import SLIPS, TITLES, decider_of, has_board_list
from fanal.disposals.rules.disposal import DATED, OPEN, STEPS, DisposalState
from fanal.disposals.rules.item import (
    Destination,
    DisposalFacts,
    Wiping,
    hindrances,
    leaving_refusals,
    may_be_put_away,
)
from fanal.equipment.reading.owners import names_of
from fanal.equipment.rules.gift import OWN_GOODS, gift_advice, is_public_good

RIGHTS = (
    policies.prepare_disposal,
    policies.change_disposal,
    policies.note_disposal,
    policies.keep_item,
    policies.join_proof,
    policies.remove_proof,
    policies.propose_disposal,
    policies.reopen_disposal,
    policies.abandon_disposal,
    policies.decide_disposal,
    policies.undo_decision,
    policies.carry_out,
)

# What the page of a batch reads of each good: two hundred of them lie in a large one.
COLUMNS = (
    "disposal",
    "equipment",
    "reason",
    "destination",
    "words",
    "outcome",
    "wiping",
    "equipment__number",
    "equipment__name",
    "equipment__state",
    "equipment__holder",
    "equipment__owner",
    "equipment__maker",
    "equipment__model",
    "equipment__serial",
    "equipment__authority_number",
    "equipment__school_number",
    "equipment__bought_on",
    "equipment__price_cents",
    "equipment__type__name",
)

CEDED = (Destination.DONATION, Destination.OTHER)


@dataclass(frozen=True)
class DisposalLine:
    """A good of the batch, as its list says it, its row if it still has one, what keeps it from leaving."""

    item: DisposalItem | None
    good: ListedGood
    hindrances: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PutAway:
    """The button that puts those in service away, and what it asks."""

    label: str
    question: str


@dataclass(frozen=True, kw_only=True)
class DisposalPage(Page):
    """One batch. `form`: what adds machines, None where none may be added.

    `hindered`, `to_wipe`, `wiped`: how many of its goods are so.
    """

    template = "disposals/disposal_page.html"

    disposal: Disposal
    owner: str
    to_decider: str
    figures: str
    steps: tuple[str, ...]
    page: Paged
    hindered: int
    put_away: PutAway | None
    to_wipe: int
    wiped: int
    missing: list[DisposalLine]
    papers: list[tuple[str, str]]
    gift: list[str]
    documents: list[DisposalDocument]
    form: Any
    reasons: list[str]


def before_decision(facts: DisposalFacts, _: Wiping) -> list[str]:
    """Data wait for the decision: they hinder only what is decided of."""
    return hindrances(facts)


def page_of(
    member: Member, disposal: Disposal, number: str | None, now: datetime, *, form: Any, reasons: list[str]
) -> DisposalPage:
    """The page of a batch: it asks the same questions whatever its length."""
    annotate_permissions([disposal], *RIGHTS, to=member.actor)
    items = list(disposal.items.with_machine().only(*COLUMNS))
    is_open = disposal.state in OPEN
    facts = facts_of(disposal, items, now) if is_open else {}
    hindering = leaving_refusals if disposal.state == DisposalState.DECIDED else before_decision
    goods = listed(disposal, items)
    rows = {item.pk: item for item in items}
    lines = [
        DisposalLine(
            rows.get(good.item),
            good,
            hindering(facts[good.item], Wiping(good.wiping)) if is_open and good.leaves else [],
        )
        for good in goods
    ]
    figures = figures_of(goods)
    proposed = [item for item in items if item.is_proposed]
    documents = disposal.documents.order_by("pk") if disposal.can["prepare_disposal"] else []
    return DisposalPage(
        disposal=disposal,
        owner=names_of(member.school)[disposal.owner],
        to_decider=to_whom(decider_of(disposal)),
        figures=figures_said(figures),
        steps=STEPS,
        page=_paged(lines, number),
        hindered=sum(bool(line.hindrances) for line in lines),
        put_away=_put_away(sum(may_be_put_away(facts[item.pk]) for item in proposed if is_open)),
        to_wipe=sum(item.is_to_wipe for item in proposed),
        wiped=sum(item.wiping == Wiping.DONE for item in items),
        missing=[line for line in lines if line.item and line.good.is_missing and line.good.leaves],
        papers=_papers(disposal, goods),
        gift=_gift(disposal, goods),
        documents=list(documents) if disposal.can["join_proof"] else [],
        form=form,
        reasons=reasons,
    )


def _gift(disposal: Disposal, goods: list[ListedGood]) -> list[str]:
    """What to know before these goods are given or ceded, while nothing has left."""
    is_private = disposal.school.is_private
    if disposal.state not in OPEN or not is_public_good(disposal.owner, is_private=is_private):
        return []
    gift_cents = [good.cents for good in goods if good.leaves and good.destination == Destination.DONATION]
    advice = gift_advice(disposal.recipient_kind, disposal.gift_cents, gift_cents) if gift_cents else []
    is_ceded = any(good.leaves and good.destination in CEDED for good in goods)
    return [*advice, OWN_GOODS] if is_ceded and disposal.owner == "school" else advice


def _put_away(count: int) -> PutAway | None:
    if not count:
        return None
    are_many = count > 1
    return PutAway(
        label=f"Mettre en réserve {f'les {count}' if are_many else 'celui'} que rien d’autre ne retient",
        question=(f"Ces {count} équipements ne seront" if are_many else "Cet équipement ne sera")
        + " plus en service. Ce qui reste à l’inventaire y reviendra.",
    )


def _paged(lines: list[DisposalLine], number: str | None) -> Paged:
    """Those that cannot leave first."""
    ordered = sorted(lines, key=lambda line: not line.hindrances)
    return Paginator(ordered, PER_PAGE).get_page(number)


def _papers(disposal: Disposal, goods: list[ListedGood]) -> list[tuple[str, str]]:
    """Those that have something to say: (label, address)."""
    where = (disposal.school.uai, disposal.pk)
    leaving = [good for good in goods if good.leaves]
    if not leaving or disposal.state == DisposalState.ABANDONED:
        return []
    papers = [("Liste pour la décision", address("disposals:list_file", *where))]
    if has_board_list(disposal):
        papers.append(("Liste pour le conseil d’administration", address("disposals:board_file", *where)))
    if any(good.wiping == Wiping.DONE for good in leaving):
        papers.append(("Attestation d’effacement", address("disposals:wiping_file", *where)))
    if disposal.state in DATED:
        going = {good.destination for good in leaving}
        slips = [(word, to) for word, to in SLIPS.items() if to in going]
        papers += [(TITLES[to], address("disposals:slip_file", *where, word)) for word, to in slips]
    return papers
