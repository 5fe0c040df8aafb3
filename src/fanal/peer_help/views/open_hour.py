"""The open hours to come, their slots, and one more hour."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, ShortFormPage, render
from fanal.peer_help.actions import open_hour as actions
from fanal.peer_help.actions.project_help import offers_help
from fanal.peer_help.forms.peer_help import OpenHourForm, SlotForm
from fanal.peer_help.models import OpenHour, OpenHourSlot
from fanal.peer_help.policies import peer_help as policies

PER_PAGE = 10


@dataclass(frozen=True, kw_only=True)
class HourList(Page):
    template = "peer_help/hour_list.html"

    page: Paged
    may_open: bool
    reasons: list[str]


@require_safe
def hour_list(request: SchoolRequest, uai: str) -> HttpResponse:
    return show_hours(request, [])


def show_hours(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    require(policies.use_peer_help, request.actor, None)
    now = timezone.now()
    rows = OpenHour.objects.visible_to(request.member).to_come(now).select_related("host")
    rows = rows.prefetch_related("slots__booked_by").order_by("starts_at", "pk")
    page = paginate(request, rows, PER_PAGE)
    annotate_permissions(page, policies.cancel_hour, to=request.actor)
    for hour in page:
        hour.is_mine = hour.host_id == request.actor.person_id
        for slot in hour.slots.all():
            slot.open_hour = hour
            slot.is_mine = slot.booked_by_id == request.actor.person_id
            slot.is_past = slot.starts_at <= now
    may_open = offers_help(request.member.school.pk, request.actor)
    return render(request, HourList(page=page, may_open=may_open, reasons=reasons))


@require_http_methods(FORM)
def hour_add(request: SchoolRequest, uai: str) -> HttpResponse:
    listed = address("peer_help:hour_list", uai)
    short_form = ShortFormPage(
        form=OpenHourForm(request.POST or None, school=request.member.school),
        title="Ouvrir une heure",
        detail="Vous êtes là, on vient vous voir.",
        button="Ouvrir",
        trail=[("Heures ouvertes", listed)],
    )
    return form_page(
        request,
        short_form,
        lambda values: actions.hold_hour(request.member.own_person, values, **at_moment(request)),
        success="L’heure est ouverte : les collègues y réservent un créneau.",
        next_page=listed,
        require=lambda: require(policies.use_peer_help, request.actor, None),
    )


@require_POST
def hour_cancel(request: SchoolRequest, uai: str, open_hour: int) -> HttpResponse:
    hour = get_or_404(OpenHour.objects.visible_to(request.member), pk=open_hour)
    return button_page(
        request,
        lambda: actions.cancel_hour(hour, **at_moment(request)),
        success="L’heure est annulée : ceux qui avaient réservé reçoivent un courriel, et le lisent ici.",
        next_page=address("peer_help:hour_list", uai),
        show=lambda reasons: show_hours(request, reasons),
    )


def _slot_or_404(request: SchoolRequest, pk: int) -> OpenHourSlot:
    require(policies.use_peer_help, request.actor, None)
    rows = OpenHourSlot.objects.for_school(request.member.school).select_related("open_hour__host")
    slot: OpenHourSlot = get_or_404(rows, pk=pk)
    return slot


@dataclass(frozen=True, kw_only=True)
class SlotPage(FormPage):
    template = "peer_help/slot_form.html"

    slot: OpenHourSlot
    back: str


@require_http_methods(FORM)
def slot_book(request: SchoolRequest, uai: str, open_hour_slot: int) -> HttpResponse:
    slot = _slot_or_404(request, open_hour_slot)
    listed = address("peer_help:hour_list", uai)
    form = SlotForm(request.POST if request.method == "POST" else None, school=request.member.school)
    return form_page(
        request,
        SlotPage(form=form, slot=slot, back=listed),
        lambda values: actions.book_slot(slot, values["about"], **at_moment(request)),
        success="Le créneau est à vous.",
        next_page=listed,
        require=lambda: require(policies.book_slot, request.actor, slot),
    )


@require_POST
def slot_free(request: SchoolRequest, uai: str, open_hour_slot: int) -> HttpResponse:
    slot = _slot_or_404(request, open_hour_slot)
    return button_page(
        request,
        lambda: actions.free_slot(slot, by=request.actor),
        success="Le créneau est rendu : un collègue peut le prendre.",
        next_page=address("peer_help:hour_list", uai),
        show=lambda reasons: show_hours(request, reasons),
    )
