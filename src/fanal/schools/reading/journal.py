"""The journal as a person reads it: when, who, what, about which thing, before and after."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst

from fanal.accounts.models import PartnerMembership, Person, School
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import System
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.names import model_named, name_of
from fanal.core.journal.words import JOURNAL_WORDS, JournalWords, Named
from fanal.core.registry import registered

MOST_NAMED = 5  # kinds of things whose names are looked up: a page asks few questions
OTHER_CHANGE = "Autre changement"
NOBODY = "Auteur inconnu"
NOTHING = "rien"


@dataclass(frozen=True)
class NamedThing:
    """A row that an entry speaks of: what it is, its name if that was looked up, its page if any."""

    noun: str
    name: str
    url: str

    @property
    def in_full(self) -> str:
        """« Fiche : Mme Costa », « Demande n° 12 », « Salle 204 »."""
        if not self.noun or self.name.lower().startswith(self.noun.lower()):
            return capfirst(self.name)
        is_number = self.name.startswith("n°") or self.name[:1].isdecimal()
        return f"{self.noun}{' ' if is_number else ' : '}{self.name}" if self.name else self.noun

    @property
    def in_short(self) -> str:
        """« Mme Costa », « Salle 204 », or what it is where it has no name any more."""
        return self.name or self.noun


NO_THING = NamedThing("", "", "")


@dataclass(frozen=True)
class JournalLine:
    """One entry in words; `changes` are (field, before, after)."""

    at: datetime
    who: str
    what: str
    thing: str
    url: str
    is_security: bool
    reason: str
    changes: list[tuple[str, str, str]]


def all_words() -> list[JournalWords]:
    return registered(JOURNAL_WORDS)


def lines_of(
    entries: Iterable[JournalEntry],
    school: School,
    *,
    reader: Member | None = None,
    most_named: int = MOST_NAMED,
) -> list[JournalLine]:
    """These entries in words, with the addresses that this reader opens; without a reader, with none.

    One query for people, one for partners, two at most for each named kind of thing.
    """
    entries = list(entries)
    sentences = {verb: said for words in all_words() for verb, said in words.sentences.items()}
    who, named = (
        authors_named({entry.author for entry in entries}, school),
        _things(entries, school, reader, most_named),
    )
    return [_line(entry, sentences, who, named) for entry in entries]


def _line(
    entry: JournalEntry, sentences: dict[str, str], who: dict[str, str], named: dict[str, NamedThing]
) -> JournalLine:
    payload = entry.content
    thing = named.get(entry.subject, NO_THING)
    return JournalLine(
        entry.at,
        who.get(entry.author, entry.author),
        sentences.get(entry.verb, OTHER_CHANGE),
        thing.in_full,
        thing.url,
        entry.chain == "security",
        str(payload.get("reason", "")),
        _changes(entry.subject.split(":")[0], payload, named),
    )


def authors_named(references: set[str], school: School) -> dict[str, str]:
    """Each author's name: people of the school, partners, the system."""
    ids = defaultdict(list)
    for reference in references:
        kind, _, number = reference.partition(":")
        if number.isdecimal():
            ids[kind].append(int(number))
    names = {f"system:{kind.value}": kind.label for kind in System} | {"nobody": NOBODY}
    if ids["person"]:
        people = Person.objects.for_school(school).filter(pk__in=ids["person"])
        names |= {f"person:{row.pk}": str(row) for row in people}
    if ids["partner"]:
        partners = PartnerMembership.objects.filter(pk__in=ids["partner"])
        names |= {f"partner:{row.pk}": str(row) for row in partners}
    return names


def _things(
    entries: list[JournalEntry], school: School, reader: Member | None, most_named: int
) -> dict[str, NamedThing]:
    """What each entry is about; the most frequent kinds by their names, the others by their noun."""
    things_by_label = {label: things for words in all_words() for label, things in words.things.items()}
    ids: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        label, _, number = entry.subject.partition(":")
        ids[label].add(int(number) if number.isdecimal() else 0)
        for other, pk in _referred(label, entry.content):
            ids[other].add(pk)
    by_need = sorted(ids, key=lambda label: len(ids[label]), reverse=True)
    can_name = [
        label for label in by_need if label in things_by_label and things_by_label[label].names is not None
    ]
    named = {}
    for label, numbers in ids.items():
        things = things_by_label.get(label)
        names: Named = {}
        if things is not None and things.names is not None and label in can_name[:most_named]:
            names = things.names(school, numbers, reader)
        noun = things.noun if things else ""
        for pk in numbers:
            name, url = names.get(pk, ("", ""))
            named[f"{label}:{pk}"] = NamedThing(noun, name, url)
    return named


def _changes(label: str, payload: dict[str, Any], named: dict[str, NamedThing]) -> list[tuple[str, str, str]]:
    before, after = payload.get("before", {}), payload.get("after", {})
    if not isinstance(after, dict) or not isinstance(before, dict) or not before:
        return []
    fields = _fields(label)

    def words(name: str, value: Any) -> str:
        to = _pointed(fields.get(name))
        return named.get(f"{to}:{value}", NO_THING).in_short or NOTHING if to else _words(value)

    return [
        (
            str(fields[name].verbose_name) if name in fields else name,
            words(name, before.get(name)),
            words(name, after[name]),
        )
        for name in after
    ]


def _referred(label: str, payload: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """The rows that the columns changed here pointed to, or point to now: a label and an id each."""
    fields = _fields(label)
    for side in (payload.get("before"), payload.get("after")):
        for name, value in side.items() if isinstance(side, dict) else ():
            if isinstance(value, int) and (to := _pointed(fields.get(name))):
                yield to, value


def _fields(label: str) -> dict[str, Any]:
    model = model_named(label)
    return {field.name: field for field in model._meta.concrete_fields} if model else {}


def _pointed(field: Any) -> str:
    """The label of the model that this column points to; empty when the journal does not name it."""
    is_link = field is not None and field.is_relation and hasattr(field.related_model, "JOURNAL_NAME")
    return name_of(field.related_model) if is_link else ""


def _words(value: Any) -> str:
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = str(value)
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}" if len(text) == 10 else text[:200]
    except ValueError:
        return text[:200]
