"""The batches of a school, and a new one."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.filter_chips import tab_chips
from fanal.core.form_page import form_page
from fanal.core.http import FORM, paginate, render_page
from fanal.core.words import numbers_of
from fanal.disposals.actions import preparing
from fanal.disposals.actions.preparing import LeftOut, Proposal
from fanal.disposals.forms.disposal import DisposalForm
from fanal.disposals.models import Disposal
from fanal.disposals.models.disposal import DisposalQuerySet
from fanal.disposals.policies import disposal as policies
from fanal.disposals.rules.disposal import MOST_ITEMS
from fanal.equipment.models import Equipment
from fanal.equipment.reading.owners import names_of
from fanal.equipment.rules.listing import EquipmentFilter

TABS: dict[str, tuple[str, Callable[[DisposalQuerySet], DisposalQuerySet]]] = {
    "": ("Toutes", lambda rows: rows),
    "attente": ("Attendent la décision", lambda rows: rows.waiting()),
    "decidees": ("À terminer", lambda rows: rows.decided()),
}


@require_safe
def disposal_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_disposals, request.actor, None)
    shown: DisposalQuerySet = Disposal.objects.visible_to(request.member)
    asked = request.GET.get("vue", "")
    tab = asked if asked in TABS else ""
    counts = {code: narrow(shown).count() for code, (_, narrow) in TABS.items()}
    chips = tab_chips({code: label for code, (label, _) in TABS.items()}, counts.values(), tab)
    page = paginate(request, TABS[tab][1](shown).for_list(), count=counts[tab])
    can_prepare = policies.prepare_disposal(request.actor, None)
    worn = Equipment.objects.visible_to(request.member).present().worn(request.today)
    owners = names_of(request.member.school)
    context = {
        "page": page,
        "chips": chips if counts[""] else [],
        "tab": tab,
        "rows": [(disposal, owners[disposal.owner]) for disposal in page],
        "can_prepare": can_prepare,
        "worn": worn.count() if can_prepare else 0,
        "worn_page": f"{address('equipment:equipment_list', uai)}?{EquipmentFilter(is_worn=True).query}",
    }
    return render_page(request, "disposals/disposal_list.html", context)


def said_of(proposal: Proposal) -> str:
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


@require_http_methods(FORM)
def disposal_prepare(request: SchoolRequest, uai: str) -> HttpResponse:
    """With the machines chosen in the list (`?n=1&n=2`), or scanned here."""
    school = request.member.school
    numbers = numbers_of(request.GET.getlist("n"))[: MOST_ITEMS + 1]
    initial = {"numbers": " ".join(str(number) for number in numbers)}
    form = DisposalForm(request.POST or None, school=school, initial=initial)

    def save(values: dict[str, Any]) -> Proposal:
        machines, now = form.chosen_machines(), on_day(request)
        return preparing.prepare_disposal(school, values["name"], machines, form.given(), **now)

    def next_page(proposal: Proposal) -> str:
        if len(proposal.disposals) > 1:
            return address("disposals:disposal_list", uai)
        return address("disposals:disposal_page", uai, proposal.disposals[0].pk)

    return form_page(
        request,
        form,
        save,
        template="disposals/disposal_form.html",
        success=said_of,
        next_page=next_page,
        context={"chosen": len(str(form["numbers"].value() or "").split())},
        require=lambda: require(policies.prepare_disposal, request.actor, None),
    )
