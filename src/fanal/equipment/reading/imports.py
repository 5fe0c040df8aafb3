"""What an import is compared with, and what its pages show."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F

from fanal.accounts.members import Member
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.shown import EffectChip
from fanal.equipment.models import Building, Equipment
from fanal.equipment.reading.history import Difference, differences_of

STEPS = ["Déposer", "Vérifier les colonnes", "Aperçu des effets", "Importer"]
TONES = {"created": "ok", "changed": "info", "unchanged": "", "refused": "bad"}


@dataclass(frozen=True)
class Effect:
    """One line of the preview."""

    line: int
    label: str
    tone: str
    name: str
    number: int | None
    differences: list[Difference]
    told: str
    reasons: list[str]


def effects_of(lines: list[ImportLine], imported: Import) -> list[Effect]:
    """The lines of one page, in words; one query for the records they touch."""
    targets = {line.target for line in lines if line.target}
    records = Equipment.objects.for_school(imported.school_id).filter(pk__in=targets)
    known = {pk: (number, name) for pk, number, name in records.values_list("pk", "number", "name")}
    return [_effect(line, known, imported.columns) for line in lines]


def _effect(line: ImportLine, known: dict[int, tuple[int, str]], columns: list[str]) -> Effect:
    number, name = known.get(line.target, (None, "")) if line.target else (None, "")
    changed = line.effect == ImportLine.Effect.CHANGED
    return Effect(
        line.line,
        ImportLine.Effect(line.effect).label if line.effect else "",
        TONES.get(line.effect, ""),
        name or (line.after or {}).get("name", "") or _cell(line.cells, columns, "name"),
        number,
        list(differences_of({"before": line.before, "after": line.after}, {})) if changed else [],
        " · ".join(cell for cell in line.cells if cell)[:160],
        line.reasons,
    )


def _cell(cells: list[str], columns: list[str], code: str) -> str:
    rank = columns.index(code) if code in columns else -1
    return cells[rank] if 0 <= rank < len(cells) else ""


def effect_chips(imported: Import, shown: str) -> list[EffectChip]:
    counts = [
        ("", "Toutes les lignes", imported.read),
        ("created", "Créés", imported.created),
        ("changed", "Modifiés", imported.changed),
        ("unchanged", "Inchangés", imported.unchanged),
        ("refused", "À corriger", imported.refused),
    ]
    return [
        EffectChip(label, f"?{urlencode({'effet': code})}", count, code == shown)
        for code, label, count in counts
        if count or not code
    ]


def building_of_new_rooms(member: Member) -> str:
    """Where the rooms that an import creates will stand."""
    first = Building.objects.for_school(member.school).order_by("pk").annotate(where=F("site__name")).first()
    return f"{first.name} ({first.where})" if first else "Bâtiment principal (Site principal)"
