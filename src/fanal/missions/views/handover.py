"""« Passation »: all that a successor looks for, on one page and in one document."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import Person, School
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.handover import ChapterEntries, HandoverEntry, chapters_of
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import attached_pdf
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import Page, render
from fanal.missions.actions import handover as actions
from fanal.missions.forms.handover import NoteForm, PlaceForm
from fanal.missions.policies import handover as policies
from fanal.missions.reading.handover import document, note_of, remaining_of, services_of, summary

NOTE_ID, PLACE_ID = "note_%s", "place_%s"  # two forms on one page


@dataclass(frozen=True, kw_only=True)
class HandoverPage(Page):
    """`remaining`: what whoever reads still has to hand on; it and `note_form` are of a référent alone."""

    template = "missions/handover.html"

    chapters: list[ChapterEntries]
    summary: list[FilterChip]
    remaining: list[HandoverEntry] | None
    place_form: PlaceForm
    note_form: NoteForm | None
    reasons: list[str]

    def is_refused(self) -> bool:
        return self.place_form.is_bound or (self.note_form is not None and self.note_form.is_bound)


@require_safe
def handover_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_handover, request.actor, None)
    return _show(request, [])


def _show(
    request: SchoolRequest,
    reasons: list[str],
    *,
    place_form: PlaceForm | None = None,
    note_form: NoteForm | None = None,
) -> HttpResponse:
    """Show the page; with the form that was sent, where one was."""
    member, services = request.member, services_of(request.member.school.pk)
    chapters, remaining = chapters_of(member, request.today), None
    if member.person is not None and policies.write_note(request.actor, None):
        remaining = remaining_of(member.person, member.school, services, request.today)
        note_form = note_form or _note_form(member.person, member.school)
    page = HandoverPage(
        chapters=chapters,
        summary=summary(chapters),
        remaining=remaining,
        place_form=place_form or _place_form(request, services),
        note_form=note_form,
        reasons=reasons,
    )
    return render(request, page)


def _note_form(person: Person, school: School) -> NoteForm:
    return NoteForm(school=school, initial={"text": note_of(person, school)}, auto_id=NOTE_ID)


def _place_form(request: SchoolRequest, services: Iterable[Any]) -> PlaceForm:
    """Make the form of a place, which `?service=` begins for a service with the place that is known."""
    pk, school = request.GET.get("service", ""), request.member.school
    service = next((service for service in services if str(service.pk) == pk), None)
    initial = {"service": service.pk, "text": service.place} if service else {}
    return PlaceForm(school=school, services=services, initial=initial, auto_id=PLACE_ID)


@require_safe
def handover_file(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_handover, request.actor, None)
    school, today = request.member.school, request.today
    paper = document(chapters_of(request.member, today), school, today)
    return attached_pdf(paper, f"passation-{uai}-{today:%Y-%m-%d}")


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
        show=lambda reasons: _show(request, reasons, note_form=form),
    )


@require_POST
def access_say(request: SchoolRequest, uai: str) -> HttpResponse:
    school, stamp = request.member.school, on_day(request)
    form = PlaceForm(request.POST, school=school, services=services_of(school.pk), auto_id=PLACE_ID)
    return form_page(
        request,
        form,
        lambda values: actions.say_access(school, **values, **stamp),
        success=lambda place: f"C’est noté pour : {place.service or 'les autres accès'}.",
        next_page=address("handover:handover", uai),
        require=lambda: require(policies.say_access, request.actor, None),
        show=lambda reasons: _show(request, reasons, place_form=form),
    )
