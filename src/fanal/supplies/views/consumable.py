"""The consumables: their list, one of them, what is taken, brought in or counted, what to order."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.accounts.views.thing_list import ListTab, ThingList, ThingsOfTab
from fanal.accounts.views.thing_pages import ThingPages
from fanal.core.documents.paper import typeset_whole
from fanal.core.http.addresses import address
from fanal.core.http.answers import attached_pdf, get_or_404, paginate
from fanal.core.pages import undo
from fanal.core.pages.page import Page, Paged, render
from fanal.core.sheets.download import download
from fanal.core.text.money import euros
from fanal.core.text.typography import grouped
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
from fanal.supplies.models.consumable import AT_THRESHOLD, FOLLOWED, ConsumableQuerySet
from fanal.supplies.policies import consumable as policies
from fanal.supplies.reading.export import CONSUMABLE_COLUMNS
from fanal.supplies.reading.stock import ORDERS, PrinterNeed, needs_of, order_paper


def _stock(member: Member, today: date) -> ConsumableQuerySet:
    rows: ConsumableQuerySet = Consumable.objects.visible_to(member).select_related("room")
    return rows


def _rows(request: SchoolRequest) -> ConsumableQuerySet:
    require(policies.read_stock, request.actor, None)
    return _stock(request.member, request.today).order_by("name")


CONSUMABLE_LIST = ThingList(
    "supplies:consumable_list",
    _stock,
    all_words="Tout voir",
    no_match="Aucun consommable ne correspond. Retirez un mot.",
    no_match_here="Aucun consommable de cette liste ne correspond.",
    tabs=(
        ListTab(
            "",
            "Tous",
            lambda today: FOLLOWED,
            ["name"],
            "Aucun consommable. « Ajouter » : un nom, un seuil, ce qu’il y a dans l’armoire. Fanal dit quand "
            "commander.",
            icon="box",
        ),
        ListTab("commander", "À commander", lambda today: AT_THRESHOLD, ["name"], "Rien n’est à commander."),
        ListTab(
            "arretes", "Plus suivis", lambda today: ~FOLLOWED, ["name"], "Tous les consommables sont suivis."
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class ConsumableList(Page):
    template = "supplies/consumable_list.html"
    fragment = "results"

    things: ThingsOfTab
    needs: list[PrinterNeed]
    school: School


@require_safe
def consumable_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_stock, request.actor, None)
    annotate_permissions([request.member.school], policies.keep_stock, to=request.actor)
    page = ConsumableList(
        things=CONSUMABLE_LIST.read(request),
        needs=needs_of(request.member.school),
        school=request.member.school,
    )
    return render(request, page)


@require_safe
def consumable_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    require(policies.read_stock, request.actor, None)
    rows = CONSUMABLE_LIST.rows_of_tab(request)
    lines = ([value(row) for _, value in CONSUMABLE_COLUMNS] for row in rows)
    name = f"consommables-{uai}-{request.today:%Y-%m-%d}"
    headers = [header for header, _ in CONSUMABLE_COLUMNS]
    return download(form, headers, lines, name=name, title="Consommables")


@require_safe
def order_file(request: SchoolRequest, uai: str) -> HttpResponse:
    data = order_paper(request.member.school, _rows(request).at_threshold(), request.today)
    return attached_pdf(typeset_whole(ORDERS, data), f"a-commander-{uai}")


@dataclass(frozen=True, kw_only=True)
class ConsumablePage(Page):
    template = "supplies/consumable_page.html"

    consumable: Consumable
    state: str
    tone: str
    price: str
    page: Paged
    reasons: list[str]


@require_safe
def consumable_page(request: SchoolRequest, uai: str, consumable: int) -> HttpResponse:
    return show_consumable(request, CONSUMABLES.one(request, consumable), [])


def show_consumable(request: SchoolRequest, consumable: Consumable, reasons: list[str]) -> HttpResponse:
    movements = consumable.movements.select_related("equipment", "room", "made_by")
    state, tone = consumable.state
    page = ConsumablePage(
        consumable=consumable,
        state=state,
        tone=tone,
        price="" if consumable.price_cents is None else euros(consumable.price_cents),
        page=paginate(request, movements.order_by("-made_at", "-pk")),
        reasons=reasons,
    )
    return render(request, page)


CONSUMABLES = ThingPages[Consumable](
    rows=_rows,
    key="consumable",
    page_address="supplies:consumable_page",
    list_address="supplies:consumable_list",
    plural="Consommables",
    rights=(policies.take_consumable, policies.keep_stock),
    show=show_consumable,
    detail=lambda row: row.level_words,
)


def _register(request: SchoolRequest, values: dict[str, Any]) -> Consumable:
    level = values.pop("level")
    return actions.register_consumable(request.member.school, values, level, **at_moment(request))


def _take_one(request: SchoolRequest, row: Consumable, keys: dict[str, int]) -> None:
    """« J’en ai pris un »: one press, on a phone, in front of the cupboard."""
    consumable = actions.take(row, 1, **at_moment(request))
    taken = consumable.movements.filter(made_by=request.actor.person_id).latest("pk")
    back = address("supplies:consumable_undo", request.member.school.uai, row.pk, taken.pk)
    undo.offer(request, f"C’est noté : il en reste {grouped(consumable.level)}.", back)


def _take_back(request: SchoolRequest, row: Consumable, keys: dict[str, int]) -> None:
    movement = get_or_404(row.movements.all(), pk=keys["stock_movement"])
    actions.undo_take(row, movement, **at_moment(request))


def _take(request: SchoolRequest, row: Consumable, values: dict[str, Any]) -> None:
    machine = machine_typed(row.school, values["machine"]) if values["machine"] else None
    about = {"equipment": machine, "room": values["room"]}
    actions.take(row, values["quantity"], **about, **at_moment(request))


consumable_add = CONSUMABLES.add(
    NewConsumableForm,
    _register,
    right=policies.keep_stock,
    title="Ajouter un consommable",
    success=lambda consumable: f"« {consumable} » est suivi.",
)
consumable_change = CONSUMABLES.change(
    ConsumableForm,
    lambda request, row, values, seen: actions.change_consumable(row, values, by=request.actor, seen=seen),
    right=policies.keep_stock,
)
consumable_take_one = CONSUMABLES.button(_take_one)
consumable_undo = CONSUMABLES.button(_take_back, success="Rien n’est sorti : c’est annulé.")
consumable_take = CONSUMABLES.form(
    TakeForm, _take, right=policies.take_consumable, title="Prendre", button="Noter la sortie"
)
consumable_bring_in = CONSUMABLES.form(
    BringInForm,
    lambda request, row, values: actions.bring_in(
        row, values["quantity"], values["word"], **at_moment(request)
    ),
    right=policies.keep_stock,
    title="Noter une arrivée",
    button="Noter l’arrivée",
)
consumable_count = CONSUMABLES.form(
    CountForm,
    lambda request, row, values: actions.count_again(
        row, values["counted"], values["word"], **at_moment(request)
    ),
    right=policies.keep_stock,
    title="Corriger le stock",
    button="Corriger",
)
