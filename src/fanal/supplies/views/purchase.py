"""What the pages of licences and of contracts share: their list, the forms of one, its renewal, its end.

`urls.py` gives each page its `kind`; `named` is the key of its row, under the name of its model.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.addresses import address
from fanal.core.filter_chips import tab_chips
from fanal.core.form_page import SAVED, form_page, press
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.panels import panels_of
from fanal.core.sheets.download import download
from fanal.core.stale import version_of
from fanal.core.words import is_id
from fanal.equipment.reading.owners import names_of
from fanal.supplies.actions import purchase as actions
from fanal.supplies.forms.purchase import (
    LicenceForm,
    MaintenanceContractForm,
    RenewContractForm,
    RenewLicenceForm,
)
from fanal.supplies.models import Licence, MaintenanceContract
from fanal.supplies.models.purchase import PurchaseQuerySet
from fanal.supplies.policies import purchase as policies
from fanal.supplies.reading.export import Column, contract_columns, licence_columns
from fanal.supplies.reading.periods import periods_of
from fanal.supplies.reading.purchase import TABS, of_tab, rows_of, tab_counts, terms, yearly_cost

Purchased = Licence | MaintenanceContract
ShowPage = Callable[[SchoolRequest, Any, list[str]], HttpResponse]


@dataclass(frozen=True)
class PurchaseKind:
    """The words, the forms and the addresses of one of the two."""

    model: type[Licence] | type[MaintenanceContract]
    rows: Callable[[SchoolRequest], PurchaseQuerySet]
    name: str  # of its pages
    title: str
    new: str
    this: str
    icon: str
    heads: tuple[str, str]  # of the first two columns of its list
    searched: str
    empty: str
    over: str  # of its tab
    form: type[LicenceForm] | type[MaintenanceContractForm]
    renewal: type[RenewContractForm]
    columns: Callable[[Any], tuple[Column, ...]]

    @property
    def tabs(self) -> dict[str, str]:
        return TABS | {"finies": self.over}

    def url(self, page: str, uai: str, *args: Any) -> str:
        return address(f"supplies:{self.name}_{page}", uai, *args)

    def trail(self, uai: str, row: Purchased) -> list[tuple[str, str]]:
        return [(self.title, self.url("list", uai)), (row.name, self.url("page", uai, row.pk))]

    def row_or_404(self, request: SchoolRequest, pk: int) -> Any:
        """One of those that the reader sees, with what they may do to it."""
        require(policies.read_purchases, request.actor, None)
        row = get_or_404(self.rows(request), pk=pk)
        annotate_permissions([row], policies.keep_purchases, to=request.actor)
        return row


LICENCES = PurchaseKind(
    Licence,
    lambda request: Licence.objects.visible_to(request.member).with_used(request.today),
    name="licence",
    title="Licences",
    new="Ajouter une licence",
    this="cette licence",
    icon="key",
    heads=("Logiciel", "Places"),
    searched="Logiciel, éditeur, fournisseur",
    empty="Aucune licence. « Ajouter » : le logiciel, les places achetées, la fin. Fanal prévient dès 90 "
    "jours, plus fort à 60 et à 30.",
    over="Terminées",
    form=LicenceForm,
    renewal=RenewLicenceForm,
    columns=licence_columns,
)
CONTRACTS = PurchaseKind(
    MaintenanceContract,
    lambda request: MaintenanceContract.objects.visible_to(request.member).with_covered(),
    name="contract",
    title="Contrats de maintenance",
    new="Ajouter un contrat",
    this="ce contrat",
    icon="file-text",
    heads=("Contrat", "Appareils"),
    searched="Objet, prestataire, n° de contrat",
    empty="Aucun contrat. « Ajouter » : qui appeler, ce qu’il couvre, jusqu’à quand on peut résilier.",
    over="Terminés",
    form=MaintenanceContractForm,
    renewal=RenewContractForm,
    columns=contract_columns,
)


def _listed(request: SchoolRequest, kind: PurchaseKind) -> tuple[PurchaseQuerySet, Person | None]:
    """« ?personnel=12 »: the licences of which somebody of the staff has a seat, and who that is."""
    require(policies.read_purchases, request.actor, None)
    rows, asked, school = kind.rows(request), request.GET.get("personnel", ""), request.member.school
    if kind is not LICENCES or not is_id(asked) or request.member.partner:
        return rows, None
    person = get_or_404(Person.objects.for_school(school), pk=asked)
    held = Licence.objects.for_school(school).filter(given__person=person)
    return rows.filter(pk__in=held.values("pk")), person


@require_safe
def purchase_list(request: SchoolRequest, uai: str, kind: PurchaseKind) -> HttpResponse:
    rows, person = _listed(request, kind)
    typed, asked = request.GET.get("q", ""), request.GET.get("vue", "")
    tab, found = asked if asked in TABS else "", rows.matching(typed)
    kept = {"q": typed} if typed else {}
    kept |= {"personnel": str(person.pk)} if person else {}
    page = paginate(request, of_tab(found, tab, request.today))
    annotate_permissions([request.member.school], policies.keep_purchases, to=request.actor)
    context = {
        "kind": kind,
        "list_url": kind.url("list", uai),
        "add_url": kind.url("add", uai),
        "school": request.member.school,
        "person": person,
        "page": page,
        "rows": rows_of(page, request.today),
        "chips": tab_chips(kind.tabs, tab_counts(found, kind.tabs, request.today), tab, kept=kept),
        "tab": tab,
        "cost": yearly_cost(rows, request.today),
    }
    return render_page(request, "supplies/purchase_list.html", context, fragment="results")


@require_safe
def purchase_export(request: SchoolRequest, uai: str, kind: PurchaseKind, form: str) -> FileResponse:
    """The rows of the list as shown, all pages of it."""
    rows, tab = _listed(request, kind)[0], request.GET.get("vue", "")
    columns = kind.columns(request.member.school)
    shown = of_tab(rows.matching(request.GET.get("q", "")), tab, request.today)
    lines = ([value(row) for _, value in columns] for row in shown)
    name = f"{kind.name}s-{uai}-{request.today:%Y-%m-%d}"
    return download(form, [header for header, _ in columns], lines, name=name, title=kind.title[:31])


def show_purchase(
    request: SchoolRequest, kind: PurchaseKind, row: Purchased, things: Any, reasons: list[str], **more: Any
) -> HttpResponse:
    """The page of one. `things`: its seats or its machines; `more`: what this page alone shows."""
    uai, periods = request.member.school.uai, periods_of(row, request.today)
    context = {
        kind.name: row,
        "purchase": row,
        "kind": kind,
        "urls": {page: kind.url(page, uai, row.pk) for page in ("change", "renew", "let_end", "remove")},
        "list_url": kind.url("list", uai),
        "row": rows_of([row], request.today)[0],
        "can_let_end": row.term.may_let_end_on(request.today),
        "terms": terms(row, names_of(request.member.school)[row.payer], periods),
        "periods": periods,
        "page": paginate(request, things),
        "reasons": reasons,
        "panels": panels_of(request.member, row),
        **more,
    }
    return render_page(request, f"supplies/{kind.name}_page.html", context)


@require_http_methods(FORM)
def purchase_add(request: SchoolRequest, uai: str, kind: PurchaseKind) -> HttpResponse:
    school = request.member.school
    form = kind.form(request.POST or None, school=school, initial={"starts_on": request.today})
    trail = [(kind.title, kind.url("list", uai))]
    return form_page(
        request,
        form,
        lambda values: actions.register_purchase(kind.model(school=school), values, by=request.actor),
        template="supplies/purchase_form.html",
        success=lambda made: f"« {made} » est enregistré.",
        next_page=lambda made: kind.url("page", uai, made.pk),
        context={"kind": kind, "title": kind.new, "trail": trail},
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
        form,
        lambda values: actions.change_purchase(row, values, by=request.actor, seen=seen),
        template="supplies/purchase_form.html",
        success=SAVED,
        next_page=trail[-1][1],
        context={"kind": kind, "title": f"Modifier « {row} »", "trail": trail, "seen": seen},
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
