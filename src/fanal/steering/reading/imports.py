"""The lines of an import of actions, in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fanal.accounts.models import Person
from fanal.core.imports.models import Import, ImportLine
from fanal.core.text.money import euros
from fanal.equipment.reading.owners import names_of
from fanal.steering.rules.action import ActionKind, ActionState
from fanal.steering.rules.action_line import LABELS, is_unknown_kind
from fanal.steering.rules.discipline import disciplines_words

TONES = {"created": "ok", "changed": "info", "unchanged": "", "refused": "bad"}


@dataclass(frozen=True)
class ActionPreviewLine:
    line: int
    label: str
    tone: str
    title: str
    details: list[str]


def preview_of(lines: list[ImportLine], imported: Import) -> list[ActionPreviewLine]:
    """The lines of one page; one question for the people whom they name."""
    sides = [side or {} for line in lines for side in (line.before, line.after)]
    people: set[int] = {pk for side in sides if (pk := side.get("owner"))}
    rows = list(Person.objects.for_school(imported.school_id).filter(pk__in=people)) if people else []
    names = {row.pk: str(row) for row in rows}
    payers = names_of(imported.school)
    return [_line(line, imported.columns, names, payers) for line in lines]


def _line(
    line: ImportLine, columns: list[str], names: dict[int, str], payers: dict[str, str]
) -> ActionPreviewLine:
    cells = dict(zip(columns, line.cells, strict=False))
    title, kind = cells.get("title", ""), cells.get("kind", "")
    after = line.after or {}
    details = line.reasons or [
        f"{LABELS[code]} : {before}{_words(code, after[code], names, payers)}"
        for code in LABELS
        if code in after and code != "title"
        for before in [_before(code, line.before, names, payers)]
    ]
    if after.get("owner_words"):
        details = [each for each in details if not each.startswith(LABELS["owner"])]
        details.append(f"{LABELS['owner']} : {after['owner_words']} (écrit en toutes lettres)")
    if after.get("kind") == ActionKind.OTHER and is_unknown_kind(kind):
        details.append(
            f"« {kind} » n’est pas une sorte d’action connue : ce sera « {ActionKind.OTHER.label} »"
        )
    label = str(ImportLine.Effect(line.effect).label) if line.effect else ""
    return ActionPreviewLine(line.line, label, TONES.get(line.effect, ""), title, details)


def _before(code: str, before: dict[str, Any] | None, names: dict[int, str], payers: dict[str, str]) -> str:
    return f"{_words(code, before.get(code), names, payers)} → " if before else ""


def _words(code: str, value: Any, names: dict[int, str], payers: dict[str, str]) -> str:
    if value in (None, "", []):
        return "rien"
    match code:
        case "owner":
            return names.get(value, "effacé")
        case "kind":
            return ActionKind(value).label
        case "disciplines":
            return disciplines_words(value)
        case "state":
            return ActionState(value).label
        case "payer":
            return payers[value]
        case "budget_cents":
            return euros(value)
        case "starts_on" | "ends_on":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(value)
