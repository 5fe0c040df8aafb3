"""The journal as a person reads it: when, who, what, about which thing, before and after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fanal.accounts.models import PartnerMembership, Person, School
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import System
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.names import model_named
from fanal.core.journal.words import JournalWords, Named
from fanal.core.registry import JOURNAL_WORDS, registered

MOST_NAMED = 3  # kinds of things whose names are looked up: a page asks few questions
OTHER_CHANGE = "Autre changement"
NOBODY = "Auteur inconnu"
NOTHING = "rien"


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
    entry: JournalEntry, sentences: dict[str, str], who: dict[str, str], named: dict[str, tuple[str, str]]
) -> JournalLine:
    payload = entry.content
    thing, url = named.get(entry.subject, ("", ""))
    return JournalLine(
        entry.at,
        who.get(entry.author, entry.author),
        sentences.get(entry.verb, OTHER_CHANGE),
        thing,
        url,
        entry.chain == "security",
        str(payload.get("reason", "")),
        _changes(entry.subject.split(":")[0], payload),
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
) -> dict[str, tuple[str, str]]:
    """What each entry is about; the most frequent kinds by their names, the others by their noun."""
    things_by_label = {label: things for words in all_words() for label, things in words.things.items()}
    ids: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        label, _, number = entry.subject.partition(":")
        ids[label].add(int(number) if number.isdecimal() else 0)
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
            named[f"{label}:{pk}"] = (f"{noun} {name}".strip(), url)
    return named


def _changes(label: str, payload: dict[str, Any]) -> list[tuple[str, str, str]]:
    before, after = payload.get("before", {}), payload.get("after", {})
    if not isinstance(after, dict) or not isinstance(before, dict) or not before:
        return []
    return [(_field(label, name), _words(before.get(name)), _words(after[name])) for name in after]


def _field(label: str, name: str) -> str:
    """What a column is called on the screen."""
    model = model_named(label)
    names = {field.name: str(field.verbose_name) for field in model._meta.concrete_fields} if model else {}
    return names.get(name, name)


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
