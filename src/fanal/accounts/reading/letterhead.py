"""The official head of papers: the school, the bodies above it, its logo, the number of the paper."""

from typing import Any

from fanal.accounts.models import School
from fanal.core.files.attachments import read_whole

STATUS = {
    School.Status.PUBLIC: "Établissement public local d’enseignement",
    School.Status.PRIVATE: "Établissement privé sous contrat",
}


def letterhead_of(school: School, number: str = "") -> dict[str, Any]:
    """What `core/documents/paper.typ` draws. `number`: that of a paper which has one (`number_of`)."""
    return letterhead_words(school) | {"logo": logo_of(school), "number": number}


def letterhead_words(school: School) -> dict[str, Any]:
    """The words alone, as a signed paper keeps them.

    An authority is named once it is confirmed that the school is under it.
    """
    authority = school.authority if school.is_authority_confirmed else None
    address = ", ".join(part for part in (school.address, school.city) if part)
    return {
        "name": school.name,
        "lines": [
            line for line in (address, f"{STATUS[School.Status(school.status)]} · {school.uai}") if line
        ],
        "bodies": [str(body) for body in (school.academy, authority) if body],
    }


def logo_of(school: School) -> list[int]:
    """The bytes of its picture; none when the school gave none, or when the disk has lost or spoilt it."""
    return list(read_whole(school.pk, school.logo) or b"") if school.logo else []


def number_of(year: object, number: object) -> str:
    """« N° 2026-2027/12 », as a secretariat files a paper of that school year."""
    return f"N° {year}/{number}"
