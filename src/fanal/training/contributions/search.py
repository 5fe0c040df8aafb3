"""Sessions and offers of training, from the one search box."""

from fanal.accounts.models.member import Member
from fanal.core.addresses import address
from fanal.core.registry import SEARCH, register
from fanal.core.search import Hit, SearchSource, find
from fanal.training.models import TrainingOffer, TrainingSession
from fanal.training.policies import session as policies


def _sessions(member: Member, typed: str) -> list[Hit]:
    if not policies.read_sessions(member.actor, None):
        return []
    rows = TrainingSession.objects.for_school(member.school).select_related("school").order_by("-starts_at")
    uai = member.school.uai
    return [
        Hit(row.title, f"le {row.day:%d/%m/%Y}", address("training:session_page", uai, row.pk))
        for row in find(rows, typed, *rows.searched)
    ]


def _offers(member: Member, typed: str) -> list[Hit]:
    if not policies.read_sessions(member.actor, None):
        return []
    rows = TrainingOffer.objects.for_school(member.school).offered().order_by("title")
    page = address("training:offer_list", member.school.uai)
    return [Hit(row.title, row.get_kind_display(), page) for row in find(rows, typed, *rows.searched)]


register(SEARCH, 41)(SearchSource("Séances de formation", "calendar", _sessions))
register(SEARCH, 42)(SearchSource("Offres de formation", "book", _offers))
