"""What the pages of an import show: each line in words, the doubts to decide, the files that were read."""

from dataclasses import dataclass

from django.db.models import QuerySet

from fanal.accounts.models import Person
from fanal.core.imports.models import Import, ImportLine
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.directory.models import Enrolment, Pupil, SourceRecord
from fanal.people_files.formats.header import FileNature
from fanal.people_files.reading.import_differences import (
    FieldChange,
    _in_words,
    differences_of,
    words_of,
)

STEPS = ["Déposer", "Aperçu des effets", "Appliquer"]
TABLE_STEPS = ["Déposer", "Vérifier les colonnes", "Aperçu des effets", "Appliquer"]
TONES = {"created": "ok", "changed": "info", "refused": "bad", "gone": "warn"}
EFFECTS = {"created": "Arrivée", "changed": "Modification", "refused": "À corriger", "gone": "Départ"}
CHIPS = {
    "": "Tout ce qui change",
    "created": "Arrivées",
    "changed": "Modifications",
    "gone": "Départs",
    "refused": "À corriger",
}
NEW_THINGS = {"class": "Nouvelle classe", "group": "Nouveau groupe", "level": "Nouveau", "subject": "Nouveau"}
MATCHES = {
    "born": "reconnu par son nom et sa date de naissance",
    "mail": "reconnu par son courriel",
    "fanal": "reconnu par son identifiant Fanal",
    "name": "reconnu par son nom",
    "decided": "selon votre décision",
}


DIFFER = {ImportLine.Effect.CHANGED, ImportLine.Effect.GONE}
MADE = {
    "classes": ("Classe qui sera créée", "Classes qui seront créées"),
    "groups": ("Groupe qui sera créé", "Groupes qui seront créés"),
}
MISSING = "N’y est plus"
STAYS = {
    "named": "Un autre export le nomme encore : il reste présent.",
    "holds": "Il a des fonctions ici, et un fichier ne ferme l’accès de personne : l’accueil vous demandera "
    "s’il est parti.",
}
ENROLLED = "Sera dans les listes de {year}."
WITHHELD = (
    "Sa fiche (nom, courriel, fonction) reste telle quelle : ses fonctions dépassent celles que vous pouvez "
    "donner. La direction peut importer ce fichier, ou corriger la fiche."
)


@dataclass(frozen=True)
class PreviewLine:
    """One line of the preview; `how` says by what somebody already known was recognised."""

    pk: int
    label: str
    tone: str
    kind: str
    name: str
    detail: str
    how: str
    differences: list[FieldChange]
    reasons: list[str]
    candidates: list[tuple[int, str]]
    note: str = ""


def effects_of(lines: list[ImportLine], imported: Import) -> list[PreviewLine]:
    """The lines of one page, in words; at most two queries for the pupils and one for the staff in doubt."""
    names = _candidates(lines, imported)
    is_from_table = is_table(imported) or imported.creations.get("source") == FileNature.OWN
    word = "ligne" if is_from_table else "fiche n°"
    year = imported.creations["year"]
    return [_effect(line, names, word, year) for line in lines]


def _candidates(lines: list[ImportLine], imported: Import) -> dict[tuple[str, int], str]:
    pks_by_kind: dict[str, set[int]] = {}
    for line in lines:
        pks_by_kind.setdefault(line.cells["kind"], set()).update(line.cells.get("candidates", []))
    named: dict[tuple[str, int], str] = {}
    if pupils := pks_by_kind.get(SourceRecord.Kind.PUPIL):
        enrolled = Enrolment.objects.for_school(imported.school_id).filter(
            pupil__in=pupils, school_year=imported.creations["year"]
        )
        class_of = dict(enrolled.values_list("pupil", "class_code"))
        for pupil in Pupil.objects.for_school(imported.school_id).filter(pk__in=pupils):
            born = f"{pupil.born:%d/%m/%Y}" if pupil.born else ""
            words = ", ".join(filter(None, [class_of.get(pupil.pk, ""), born])) or "sans classe"
            named[(SourceRecord.Kind.PUPIL.value, pupil.pk)] = f"{pupil} ({words})"
    if staff := pks_by_kind.get(SourceRecord.Kind.STAFF):
        for person in Person.objects.for_school(imported.school_id).filter(pk__in=staff):
            job = f", {person.job}" if person.job else ""
            named[(SourceRecord.Kind.STAFF.value, person.pk)] = f"{person}{job}"
    return named


