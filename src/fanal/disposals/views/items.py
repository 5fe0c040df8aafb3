"""What is said of the goods of a batch: a line changed or kept, data wiped, a loss."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.forms.stale import version_of
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.page import ShortFormPage
from fanal.core.text.french import counted
from fanal.disposals.actions import items as actions
from fanal.disposals.forms.item import ItemForm, LossForm, WipingForm
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.policies import disposal as policies
from fanal.disposals.rules.item import Wiping
from fanal.disposals.views.disposal import button, disposal_or_404, short_form, trail_to


def item_or_404(request: SchoolRequest, disposal_item: int) -> DisposalItem:
    """One good, of a batch that this member may read."""
    require(policies.read_disposals, request.actor, None)
    shown = Disposal.objects.visible_to(request.member)
    rows = DisposalItem.objects.for_school(request.member.school).filter(disposal__in=shown)
    rows = rows.select_related("equipment__type", "disposal__school__authority", "wiped_by")
    found: DisposalItem = get_or_404(rows, pk=disposal_item)
    return found


@require_http_methods(FORM)
def item_change(request: SchoolRequest, uai: str, disposal_item: int) -> HttpResponse:
    item = item_or_404(request, disposal_item)
    form = ItemForm(request.POST or None, school=request.member.school, instance=item)
    seen = request.POST.get("seen") or version_of(item, form.fields)
    page = ShortFormPage(
        form=form,
        seen=seen,
        title=f"Motif et destination de « {item} »",
        trail=trail_to(item.disposal),
    )
    return short_form(
        request,
        item.disposal,
        page,
        lambda values: actions.change_item(item, values, by=request.actor, seen=seen),
        policies.change_disposal,
    )


@require_POST
def item_keep(request: SchoolRequest, uai: str, disposal_item: int) -> HttpResponse:
    item = item_or_404(request, disposal_item)
    return button(
        request,
        item.disposal_id,
        lambda _: actions.keep_item(item, **on_day(request)),
        f"« {item} » reste à l’inventaire.",
    )


@require_http_methods(FORM)
def loss_note(request: SchoolRequest, uai: str, disposal_item: int) -> HttpResponse:
    item = item_or_404(request, disposal_item)
    form = LossForm(request.POST or None, school=request.member.school, instance=item)
    seen = request.POST.get("seen") or version_of(item, form.fields)
    page = ShortFormPage(
        form=form,
        trail=trail_to(item.disposal),
        seen=seen,
        title=f"{item.get_reason_display()} : « {item} »",
        detail="Ce que vous ne savez pas reste en blanc sur la déclaration",
    )
    return short_form(
        request,
        item.disposal,
        page,
        lambda values: actions.note_loss(item, values, seen=seen, **on_day(request)),
        policies.note_disposal,
    )


def _wiped_words(count: int) -> str:
    return f"C’est noté pour {counted(count, 'équipement')}."


@require_http_methods(FORM)
def wiping_note(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    found = disposal_or_404(request, disposal)
    to_wipe = list(found.items.to_wipe().values_list("pk", flat=True))
    ticked = to_wipe if len(to_wipe) == 1 or "tout" in request.GET else []
    initial = {"items": ticked, "wiping": Wiping.DONE, "wiped_on": request.today}
    initial |= {"wiped_by": request.member.person}
    form = WipingForm(request.POST or None, school=request.member.school, disposal=found, initial=initial)

    def save(values: dict[str, Any]) -> int:
        items = {item.pk for item in values.pop("items")}
        return actions.note_wiping(found, items, values, **on_day(request))

    tick_all = (f"Cocher les {len(to_wipe)} à effacer", "?tout=1")
    page = ShortFormPage(
        form=form,
        trail=trail_to(found),
        title="Données des équipements",
        detail="L’attestation dit ce qui est noté ici, rien d’autre : la méthode, le jour et par qui",
        mark="no",
        tick_all=tick_all if to_wipe and not ticked and not form.is_bound else None,
    )
    return short_form(request, found, page, save, policies.note_disposal, _wiped_words)
