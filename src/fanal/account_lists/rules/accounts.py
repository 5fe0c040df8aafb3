"""One line of an account list, cleaned: who it says the account is for, and when it was last used. Pure.

`key` names the account from one list to the next; `names` and `words` are what the directory is compared by.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fanal.account_lists.rules.profiles import gives_rights, is_yes, side_of
from fanal.account_lists.rules.shared import is_shared, plain

LONGEST = 120  # characters of a cell that is kept
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
LEVEL = re.compile(r"^(\d+)(?:ieme|eme|e(?=.)|ere(?=.)|nde|de(?=.))")
FRENCH_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})")
WORDED_DAY = re.compile(r"\b(\d{1,2})(?:er)? ([a-z]{3,9})\.? (\d{4})\b")
MONTHS = ("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
NEVER = ("jamais", "never", "aucune", "-", "–", "non", "n/a", "0")
CENTURY = 100


@dataclass(frozen=True)
class Account:
    """`key` is empty when the line tells nobody; `side` is « pupil », « staff », « guardian » or unknown."""

    key: str
    texts: dict[str, str]
    name: str = ""
    words: str = ""
    email: str = ""
    external: str = ""
    class_key: str = ""
    born: date | None = None
    side: str = ""
    seen: date | None = None
    is_admin: bool = False
    is_shared: bool = False
    is_never_seen: bool = False
    has_strange_date: bool = False


def name_key(text: str) -> str:
    """« LE GOFF » and « Le-Goff » are one: as the directory compares names."""
    return NOT_A_LETTER.sub("", plain(text))


def words_key(text: str) -> str:
    """The words of a name in alphabetical order: whichever comes first, family or given."""
    return " ".join(sorted(word for word in NOT_A_LETTER.split(plain(text)) if word))


@lru_cache(maxsize=4096)
def class_key(text: str) -> str:
    """« 6ème A », « 6e A », « 6 A » and « 6A » are one class."""
    return LEVEL.sub(r"\1", NOT_A_LETTER.sub("", plain(text)))


def split_name(full: str) -> tuple[str, str]:
    """The names in « DUPONT Marie », « Marie DUPONT » or « Dupont, Marie »; two empty words otherwise."""
    if "," in full:
        family, _, given = full.partition(",")
        return family.strip(), given.strip()
    words = full.split()
    upper = [word for word in words if word.isupper() and len(word) > 1]
    others = [word for word in words if word not in upper]
    return (" ".join(upper), " ".join(others)) if upper and others else ("", "")


@lru_cache(maxsize=4096)
def day_of(text: str) -> date | None:
    """The day a cell tells, in one of the ways services write it; None when it tells none."""
    folded = plain(text)
    try:
        if match := ISO_DAY.search(folded):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := FRENCH_DAY.search(folded):
            year = int(match[3])
            return date(year + 2000 if year < CENTURY else year, int(match[2]), int(match[1]))
        if match := WORDED_DAY.search(folded):
            month = next((rank for rank, name in enumerate(MONTHS, 1) if match[2].startswith(name)), 0)
            return date(int(match[3]), month, int(match[1]))
    except ValueError:
        return None
    return None


@lru_cache(maxsize=4096)
def is_never(text: str) -> bool:
    """« Jamais connecté », or nothing at all."""
    folded = plain(text).strip()
    return not folded or folded in NEVER or folded.startswith(("jamais", "never"))


def read_account(cells: Mapping[str, str], *, has_seen: bool) -> Account:
    """What the cells of one line say, by the code of their column. `has_seen`: the list tells connections."""
    texts = {code: text[:LONGEST] for code, cell in cells.items() if (text := " ".join(cell.split()))}
    family, given = texts.get("family_name", ""), texts.get("given_name", "")
    full = texts.get("full_name", "")
    if not (family or given) and full:
        family, given = split_name(full)
    whole = f"{family} {given}".strip() or full
    profile, seen = texts.get("profile", ""), texts.get("seen", "")
    born, klass = day_of(texts.get("born", "")), class_key(texts.get("class", ""))
    last, words = day_of(seen), words_key(whole)
    return Account(
        key=_key(texts, words, klass, born),
        texts=texts,
        name=name_key(f"{family} {given}") if family and given else "",
        words=words,
        email=texts.get("email", "").lower(),
        external=texts.get("external", ""),
        class_key=klass,
        born=born,
        side=side_of(profile),
        seen=last,
        is_admin=is_yes(texts.get("admin", "")) or gives_rights(profile),
        is_shared=is_shared(
            login=texts.get("login", ""),
            family_name=texts.get("family_name", ""),
            given_name=texts.get("given_name", ""),
            full_name=full,
            email=texts.get("email", ""),
        ),
        is_never_seen=has_seen and is_never(seen),
        has_strange_date=last is None and not is_never(seen),
    )


def _key(texts: Mapping[str, str], words: str, klass: str, born: date | None) -> str:
    for code in ("identifier", "login", "email", "external"):
        if code in texts:
            return f"{code}:{texts[code].lower()}"
    return f"name:{words}|{klass}|{born or ''}" if words else ""
