"""The batches of a school, and a new one."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, paginate
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.core.text.french import counted
from fanal.core.text.words import numbers_of
from fanal.disposals.actions import preparing
from fanal.disposals.actions.preparing import LeftOut, Proposal
from fanal.disposals.forms.disposal import DisposalForm
from fanal.disposals.models import Disposal
from fanal.disposals.models.disposal import DisposalQuerySet
from fanal.disposals.policies import disposal as policies
from fanal.disposals.rules.disposal import MOST_ITEMS
from fanal.equipment.forms.scanned import with_twice
from fanal.equipment.models import Equipment
from fanal.equipment.reading.owners import names_of
from fanal.equipment.rules.listing import EquipmentFilter

TABS: dict[str, tuple[str, Callable[[DisposalQuerySet], DisposalQuerySet]]] = {
    "": ("Toutes", lambda rows: rows),
    "attente": ("Attendent la décision", lambda rows: rows.waiting()),
    "decidees": ("À terminer", lambda rows: rows.decided()),
}


@dataclass(frozen=True, kw_only=True)
class DisposalList(Page):
    """`rows`: each batch with the name of its owner; `worn`: how many machines have outlived their type."""

    template = "disposals/disposal_list.html"

    page: Paged
    chips: list[FilterChip]
    tab: str
    rows: list[tuple[Disposal, str]]
    school: School
    worn: int
    worn_page: str


@require_safe
def disposal_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_disposals, request.actor, None)
    shown: DisposalQuerySet = Disposal.objects.visible_to(request.member)
    asked = request.GET.get("vue", "")
    tab = asked if asked in TABS else ""
    counts = {code: narrow(shown).count() for code, (_, narrow) in TABS.items()}
    chips = tab_chips({code: label for code, (label, _) in TABS.items()}, counts.values(), tab)
    page = paginate(request, TABS[tab][1](shown).for_list(), count=counts[tab])
    school = request.member.school
    annotate_permissions([school], policies.prepare_disposal, to=request.actor)
    worn = Equipment.objects.visible_to(request.member).present().worn(request.today)
    owners = names_of(school)
    shown_page = DisposalList(
        page=page,
        chips=chips if counts[""] else [],
        tab=tab,
        rows=[(disposal, owners[disposal.owner]) for disposal in page],
        school=school,
        worn=worn.count() if policies.prepare_disposal(request.actor, school) else 0,
        worn_page=f"{address('equipment:equipment_list', uai)}?{EquipmentFilter(is_worn=True).query}",
    )
    return render(request, shown_page)


def proposal_sentence(proposal: Proposal) -> str:
    """How many are proposed and where; why there are several batches; what was left out, by name."""
    where = " et ".join(str(disposal) for disposal in proposal.disposals)
    words = f"{counted(proposal.count, 'équipement proposé', 'équipements proposés')} : {where}."
    if len(proposal.disposals) > 1:
        words += " Chaque propriétaire décide de ses biens : il y a une sortie pour chacun."
    return words + left_out_of(proposal)


def left_out_of(proposal: Proposal) -> str:
    """What was left out: each reason once, with the first machine it holds for; nothing when nothing was."""
    if not proposal.left_out:
        return ""
    alike: dict[str, list[LeftOut]] = defaultdict(list)
    for left in proposal.left_out:
        alike[left.reason].append(left)
    words = f" {counted(len(proposal.left_out), 'laissé', 'laissés')} de côté."
    for first, *others in alike.values():
        words += f" {first}"
        if others:
            words += f" Et {counted(len(others), 'autre')} pour la même raison."
    return words


@dataclass(frozen=True, kw_only=True)
class DisposalPreparing(FormPage):
    """`count`: how many were ticked in the list of machines."""

    template = "disposals/disposal_form.html"

    count: int


@require_http_methods(FORM)
def disposal_prepare(request: SchoolRequest, uai: str) -> HttpResponse:
    """With the machines chosen in the list (`?n=1&n=2`), or scanned here."""
    school = request.member.school
    numbers = numbers_of(request.GET.getlist("n"))[: MOST_ITEMS + 1]
    initial = {"numbers": " ".join(map(str, numbers))}
    form = DisposalForm(request.POST or None, school=school, initial=initial)

    def save(values: dict[str, Any]) -> Proposal:
        machines, stamp = form.chosen_machines(), on_day(request)
        return preparing.prepare_disposal(school, values["name"], machines, form.given(), **stamp)

    return form_page(
        request,
        DisposalPreparing(form=form, count=len(str(form["numbers"].value() or "").split())),
        save,
        success=lambda proposal: with_twice(proposal_sentence(proposal), form.cleaned_data["machines"]),
        next_page=lambda proposal: _page_of(proposal, uai),
        require=lambda: require(policies.prepare_disposal, request.actor, None),
    )


def _page_of(proposal: Proposal, uai: str) -> str:
    """The batch that was prepared; the list where there are several."""
    if len(proposal.disposals) > 1:
        return address("disposals:disposal_list", uai)
    return address("disposals:disposal_page", uai, proposal.disposals[0].pk)
