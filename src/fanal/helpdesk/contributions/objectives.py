"""A category of requests may serve an objective of the digital project."""

from collections.abc import Collection

from fanal.accounts.models.member import Member
from fanal.accounts.reading.objectives import TRACED_KIND, Area, TracedKind, TracedThing
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.rules.codes import RequestKind


def _categories(member: Member) -> list[TracedThing]:
    """None has a page of its own: each opens the list of requests."""
    if not policies.export_requests(member.actor, None):
        return []
    page = address("helpdesk:request_list", member.school.uai)
    return [TracedThing(kind.value, kind.label, f"{page}?vue=toutes") for kind in RequestKind]


def _categories_of(member: Member, keys: Collection[str]) -> list[TracedThing]:
    return [thing for thing in _categories(member) if thing.key in keys]


def _present(school_id: int, keys: Collection[str]) -> set[str]:
    return {kind.value for kind in RequestKind}.intersection(keys)


KIND = TracedKind(
    "helpdesk.category", "Catégorie de demandes", Area.HELP, _categories_of, _present, choices=_categories
)
register(TRACED_KIND, "helpdesk.category")(KIND)
