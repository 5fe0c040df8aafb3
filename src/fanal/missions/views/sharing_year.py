"""« Partager » the mission of a whole year on one page, or take up the sharing of the year before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.rules.french import counted
from fanal.accounts.rules.years import year_named
from fanal.agenda.views.years import page_of_year
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, already_submitted, remember_answer, render_page
from fanal.core.words import is_id
from fanal.missions import policies
from fanal.missions.actions import sharing_year as actions
from fanal.missions.forms.sharing_grid import GridForm
from fanal.missions.reading.sharing import shares_of
from fanal.missions.reading.sharing_year import columns_of
from fanal.missions.views.sharing import one_mission, show_sharing

MOST_ADDED = 20


@require_http_methods(FORM)
def sharing_grid(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    """« Ajouter » shows one more person with what is typed; « Enregistrer » writes all of it."""
    require(policies.share_mission, request.actor, None)
    mission, reasons, sent = one_mission(request, number), list[str](), request.POST or None
    shares, adds, added = shares_of(mission), _adds(request), _added(request)
    form = GridForm(
        sent,
        school=request.member.school,
        columns=columns_of(mission, shares, added),
        shares=shares,
        year=year_named(mission.school_year),
    )
    back = page_of_year(request, "shares:sharing", mission.school_year)
    if form.is_bound and not adds and form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            seen = request.POST.get("seen")
            changed = actions.write_grid(mission, form.wanted(), by=request.actor, seen=seen)
            messages.success(request, _written(changed))
            return remember_answer(request, back)
    context = {"form": form, "mission": mission, "reasons": reasons, "back": back, "added": added}
    status = 422 if form.is_bound and not adds else 200
    return render_page(request, "missions/sharing_grid.html", context, status=status)


def _written(changed: int) -> str:
    count = counted(changed, "part enregistrée", "parts enregistrées") if changed else "Rien n’a changé"
    return f"{count}."


def _adds(request: HttpRequest) -> bool:
    """Somebody chosen and not added yet is shown before anything is written."""
    return "add" in request.POST or request.POST.get("more", "").isdecimal()


def _added(request: HttpRequest) -> list[int]:
    """Those whose column was asked for, and the one asked for now."""
    typed = request.POST.getlist("people")[:MOST_ADDED]
    if _adds(request):
        typed.append(request.POST.get("more", ""))
    return [int(pk) for pk in typed if is_id(pk)]


@require_POST
def sharing_carry(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    mission = one_mission(request, number)
    with reasons_of_refusal() as reasons:
        before = actions.carry_sharing(mission, by=request.actor)
        sentence = f"Le partage de {before.year} est repris : {counted(len(before.carried.shares), 'part')}."
        left = f" Ne sont pas repris : {', '.join(before.left)}." if before.left else ""
        messages.success(request, sentence + left)
        return redirect(page_of_year(request, "shares:sharing", mission.school_year))
    return show_sharing(request, mission.school_year, reasons)
