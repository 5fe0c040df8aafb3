"""Pages that belong together, as one row of links: each leads to those that its reader may open."""

from collections.abc import Callable, Sequence
from typing import Any

from fanal.accounts.models.member import Actor, Member
from fanal.core.addresses import address

Section = tuple[str, str, str, Callable[[Actor, None], bool]]  # code, label, page, right to read it


def _nothing(code: str) -> str:
    return ""


def row_of_links(
    sections: Sequence[Section], member: Member, current: str, query: Callable[[str], str] = _nothing
) -> list[dict[str, Any]]:
    """Nothing when there would be one alone. `query`: the end of the address of each page, by its code."""
    uai = member.school.uai
    links = [
        {"label": label, "url": address(page, uai) + query(code), "current": code == current, "count": None}
        for code, label, page, right in sections
        if right(member.actor, None)
    ]
    return links if len(links) > 1 else []


def first_of(sections: Sequence[Section], member: Member) -> str:
    """The address of the first page that this member may open, or nothing."""
    uai, actor = member.school.uai, member.actor
    return next((address(page, uai) for _, _, page, right in sections if right(actor, None)), "")
