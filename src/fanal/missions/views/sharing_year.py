"""« Partager » the mission of a whole year on one page, or take up the sharing of the year before."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, render
from fanal.core.text.french import counted
from fanal.core.text.words import is_id
from fanal.missions.actions import sharing_year as actions
from fanal.missions.forms.sharing_grid import GridForm
from fanal.missions.models import ParticularMission
from fanal.missions.policies import sharing as policies
from fanal.missions.reading.sharing import shares_of
from fanal.missions.reading.sharing_year import Before, columns_of
from fanal.missions.views.sharing import one_mission, page_of_sharing, show_sharing
from fanal.year.rules.years import year_named

MOST_ADDED = 20


@dataclass(frozen=True, kw_only=True)
class SharingGridPage(FormPage):
    """`people`: the keys of those whose column was added on the page."""

    template = "missions/sharing_grid.html"

    mission: ParticularMission
    back: str
    people: list[int]


@require_http_methods(FORM)
def sharing_grid(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """« Ajouter » shows one more person with what is typed; « Enregistrer » writes all of it."""
    require(policies.share_mission, request.actor, None)
    mission, seen = one_mission(request, number), request.POST.get("seen")
    shares, people = shares_of(mission), _added_people(request)
    form = GridForm(
        request.POST or None,
        school=request.member.school,
        columns=columns_of(mission, shares, people),
        shares=shares,
        year=year_named(mission.school_year),
    )
    back = page_of_sharing(request, mission)
    page = SharingGridPage(form=form, mission=mission, back=back, people=people)
    if _adds(request):
        return render(request, page, status=200)
    return form_page(
        request,
        page,
        lambda _: actions.write_grid(mission, form.wanted(), by=request.actor, seen=seen),
        success=_changed_words,
        next_page=back,
    )


def _changed_words(count: int) -> str:
    words = counted(count, "part enregistrée", "parts enregistrées") if count else "Rien n’a changé"
    return f"{words}."


def _adds(request: SchoolRequest) -> bool:
    """Whether somebody is to be added: they are shown before anything is written."""
    return "add" in request.POST or request.POST.get("more", "").isdecimal()


def _added_people(request: SchoolRequest) -> list[int]:
    """Read the keys of those whose column was asked for, and of the one asked for now."""
    keys = request.POST.getlist("people")[:MOST_ADDED]
    if _adds(request):
        keys.append(request.POST.get("more", ""))
    return [int(key) for key in keys if is_id(key)]


@require_POST
def sharing_carry(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    mission = one_mission(request, number)
    return button_page(
        request,
        lambda: actions.carry_sharing(mission, by=request.actor),
        success=_carried_words,
        next_page=page_of_sharing(request, mission),
        show=lambda reasons: show_sharing(request, mission.school_year, reasons),
    )


def _carried_words(before: Before) -> str:
    sentence = f"Le partage de {before.year} est repris : {counted(len(before.carried.shares), 'part')}."
    return sentence + (f" Ne sont pas repris : {', '.join(before.left)}." if before.left else "")
