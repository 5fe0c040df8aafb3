"""One service with what its page gathers, and the register of services as a table."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from fanal.accounts.models import School
from fanal.core.sheets.cells import TypedCell, french_day
from fanal.core.text.money import euros
from fanal.online_services.models import OnlineService, ServiceDocument
from fanal.online_services.models.online_service import OnlineServiceQuerySet
from fanal.online_services.rules.gdpr_status import gdpr_status
from fanal.online_services.rules.register import ending
from fanal.privacy.models import ProcessingPart
from fanal.privacy.rules.codes import Controller, Data, People, ProcessingPartKind

HEADERS = [
    "Service",
    "Sorte",
    "À qui il est",
    "Fourni par",
    "Hébergement",
    "Qui est concerné",
    "Comptes",
    "Adresse",
    "Comment y accéder",
    "À qui demander",
    "Rôle de l’établissement",
    "Assistance",
    "Devoirs de l’année",
    "Contrat",
    "Fin du contrat",
    "Coût par an (euros)",
    "Qui paie",
    "Fiche du registre",
]
CENT = Decimal("0.01")
OF_SHEET = ["Responsable de traitement", "Personnes", "Données", "Sous-traitants"]


def with_processors(rows: OnlineServiceQuerySet, school: School) -> OnlineServiceQuerySet:
    """Each with the `processors` of its sheet: who processes the data for the controller (one query)."""
    parts = ProcessingPart.objects.for_school(school).filter(kind=ProcessingPartKind.PROCESSOR)
    return rows.prefetch_related(
        Prefetch("processing__parts", queryset=parts.order_by("pk"), to_attr="processors")
    )


def documents_of(service: OnlineService) -> QuerySet[ServiceDocument]:
    """The documents of its contract, the latest first, without what they hold."""
    rows = ServiceDocument.objects.for_school(service.school_id).filter(service=service)
    return rows.only("name", "size", "sha256").order_by("-pk")


def sheet_lines(service: Any) -> list[tuple[str, str]]:
    """What its sheet says that the register of services shows (`with_processors`); nothing without one."""
    sheet = service.processing
    if sheet is None:
        return []
    controller = Controller(sheet.controller).label
    if sheet.controller_name:
        controller = f"{controller} : {sheet.controller_name}"
    nobody = "Aucun" if sheet.has_no_processor else ""
    return [
        (OF_SHEET[0], controller),
        (OF_SHEET[1], ", ".join(group.label for group in People if group in sheet.people)),
        (OF_SHEET[2], ", ".join(kind.label for kind in Data if kind in sheet.data_kinds)),
        (OF_SHEET[3], ", ".join(part.what for part in sheet.processors) or nobody),
    ]


def contract_lines(service: OnlineService) -> list[tuple[str, str]]:
    """Its reference, its cost, who pays: what is said of them."""
    cost = "" if service.cost_cents is None else f"{euros(service.cost_cents)} par an"
    lines = [("Contrat", service.contract), ("Coût", cost), ("Qui paie", service.get_payer_display())]
    return [(words, value) for words, value in lines if value]


def provider_lines(service: OnlineService) -> list[tuple[str, str]]:
    """Whose it is, who provides it, where it stands: what is said of them."""
    lines = [
        ("À qui il est", service.get_owner_display()),
        ("Fourni par", service.provider),
        ("Hébergement", service.hosting),
        ("Rôle de l’établissement", service.role),
        ("Assistance", service.support),
        ("Note", service.note),
    ]
    return [(words, value) for words, value in lines if value]


def register_table(school: School, *, with_sheet: bool) -> tuple[list[str], Iterable[list[Any]]]:
    """Headings and rows of the services in use; `with_sheet`: what their sheets say too."""
    rows = OnlineService.objects.for_school(school).in_use().by_name().select_related("processing")
    if with_sheet:
        rows = with_processors(rows, school)
    headers = HEADERS + (OF_SHEET if with_sheet else [])
    return headers, [_row(service, with_sheet=with_sheet) for service in rows]


def _row(service: OnlineService, *, with_sheet: bool) -> list[Any]:
    cells: list[Any] = [
        service.name,
        service.get_kind_display(),
        service.get_owner_display(),
        service.provider,
        service.hosting,
        service.concerned,
        service.get_holders_display(),
        service.address,
        service.access,
        service.ask,
        service.role,
        service.support,
        "\n".join(service.duty_lines),
        service.contract,
        french_day(service.contract_ends_on),
        _cost(service),
        service.get_payer_display(),
        gdpr_status(service.processing.state if service.processing else None).words,
    ]
    if not with_sheet:
        return cells
    said = dict(sheet_lines(service))
    return cells + [said.get(heading, "") for heading in OF_SHEET]


def _cost(service: OnlineService) -> TypedCell | str:
    if service.cost_cents is None:
        return ""
    cost = (Decimal(service.cost_cents) / 100).quantize(CENT)
    return TypedCell(cost, str(cost).replace(".", ","))


def say_all(services: Iterable[Any], today: date) -> None:
    """Set on each its `light` and the `ending` of its contract; no question."""
    for service in services:
        service.gdpr_status = gdpr_status(service.processing.state if service.processing else None)
        service.ending = ending(service.contract_ends_on, today)
