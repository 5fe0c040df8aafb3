"""What the year keeps about somebody: the tasks given to them or ended by them, and their calendar link."""

from typing import Any

from django.db.models import Q

from fanal.accounts.members import Member
from fanal.core.registry import PERSONAL_DATA, offer
from fanal.missions.models import TaskFeed, YearTask


@offer(PERSONAL_DATA, 15)
def tasks_of_member(member: Member) -> dict[str, Any]:
    rows = YearTask.objects.for_school(member.school)
    theirs = rows.filter(Q(person=member.person) | Q(ended_by=member.person)).by_day()
    feed = TaskFeed.objects.for_school(member.school).filter(person=member.person).first()
    return {
        "tâches de l’année": [
            {"année": row.school_year, "titre": row.title, "pour le": row.due_on,
             "état": row.get_state_display(), "note": row.note}
            for row in theirs
        ],
        "lien d’agenda": feed.made_at if feed else None,
    }  # fmt: skip
