"""What the page of a batch shows: its lines, what keeps each from leaving, its papers, what comes next."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.rules.french import to_whom
from fanal.core.addresses import address
from fanal.core.http import PER_PAGE
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.policies import disposal as policies
from fanal.disposals.reading.hindrances import facts_of
from fanal.disposals.reading.listed import ListedGood, figures_of, figures_said, listed
from fanal.disposals.reading.papers import SLIPS, TITLES, decider_of, has_board_list
from fanal.disposals.rules.disposal import DATED, OPEN, STEPS, DisposalState
from fanal.disposals.rules.item import (
    DisposalFacts,
    Wiping,
    hindrances,
    leaving_refusals,
    may_be_put_away,
)
from fanal.equipment.reading.owners import names_of

RIGHTS = (
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


@dataclass(frozen=True)
class DisposalLine:
    """A good of the batch, as its list says it, its row if it still has one, what keeps it from leaving."""

    item: DisposalItem | None
    good: ListedGood
    hindrances: list[str] = field(default_factory=list)


def before_decision(facts: DisposalFacts, _: Wiping) -> list[str]:
    """Data wait for the decision: they hinder only what is decided of."""
    return hindrances(facts)


def page_of(member: Member, disposal: Disposal, number: str | None, now: datetime) -> dict[str, Any]:
    """The context of the page. The same questions whatever its length."""
    annotate_permissions([disposal], *RIGHTS, to=member.actor)
    items = list(disposal.items.with_machine())
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
    sees_proofs = policies.prepare_disposal(member.actor, None)
    return {
        "disposal": disposal,
        "can": disposal.can,
        "owner": names_of(member.school)[disposal.owner],
        "to_decider": to_whom(decider_of(disposal)),
        "said": figures_said(figures),
        "steps": STEPS,
        "page": _paged(lines, number),
        "hindered": sum(bool(line.hindrances) for line in lines),
        "put_away": _put_away(sum(may_be_put_away(facts[item.pk]) for item in proposed if is_open)),
        "to_wipe": sum(item.is_to_wipe for item in proposed),
        "wiped": sum(item.wiping == Wiping.DONE for item in items),
        "missing": [line for line in lines if line.item and line.good.is_missing and line.good.leaves],
        "papers": _papers(disposal, goods),
        "sees_proofs": sees_proofs,
        "documents": disposal.documents.order_by("pk") if sees_proofs else [],
    }


def _put_away(count: int) -> dict[str, str]:
    """The button that puts those in service away, and what it asks; nothing when there are none."""
    if not count:
        return {}
    are_many = count > 1
    return {
        "label": f"Mettre en réserve {f'les {count}' if are_many else 'celui'} que rien d’autre ne retient",
        "question": (f"Ces {count} équipements ne seront" if are_many else "Cet équipement ne sera")
        + " plus en service. Ce qui reste à l’inventaire y reviendra.",
    }


def _paged(lines: list[DisposalLine], number: str | None) -> Page:
    """Those that cannot leave first."""
    ordered = sorted(lines, key=lambda line: not line.hindrances)
    return Paginator(ordered, PER_PAGE).get_page(number)


def _papers(disposal: Disposal, goods: list[ListedGood]) -> list[tuple[str, str]]:
    """Those that have something to say: (label, address)."""
    where = (disposal.school.uai, disposal.pk)
    leaving = [good for good in goods if good.leaves]
    if not leaving or disposal.state == DisposalState.ABANDONED:
        return []
    said = [("Liste pour la décision", address("disposals:list_file", *where))]
    if has_board_list(disposal):
        said.append(("Liste pour le conseil d’administration", address("disposals:board_file", *where)))
    if any(good.wiping == Wiping.DONE for good in leaving):
        said.append(("Attestation d’effacement", address("disposals:wiping_file", *where)))
    if disposal.state in DATED:
        going = {good.destination for good in leaving}
        slips = [(word, to) for word, to in SLIPS.items() if to in going]
        said += [(TITLES[to], address("disposals:slip_file", *where, word)) for word, to in slips]
    return said
