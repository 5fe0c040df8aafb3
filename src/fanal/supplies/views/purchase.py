"""What the pages of licences and of contracts share: their list, the forms of one, its renewal, its end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, HttpResponse

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import full_day
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import paginate, render_page
from fanal.core.sheets.download import download
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
from fanal.supplies.reading.purchase import TABS, of_tab, rows_of, tab_chips, yearly_cost

Purchased = Licence | MaintenanceContract


@dataclass(frozen=True)
class PurchaseKind:
    """The words, the forms and the addresses of one of the two."""

    model: type[Licence] | type[MaintenanceContract]
    name: str  # of its pages, and in the templates
    title: str
    new: str
    form: type[LicenceForm] | type[MaintenanceContractForm]
    renewal: type[RenewContractForm]
    columns: Callable[[Any], tuple[Column, ...]]

    def url(self, page: str, uai: str, *args: Any) -> str:
        return address(f"supplies:{self.name}_{page}", uai, *args)


LICENCES = PurchaseKind(
    Licence, "licence", "Licences", "Ajouter une licence", LicenceForm, RenewLicenceForm, licence_columns
)
CONTRACTS = PurchaseKind(
    MaintenanceContract,
    "contract",
    "Contrats de maintenance",
    "Ajouter un contrat",
    MaintenanceContractForm,
    RenewContractForm,
    contract_columns,
)


def list_page(
    request: SchoolRequest, kind: PurchaseKind, rows: PurchaseQuerySet, **more: Any
) -> HttpResponse:
    require(policies.read_purchases, request.actor, None)
    typed, asked = request.GET.get("q", ""), request.GET.get("vue", "")
    tab = asked if asked in TABS else ""
    person = more.get("person")
    kept = {"q": typed} if typed else {}
    kept |= {"personnel": str(person.pk)} if person else {}
    found = rows.matching(typed)
    page = paginate(request, of_tab(found, tab, request.today))
    context = {
        "kind": kind,
        "page": page,
        "rows": rows_of(page, request.today),
        "chips": tab_chips(found, tab, kept, request.today),
        "tab": tab,
        "cost": yearly_cost(rows, request.today),
        "can_keep": policies.keep_purchases(request.actor, None),
        **more,
    }
    return render_page(request, "supplies/purchase_list.html", context, fragment="results")


def export_file(
    request: SchoolRequest, kind: PurchaseKind, rows: PurchaseQuerySet, form: str
) -> FileResponse:
    """The rows of the list as shown, all pages of it."""
    require(policies.read_purchases, request.actor, None)
    school, tab = request.member.school, request.GET.get("vue", "")
    columns = kind.columns(school)
    shown = of_tab(rows.matching(request.GET.get("q", "")), tab, request.today)
    lines = ([value(row) for _, value in columns] for row in shown)
    name = f"{kind.name}s-{school.uai}-{request.today:%Y-%m-%d}"
    return download(form, [header for header, _ in columns], lines, name=name, title=kind.title[:31])


def allowed(request: SchoolRequest, row: Purchased) -> Purchased:
    """The row, with what whoever reads it may do."""
    annotate_permissions([row], policies.keep_purchases, to=request.actor)
    return row


def add_page(request: SchoolRequest, uai: str, kind: PurchaseKind) -> HttpResponse:
    school = request.member.school
    form = kind.form(request.POST or None, school=school, initial={"starts_on": request.today})
    return form_page(
        request,
        form,
        lambda values: actions.register_purchase(kind.model(school=school), values, by=request.actor),
        template="supplies/purchase_form.html",
        success=lambda made: f"« {made} » est enregistré.",
        next_page=lambda made: kind.url("page", uai, made.pk),
        context={"kind": kind, "title": kind.new, "back": kind.url("list", uai)},
        require=lambda: require(policies.keep_purchases, request.actor, None),
    )


def change_page(request: SchoolRequest, uai: str, kind: PurchaseKind, row: Purchased) -> HttpResponse:
    page = kind.url("page", uai, row.pk)
    return form_page(
        request,
        kind.form(request.POST or None, school=request.member.school, instance=row),
        lambda values: actions.change_purchase(row, values, by=request.actor),
        template="supplies/purchase_form.html",
        success=SAVED,
        next_page=page,
        context={"kind": kind, "title": f"Modifier « {row} »", "back": page, "purchase": row},
        require=lambda: require(policies.keep_purchases, request.actor, row),
    )


def renew_page(request: SchoolRequest, uai: str, kind: PurchaseKind, row: Purchased) -> HttpResponse:
    page = kind.url("page", uai, row.pk)
    return form_page(
        request,
        kind.renewal(request.POST or None, school=request.member.school, instance=row),
        lambda values: actions.renew_purchase(row, values, by=request.actor),
        template="supplies/short_form.html",
        success=lambda renewed: f"C’est renouvelé jusqu’au {full_day(renewed.ends_on)}.",
        next_page=page,
        context={
            "title": "Renouveler",
            "detail": "La période qui finit est gardée avec son prix.",
            "button": "Renouveler",
            "trail": [(kind.title, kind.url("list", uai)), (str(row), page)],
        },
        require=lambda: require(policies.keep_purchases, request.actor, row),
    )


def remove_button(
    request: SchoolRequest,
    uai: str,
    kind: PurchaseKind,
    row: Purchased,
    show: Callable[[list[str]], HttpResponse],
) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.remove_purchase(row, by=request.actor),
        success=f"« {row} » est supprimé.",
        next_page=kind.url("list", uai),
        show=show,
    )
