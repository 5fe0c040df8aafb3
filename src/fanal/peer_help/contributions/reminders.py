"""Each hour of a working day, what somebody who left was helping with waits for the team again."""

from datetime import datetime

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.core.registry import REMINDERS, register
from fanal.peer_help.actions.project_help import give_back_of_leavers


@register(REMINDERS, "peer_help")
def give_back(school: School, *, now: datetime, by: Actor) -> None:
    give_back_of_leavers(school, today=now.astimezone(school.zone_info).date())
