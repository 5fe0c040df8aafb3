"""« Demander de l’aide »: one sentence, and the page helps while one types."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.answering import answering_of
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import (
    FORM,
    UNPROCESSABLE,
    already_submitted,
    get_or_404,
    remember_answer,
    said_before,
)
from fanal.core.pages.carrying import is_carried
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import render
from fanal.core.text.words import is_id
from fanal.equipment.models import Equipment
from fanal.helpdesk.actions.files import join_file
from fanal.helpdesk.actions.requests import ask_for_help, follow_request
from fanal.helpdesk.forms.asking import AskForm
from fanal.helpdesk.forms.queued import is_queued, queued_data
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.guesses import with_guess
from fanal.helpdesk.reading.team import told_of
from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.kinds import MANAGEMENT_NOTICE, leads_to_management
from fanal.helpdesk.views.ask_page import ask_page, begin_where_last, hints_of, named_elsewhere

KEEP_LONGER = "Je voudrais garder {} plus longtemps. Jusqu’à quand : "


@require_http_methods(FORM)
def request_ask(request: SchoolRequest, uai: str) -> HttpResponse:
    """The form, and what must be read before it leaves.

    By hand rather than with `form_page`: its words may belong to the management or name another room, htmx
    draws a piece of the page or leaves it, and the same words said twice are refused whatever their key.
    """
    require(policies.ask_for_help, request.actor, None)
    if request.method != "POST":
        return _blank(request)
    member, is_late = request.member, is_queued(request.POST)
    data = queued_data(request.POST, request.FILES, member) if is_late else request.POST
    form = AskForm(data, request.FILES, school=member.school, member=member)
    if not form.is_valid():
        return _ask_again(request, form)
    if leads_to_management(form.cleaned_data["text"]) and not request.POST.get("is_equipment"):
        return _ask_again(request, form, management=MANAGEMENT_NOTICE)
    elsewhere = None if is_late else named_elsewhere(form, form.cleaned_data["text"])
    if elsewhere is None or not elsewhere.stops or request.POST.get("named_room") == elsewhere.key:
        return _follow(request, _send(request, form))
    if elsewhere.asks:  # the room that the page proposed is taken away
        guessed = with_guess(request.POST.copy(), member)
        form = AskForm(guessed, school=member.school, member=member)
    return _ask_again(request, form)


def _ask_again(request: SchoolRequest, form: AskForm, management: str = "") -> HttpResponse:
    return render(request, ask_page(request, form, management=management), status=UNPROCESSABLE)


def _blank(request: SchoolRequest) -> HttpResponse:
    """Before anything is typed; a browser that keeps the page keeps nothing of its reader."""
    if is_carried(request):
        form = AskForm(school=request.member.school, member=request.member)
        return render(request, ask_page(request, form))
    answering = answering_of(request.member.school, request.today)
    return render(request, ask_page(request, _opening(request), answering=answering))


@require_POST
def ask_hints(request: SchoolRequest, uai: str) -> HttpResponse:
    """What changes while one types: the guessed kind, the machines of the room, who said it already."""
    require(policies.ask_for_help, request.actor, None)
    guessed = with_guess(request.POST.copy(), request.member)
    form = AskForm(guessed, school=request.member.school, member=request.member)
    return render(request, hints_of(request, form))


@require_POST
def request_follow(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """« Me prévenir aussi »: the request of a colleague, about the same room or machine."""
    rows = HelpRequest.objects.for_school(request.member.school).open()
    help_request = get_or_404(rows, number=number)
    return button_page(
        request,
        lambda: follow_request(help_request, request.member.own_person, by=request.actor),
        success=f"Vous serez prévenu quand la demande n° {number} avancera.",
        next_page=address("web:home", uai),
    )


def _opening(request: SchoolRequest) -> AskForm:
    """Prefilled by the scanned label, which knows its room and its usual trouble, or by the last room."""
    start: dict[str, Any] = {"room": request.GET.get("salle") or ""}
    if is_id(service := request.GET.get("service", "")):
        start |= {"service": service, "kind": RequestKind.ENT}
    number = request.GET.get("equipement", "")
    if is_id(number):
        machines = Equipment.objects.for_school(request.member.school).select_related("type")
        if machine := machines.filter(number=number).first():
            start = {
                "equipment": machine.pk,
                "room": start["room"] or machine.room_id,
                "kind": machine.type.kind,
            }
            if "garder" in request.GET:
                start["text"] = KEEP_LONGER.format(machine.name)
    form = AskForm(school=request.member.school, member=request.member, initial=start)
    if not start["room"] and "equipment" not in start:
        begin_where_last(form, request.member)
    return form


def _follow(request: SchoolRequest, answer: HttpResponse) -> HttpResponse:
    """To the request just sent, for a browser or for htmx."""
    return HttpResponseClientRedirect(answer.headers["Location"]) if request.htmx else answer


def _send(request: SchoolRequest, form: AskForm) -> HttpResponse:
    if before := already_submitted(request):
        # The answer to the first sending may never have reached the browser: say it again.
        messages.success(request, "Votre demande est envoyée. Vous pouvez la suivre ici.")
        return redirect(before)
    values, photo = form.cleaned_data, form.cleaned_data["photo"]
    place = (values[name] and values[name].pk for name in ("room", "equipment", "service"))
    if again := said_before(request, "cette demande", values["text"], *place, photo and photo.sha256):
        return again
    member = request.member
    help_request = ask_for_help(
        member.school, member.own_person, form.request_values(), now=timezone.now(), by=request.actor
    )
    if photo:
        join_file(help_request, photo, by=request.actor)
    with_photo = ", avec votre photo" if photo else ""
    sentence = f"Votre demande n° {help_request.number} est envoyée{with_photo}. Vous pouvez la suivre ici."
    team_sentence = told_of(help_request, timezone.now())
    away = [*([team_sentence] if team_sentence else []), *answering_of(member.school, request.today).absences]
    title = f"C’est parti, {member.own_person.given_name}"
    messages.success(request, " ".join([sentence, *away]), extra_tags=f"sent {title}")
    return remember_answer(
        request, reverse("helpdesk:request_page", args=[member.school.uai, help_request.number])
    )
