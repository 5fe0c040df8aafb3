"""What does one line of somebody's table of actions say, and what would it do to the version in preparation?

A line is known by its axis, its objective and its action, accents and case aside: the same file twice changes
nothing. An empty cell erases nothing; an axis or an objective left empty is that of the line above.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fanal.core.imports.columns import Field
from fanal.core.imports.planned import Planned
from fanal.core.text.money import NoAmount, read_cents
from fanal.core.text.words import fold
from fanal.equipment_import.rules.cells import UnkeepableCell, read_day, read_span
from fanal.equipment_import.rules.words import OWNERS
from fanal.steering.rules.action import ActionKind, ActionState, day_refusals
from fanal.steering.rules.discipline import read_disciplines, unknown_words
from fanal.steering.rules.version import MOST_ACTIONS, MOST_AXES, MOST_OBJECTIVES

FIELDS = (
    Field("axis", "Axe", ("axe stratégique", "volet", "thème")),
    Field("objective", "Objectif", ("objectif opérationnel", "objectifs")),
    Field("title", "Action", ("intitulé de l’action", "actions", "projet", "opération"), "obligatoire"),
    Field("kind", "Sorte d’action", ("type", "type d’action", "nature", "catégorie")),
    Field("disciplines", "Disciplines", ("discipline", "matière", "matières"), "Mathématiques, SVT"),
    Field("owner", "Qui en répond", ("responsable", "pilote", "porteur", "qui", "référent")),
    Field("starts_on", "Début", ("date de début", "début prévu", "du"), "14/11/2026"),
    Field("ends_on", "Fin prévue", ("fin", "date de fin", "échéance", "au"), "14/11/2026"),
    Field("budget_cents", "Budget, en euros", ("budget", "coût", "montant", "prix")),
    Field("payer", "Qui paie ?", ("payeur", "financeur", "financement", "qui paie")),
    Field("state", "État", ("avancement", "statut", "où en est-on")),
    Field("progress", "Un mot", ("remarque", "commentaire", "observations", "bilan")),
)
LABELS = {each.code: each.label for each in FIELDS}
LONGEST = {"axis": 120, "objective": 160, "title": 160, "owner": 80, "progress": 300}
KIND_BEGINNINGS = {
    "equip": ActionKind.EQUIP,
    "achat": ActionKind.EQUIP,
    "achet": ActionKind.EQUIP,
    "materiel": ActionKind.EQUIP,
    "invest": ActionKind.EQUIP,
    "form": ActionKind.TRAIN,
    "service": ActionKind.SERVICE,
    "mettre un service": ActionKind.SERVICE,
    "logiciel": ActionKind.SERVICE,
    "pratique": ActionKind.PRACTICE,
    "changer les pratiques": ActionKind.PRACTICE,
    "usage": ActionKind.PRACTICE,
    "pedago": ActionKind.PRACTICE,
    "aide": ActionKind.HELP,
    "accompagn": ActionKind.HELP,
    "autre": ActionKind.OTHER,
}
STATE_BEGINNINGS = {
    "prev": ActionState.PLANNED,
    "a faire": ActionState.PLANNED,
    "non commenc": ActionState.PLANNED,
    "planifi": ActionState.PLANNED,
    "en cours": ActionState.RUNNING,
    "commenc": ActionState.RUNNING,
    "en retard": ActionState.RUNNING,
    "fait": ActionState.DONE,
    "realis": ActionState.DONE,
    "termin": ActionState.DONE,
    "abandon": ActionState.DROPPED,
    "annul": ActionState.DROPPED,
}
Key = tuple[str, str, str]  # the axis, the objective, the action, folded


@dataclass(frozen=True)
class ActionLine:
    """One line, read. `values`: what its cells say, as JSON can; an empty cell is not there."""

    line: int
    axis: str = ""
    objective: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return key_of(self.axis, self.objective, self.values.get("title", ""))


def key_of(axis: str, objective: str, title: str) -> Key:
    return fold(axis), fold(objective), fold(title)


def read_lines(lines: Iterable[tuple[int, Mapping[str, str]]], people: Mapping[str, int]) -> list[ActionLine]:
    """Each line with its axis and objective. `people`: the staff by their folded names."""
    made, axis, objective = list[ActionLine](), "", ""
    for line, cells in lines:
        texts = {code: " ".join(text.split()) for code, text in cells.items()}
        if texts.get("axis") and fold(texts["axis"]) != fold(axis):
            axis, objective = texts["axis"], ""
        objective = texts.get("objective") or objective
        made.append(_line(line, axis, objective, texts, people))
    return made


def _line(
    line: int, axis: str, objective: str, texts: Mapping[str, str], people: Mapping[str, int]
) -> ActionLine:
    reasons = [
        f"« {LABELS[code]} » a plus de {most} signes : raccourcissez ce texte."
        for code, most in LONGEST.items()
        if len(texts.get(code, "")) > most
    ]
    for code, text in (("axis", axis), ("objective", objective), ("title", texts.get("title", ""))):
        if not text:
            reasons.append(f"Il manque « {LABELS[code]} ».")
    values: dict[str, Any] = {}
    for code, text in texts.items():
        if not text or code in {"axis", "objective"}:
            continue
        try:
            values |= _read(code, text, people)
        except (UnkeepableCell, NoAmount) as reason:
            reasons.append(str(reason))
    days = [date.fromisoformat(values[name]) if name in values else None for name in ("starts_on", "ends_on")]
    return ActionLine(line, axis, objective, values, [*reasons, *day_refusals(*days)])


def _read(code: str, text: str, people: Mapping[str, int]) -> dict[str, Any]:
    match code:
        case "kind":
            return {code: _beginning(KIND_BEGINNINGS, text) or ActionKind.OTHER.value}
        case "state":
            state = _beginning(STATE_BEGINNINGS, text)
            if state is None:
                raise UnkeepableCell(f"« {text} » n’est pas un état : prévue, en cours, faite ou abandonnée.")
            return {code: state}
        case "disciplines":
            codes, unknown = read_disciplines(text)
            if unknown:
                raise UnkeepableCell(unknown_words(unknown[0]))
            return {code: codes}
        case "owner":
            person = people.get(fold(text))
            return {"owner": person, "owner_words": ""} if person else {"owner": None, "owner_words": text}
        case "starts_on" | "ends_on":
            span = read_span(text)
            day = span[code == "ends_on"] if span else read_day(text)
            return {code: day.isoformat()}
        case "budget_cents":
            return {code: read_cents(text)}
        case "payer":
            payer = OWNERS.get(fold(text))
            if payer is None:
                raise UnkeepableCell(f"« {text} » ne dit pas qui paie : collectivité, établissement ou État.")
            return {code: payer}
    return {code: text}


def is_unknown_kind(text: str) -> bool:
    """Whether the word of a cell names no sort of action that a line may have."""
    return _beginning(KIND_BEGINNINGS, text) is None


def _beginning(meanings: Mapping[str, Any], text: str) -> str | None:
    folded = fold(text)
    return next((meaning.value for begin, meaning in meanings.items() if folded.startswith(begin)), None)


@dataclass(frozen=True)
class ExistingAction:
    pk: int
    values: Mapping[str, Any]


@dataclass
class PlanRoom:
    """How many axes, objectives and actions the version has, as the lines before make them grow."""

    axes: set[str] = field(default_factory=set)
    objectives: dict[str, set[str]] = field(default_factory=dict)
    actions: dict[tuple[str, str], int] = field(default_factory=dict)

    def refusals(self, key: Key) -> list[str]:
        axis, objective, _ = key
        objectives = self.objectives.get(axis, set())
        if axis not in self.axes and len(self.axes) >= MOST_AXES:
            return [f"Un projet a au plus {MOST_AXES} axes."]
        if objective not in objectives and len(objectives) >= MOST_OBJECTIVES:
            return [f"Un axe a au plus {MOST_OBJECTIVES} objectifs."]
        if self.actions.get((axis, objective), 0) >= MOST_ACTIONS:
            return [f"Un objectif a au plus {MOST_ACTIONS} actions."]
        return []

    def take(self, key: Key) -> None:
        axis, objective, _ = key
        self.axes.add(axis)
        self.objectives.setdefault(axis, set()).add(objective)
        self.actions[axis, objective] = self.actions.get((axis, objective), 0) + 1


def plan_lines(
    lines: Sequence[ActionLine], existing: Mapping[Key, ExistingAction], room: PlanRoom
) -> list[Planned]:
    """What each line does; one that says the same action twice is refused."""
    planned, seen = list[Planned](), set[Key]()
    for line in lines:
        reasons = line.reasons or (
            ["Cette action est déjà plus haut dans le fichier."] if line.key in seen else []
        )
        if not reasons:
            seen.add(line.key)
        planned.append(_planned(line, reasons, existing.get(line.key), room))
    return planned


def _beside_kept(after: Mapping[str, Any], kept: Mapping[str, Any]) -> list[str]:
    """Why a day of the line cannot stand beside the other one, which the project keeps."""
    starts, ends = after.get("starts_on"), after.get("ends_on")
    if ends and not starts and (start := kept.get("starts_on")) and ends < start:
        return [f"La fin est avant le début que garde le projet ({_day(start)}) : donnez aussi le début."]
    if starts and not ends and (end := kept.get("ends_on")) and starts > end:
        return [f"Le début est après la fin que garde le projet ({_day(end)}) : donnez aussi la fin."]
    return []


def _day(kept: str) -> str:
    return f"{date.fromisoformat(kept):%d/%m/%Y}"


def _planned(line: ActionLine, reasons: list[str], action: ExistingAction | None, room: PlanRoom) -> Planned:
    if reasons:
        return Planned(line.line, "refused", reasons=reasons)
    if action is not None:
        after = {
            name: value
            for name, value in line.values.items()
            if name != "title" and action.values.get(name) != value
        }
        if not after:
            return Planned(line.line, "unchanged", target=action.pk)
        if reasons := _beside_kept(after, action.values):
            return Planned(line.line, "refused", reasons=reasons)
        lost = [*after, "done_on"] if "state" in after else after  # a state takes the day when it was done
        before = {name: action.values.get(name) for name in lost}
        return Planned(line.line, "changed", target=action.pk, before=before, after=after)
    if full := room.refusals(line.key):
        return Planned(line.line, "refused", reasons=full)
    room.take(line.key)
    return Planned(
        line.line, "created", after={"axis": line.axis, "objective": line.objective, **line.values}
    )
