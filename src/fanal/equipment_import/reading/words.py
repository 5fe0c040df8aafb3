"""The words of a file that are not the school's: how often each is there, and what it may mean."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from fanal.accounts.models import Person
from fanal.core.database.french_order import sort_key
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.staging import staged_lines
from fanal.equipment.models import Building, Equipment, EquipmentType, Room, Site
from fanal.equipment_import.rules.days import DayOrder, order_of
from fanal.equipment_import.rules.fields import LABELS
from fanal.equipment_import.rules.names import RoomPlaces
from fanal.equipment_import.rules.values import (
    ANY,
    LEFT_OUT,
    MAPPED,
    Vocabulary,
    choices_of,
    folded,
)

MOST_WORDS = 60
DATED = ("bought_on", "warranty_until")


def vocabulary_of(imported: Import) -> Vocabulary:
    """What the words of this file mean in its school, as far as somebody said so."""
    school = imported.school_id
    types = EquipmentType.objects.for_school(school).order_by(sort_key("name")).values_list("name", flat=True)
    rooms = Room.objects.for_school(school).order_by(sort_key("name")).values_list("name", flat=True)
    people = _people(school) if "holder" in imported.columns else {}
    sites = tuple(Site.objects.for_school(school).values_list("name", flat=True))
    return Vocabulary(imported.words, tuple(types), tuple(rooms), people, imported.school.uai, sites)


def standing_in(school_id: int) -> RoomPlaces:
    """Where each room of the school stands."""
    rooms = Room.objects.for_school(school_id).values_list("name", "building__name", "building__site__name")
    buildings = Building.objects.for_school(school_id).values_list("name", "site__name")
    return RoomPlaces({room: (building, site) for room, building, site in rooms}, buildings)


def orders_of(imported: Import) -> dict[str, DayOrder]:
    """How each column of dates writes them, by its field; one query a column, for its cells alone."""
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported).order_by("line")
    return {
        code: order_of(filter(None, lines.values_list(f"cells__{rank}", flat=True)))
        for rank, code in enumerate(imported.columns)
        if code in DATED
    }


def _people(school_id: int) -> dict[str, int]:
    """Who works there, or still holds something, by « Prénom Nom » and « Nom Prénom ».

    Nobody where two bear one name.
    """
    keys: dict[str, set[int]] = {}
    people = Person.objects.for_school(school_id)
    held = Equipment.objects.for_school(school_id).filter(holder__isnull=False).values("holder")
    rows = people.filter(Q(pk__in=people.present().values("pk")) | Q(pk__in=held))
    for pk, given, family in rows.values_list("pk", "given_name", "family_name"):
        for name in (f"{given} {family}", f"{family} {given}"):
            keys.setdefault(folded(name), set()).add(pk)
    return {name: min(pks) for name, pks in keys.items() if len(pks) == 1}


@dataclass(frozen=True)
class WordChoice:
    """One word of the file: how many lines say it, our words to choose from, the one chosen or proposed."""

    field: str
    word: str
    count: int
    choices: list[str]
    chosen: str


@dataclass(frozen=True)
class WordColumn:
    """One column whose words are to be matched; `left` counts those beyond the longest list."""

    code: str
    label: str
    words: list[WordChoice]
    left: int

    @property
    def is_refused_unless_chosen(self) -> bool:
        """Rooms and types are created and holders left out; any other word must be one of ours."""
        return self.code not in {"type", "room", "holder"}


def words_to_match(imported: Import) -> list[WordColumn]:
    """By column, the words that this school does not know, the most frequent first."""
    vocabulary = vocabulary_of(imported)
    ranks = [(rank, code) for rank, code in enumerate(imported.columns) if code in MAPPED]
    counts: dict[str, Counter[str]] = {code: Counter() for _, code in ranks}
    for _, cells in staged_lines(imported):
        for rank, code in ranks:
            if rank < len(cells) and (word := " ".join(cells[rank].split())):
                counts[code][word] += 1
    columns = (_column(code, counts[code], vocabulary) for _, code in ranks)
    return [column for column in columns if column.words]


def _column(code: str, counts: Counter[str], vocabulary: Vocabulary) -> WordColumn:
    unknown = [
        (word, count) for word, count in counts.most_common() if not vocabulary.understands(code, word)
    ]
    proposals = {word: _proposal(code, word, counts, vocabulary) for word, _ in unknown[:MOST_WORDS]}
    ours = list(dict.fromkeys([*choices_of(code, vocabulary), *filter(_is_word, proposals.values())]))
    words = [
        WordChoice(f"{code}-{rank}", word, count, _with(word, code, ours), proposals[word])
        for rank, (word, count) in enumerate(unknown[:MOST_WORDS])
    ]
    return WordColumn(code, LABELS[code], words, max(0, len(unknown) - MOST_WORDS))


def _proposal(code: str, word: str, counts: Counter[str], vocabulary: Vocabulary) -> str:
    chosen = vocabulary.chosen.get(code, {}).get(folded(word))
    return vocabulary.proposal(code, word, counts) if chosen is None else chosen


def _is_word(text: str) -> bool:
    return text not in {"", LEFT_OUT}


def _with(word: str, code: str, ours: list[str]) -> list[str]:
    """Rooms and types may also be created under the file's own word."""
    return list(dict.fromkeys([*ours, word])) if code in {"room", "type"} else ours


def is_anything_undecided(columns: list[WordColumn], imported: Import) -> bool:
    """Whether a word of the file is still to be matched: somebody chose nothing for it yet."""
    return any(
        {folded(choice.word), ANY}.isdisjoint(imported.words.get(column.code, {}))
        for column in columns
        for choice in column.words
    )
