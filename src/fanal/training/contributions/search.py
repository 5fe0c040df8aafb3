"""Sessions and offers of training, from the one search box."""

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register
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


register(SEARCH, "training.sessions")(SearchSource("Séances de formation", "calendar", _sessions))
register(SEARCH, "training.offers")(SearchSource("Offres de formation", "book", _offers))
