"""A licence: its page, its forms, its seats."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.rules.french import agrees, counted
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.words import is_id, numbers_of
from fanal.equipment.models import Equipment
from fanal.equipment.reading.owners import names_of
from fanal.supplies.actions import machines as actions
from fanal.supplies.forms.machines import MachinesForm, PeopleForm
from fanal.supplies.models import Licence
from fanal.supplies.models.licence import LicenceQuerySet
from fanal.supplies.policies import purchase as policies
from fanal.supplies.reading.purchase import chosen_machines, installed_of, rows_of, terms
from fanal.supplies.views import purchase
from fanal.supplies.views.purchase import LICENCES


def _rows(request: SchoolRequest) -> LicenceQuerySet:
    rows: LicenceQuerySet = Licence.objects.visible_to(request.member).with_used()
    return rows


def licence_or_404(request: SchoolRequest, pk: int) -> Licence:
    require(policies.read_purchases, request.actor, None)
    licence: Licence = get_or_404(_rows(request), pk=pk)
    return licence


def _listed(request: SchoolRequest) -> tuple[LicenceQuerySet, Person | None]:
    """« ?personnel=12 »: those of which somebody of the staff has a seat, and who that is."""
    rows, school = _rows(request), request.member.school
    if not is_id(asked := request.GET.get("personnel", "")) or request.member.partner:
        return rows, None
    person = get_or_404(Person.objects.for_school(school), pk=asked)
    held = Licence.objects.for_school(school).filter(given__person=person)
    return rows.filter(pk__in=held.values("pk")), person


@require_safe
def licence_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_purchases, request.actor, None)
    rows, person = _listed(request)
    return purchase.list_page(request, LICENCES, rows, person=person)


@require_safe
def licence_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    require(policies.read_purchases, request.actor, None)
    return purchase.export_file(request, LICENCES, _listed(request)[0], form)


@require_http_methods(FORM)
def licence_add(request: SchoolRequest, uai: str) -> HttpResponse:
    return purchase.add_page(request, uai, LICENCES)


@require_http_methods(FORM)
def licence_change(request: SchoolRequest, uai: str, licence: int) -> HttpResponse:
    return purchase.change_page(request, uai, LICENCES, licence_or_404(request, licence))


@require_http_methods(FORM)
def licence_renew(request: SchoolRequest, uai: str, licence: int) -> HttpResponse:
    return purchase.renew_page(request, uai, LICENCES, licence_or_404(request, licence))


@require_POST
def licence_remove(request: SchoolRequest, uai: str, licence: int) -> HttpResponse:
    row = licence_or_404(request, licence)
    return purchase.remove_button(
        request, uai, LICENCES, row, lambda reasons: show_licence(request, row, reasons)
    )


@require_safe
def licence_page(request: SchoolRequest, uai: str, licence: int) -> HttpResponse:
    return show_licence(request, licence_or_404(request, licence), [])


def show_licence(request: SchoolRequest, licence: Licence, reasons: list[str]) -> HttpResponse:
    purchase.allowed(request, licence)
    seats = licence.given.select_related("equipment", "person").order_by(
        "equipment__name", "person__family_name", "person__given_name"
    )
    page = paginate(request, seats)
    context = {
        "licence": licence,
        "row": rows_of([licence], request.today)[0],
        "terms": terms(licence, names_of(request.member.school)[licence.payer]),
        "periods": licence.periods.order_by("-starts_on"),
        "page": page,
        "gone": licence.given.gone().count(),
        "installed": installed_of(licence),
        "reasons": reasons,
    }
    return render_page(request, "supplies/licence_page.html", context)


@require_http_methods(FORM)
def licence_give(request: SchoolRequest, uai: str, licence: int) -> HttpResponse:
    """To machines, or to people, by the sort of the licence."""
    row, school = licence_or_404(request, licence), request.member.school
    is_personal = row.kind == "person"
    made = (PeopleForm if is_personal else MachinesForm)(request.POST or None, school=school)

    def give(values: dict[str, Any]) -> int:
        if is_personal:
            return actions.give_seats(row, [], list(values["people"]), **on_day(request))
        return actions.give_seats(row, chosen_machines(school, values), [], **on_day(request))

    left = f"{counted(row.left, 'place libre', 'places libres')} sur {row.seats}"
    return form_page(
        request,
        made,
        give,
        template="supplies/short_form.html",
        success=_given_words,
        next_page=address("supplies:licence_page", uai, licence),
        context=_seat_context(row, uai, left),
        require=lambda: require(policies.keep_purchases, request.actor, row),
    )


def _seat_context(licence: Licence, uai: str, left: str) -> dict[str, Any]:
    page = address("supplies:licence_page", uai, licence.pk)
    trail = [("Licences", address("supplies:licence_list", uai)), (licence.name, page)]
    return {"title": "Donner des places", "detail": left, "button": "Donner", "trail": trail}


def _given_words(count: int) -> str:
    return f"{counted(count, 'place')} {agrees(count, 'est donnée', 'sont données')}."


@require_POST
def licence_installed(request: SchoolRequest, uai: str, licence: int) -> HttpResponse:
    """A seat to each machine that reports the program and has none."""
    row, school = licence_or_404(request, licence), request.member.school

    def give() -> int:
        reported = installed_of(row)
        machines = Equipment.objects.for_school(school).filter(pk__in=reported.unseated if reported else [])
        return actions.give_seats(row, list(machines), [], **on_day(request))

    return button_page(
        request,
        give,
        success=_given_words,
        next_page=address("supplies:licence_page", uai, licence),
        show=lambda reasons: show_licence(request, row, reasons),
    )


@require_POST
def licence_take_back(request: SchoolRequest, uai: str, licence: int) -> HttpResponse:
    """The seats that are ticked, or all those of machines and people that are gone."""
    row = licence_or_404(request, licence)
    chosen = numbers_of(request.POST.getlist("number"))
    if "partis" in request.POST:
        chosen = list(row.given.gone().values_list("pk", flat=True))

    return button_page(
        request,
        lambda: actions.take_back_seats(row, chosen, by=request.actor),
        success=lambda count: f"{counted(count, 'place est reprise', 'places sont reprises')}.",
        next_page=address("supplies:licence_page", uai, licence),
        show=lambda reasons: show_licence(request, row, reasons),
    )
