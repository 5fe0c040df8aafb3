"""What does one record of two say, and can they still be separated?

The record that stays keeps what it says; the other fills what is empty. Somebody present on either is
present. Separating is exact only while nothing else wrote in the record: the words say what did.
"""

import hashlib
import json
from typing import Any

State = dict[str, Any]
FIELDS = {
    "family_name": "le nom",
    "given_name": "le prénom",
    "born": "la date de naissance",
    "left_on": "le départ",
    "civility": "la civilité",
    "email": "le courriel",
    "phone": "le téléphone",
    "job": "la fonction",
}
SINCE = "Un import, ou quelqu’un, a changé cette fiche depuis qu’elle est réunie : {what}. "
WHY = "Fanal ne sait plus à laquelle des deux personnes cela revient, et ne les sépare donc pas."


def seal_of(*states: State) -> str:
    """What was looked at, in one word: it is joined only as it was shown."""
    text = json.dumps(sorted(json.dumps(state, sort_keys=True) for state in states))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def united(kept: State, gone: State) -> State:
    """The fields of the record that stays."""
    fields = {name: kept[name] or gone[name] for name in kept}
    left = (kept["left_on"], gone["left_on"])
    return fields | {"left_on": max(left) if all(left) else None}


def change_words(left: State, now: State) -> list[str]:
    """Why the record cannot be separated: what changed since it was joined; empty when nothing did."""
    what = [words for name, words in FIELDS.items() if left["fields"].get(name) != now["fields"].get(name)]
    before, after = ({year["school_year"]: year for year in state["years"]} for state in (left, now))
    what += [f"l’année {year}" for year in sorted({*before, *after}) if before.get(year) != after.get(year)]
    if left["known"].keys() != now["known"].keys():
        what.append("les sources qui la nomment")
    elif not what and left["known"] != now["known"]:
        what.append("ce qu’en dit une source")
    return [SINCE.format(what=", ".join(what)) + WHY] if what else []
