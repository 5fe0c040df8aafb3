"""What is an objective of the project served by, and what does it lack?

Money is what buys or equips: an action that equips, an action with a budget, a purchase that points to the
objective. What was given up serves nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fanal.accounts.rules.areas import Area
from fanal.core.labelled import Labelled
from fanal.core.text.french import counted
from fanal.steering.rules.action import ActionKind, ActionState


class Gap(Labelled):
    """What an objective lacks. `label` is the filter of the map."""

    NOTHING = "rien", "Rien du tout"
    NO_TRAINING = "sans-formation", "De l’argent mais pas de formation"
    NO_EQUIPMENT = "sans-equipement", "De la formation mais pas d’équipement"
    NEITHER = "ni-l-un-ni-l-autre", "Ni argent ni formation"
    NONE = "complet", "De l’argent et de la formation"

    @property
    def short(self) -> str:
        """What stands beside an objective."""
        return SHORT.get(self, self.label)


SHORT = {Gap.NO_TRAINING: "Pas de formation", Gap.NO_EQUIPMENT: "Pas d’équipement"}
TONES = {
    Gap.NOTHING: "bad",
    Gap.NO_TRAINING: "warn",
    Gap.NO_EQUIPMENT: "warn",
    Gap.NEITHER: "warn",
    Gap.NONE: "ok",
}


def gap_of(areas: Collection[Area]) -> Gap:
    """What an objective served by these areas lacks."""
    if not areas:
        return Gap.NOTHING
    if Area.MONEY in areas:
        return Gap.NONE if Area.TRAINING in areas else Gap.NO_TRAINING
    return Gap.NO_EQUIPMENT if Area.TRAINING in areas else Gap.NEITHER


@dataclass(frozen=True)
class ServingAction:
    """An action, as the map counts it."""

    kind: ActionKind
    state: ActionState
    budget_cents: int | None


def areas_of_action(action: ServingAction) -> set[Area]:
    """The areas in which an action serves its objective; none once it was given up."""
    if action.state == ActionState.DROPPED:
        return set()
    own = {action.kind.area} if action.kind.area else set()
    return own | ({Area.MONEY} if action.budget_cents else set())


def counts_of(actions: Collection[ServingAction], things: Mapping[Area, int]) -> dict[Area, int]:
    """How many actions and things serve an objective in each area; `things`: those that point to it."""
    served = [areas_of_action(action) for action in actions]
    return {area: sum(area in areas for areas in served) + things.get(area, 0) for area in Area}


def finding_words(gaps: Collection[Gap]) -> str:
    """« 2 objectifs sur 7 n’ont rien, 1 a de l’argent sans formation. »"""
    total, parts = len(gaps), list[str]()
    counts = {gap: sum(each == gap for each in gaps) for gap in Gap}
    if nothing := counts[Gap.NOTHING]:
        parts.append(f"{nothing} {'n’a' if nothing == 1 else 'n’ont'} rien du tout")
    if money := counts[Gap.NO_TRAINING]:
        parts.append(f"{money} {'a' if money == 1 else 'ont'} de l’argent mais pas de formation")
    if training := counts[Gap.NO_EQUIPMENT]:
        parts.append(f"{training} {'a' if training == 1 else 'ont'} de la formation mais pas d’équipement")
    if neither := counts[Gap.NEITHER]:
        parts.append(f"{neither} {'n’a' if neither == 1 else 'n’ont'} ni argent ni formation")
    if not parts:
        return "À chaque objectif, il y a de l’argent et de la formation."
    return f"Sur {counted(total, 'objectif')}, {' ; '.join(parts)}."
