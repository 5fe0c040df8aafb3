"""« Demander de l’aide »: one sentence, and the page helps while one types."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.answering import answering_of
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
from fanal.helpdesk import actions, policies
from fanal.helpdesk.forms.asking import AskForm
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.reading.additions import hints_for
from fanal.helpdesk.reading.request import same_trouble, with_latest
from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.kinds import MANAGEMENT_NOTICE, guess, leads_to_management
from fanal.helpdesk.rules.places import rooms_named
from fanal.online_services.reading.states import troubles_of

PAGE = "helpdesk/request_ask.html"
MOST_READ = 600  # letters: enough to guess from


@require_http_methods(FORM)
def request_ask(request: HttpRequest, uai: str) -> HttpResponse:
    """The form, and what must be read before it leaves.

    By hand rather than with `form_page`: its words may belong to the management or name another room, htmx
    draws a piece of the page or leaves it, and the same words said twice are refused whatever their key.
    """
    require(policies.ask_for_help, request.actor, None)
    if request.method != "POST":
        answering = answering_of(request.member.school, request.today)
        hints = _hints(request, _opening(request)) | {"answering": answering}
        return render_page(request, PAGE, hints)
    form = AskForm(request.POST, request.FILES, school=request.member.school)
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
def ask_hints(request: HttpRequest, uai: str) -> HttpResponse:
    """What changes while one types: the guessed kind, the machines of the room, who said it already."""
    require(policies.ask_for_help, request.actor, None)
    form = AskForm(_with_guess(request), school=request.member.school)
    return render_page(request, f"{PAGE}#hints", _hints(request, form))


@require_POST
def request_follow(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    """« Me prévenir aussi »: the request of a colleague, about the same room or machine."""
    rows = HelpRequest.objects.for_school(request.member.school).open()
    help_request = get_or_404(rows, number=number)
    return button_page(
        request,
        lambda: actions.follow_request(help_request, request.member.person, by=request.actor),
        success=f"Vous serez prévenu quand la demande n° {number} avancera.",
        next_page=address("web:home", uai),
    )


def _opening(request: HttpRequest) -> AskForm:
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
    form = AskForm(school=request.member.school, initial=start)
    if not start["room"]:
        _begin_where_last(form, request.member)
    return form


def _begin_where_last(form: AskForm, member: Member) -> None:
    """The list of rooms tells which it was: one question for both."""
    field: Any = form.fields["room"]
    rooms = list(with_latest(field.queryset, member))
    field.widget.choices = [("", field.empty_label), *((room.pk, room.name) for room in rooms)]
    form.initial["room"] = rooms[0].latest if rooms else None


def _with_guess(request: HttpRequest) -> Any:
    """The typed form, its kind guessed anew unless the person chose one by hand."""
    data = request.POST.copy()
    if data.get("kind", "") == data.get("guessed", ""):
        said = guess(data.get("text", "")[:MOST_READ])
        data["kind"] = data["guessed"] = (
            _kind_of_machine(request, data) if said is RequestKind.OTHER else said
        )
    return data


def _kind_of_machine(request: HttpRequest, data: Any) -> str:
    """What the chosen machine suffers from, or that it is a service, when the words do not say."""
    chosen = data.get("equipment", "")
    if not is_id(chosen):
        return RequestKind.ENT if data.get("service") else RequestKind.OTHER
    machines = Equipment.objects.for_school(request.member.school).filter(pk=chosen)
    return machines.values_list("type__kind", flat=True).first() or RequestKind.OTHER


def _hints(request: HttpRequest, form: AskForm) -> dict[str, Any]:
    form.show_equipment_for(request.member)
    chosen = {name: form[name].value() for name in ("kind", "room", "equipment")}
    text = str(form["text"].value() or "")[:MOST_READ]
    return {
        "form": form,
        "asks_of_service": form.asks_of_service(),
        "guessed": form["guessed"].value() or chosen["kind"],
        "grave": MANAGEMENT_NOTICE if leads_to_management(text) else "",
        "hints": hints_for(request.member, text, chosen["kind"] or "", request.today),
        "elsewhere": _named_elsewhere(form, text),
        "troubles": troubles_of(request.member.school, timezone.now()),
        "asked_service": str(form["service"].value() or ""),
        "same": same_trouble(request.member, chosen["room"], chosen["equipment"], chosen["kind"] or ""),
    }


def _named_elsewhere(form: AskForm, text: str) -> dict[str, Any] | None:
    """The room that the words name, when the request would leave for another one."""
    if not text.strip():
        return None
    rooms: dict[int, str] = dict(form.fields["room"].queryset.values_list("pk", "name"))
    chosen, named = str(form["room"].value() or ""), rooms_named(text[:MOST_READ], rooms.items())
    if not named or chosen in map(str, named):
        return None
    leaving = next((name for room, name in rooms.items() if str(room) == chosen), "")
    return {"pk": named[0], "name": rooms[named[0]], "leaving": leaving}


def _follow(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """To the request just sent, for a browser or for htmx."""
    return HttpResponseClientRedirect(answer.headers["Location"]) if request.htmx else answer


def _send(request: HttpRequest, form: AskForm) -> HttpResponse:
    if before := already_submitted(request):
        # The answer to the first sending may never have reached the browser: say it again.
        messages.success(request, "Votre demande est envoyée. Vous pouvez la suivre ici.")
        return redirect(before)
    said, photo = form.cleaned_data, form.cleaned_data["photo"]
    place = (said[name] and said[name].pk for name in ("room", "equipment", "service"))
    if again := said_before(request, "cette demande", said["text"], *place, photo and photo.sha256):
        return again
    member = request.member
    help_request = actions.ask_for_help(
        member.school, member.person, form.request_values(), now=timezone.now(), by=request.actor
    )
    if photo:
        actions.join_file(help_request, photo, by=request.actor)
    sentence = f"Votre demande n° {help_request.number} est envoyée. Vous pouvez la suivre ici."
    away = answering_of(member.school, request.today).absences
    messages.success(request, " ".join([sentence, *away]))
    return remember_answer(
        request, reverse("helpdesk:request_page", args=[member.school.uai, help_request.number])
    )
