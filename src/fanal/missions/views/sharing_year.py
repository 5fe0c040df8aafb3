"""« Partager » the mission of a whole year on one page, or take up the sharing of the year before."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.accounts.rules.years import year_named
from fanal.agenda.views.years import page_of_year
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, render_page
from fanal.core.words import is_id
from fanal.missions.actions import sharing_year as actions
from fanal.missions.forms.sharing_grid import GridForm
from fanal.missions.policies import sharing as policies
from fanal.missions.reading.sharing import shares_of
from fanal.missions.reading.sharing_year import Before, columns_of
from fanal.missions.views.sharing import one_mission, show_sharing

MOST_ADDED, GRID = 20, "missions/sharing_grid.html"


@require_http_methods(FORM)
def sharing_grid(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """« Ajouter » shows one more person with what is typed; « Enregistrer » writes all of it."""
    require(policies.share_mission, request.actor, None)
    mission, seen = one_mission(request, number), request.POST.get("seen")
    shares, added = shares_of(mission), _added(request)
    form = GridForm(
        request.POST or None,
        school=request.member.school,
        columns=columns_of(mission, shares, added),
        shares=shares,
        year=year_named(mission.school_year),
    )
    back = page_of_year(request, "shares:sharing", mission.school_year)
    context = {"mission": mission, "back": back, "added": added}
    if _adds(request):
        return render_page(request, GRID, {"form": form, "reasons": [], **context})
    return form_page(
        request,
        form,
        lambda _: actions.write_grid(mission, form.wanted(), by=request.actor, seen=seen),
        template=GRID,
        success=_written,
        next_page=back,
        context=context,
    )


def _written(changed: int) -> str:
    count = counted(changed, "part enregistrée", "parts enregistrées") if changed else "Rien n’a changé"
    return f"{count}."


def _adds(request: SchoolRequest) -> bool:
    """Somebody chosen and not added yet is shown before anything is written."""
    return "add" in request.POST or request.POST.get("more", "").isdecimal()


def _added(request: SchoolRequest) -> list[int]:
    """Those whose column was asked for, and the one asked for now."""
    typed = request.POST.getlist("people")[:MOST_ADDED]
    if _adds(request):
        typed.append(request.POST.get("more", ""))
    return [int(pk) for pk in typed if is_id(pk)]


@require_POST
def sharing_carry(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    mission = one_mission(request, number)
    return button_page(
        request,
        lambda: actions.carry_sharing(mission, by=request.actor),
        success=_carried,
        next_page=page_of_year(request, "shares:sharing", mission.school_year),
        show=lambda reasons: show_sharing(request, mission.school_year, reasons),
    )


def _carried(before: Before) -> str:
    sentence = f"Le partage de {before.year} est repris : {counted(len(before.carried.shares), 'part')}."
    return sentence + (f" Ne sont pas repris : {', '.join(before.left)}." if before.left else "")
