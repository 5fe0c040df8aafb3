"""What the directory keeps about somebody of the staff: what the sources said, their years, their sheets."""

from typing import Any

from django.db.models import Q

from fanal.accounts.models.member import Member
from fanal.core.own_data import OwnRows
from fanal.core.registry import PERSONAL_DATA, register
from fanal.directory.models import ChecklistTick, SourceRecord, StaffYear


@register(PERSONAL_DATA, 30)
def rows_of_member(member: Member) -> dict[str, Any]:
    who, school = member.person, member.school
    return {
        "ce que disent les exports": OwnRows(
            SourceRecord.objects.for_school(school).filter(person=who),
            {"source": "source", "numéro": "key", "dit": "told", "vu le": "seen_on"},
            "vu le",
        ),
        "années scolaires": OwnRows(
            StaffYear.objects.for_school(school).filter(person=who),
            {
                "année": "school_year",
                "fonctions": "functions",
                "classes": "classes",
                "groupes": "groups",
                "professeur principal de": "heads",
                "matières": "subjects",
            },
            "année",
        ),
        "fiches d’arrivée et de départ": OwnRows(
            ChecklistTick.objects.for_school(school).filter(Q(person=who) | Q(done_by=who)),
            {"fiche": "sheet", "ligne": "code", "le": "done_at"},
            "le",
        ),
    }
