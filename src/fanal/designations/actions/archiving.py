"""What becomes of the acts of a service that is put away: drafts go, what stands is ended first."""

from datetime import date

from fanal.accounts.models.member import Actor
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.designations.models import Designation
from fanal.designations.rules.designations import archive_refusals
from fanal.online_services.models import OnlineService


def drop_drafts(service: OnlineService, today: date, by: Actor) -> None:
    """In the transaction that archives it; refused while an act is in force, or waits to be signed."""
    acts = Designation.objects.for_school(service.school_id).filter(service=service)
    drafts = list(acts.filter(step="draft").order_by("pk").select_for_update(of=("self",)))
    standing = [*acts.awaiting(), *acts.in_force(today)]
    if reasons := archive_refusals([act.number for act in standing]):
        raise RuleBroken(reasons)
    for draft in drafts:
        journal.noted(draft, by=by, verb="online_services.act_dropped", number=draft.number)
        draft.delete()
