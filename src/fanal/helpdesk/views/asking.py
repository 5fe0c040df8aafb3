"""« Demander de l’aide »: one sentence, and the page helps while one types."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.answering import answering_of
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.addresses import address
from fanal.core.form_page import button_page
from fanal.core.http import (
    FORM,
    already_submitted,
    get_or_404,
    remember_answer,
    render_page,
    said_before,
)
from fanal.core.words import is_id
from fanal.equipment.models import Equipment
from fanal.helpdesk.actions.files import join_file
from fanal.helpdesk.actions.requests import ask_for_help, follow_request
from fanal.helpdesk.forms.asking import AskForm
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.additions import hints_for
from fanal.helpdesk.reading.guesses import MOST_READ, with_guess
from fanal.helpdesk.reading.request import same_trouble, with_latest
from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.kinds import MANAGEMENT_NOTICE, leads_to_management, speaks_of
from fanal.helpdesk.rules.places import rooms_named
from fanal.service_status.reading.states import troubles_of

PAGE = "helpdesk/request_ask.html"
KEEP_LONGER = "Je voudrais garder {} plus longtemps. Jusqu’à quand : "


@require_http_methods(FORM)
def request_ask(request: SchoolRequest, uai: str) -> HttpResponse:
    """The form, and what must be read before it leaves.

    By hand rather than with `form_page`: its words may belong to the management or name another room, htmx
    draws a piece of the page or leaves it, and the same words said twice are refused whatever their key.
    """
    require(policies.ask_for_help, request.actor, None)
    if request.method != "POST":
        answering = answering_of(request.member.school, request.today)
        hints = _hints(request, _opening(request)) | {"answering": answering}
        return render_page(request, PAGE, hints)
    form = AskForm(request.POST, request.FILES, school=request.member.school, member=request.member)
    if not form.is_valid():
        return render_page(request, PAGE, _hints(request, form), fragment="asking", status=422)
    if leads_to_management(form.cleaned_data["text"]) and not request.POST.get("is_equipment"):
        context = _hints(request, form) | {"management": MANAGEMENT_NOTICE, "grave": ""}
        return render_page(request, PAGE, context, fragment="asking", status=422)
    elsewhere = _named_elsewhere(form, form.cleaned_data["text"])
    if elsewhere and request.POST.get("named_room") != str(elsewhere["pk"]):
        return render_page(request, PAGE, _hints(request, form), fragment="asking", status=422)
    return _follow(request, _send(request, form))


@require_POST
def ask_hints(request: SchoolRequest, uai: str) -> HttpResponse:
    """What changes while one types: the guessed kind, the machines of the room, who said it already."""
    require(policies.ask_for_help, request.actor, None)
    guessed = with_guess(request.POST.copy(), request.member)
    form = AskForm(guessed, school=request.member.school, member=request.member)
    return render_page(request, f"{PAGE}#typed", _hints(request, form))


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
        _begin_where_last(form, request.member)
    return form


def _begin_where_last(form: AskForm, member: Member) -> None:
    """The list of rooms tells which it was: one question for both."""
    field: Any = form.fields["room"]
    rooms: list[Any] = list(with_latest(field.queryset, member))
    field.widget.choices = [("", field.empty_label), *((room.pk, room.name) for room in rooms)]
    form.initial["room"] = rooms[0].latest if rooms else None


def _hints(request: SchoolRequest, form: AskForm) -> dict[str, Any]:
    form.show_equipment()
    chosen = {name: form[name].value() for name in ("kind", "room", "equipment")}
    text, said = str(form["text"].value() or "")[:MOST_READ], chosen["kind"]
    kind = RequestKind(said) if said in set(RequestKind) else RequestKind.OTHER
    asked_service = str(form["service"].value() or "")
    return {
        "form": form,
        "asks_of_service": form.asks_of_service(),
        "asks_room": kind != RequestKind.ACCOUNT,
        "kind": kind,
        "room": _name_among(form, "room"),
        "machine": _name_among(form, "equipment"),
        "guessed": form["guessed"].value() or chosen["kind"],
        "guessed_room": form.data.get("guessed_room") if form.is_bound else chosen["room"],
        "guessed_machine": form.data.get("guessed_machine") if form.is_bound else chosen["equipment"],
        "grave": MANAGEMENT_NOTICE if leads_to_management(text) else "",
        "hints": hints_for(request.member, text, kind, request.today),
        "elsewhere": _named_elsewhere(form, text),
        "troubles": [
            trouble
            for trouble in troubles_of(request.member.school, timezone.now())
            if str(trouble.service.pk) == asked_service or speaks_of(text, trouble.service.name)
        ],
        "asked_service": asked_service,
        "same": same_trouble(request.member, chosen["room"], chosen["equipment"], kind),
    }


def _name_among(form: AskForm, field: str) -> str:
    """What is chosen there, as its list calls it."""
    chosen = str(form[field].value() or "")
    choices: Any = flatten_choices(form.fields[field].widget.choices)
    return next((str(label) for value, label in choices if value and str(value) == chosen), "")


def _named_elsewhere(form: AskForm, text: str) -> dict[str, Any] | None:
    """The room that the words name, when the request would leave for another one."""
    if not text.strip():
        return None
    field: Any = form.fields["room"]
    rooms: dict[int, str] = dict(field.queryset.values_list("pk", "name"))
    chosen, named = str(form["room"].value() or ""), rooms_named(text[:MOST_READ], rooms.items())
    if not named or chosen in map(str, named):
        return None
    leaving = next((name for room, name in rooms.items() if str(room) == chosen), "")
    return {"pk": named[0], "name": rooms[named[0]], "leaving": leaving}


def _follow(request: SchoolRequest, answer: HttpResponse) -> HttpResponse:
    """To the request just sent, for a browser or for htmx."""
    return HttpResponseClientRedirect(answer.headers["Location"]) if request.htmx else answer


def _send(request: SchoolRequest, form: AskForm) -> HttpResponse:
    if before := already_submitted(request):
        # The answer to the first sending may never have reached the browser: say it again.
        messages.success(request, "Votre demande est envoyée. Vous pouvez la suivre ici.")
        return redirect(before)
    said, photo = form.cleaned_data, form.cleaned_data["photo"]
    place = (said[name] and said[name].pk for name in ("room", "equipment", "service"))
    if again := said_before(request, "cette demande", said["text"], *place, photo and photo.sha256):
        return again
    member = request.member
    help_request = ask_for_help(
        member.school, member.own_person, form.request_values(), now=timezone.now(), by=request.actor
    )
    if photo:
        join_file(help_request, photo, by=request.actor)
    with_photo = ", avec votre photo" if photo else ""
    sentence = f"Votre demande n° {help_request.number} est envoyée{with_photo}. Vous pouvez la suivre ici."
    away = answering_of(member.school, request.today).absences
    title = f"C’est parti, {member.own_person.given_name}"
    messages.success(request, " ".join([sentence, *away]), extra_tags=f"sent {title}")
    return remember_answer(
        request, reverse("helpdesk:request_page", args=[member.school.uai, help_request.number])
    )
