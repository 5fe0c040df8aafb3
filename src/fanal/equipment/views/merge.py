"""« Doublons possibles »: pairs of records, side by side, merged, said distinct, separated again."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day, on_day_at_moment
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, UNPROCESSABLE, found_or_404, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.equipment.actions import merge as actions
from fanal.equipment.forms.merge import MergeForm
from fanal.equipment.models import Equipment, EquipmentMerge
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.merge import (
    FieldPair,
    TwinRow,
    compared,
    hanging,
    kept_for,
    numbers_typed,
    pair_rows,
    pairs_of,
)
from fanal.equipment.rules.merge import serials_differ

MERGED = "Les deux fiches n’en font plus qu’une. Vous pouvez les séparer ici pendant 92 jours."
ALREADY = (
    "Ces deux fiches sont déjà réunies, en celle-ci : rien n’a changé. Si ce sont deux machines, "
    "séparez-les ici."
)
WEAK = "faible"
SIGNS = {"": "Signe sûr", WEAK: "Signe faible"}
NOT_OFFERED = "C’est noté : ces deux fiches ne seront plus proposées."


@dataclass(frozen=True, kw_only=True)
class MergeListPage(Page):
    """`typed`: the two records that were asked for; `unknown`: why they are not compared."""

    template = "equipment/merge_list.html"

    page: Paged
    pairs: list[TwinRow]
    is_weak: bool
    typed: list[str]
    unknown: list[str]
    chips: list[FilterChip]


@require_safe
def merge_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """The pairs worth asking about, weak signs apart; or any two records, by their numbers or names."""
    require(policies.change_several, request.actor, None)
    typed, reasons = [request.GET.get(name, "") for name in ("a", "b")], list[str]()
    if "a" in request.GET or "b" in request.GET:
        numbers, reasons = numbers_typed(request.member, typed)
        if not reasons:
            return redirect("equipment:merge_pair", uai, *numbers)
    pairs, is_weak = pairs_of(request.member.school), request.GET.get("signe") == WEAK
    page_of_pairs = paginate(request, [pair for pair in pairs if pair.is_weak == is_weak])
    weak = sum(pair.is_weak for pair in pairs)
    page = MergeListPage(
        page=page_of_pairs,
        pairs=pair_rows(request.member.school, list(page_of_pairs)),
        is_weak=is_weak,
        typed=typed,
        unknown=reasons,
        chips=tab_chips(SIGNS, [len(pairs) - weak, weak], WEAK if is_weak else "", name="signe"),
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class MergePairPage(FormPage):
    """`gone`: those of the two that left the inventory; `serials`: both, where they tell two machines."""

    template = "equipment/merge_pair.html"

    first: Equipment
    second: Equipment
    gone: list[Equipment]
    serials: list[str]
    same: list[FieldPair]
    hanging: list[tuple[str, int, int]]


@require_http_methods(FORM)
def merge_pair(request: SchoolRequest, uai: str, number: int, other: int) -> HttpResponse:
    require(policies.change_several, request.actor, None)
    rows = _pair(request, number, other)
    if kept := _merged_already(request, rows, number, other):  # one comes back to it, or two pressed
        return redirect("equipment:equipment_page", uai, kept.number)
    first, second = _in_order(rows, number, other)
    fields = compared(first, second)
    seal = actions.seal_of_records(first, second)
    form = MergeForm(request.POST or None, rows=(first, second), fields=fields, initial={"shown": seal})
    return form_page(
        request,
        form,
        lambda values: _merge(request, form, values["shown"]),
        success=MERGED,
        next_page=lambda merge: address("equipment:equipment_page", uai, merge.kept.number),
        show=lambda reasons: _show_pair(request, (first, second), fields, form, reasons),
    )


def _show_pair(
    request: SchoolRequest,
    pair: tuple[Equipment, Equipment],
    fields: list[FieldPair],
    form: MergeForm,
    reasons: list[str],
) -> HttpResponse:
    first, second = pair
    page = MergePairPage(
        form=form,
        reasons=reasons,
        first=first,
        second=second,
        gone=[row for row in pair if not policies.merge_equipment(request.actor, row)],
        serials=_serials_apart(first, second),
        same=[field for field in fields if field.is_same],
        hanging=hanging(first, second),
    )
    return render(request, page)


def _pair(request: SchoolRequest, number: int, other: int) -> list[Equipment]:
    if number == other:
        raise Http404
    # Either, rather than « in »: a number that no column holds is then nobody's.
    rows = Equipment.objects.visible_to(request.member).filter(Q(number=number) | Q(number=other))
    return list(rows.select_related("type", "room", "kept_in", "holder", "school__authority"))


def _in_order(rows: list[Equipment], number: int, other: int) -> tuple[Equipment, Equipment]:
    """The two records, in the order of the address."""
    by_number = {row.number: row for row in rows}
    return found_or_404(by_number.get(number)), found_or_404(by_number.get(other))


def _serials_apart(first: Equipment, second: Equipment) -> list[str]:
    """Both serials, where they are a sign of two machines."""
    return [first.serial, second.serial] if serials_differ(first.serial, second.serial) else []


def _merged_already(
    request: SchoolRequest, rows: list[Equipment], number: int, other: int
) -> Equipment | None:
    """The record that both numbers lead to, once somebody made one of the two."""
    if len(rows) != 1:
        return None
    kept = kept_for(request.member, other if rows[0].number == number else number)
    return kept if kept == rows[0] else None


def _merge(request: SchoolRequest, form: MergeForm, seal: str) -> EquipmentMerge:
    kept, gone, taken = form.decided()
    return actions.merge_equipment(kept, gone, taken, seal=seal, **on_day_at_moment(request))


@require_POST
def merge_refuse(request: SchoolRequest, uai: str, number: int, other: int) -> HttpResponse:
    """« Ce sont deux machines »."""
    require(policies.change_several, request.actor, None)
    rows = _pair(request, number, other)
    if kept := _merged_already(request, rows, number, other):
        messages.warning(request, ALREADY)
        return redirect("equipment:equipment_page", uai, kept.number)
    if len(rows) < 2:
        raise Http404
    return button_page(
        request,
        lambda: actions.keep_distinct(*rows, **on_day(request)),
        success=NOT_OFFERED,
        next_page=address("equipment:merge_list", uai),
    )


@dataclass(frozen=True, kw_only=True)
class MergeUndoRefusedPage(Page):
    template = "equipment/merge_undo_refused.html"

    reasons: list[str]
    back: str


@require_POST
def merge_undo(request: SchoolRequest, uai: str, equipment_merge: int) -> HttpResponse:
    require(policies.change_several, request.actor, None)
    rows = EquipmentMerge.objects.for_school(request.member.school).select_related("kept")
    merge = get_or_404(rows, pk=equipment_merge)
    kept = merge.kept.number
    page = address("equipment:equipment_page", uai, kept)
    return button_page(
        request,
        lambda: actions.separate_equipment(merge, now=timezone.now(), by=request.actor),
        success="Les deux fiches sont séparées, telles qu’elles étaient.",
        next_page=address("equipment:merge_pair", uai, *sorted((kept, merge.gone_number))),
        show=lambda reasons: render(
            request, MergeUndoRefusedPage(reasons=reasons, back=page), status=UNPROCESSABLE
        ),
    )
