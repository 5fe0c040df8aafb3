"""« Passation »: all that a successor looks for, on one page and in one document."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.handover import chapters_of
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.form_page import form_page
from fanal.core.http import attached_pdf, render_page
from fanal.missions.actions import handover as actions
from fanal.missions.forms.handover import NoteForm, PlaceForm
from fanal.missions.policies import handover as policies
from fanal.missions.reading.handover import document, left_to, note_of, services_of, summary

NOTE_ID, PLACE_ID = "note_%s", "place_%s"  # two forms on one page


@require_safe
def handover_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_handover, request.actor, None)
    return _page(request)


def _page(request: SchoolRequest, *, status: int = 200, **extra: Any) -> HttpResponse:
    member, today = request.member, request.today
    school, services = member.school, services_of(member.school.pk)
    chapters = chapters_of(member, today)
    context: dict[str, Any] = {
        "chapters": chapters,
        "summary": summary(chapters),
    }
    if "place_form" not in extra:
        pk = request.GET.get("service", "")
        chosen = next((service for service in services if str(service.pk) == pk), None)
        initial = {"service": chosen.pk, "text": chosen.place} if chosen else {}
        context["place_form"] = PlaceForm(school=school, services=services, initial=initial, auto_id=PLACE_ID)
    if member.person is not None and policies.write_note(request.actor, None):
        context["left"] = left_to(member.person, school, services, today)
        note = {"text": note_of(member.person, school)}
        context["note_form"] = NoteForm(school=school, initial=note, auto_id=NOTE_ID)
    return render_page(request, "missions/handover.html", context | extra, status=status)


@require_safe
def handover_file(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_handover, request.actor, None)
    school, today = request.member.school, request.today
    made = document(chapters_of(request.member, today), school, today)
    return attached_pdf(made, f"passation-{uai}-{today:%Y-%m-%d}")


@require_POST
def note_write(request: SchoolRequest, uai: str) -> HttpResponse:
    school, person = request.member.school, request.member.own_person
    form, now = NoteForm(request.POST, school=school, auto_id=NOTE_ID), timezone.now()
    return form_page(
        request,
        form,
        lambda values: actions.write_note(school, person, **values, now=now, by=request.actor),
        success=lambda note: "C’est écrit." if note else "La note est retirée.",
        next_page=address("handover:handover", uai),
        require=lambda: require(policies.write_note, request.actor, None),
        show=lambda reasons: _page(request, note_form=form, reasons=reasons, status=422),
    )


@require_POST
def access_say(request: SchoolRequest, uai: str) -> HttpResponse:
    school, now = request.member.school, on_day(request)
    form = PlaceForm(request.POST, school=school, services=services_of(school.pk), auto_id=PLACE_ID)
    return form_page(
        request,
        form,
        lambda values: actions.say_access(school, **values, **now),
        success=lambda place: f"C’est noté pour : {place.service or 'les autres accès'}.",
        next_page=address("handover:handover", uai),
        require=lambda: require(policies.say_access, request.actor, None),
        show=lambda reasons: _page(request, place_form=form, reasons=reasons, status=422),
    )
