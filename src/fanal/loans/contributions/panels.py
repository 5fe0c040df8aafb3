"""What loans show elsewhere: who has a machine, on its record; what a pupil has, on theirs."""

from django.db.models import F, QuerySet

from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import annotate_permissions
from fanal.core.database.prepared import prepared
from fanal.core.http.addresses import address
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.directory.models import Pupil
from fanal.equipment.models import Equipment
from fanal.equipment.rules.states import WORKING
from fanal.loans.models import LoanItem
from fanal.loans.policies import loan as policies
from fanal.loans.rules.loan import GONE, Outcome

MOST_NAMED = 10  # of a pupil's machines; their loans are all on a page of their own


@prepared
def _out(school_id: int, equipment_id: int) -> QuerySet[LoanItem]:
    rows = LoanItem.objects.for_school(school_id).out().filter(equipment=equipment_id)
    return rows.select_related("loan").order_by("pk")[:1]


@register(PANEL, "loans.loan")
def lent(member: Member, thing: object) -> Panel | None:
    """A technician reads that it is lent, and nothing of who has it."""
    if not isinstance(thing, Equipment):
        return None
    item = _out.first(member.school.pk, thing.pk)
    if item is None:
        return None
    annotate_permissions([item.loan], policies.manage_loans, to=member.actor)
    return Panel("Prêté", "loans/panel.html", {"loan": item.loan})


@register(PANEL, "loans.set")
def entrusted(member: Member, thing: object) -> Panel | None:
    """What is entrusted to somebody becomes a loan in one press, with its agreement and its reminders."""
    if not isinstance(thing, Equipment) or thing.holder_id is None or thing.state not in WORKING:
        return None
    if not policies.manage_loans(member.actor, None):
        return None
    return Panel("Confié", "loans/entrusted_panel.html", {"machine": thing})


def _items_of(school_id: int, pupil_id: int) -> QuerySet[LoanItem]:
    """What is out, then what never came back."""
    rows = LoanItem.objects.for_school(school_id).filter(loan__pupil=pupil_id)
    rows = rows.filter(outcome__in=[Outcome.OUT, *GONE]).select_related("loan", "equipment")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "-pk")[:MOST_NAMED]


@register(PANEL, "loans.pupil")
def pupil_loans(member: Member, thing: object) -> Panel | None:
    """What a pupil has, or their family for them, and what is lost; their « quitus » once nothing is out."""
    if not isinstance(thing, Pupil) or not policies.manage_loans(member.actor, None):
        return None
    uai, rows = member.school.uai, list(_items_of(member.school.pk, thing.pk))
    context = {
        "items": [item for item in rows if not item.is_gone],
        "gone": [item for item in rows if item.is_gone],
        "page": f"{address('loans:loan_list', uai)}?eleve={thing.pk}",
        "clearance": address("loans:pupil_clearance", uai, thing.pk),
    }
    return Panel("Prêts", "loans/pupil_panel.html", context)
