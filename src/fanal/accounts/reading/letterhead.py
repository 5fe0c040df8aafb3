"""The official head of a school's papers: who it is, where, and the bodies above it."""

from typing import Any

from fanal.accounts.models import School

STATUS = {
    School.Status.PUBLIC: "Établissement public local d’enseignement",
    School.Status.PRIVATE: "Établissement privé sous contrat",
}


def letterhead_of(school: School) -> dict[str, Any]:
    """What `core/paper.typ` draws. An authority is named once it is confirmed that the school is under it."""
    authority = school.authority if school.is_authority_confirmed else None
    address = ", ".join(part for part in (school.address, school.city) if part)
    return {
        "name": school.name,
        "lines": [
            line for line in (address, f"{STATUS[School.Status(school.status)]} · {school.uai}") if line
        ],
        "bodies": [str(body) for body in (school.academy, authority) if body],
    }
