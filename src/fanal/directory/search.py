"""Where pupils are found from the one search box, by whoever may read their list."""

from django.db.models import F
from django.utils import timezone

from fanal.accounts.members import Member
from fanal.accounts.rules.years import year_of
from fanal.core.addresses import address
from fanal.core.registry import SEARCH, offer
from fanal.core.search import Hit, SearchSource, find
from fanal.directory import policies
from fanal.directory.models import Pupil


def _pupils(member: Member, typed: str) -> list[Hit]:
    if not policies.read_pupils(member.actor, None):
        return []
    year = year_of(timezone.localdate()).label
    rows = Pupil.objects.for_school(member.school).present().filter(enrolments__school_year=year)
    rows = rows.annotate(class_code=F("enrolments__class_code")).by_name()
    return [
        Hit(
            f"{row.family_name} {row.given_name}",
            row.class_code or "sans classe",
            address("directory:pupil_page", member.school.uai, row.pk),
        )
        for row in find(rows, typed, "given_name", "family_name")
    ]


offer(SEARCH, 35)(SearchSource("Élèves", "school", _pupils))
