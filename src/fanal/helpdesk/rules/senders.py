"""Does this address belong to the authority? Pure: addresses in, yes or no out.

Its service desk, its technicians, or the same domain as its service desk, unless that domain is open to
anyone, or to every teacher (« ac-rennes.fr »): a desk there speaks by its own address alone.
"""

import re
from collections.abc import Iterable

OPEN_TO_ANYONE = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "sfr.fr",
        "neuf.fr",
        "laposte.net",
        "hotmail.com",
        "hotmail.fr",
        "outlook.com",
        "outlook.fr",
        "live.fr",
        "yahoo.fr",
        "yahoo.com",
        "icloud.com",
        "bbox.fr",
        "numericable.fr",
        "gmx.fr",
        "gmx.com",
        "proton.me",
        "protonmail.com",
    }
)

OF_TEACHERS = re.compile(r"(?:.+\.)?(?:(?:ac|region-academique)-[a-z-]+|education(?:\.gouv)?)\.fr")


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].strip().lower()


def is_of_authority(sender: str, desk: str, technicians: Iterable[str]) -> bool:
    """`desk`: the address of its service desk, empty when unknown."""
    sender = sender.lower()
    if sender in {desk.lower(), *(address.lower() for address in technicians)} - {""}:
        return True
    domain = domain_of(sender)
    is_shared = domain in OPEN_TO_ANYONE or OF_TEACHERS.fullmatch(domain) is not None
    return bool(desk) and domain == domain_of(desk) and not is_shared
