"""« Transmission »: all that a successor looks for, on one page and in one document."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.handover import chapters_of
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import attached_pdf, render_page
from fanal.missions import actions, policies
from fanal.missions.forms.handover import NoteForm, PlaceForm
from fanal.missions.reading.handover import document, left_to, note_of, services_of, summary
from fanal.missions.views.sections import sections


@require_safe
def handover_page(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.read_handover, request.actor, None)
    return _page(request)


def _page(request: HttpRequest, *, status: int = 200, **extra: Any) -> HttpResponse:
    member, today = request.member, request.today
    school, services = member.school, services_of(member.school.pk)
    chapters = chapters_of(member, today)
    context: dict[str, Any] = {
        "chapters": chapters,
        "summary": summary(chapters),
        "sections": sections(request, "handover"),
    }
    if "place_form" not in extra:
        pk = request.GET.get("service", "")
        chosen = next((service for service in services if str(service.pk) == pk), None)
        initial = {"service": chosen.pk, "text": chosen.place} if chosen else {}
        context["place_form"] = PlaceForm(services=services, initial=initial, auto_id="place_%s")
    if member.person is not None and policies.write_note(request.actor, None):
        context["left"] = left_to(member.person, school, services, today)
        context["note_form"] = NoteForm(initial={"text": note_of(member.person, school)}, auto_id="note_%s")
    return render_page(request, "missions/handover.html", context | extra, status=status)


@require_safe
def handover_file(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.read_handover, request.actor, None)
    school, today = request.member.school, request.today
    made = document(chapters_of(request.member, today), school, today)
    return attached_pdf(made, f"transmission-{uai}-{today:%Y-%m-%d}")


@require_POST
def note_write(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.write_note, request.actor, None)
    form, reasons = NoteForm(request.POST, auto_id="note_%s"), list[str]()
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            member, text = request.member, form.cleaned_data["text"]
            actions.write_note(member.school, member.person, text, now=timezone.now(), by=request.actor)
            messages.success(request, "C’est écrit." if text.strip() else "La note est retirée.")
            return redirect("handover:handover", uai)
    return _page(request, note_form=form, reasons=reasons, status=422)


@require_POST
def access_say(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.say_access, request.actor, None)
    school, reasons = request.member.school, list[str]()
    form = PlaceForm(request.POST, services=services_of(school.pk), auto_id="place_%s")
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            service, text = form.about(), form.cleaned_data["text"]
            actions.say_access(school, service, text, today=request.today, by=request.actor)
            messages.success(request, f"C’est noté pour : {service or 'les autres accès'}.")
            return redirect("handover:handover", uai)
    return _page(request, place_form=form, reasons=reasons, status=422)
