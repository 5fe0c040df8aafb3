"""« Formation »: what a référent followed and gave; the management reads the sums that are shared."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.attended_training import AttendedTraining
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.agenda.rules.years import kept_years
from fanal.agenda.views.years import year_chips, year_read
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import Page, Paged, render
from fanal.missions.actions import training as actions
from fanal.missions.forms.training import TrainingForm
from fanal.missions.models import OwnTraining
from fanal.missions.policies import training as policies
from fanal.missions.reading.training import (
    SharedTraining,
    lines_of,
    not_yet_noted,
    proposed_line,
    shared_in,
    sums_of,
)
from fanal.missions.rules.training import TrainingSum
from fanal.year.rules.years import SchoolYear

WAITING = 10  # trainings that Fanal knows and the list does not, at once


@dataclass(frozen=True)
class OwnList:
    """What a référent noted in a year, its sums, what Fanal knows that is not in it, the form of one more."""

    page: Paged
    sums: list[TrainingSum]
    waiting: list[AttendedTraining]
    form: TrainingForm


@dataclass(frozen=True, kw_only=True)
class TrainingRecordPage(Page):
    """`own`: None for whoever keeps no list; `shared`: None for whoever does not read it."""

    template = "missions/training.html"

    year: SchoolYear
    chips: list[FilterChip]
    own: OwnList | None
    shared: list[SharedTraining] | None
    reasons: list[str]

    def is_refused(self) -> bool:
        return self.own is not None and self.own.form.is_bound


@require_safe
def training_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """`?noter=` names a training that Fanal knows: the form proposes it, and its person corrects it."""
    require(policies.open_training, request.actor, None)
    initial: dict[str, object] = {"day": request.today}
    if (key := request.GET.get("noter")) and request.member.has(Role.DIGITAL_LEAD):
        year = year_read(request, kept_years(request.today))
        rows = not_yet_noted(request.member, year, lines_of(request.member, year))
        initial |= next((proposed_line(row) for row in rows if row.key == key), {})
    return _show(request, TrainingForm(school=request.member.school, initial=initial), [])


def _show(request: SchoolRequest, form: TrainingForm, reasons: list[str]) -> HttpResponse:
    member, offered = request.member, kept_years(request.today)
    year = year_read(request, offered)
    is_reader = policies.read_shared_training(request.actor, None)
    page = TrainingRecordPage(
        year=year,
        chips=year_chips(request, "trainings:training", year.label, offered),
        own=_own_list(request, year, form) if member.has(Role.DIGITAL_LEAD) else None,
        shared=shared_in(member, year) if is_reader else None,
        reasons=reasons,
    )
    return render(request, page)


def _own_list(request: SchoolRequest, year: SchoolYear, form: TrainingForm) -> OwnList:
    lines = list(lines_of(request.member, year))  # all of them: the sums are those of the year
    return OwnList(
        page=paginate(request, lines),
        sums=sums_of(lines),
        waiting=not_yet_noted(request.member, year, lines)[:WAITING],
        form=form,
    )


@require_POST
def training_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school, person = request.member.school, request.member.own_person
    form, stamp = TrainingForm(request.POST, school=school), on_day(request)
    return form_page(
        request,
        form,
        lambda values: actions.note_training(school, person, values, **stamp),
        success="La formation est notée.",
        next_page=address("trainings:training", uai),
        require=lambda: require(policies.keep_training, request.actor, person.pk if person else 0),
        show=lambda reasons: _show(request, form, reasons),
    )


def _line(request: SchoolRequest, pk: int) -> OwnTraining:
    return get_or_404(OwnTraining.objects.visible_to(request.member), pk=pk)


@require_POST
def training_share(request: SchoolRequest, uai: str, training: int) -> HttpResponse:
    """Each press counts: the lines are in one form, whose key is theirs together."""
    is_shared = request.POST.get("shared") == "1"
    actions.share_training(_line(request, training), is_shared=is_shared, by=request.actor)
    messages.success(request, "Comptée pour la direction." if is_shared else "Comptée pour vous seul.")
    return redirect("trainings:training", uai)


@require_POST
def training_remove(request: SchoolRequest, uai: str, training: int) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.remove_training(_line(request, training), by=request.actor),
        success="La ligne est retirée.",
        next_page=address("trainings:training", uai),
    )
