"""Where colleagues are found from the one search box, by whoever may read their list."""

from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.colleague import colleagues
from fanal.accounts.models.member import Member
from fanal.accounts.policies import school as policies
from fanal.core.http.addresses import address
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register


def _people(member: Member, typed: str) -> list[Hit]:
    if not policies.see_people(member.actor, None):
        return []
    today = timezone.localdate(timezone=member.school.zone_info)
    found = find(
        Person.objects.for_school(member.school).present().by_name(), typed, "given_name", "family_name"
    )
    return [
        Hit(
            f"{row.person.given_name} {row.person.family_name}",
            row.functions or row.person.job or "Aucune fonction",
            address("people:person_page", member.school.uai, row.person.pk),
        )
        for row in colleagues(found, member.school.pk, today=today)
    ]


def _hint(member: Member) -> str:
    return "personne" if policies.see_people(member.actor, None) else ""


register(SEARCH, "people")(SearchSource("Personnels", "users", _people, _hint))
