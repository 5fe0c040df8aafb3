"""What the list of a batch says: now while it goes on, as it was once its goods have left."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from fanal.accounts.rules.french import counted
from fanal.core.money import euros
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.rules.item import DisposalOutcome
from fanal.equipment.reading.export import in_euros

HEADERS = (
    "N°",
    "Équipement",
    "Type",
    "Marque et modèle",
    "N° de série",
    "N° d’inventaire",
    "Acheté en",
    "Prix d’achat, en euros",
    "Motif",
    "Destination",
    "Précision",
    "Données",
    "Suite",
)


@dataclass(frozen=True)
class ListedGood:
    """One line of the list, which the frozen list keeps as it is. `cents`: its price, None when unknown."""

    number: int
    name: str
    type: str
    made_as: str
    serial: str
    inventory: str
    year: int | None
    cents: int | None
    reason: str
    destination: str
    words: str
    wiping: str
    outcome: str

    @property
    def leaves(self) -> bool:
        return self.outcome in {DisposalOutcome.PROPOSED, DisposalOutcome.LEFT}

    @property
    def outcome_words(self) -> str:
        return DisposalOutcome(self.outcome).label

    @property
    def cells(self) -> list[Any]:
        """Under `HEADERS`."""
        values = asdict(self) | {"cents": in_euros(self.cents), "outcome": self.outcome_words}
        return list(values.values())


def listed(disposal: Disposal) -> list[ListedGood]:
    """By name; the frozen list once the batch is over."""
    if disposal.is_closed:
        return [ListedGood(**row) for row in disposal.frozen["rows"]]
    return [_good(item) for item in disposal.items.with_machine()]


def _good(item: DisposalItem) -> ListedGood:
    machine = item.equipment
    numbers = [machine.authority_number, machine.school_number]
    own = numbers[::-1] if machine.owner == "school" else numbers
    return ListedGood(
        number=machine.number,
        name=machine.name,
        type=machine.type.name,
        made_as=machine.made_as,
        serial=machine.serial,
        inventory=own[0] or own[1],
        year=machine.bought_on.year if machine.bought_on else None,
        cents=machine.price_cents,
        reason=str(item.get_reason_display()),
        destination=item.destination_words,
        words=item.words,
        wiping=item.wiping_words,
        outcome=item.outcome,
    )


def frozen_list(disposal: Disposal) -> dict[str, Any]:
    """The rows and the figures as they are now, as data."""
    rows = [_good(item) for item in disposal.items.with_machine()]
    return {"rows": [asdict(row) for row in rows], "figures": figures_of(rows)}


def figures_of(rows: Sequence[ListedGood]) -> dict[str, int]:
    """How many leave, and what they cost; how many of them have no price; how many stay."""
    leaving = [row for row in rows if row.leaves]
    return {
        "count": len(leaving),
        "cents": sum(row.cents or 0 for row in leaving),
        "unpriced": sum(row.cents is None for row in leaving),
        "kept": len(rows) - len(leaving),
    }


def figures_said(figures: dict[str, int]) -> str:
    """« 12 équipements, achetés 5 400,00 € en tout (2 sans prix connu). »"""
    said = counted(figures["count"], "équipement")
    if priced := figures["count"] - figures["unpriced"]:
        bought = "acheté" if priced == figures["count"] == 1 else "achetés"
        said += f", {bought} {euros(figures['cents'])} en tout"
    return said + (f" ({figures['unpriced']} sans prix connu)" if figures["unpriced"] else "")
