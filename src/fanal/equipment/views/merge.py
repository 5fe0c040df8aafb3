"""« Doublons possibles »: pairs of records, side by side, merged, said distinct, separated again."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, found_or_404, get_or_404, paginate, render_page
from fanal.equipment.actions import merge as actions
from fanal.equipment.forms.merge import MergeForm
from fanal.equipment.models import Equipment, EquipmentMerge
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.merge import compared, hanging, kept_for, numbers_typed, pair_rows, pairs_of
from fanal.equipment.rules.merge import serials_differ

MERGED = "Les deux fiches n’en font plus qu’une. Vous pouvez les séparer ici pendant 92 jours."
ALREADY = (
    "Ces deux fiches sont déjà réunies, en celle-ci : rien n’a changé. Si ce sont deux machines, "
    "séparez-les ici."
)
NOT_OFFERED = "C’est noté : ces deux fiches ne seront plus proposées."


@require_safe
def merge_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """The pairs worth asking about, weak signs apart; or any two records, by their numbers or names."""
    require(policies.change_several, request.actor, None)
    typed, reasons = [request.GET.get(name, "") for name in ("a", "b")], list[str]()
    if "a" in request.GET or "b" in request.GET:
        chosen, reasons = numbers_typed(request.member, typed)
        if not reasons:
            return redirect("equipment:merge_pair", uai, *chosen)
    pairs, is_weak = pairs_of(request.member.school), request.GET.get("signe") == "faible"
    page = paginate(request, [pair for pair in pairs if pair.is_weak == is_weak])
    weak = sum(pair.is_weak for pair in pairs)
    context = {
        "page": page,
        "pairs": pair_rows(request.member.school, list(page)),
        "is_weak": is_weak,
        "typed": typed,
        "unknown": reasons,
        "chips": [
            {"label": "Signe sûr", "url": "?", "count": len(pairs) - weak, "current": not is_weak},
            {"label": "Signe faible", "url": "?signe=faible", "count": weak, "current": is_weak},
        ],
    }
    return render_page(request, "equipment/merge_list.html", context)


@require_http_methods(FORM)
def merge_pair(request: SchoolRequest, uai: str, number: int, other: int) -> HttpResponse:
    require(policies.change_several, request.actor, None)
    rows = _pair(request, number, other)
    if kept := _merged_already(request, rows, number, other):  # one comes back to it, or two pressed
        return redirect("equipment:equipment_page", uai, kept.number)
    first, second = [
        found_or_404(next((row for row in rows if row.number == n), None)) for n in (number, other)
    ]
    fields = compared(first, second)
    serials = [row.serial for row in (first, second)] if serials_differ(first.serial, second.serial) else []
    seal = actions.seal_of_records(first, second)
    form = MergeForm(request.POST or None, rows=(first, second), fields=fields, initial={"shown": seal})
    return form_page(
        request,
        form,
        lambda values: _merge(request, form, values["shown"]),
        template="equipment/merge_pair.html",
        success=MERGED,
        next_page=lambda merge: address("equipment:equipment_page", uai, merge.kept.number),
        context=lambda: {
            "first": first,
            "second": second,
            "gone": [row for row in (first, second) if not policies.merge_equipment(request.actor, row)],
            "serials": serials,
            "same": [field for field in fields if field.is_same],
            "hanging": hanging(first, second),
        },
    )


def _pair(request: SchoolRequest, number: int, other: int) -> list[Equipment]:
    if number == other:
        raise Http404
    # Either, rather than « in »: a number that no column holds is then nobody's.
    rows = Equipment.objects.visible_to(request.member).filter(Q(number=number) | Q(number=other))
    return list(rows.select_related("type", "room", "kept_in", "holder", "school__authority"))


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
    now: dict[str, Any] = {"now": timezone.now(), **on_day(request)}
    return actions.merge_equipment(kept, gone, taken, seal=seal, **now)


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
        show=lambda reasons: render_page(
            request, "equipment/merge_undo_refused.html", {"reasons": reasons, "back": page}, status=422
        ),
    )
