"""Where pupils are found from the one search box, by whoever may read their list."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register
from fanal.directory.models import Enrolment, Pupil
from fanal.directory.policies import directory as policies
from fanal.year.rules.years import prepared_on, year_of


def _pupils(member: Member, typed: str) -> list[Hit]:
    if not policies.read_pupils(member.actor, None):
        return []
    today = timezone.localdate()
    years = [year.label for year in (year_of(today), prepared_on(today)) if year]
    # In summer a pupil may have two years: the class of this one, or of the next for whoever arrives.
    theirs = Enrolment.objects.for_school(OuterRef("school_id")).filter(
        pupil=OuterRef("pk"), school_year__in=years
    )
    rows = Pupil.objects.for_school(member.school).present(today)
    rows = rows.annotate(class_code=Subquery(theirs.order_by("school_year").values("class_code")[:1]))
    rows = rows.filter(class_code__isnull=False).by_name()
    return [
        Hit(
            f"{row.family_name} {row.given_name}",
            row.class_code or "sans classe",
            address("directory:pupil_page", member.school.uai, row.pk),
        )
        for row in find(rows, typed, "given_name", "family_name")
    ]


register(SEARCH, "directory")(SearchSource("Élèves", "school", _pupils))