def _effect(line: ImportLine, names: dict[tuple[str, int], str], word: str, year: str) -> PreviewLine:
    card, kind = (line.before or {}) | (line.after or {}), line.cells["kind"]
    is_new = line.effect == ImportLine.Effect.CREATED
    label = NEW_THINGS.get(kind, EFFECTS[line.effect]) if is_new else EFFECTS[line.effect]
    if line.effect == ImportLine.Effect.GONE and line.cells.get("stays"):
        label = MISSING
    place = f"{word} {line.cells['rank']}" if "rank" in line.cells else ""
    born = _in_words("born", card["born"]) if card.get("born") and "candidates" in line.cells else ""
    name = f"{card.get('family_name', '')} {card.get('given_name', '')}".strip() or card.get("label", "")
    return PreviewLine(
        line.pk,
        label,
        TONES[line.effect],
        SourceRecord.Kind(kind).label,
        name or _row(line, place),
        " · ".join(
            filter(None, [words_of(card.get("class")) or words_of(card.get("functions")), born, place])
        ),
        MATCHES.get(line.cells.get("match", ""), ""),
        differences_of(line.before, line.after) if line.effect in DIFFER else [],
        line.reasons,
        [
            (pk, names.get((kind, pk), ""))
            for pk in line.cells.get("candidates", [])
            if line.effect == "refused"
        ],
        _note(line, year),
    )


def _note(line: ImportLine, year: str) -> str:
    if line.cells.get("is_withheld"):
        return WITHHELD
    if line.effect == ImportLine.Effect.CHANGED and line.before == line.after:
        return ENROLLED.format(year=year)
    return STAYS.get(line.cells.get("stays", ""), "")


def _row(line: ImportLine, place: str) -> str:
    """What a line without a name says: where it stands in the file when it is refused, and its words."""
    words = line.cells.get("row") or line.cells["key"]
    if line.effect != ImportLine.Effect.REFUSED:
        return str(words)
    return " · ".join(filter(None, [place.capitalize(), words]))


def lines_of(imported: Import) -> QuerySet[ImportLine]:
    """Those that are shown: neither cells of a table, nor what is only remembered."""
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported)
    return lines.exclude(effect__in=["", ImportLine.Effect.UNCHANGED]).order_by("line")


def aside_words(imported: Import) -> list[str]:
    """What the figures do not say: who had left before, who is only recognised, what will be made."""
    aside = imported.creations.get("aside", 0)
    sentences = []
    if aside:
        many = f"{aside} fiches disent une sortie déjà passée : ces personnes, inconnues ici, sont laissées."
        singular = "Une fiche dit une sortie déjà passée : cette personne, inconnue ici, est laissée."
        sentences.append(many if aside > 1 else singular)
    if recognised := imported.creations.get("recognised", 0):
        many = f"{recognised} fiches sont reconnues et ne changent pas : ce fichier les retrouvera."
        singular = "Une fiche est reconnue et ne change pas : ce fichier la retrouvera."
        sentences.append(many if recognised > 1 else singular)
    for name, (singular, many) in MADE.items():
        if codes := imported.creations.get(name):
            sentences.append(f"{many if len(codes) > 1 else singular} : {', '.join(codes)}.")
    return sentences


def effect_chips(imported: Import, effect: str) -> list[FilterChip]:
    """How many lines of each effect; the first leads to all those that change something."""
    counts = [imported.created, imported.changed, imported.gone, imported.refused]
    whole, *chips = tab_chips(CHIPS, [sum(counts), *counts], effect, name="effet")
    return [whole, *(chip for chip in chips if chip.count)]


def is_table(imported: Import) -> bool:
    """A table keeps its own headers; an export, what its files say of themselves."""
    return bool(imported.headers) and not isinstance(imported.headers[0], dict)


def steps_of(imported: Import) -> list[str]:
    """A table has one step more, where its columns can be changed."""
    return TABLE_STEPS if is_table(imported) else STEPS


@dataclass(frozen=True)
class BroughtFile:
    """What one file said of itself; `is_wide`: it speaks of more schools than this one."""

    label: str
    name: str
    lines: int
    is_wide: bool
    exported_on: str
    unknown: list[str]


def files_of(imported: Import) -> list[BroughtFile]:
    """The files of an export; a table says nothing of itself."""
    if is_table(imported):
        return []
    return [
        BroughtFile(
            label=FileNature(header["nature"]).label,
            name=header["name"],
            lines=header["lines"],
            is_wide=header["nature"] in {FileNature.AAF, FileNature.GAR},
            exported_on=header["exported_on"],
            unknown=header["unknown"],
        )
        for header in imported.headers
    ]
