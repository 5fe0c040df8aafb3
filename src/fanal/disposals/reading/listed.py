"""What the list of a batch says: now while it goes on, as it was once its goods have left."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from fanal.accounts.models import School
from fanal.core.forms.form_version import seen_of
from fanal.core.frozen.fingerprint import sum_of_data
from fanal.core.text.french import counted
from fanal.core.text.money import euros
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.rules.item import (
    MISSING,
    DisposalOutcome,
    DisposalReason,
    Wiping,
    destination_words,
)
from fanal.equipment.reading.export import in_euros


@dataclass(frozen=True)
class ListedGood:
    """One line of the list, which the frozen list keeps as it is: codes, of which words are made when shown.

    `item`: the id of its row, which the merge of two records may take away. `cents`: None when unknown.
    """

    item: int
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
    def is_missing(self) -> bool:
        return self.reason in MISSING

    @property
    def reason_words(self) -> str:
        return DisposalReason(self.reason).label

    @property
    def destination_words(self) -> str:
        return destination_words(self.destination, self.words)

    @property
    def wiping_words(self) -> str:
        """Nothing for what is lost or stolen before its data were wiped."""
        return "" if self.is_missing and self.wiping == Wiping.TODO else Wiping(self.wiping).label

    @property
    def wiping_tone(self) -> str:
        return {"done": "ok", "todo": "warn"}.get(self.wiping, "")

    @property
    def outcome_words(self) -> str:
        return DisposalOutcome(self.outcome).label


COLUMNS: dict[str, Callable[[ListedGood], Any]] = {
    "N°": lambda good: good.number,
    "Équipement": lambda good: good.name,
    "Type": lambda good: good.type,
    "Marque et modèle": lambda good: good.made_as,
    "N° de série": lambda good: good.serial,
    "N° d’inventaire": lambda good: good.inventory,
    "Acheté en": lambda good: good.year,
    "Prix d’achat, en euros": lambda good: in_euros(good.cents),
    "Motif": lambda good: good.reason_words,
    "Destination": lambda good: good.destination_words,
    "Précision": lambda good: good.words,
    "Données": lambda good: good.wiping_words,
    "Suite": lambda good: good.outcome_words,
}


def table_of(disposal: Disposal) -> tuple[list[str], list[list[Any]]]:
    """The list as a table: its headers, its rows."""
    return [*COLUMNS], [[value(good) for value in COLUMNS.values()] for good in listed(disposal)]


def about_of(disposal: Disposal, school: School) -> list[list[Any]]:
    """What the table says of itself, on a sheet of its own; a day that has not come is empty."""
    return [
        ["Établissement", f"{school.name} ({school.uai})"],
        ["Sortie", f"{disposal} : {disposal.name}"],
        ["Préparée le", disposal.prepared_on],
        ["Liste arrêtée le", disposal.proposed_on],
        ["Décision", disposal.decision],
        ["Décidée le", disposal.decided_on],
    ]


def listed(disposal: Disposal, items: Iterable[DisposalItem] | None = None) -> list[ListedGood]:
    """By name; the frozen list once the batch is over. `items`: its rows, if they are read already."""
    if disposal.is_closed:
        return [ListedGood(**row) for row in disposal.frozen["rows"]]
    return [_good(item) for item in (disposal.items.with_machine() if items is None else items)]


def _good(item: DisposalItem) -> ListedGood:
    machine = item.equipment
    numbers = [machine.authority_number, machine.school_number]
    own = numbers[::-1] if machine.owner == "school" else numbers
    return ListedGood(
        item=item.pk,
        number=machine.number,
        name=machine.name,
        type=machine.type.name,
        made_as=machine.made_as,
        serial=machine.serial,
        inventory=own[0] or own[1],
        year=machine.bought_on.year if machine.bought_on else None,
        cents=machine.price_cents,
        reason=item.reason,
        destination=item.destination,
        words=item.words,
        wiping=item.wiping,
        outcome=item.outcome,
    )


def frozen_list(disposal: Disposal) -> dict[str, Any]:
    """The rows and the figures as they are now, as data."""
    rows = [_good(item) for item in disposal.items.with_machine()]
    return {"rows": [asdict(row) for row in rows], "figures": figures_of(rows)}


def list_seal(disposal: Disposal) -> str:
    """The machines that are proposed, with why they leave and where they go, in a few letters."""
    rows = disposal.items.proposed().order_by("equipment__number")
    names = ("equipment__number", "reason", "destination", "words")
    return seen_of({"rows": list(rows.values_list(*names))})


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
    sentence = counted(figures["count"], "équipement")
    if priced := figures["count"] - figures["unpriced"]:
        bought = "acheté" if priced == figures["count"] == 1 else "achetés"
        sentence += f", {bought} {euros(figures['cents'])} en tout"
    return sentence + (f" ({figures['unpriced']} sans prix connu)" if figures["unpriced"] else "")


def list_sum(disposal: Disposal) -> str:
    """Of the list as it was frozen, and of the decision that it went by."""
    decided_on = disposal.decided_on and disposal.decided_on.isoformat()
    return sum_of_data([disposal.number, disposal.decision, decided_on, disposal.frozen])
