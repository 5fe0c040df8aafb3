"""The data of one person as a file for them: as a machine reads it, and as somebody reads it."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from fanal.accounts.models import School
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.documents.paper import typeset_whole
from fanal.core.people.erasure import Subject
from fanal.core.people.subjects import find_everywhere
from fanal.core.text.french import full_day

FILE = Path(__file__).parents[1] / "documents" / "own_data.typ"
NOTHING = "Rien n’est gardé."


def namesakes(who: Subject) -> list[tuple[str, Subject]]:
    """The same name or address where the school knows somebody by it too: another page, erased apart."""
    found = [
        (noun, hit)
        for words in dict.fromkeys([" ".join(who.name_parts), *who.emails])
        if words
        for noun, hit in find_everywhere(who.school_id, words, who.today)
        if (hit.sort, hit.alike or hit.pk) != (who.sort, who.alike or who.pk)
    ]
    return list({(hit.sort, hit.pk): (noun, hit) for noun, hit in found}.values())


def as_json(school: School, subject: Subject, contents: dict[str, Any], today: date) -> bytes:
    """Machine-readable, as article 20 of the RGPD asks."""
    whole = {"établissement": school.name, "personne": subject.name, "établi le": today, **contents}
    return json.dumps(whole, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder).encode()


def as_pdf(school: School, subject: Subject, contents: dict[str, Any], today: date) -> bytes:
    data = {
        "title": f"Vos données dans Fanal – {school.name}",
        "school": f"{school.name} ({school.uai})",
        "letterhead": letterhead_of(school),
        "who": subject.name,
        "day": full_day(today),
        "sections": [[name[:1].upper() + name[1:], list(_blocks(value))] for name, value in contents.items()],
    }
    return typeset_whole(FILE, data)


def _blocks(value: Any) -> Iterator[list[str]]:
    """Lines in blocks: one for each row, one line for each of its words."""
    rows = value if isinstance(value, list) else [value]
    if not rows:
        yield [NOTHING]
    for row in rows:
        if isinstance(row, dict):
            yield [
                f"{name} : {words}"
                for name, words in ((name, _words(part)) for name, part in row.items())
                if words
            ]
        else:
            yield [_words(row) or NOTHING]


def _words(value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dict):
        return " ; ".join(f"{name} : {_words(part)}" for name, part in value.items() if _words(part))
    if isinstance(value, list):
        return ", ".join(_words(part) for part in value)
    text = str(value)
    try:
        return full_day(date.fromisoformat(text[:10])) if len(text) >= 10 and text[4] == "-" else text
    except ValueError:
        return text
