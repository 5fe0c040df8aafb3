"""The consumables: their list, one of them, what is taken, brought in or counted, what to order."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import Right, annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core import undo
from fanal.core.addresses import address
from fanal.core.combined_counts import answers, count
from fanal.core.filter_chips import tab_chips
from fanal.core.form_page import SAVED, form_page, press
from fanal.core.http import FORM, attached_pdf, get_or_404, paginate, render_page
from fanal.core.money import euros
from fanal.core.paper import typeset_whole
from fanal.core.sheets.download import download
from fanal.core.stale import version_of
from fanal.core.typography import grouped
from fanal.equipment.reading.scanned import machine_typed
from fanal.supplies.actions import consumable as actions
from fanal.supplies.forms.consumable import (
    BringInForm,
    ConsumableForm,
    CountForm,
    NewConsumableForm,
    TakeForm,
)
from fanal.supplies.models import Consumable
from fanal.supplies.models.consumable import ConsumableQuerySet
from fanal.supplies.policies import consumable as policies
from fanal.supplies.reading.export import CONSUMABLE_COLUMNS
from fanal.supplies.reading.stock import ORDERS, TABS, needs_of, of_tab, order_paper


def _rows(request: SchoolRequest) -> ConsumableQuerySet:
    require(policies.read_stock, request.actor, None)
    rows: ConsumableQuerySet = Consumable.objects.visible_to(request.member).select_related("room")
    return rows.order_by("name")


def consumable_or_404(request: SchoolRequest, pk: int) -> Consumable:
    consumable: Consumable = get_or_404(_rows(request), pk=pk)
    annotate_permissions([consumable], policies.take_consumable, policies.keep_stock, to=request.actor)
    return consumable


@require_safe
def consumable_list(request: SchoolRequest, uai: str) -> HttpResponse:
    typed, asked = request.GET.get("q", ""), request.GET.get("vue", "")
    tab = asked if asked in TABS else ""
    rows = _rows(request).matching(typed)
    annotate_permissions([request.member.school], policies.keep_stock, to=request.actor)
    counts = answers([count(of_tab(rows, code)) for code in TABS])
    context = {
        "page": paginate(request, of_tab(rows, tab)),
        "chips": tab_chips(TABS, counts, tab, kept={"q": typed} if typed else {}),
        "tab": tab,
        "needs": needs_of(request.member.school),
        "school": request.member.school,
    }
    return render_page(request, "supplies/consumable_list.html", context, fragment="results")


@require_safe
def consumable_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    rows = of_tab(_rows(request).matching(request.GET.get("q", "")), request.GET.get("vue", ""))
    lines = ([value(row) for _, value in CONSUMABLE_COLUMNS] for row in rows)
    name = f"consommables-{uai}-{request.today:%Y-%m-%d}"
    headers = [header for header, _ in CONSUMABLE_COLUMNS]
    return download(form, headers, lines, name=name, title="Consommables")


@require_safe
def order_file(request: SchoolRequest, uai: str) -> HttpResponse:
    data = order_paper(request.member.school, _rows(request).at_threshold(), request.today)
    return attached_pdf(typeset_whole(ORDERS, data), f"a-commander-{uai}")


@require_safe
def consumable_page(request: SchoolRequest, uai: str, consumable: int) -> HttpResponse:
    return show_consumable(request, consumable_or_404(request, consumable), [])


def show_consumable(request: SchoolRequest, consumable: Consumable, reasons: list[str]) -> HttpResponse:
    movements = consumable.movements.select_related("equipment", "room", "made_by")
    words, tone = consumable.state
    context = {
        "consumable": consumable,
        "state": words,
        "tone": tone,
        "price": "" if consumable.price_cents is None else euros(consumable.price_cents),
        "page": paginate(request, movements.order_by("-made_at", "-pk")),
        "reasons": reasons,
    }
    return render_page(request, "supplies/consumable_page.html", context)


@require_http_methods(FORM)
def consumable_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school

    def register(values: dict[str, Any]) -> Consumable:
        level = values.pop("level")
        return actions.register_consumable(school, values, level, **at_moment(request))

    return form_page(
        request,
        NewConsumableForm(request.POST or None, school=school),
        register,
        template="short_form.html",
        success=lambda made: f"« {made} » est suivi.",
        next_page=lambda made: address("supplies:consumable_page", uai, made.pk),
        context={"title": "Ajouter un consommable", "button": "Enregistrer", "trail": _trail(uai)},
        require=lambda: require(policies.keep_stock, request.actor, None),
    )


def _trail(uai: str, consumable: Consumable | None = None) -> list[tuple[str, str]]:
    trail = [("Consommables", address("supplies:consumable_list", uai))]
    if consumable is not None:
        trail.append((consumable.name, address("supplies:consumable_page", uai, consumable.pk)))
    return trail


def _form(
    request: SchoolRequest,
    consumable: Consumable,
    form: Any,
    save: Any,
    words: tuple[str, str],
    right: Right = policies.keep_stock,
    seen: str = "",
) -> HttpResponse:
    """What is done to one by a form; `words`: the title of the page, and its button."""
    trail = _trail(request.member.school.uai, consumable)
    return form_page(
        request,
        form,
        save,
        template="short_form.html",
        success=SAVED,
        next_page=trail[-1][1],
        context={
            "title": words[0],
            "detail": consumable.level_words,
            "button": words[1],
            "trail": trail,
            "seen": seen,
        },
        require=lambda: require(right, request.actor, consumable),
    )


@require_http_methods(FORM)
def consumable_change(request: SchoolRequest, uai: str, consumable: int) -> HttpResponse:
    row = consumable_or_404(request, consumable)
    form = ConsumableForm(request.POST or None, school=request.member.school, instance=row)
    seen = request.POST.get("seen") or version_of(row, form.fields)
    return _form(
        request,
        row,
        form,
        lambda values: actions.change_consumable(row, values, by=request.actor, seen=seen),
        ("Modifier", "Enregistrer"),
        seen=seen,
    )


@require_http_methods(FORM)
def consumable_take_one(request: SchoolRequest, uai: str, consumable: int) -> HttpResponse:
    """« J’en ai pris un »: one press, on a phone, in front of the cupboard."""
    row = consumable_or_404(request, consumable)

    def take() -> None:
        left = actions.take(row, 1, now=timezone.now(), by=request.actor)
        taken = left.movements.filter(made_by=request.actor.person_id).latest("pk")
        back = address("supplies:consumable_undo", uai, consumable, taken.pk)
        undo.offer(request, f"C’est noté : il en reste {grouped(left.level)}.", back)

    return _press(request, row, take, "")


@require_http_methods(FORM)
def consumable_undo(request: SchoolRequest, uai: str, consumable: int, stock_movement: int) -> HttpResponse:
    row = consumable_or_404(request, consumable)
    return _press(
        request,
        row,
        lambda: actions.undo_take(
            row, get_or_404(row.movements.all(), pk=stock_movement), **at_moment(request)
        ),
        "Rien n’est sorti : c’est annulé.",
    )


def _press(
    request: SchoolRequest, consumable: Consumable, act: Callable[[], object], success: str
) -> HttpResponse:
    return press(
        request,
        act,
        success=success,
        page=address("supplies:consumable_page", request.member.school.uai, consumable.pk),
        show=lambda reasons: show_consumable(request, consumable, reasons),
    )


@require_http_methods(FORM)
def consumable_take(request: SchoolRequest, uai: str, consumable: int) -> HttpResponse:
    row, school = consumable_or_404(request, consumable), request.member.school

    def take(values: dict[str, Any]) -> Consumable:
        machine = machine_typed(school, values["machine"]) if values["machine"] else None
        about = {"equipment": machine, "room": values["room"]}
        return actions.take(row, values["quantity"], **about, **at_moment(request))

    form = TakeForm(request.POST or None, school=school)
    return _form(request, row, form, take, ("Prendre", "Noter la sortie"), policies.take_consumable)


@require_http_methods(FORM)
def consumable_bring_in(request: SchoolRequest, uai: str, consumable: int) -> HttpResponse:
    row = consumable_or_404(request, consumable)
    return _form(
        request,
        row,
        BringInForm(request.POST or None, school=request.member.school),
        lambda values: actions.bring_in(row, values["quantity"], values["word"], **at_moment(request)),
        ("Noter une arrivée", "Noter l’arrivée"),
    )


@require_http_methods(FORM)
def consumable_count(request: SchoolRequest, uai: str, consumable: int) -> HttpResponse:
    row = consumable_or_404(request, consumable)
    return _form(
        request,
        row,
        CountForm(request.POST or None, school=request.member.school),
        lambda values: actions.count_again(row, values["counted"], values["word"], **at_moment(request)),
        ("Corriger le stock", "Corriger"),
    )
