"""On the record of a machine: whether it is lent, and to whom, for those who may know."""

from django.db.models import QuerySet

from fanal.accounts.models.member import Member
from fanal.core.panels import Panel
from fanal.core.prepared import prepared
from fanal.core.registry import PANEL, register
from fanal.equipment.models import Equipment
from fanal.loans.models import LoanItem
from fanal.loans.policies import loan as policies


@prepared
def _out(school_id: int, equipment_id: int) -> QuerySet[LoanItem]:
    rows = LoanItem.objects.for_school(school_id).out().filter(equipment=equipment_id)
    return rows.select_related("loan").order_by("pk")[:1]


@register(PANEL, 21)
def lent(member: Member, thing: object) -> Panel | None:
    """A technician reads that it is lent, and nothing of who has it."""
    if not isinstance(thing, Equipment):
        return None
    item = _out.first(member.school.pk, thing.pk)
    if item is None:
        return None
    sees_who = policies.manage_loans(member.actor, item.loan)
    return Panel("Prêté", "loans/panel.html", {"loan": item.loan, "sees_who": sees_who})
