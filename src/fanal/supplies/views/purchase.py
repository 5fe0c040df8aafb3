"""What the pages of licences and of contracts share: their list, the forms of one, its renewal, its end.

`urls.py` gives each page its `kind`; `named` is the key of its row, under the name of its model.
"""

from dataclasses import dataclass

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import Person, School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.thing_list import ThingsOfTab
from fanal.core.forms.stale import version_of
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import SAVED, form_page, press
from fanal.core.pages.page import ChangePage, Page, Paged, Trail, render
from fanal.core.pages.panels import Panel, panels_of
from fanal.core.sheets.download import download
from fanal.core.text.words import is_id
from fanal.equipment.reading.owners import names_of
from fanal.supplies.actions import purchase as actions
from fanal.supplies.models import Licence
from fanal.supplies.models.purchase import PurchaseQuerySet
from fanal.supplies.policies import purchase as policies
from fanal.supplies.reading.periods import PeriodRow, periods_of
from fanal.supplies.reading.purchase import PurchaseRow, rows_of, terms, yearly_cost
from fanal.supplies.views.purchase_kind import LICENCES, Purchased, PurchaseKind, ShowPage


def _listed(request: SchoolRequest, kind: PurchaseKind) -> tuple[PurchaseQuerySet, Person | None]:
    """« ?personnel=12 »: the licences of which somebody of the staff has a seat, and who that is."""
    require(policies.read_purchases, request.actor, None)
    rows = kind.rows(request.member, request.today)
    asked, school = request.GET.get("personnel", ""), request.member.school
    if kind is not LICENCES or not is_id(asked) or request.member.partner:
        return rows, None
    person = get_or_404(Person.objects.for_school(school), pk=asked)
    licences = Licence.objects.for_school(school).filter(given__person=person)
    return rows.filter(pk__in=licences.values("pk")), person


@dataclass(frozen=True, kw_only=True)
class PurchaseList(Page):
    template = "supplies/purchase_list.html"
    fragment = "results"

    kind: PurchaseKind
    list_url: str
    add_url: str
    school: School
    person: Person | None
    things: ThingsOfTab
    rows: list[PurchaseRow]
    cost: str


@require_safe
def purchase_list(request: SchoolRequest, uai: str, kind: PurchaseKind) -> HttpResponse:
    rows, person = _listed(request, kind)
    things = kind.listing.read(
        request, rows if person else None, {"personnel": str(person.pk)} if person else {}
    )
    annotate_permissions([request.member.school], policies.keep_purchases, to=request.actor)
    purchase_page = PurchaseList(
        kind=kind,
        list_url=kind.url("list", uai),
        add_url=kind.url("add", uai),
        school=request.member.school,
        person=person,
        things=things,
        rows=rows_of(things.page, request.today),
        cost=yearly_cost(rows, request.today),
    )
    return render(request, purchase_page)


@require_safe
def purchase_export(request: SchoolRequest, uai: str, kind: PurchaseKind, form: str) -> FileResponse:
    """The rows of the list as shown, all pages of it."""
    rows, _ = _listed(request, kind)
    columns = kind.columns(request.member.school)
    purchases = kind.listing.rows_of_tab(request, rows)
    lines = ([value(row) for _, value in columns] for row in purchases)
    name = f"{kind.file_name}-{uai}-{request.today:%Y-%m-%d}"
    return download(form, [header for header, _ in columns], lines, name=name, title=kind.title[:31])


@dataclass(frozen=True)
class PurchaseFacts:
    """What the page of a licence and that of a contract both show."""

    purchase: Purchased
    kind: PurchaseKind
    urls: dict[str, str]
    row: PurchaseRow
    may_let_end: bool
    terms: list[tuple[str, str]]
    periods: list[PeriodRow]
    panels: list[Panel]


@dataclass(frozen=True, kw_only=True)
class PurchasePage(Page):
    """`page`: its seats or its machines."""

    about: PurchaseFacts
    page: Paged
    reasons: list[str]


def facts_of(request: SchoolRequest, kind: PurchaseKind, row: Purchased) -> PurchaseFacts:
    uai, periods = request.member.school.uai, periods_of(row, request.today)
    urls = {page: kind.url(page, uai, row.pk) for page in ("change", "renew", "let_end", "remove")}
    return PurchaseFacts(
        row,
        kind,
        urls | {"list": kind.url("list", uai)},
        rows_of([row], request.today)[0],
        row.term.may_let_end_on(request.today),
        terms(row, names_of(request.member.school)[row.payer], periods),
        periods,
        panels_of(request.member, row),
    )


@dataclass(frozen=True, kw_only=True)
class PurchaseFormPage(ChangePage):
    template = "supplies/purchase_form.html"

    kind: PurchaseKind
    title: str
    trail: Trail


@require_http_methods(FORM)
def purchase_add(request: SchoolRequest, uai: str, kind: PurchaseKind) -> HttpResponse:
    school = request.member.school
    form = kind.form(request.POST or None, school=school, initial={"starts_on": request.today})
    trail = [(kind.title, kind.url("list", uai))]
    return form_page(
        request,
        PurchaseFormPage(form=form, kind=kind, title=kind.new, trail=trail),
        lambda values: actions.register_purchase(kind.model(school=school), values, by=request.actor),
        success=lambda row: f"« {row} » est enregistré.",
        next_page=lambda row: kind.url("page", uai, row.pk),
        require=lambda: require(policies.keep_purchases, request.actor, None),
    )


@require_http_methods(FORM)
def purchase_change(request: SchoolRequest, uai: str, kind: PurchaseKind, **named: int) -> HttpResponse:
    row = kind.row_or_404(request, *named.values())
    trail = kind.trail(uai, row)
    form = kind.form(request.POST or None, school=request.member.school, instance=row)
    seen = request.POST.get("seen") or version_of(row, form.fields)
    return form_page(
        request,
        PurchaseFormPage(form=form, kind=kind, title=f"Modifier « {row} »", trail=trail, seen=seen),
        lambda values: actions.change_purchase(row, values, by=request.actor, seen=seen),
        success=SAVED,
        next_page=trail[-1][1],
        require=lambda: require(policies.keep_purchases, request.actor, row),
    )


@require_http_methods(FORM)
def purchase_remove(
    request: SchoolRequest, uai: str, kind: PurchaseKind, show: ShowPage, **named: int
) -> HttpResponse:
    """`show`: its page, with the reasons of a refusal."""
    row = kind.row_or_404(request, *named.values())
    return press(
        request,
        lambda: actions.remove_purchase(row, by=request.actor),
        success=f"« {row} » est supprimé.",
        page=kind.url("page", uai, row.pk),
        next_page=kind.url("list", uai),
        show=lambda reasons: show(request, row, reasons),
    )
