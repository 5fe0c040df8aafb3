"""Writing a letter: for whom, then its words, proposed from what is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.agenda.rules.years import letter_years
from fanal.agenda.views.years import year_read
from fanal.allowances.policies import allowance as allowance_policies
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.mission_letters.actions import letter as actions
from fanal.mission_letters.forms.letter import MissionLetterForm, WhoseForm
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.policies import letter as letter_policies
from fanal.mission_letters.reading.letter import open_letters_of
from fanal.mission_letters.reading.prefill import prefilled
from fanal.mission_letters.rules.letter import OPTIONAL
from fanal.mission_letters.views.letter import one_letter, page_address
from fanal.missions.models import ParticularMission
from fanal.missions.rules.particular_mission import MissionKind
from fanal.year.rules.years import year_named

OTHER_DAYS = "autre"


def _own_mission(request: SchoolRequest, year: str) -> ParticularMission | None:
    rows = ParticularMission.objects.for_school(request.member.school).of_year(year)
    mission: ParticularMission | None = rows.filter(kind=MissionKind.DIGITAL).first()
    return mission


@dataclass(frozen=True, kw_only=True)
class LetterWhosePage(Page):
    """For whom a letter is. `form`: none where no mission is described; `may_add`: who may describe one.

    `already`: what `person` has for this mission; `other_days`: the address that goes on nevertheless.
    """

    template = "mission_letters/letter_whose.html"

    form: WhoseForm | None
    year: str
    may_add: bool
    already: Sequence[MissionLetter]
    person: Person | None
    other_days: str


@dataclass(frozen=True, kw_only=True)
class LetterWritePage(FormPage):
    template = "mission_letters/letter_form.html"

    letter: MissionLetter | None
    mission: ParticularMission
    person: Person | None
    already: Sequence[MissionLetter] = ()
    optional: str = OPTIONAL


@require_http_methods(FORM)
def letter_add(request: SchoolRequest, uai: str) -> HttpResponse:
    """A référent writes their own for the digital mission; the management says whose it is first."""
    require(letter_policies.start_letter, request.actor, None)
    member, year = request.member, year_read(request, letter_years(request.today)).label
    if not allowance_policies.read_allowances(request.actor, None) and member.person is not None:
        mission = _own_mission(request, year)
        if mission is None:
            return _ask(request, year, None)
        return _begin(request, mission, member.person, None)
    form = WhoseForm(request.GET if "person" in request.GET else None, school=member.school, year=year)
    if form.is_bound and form.is_valid():
        return _begin(request, form.cleaned_data["mission"], form.cleaned_data["person"], form)
    return _ask(request, year, form)


def _begin(
    request: SchoolRequest, mission: ParticularMission, person: Person, form: WhoseForm | None
) -> HttpResponse:
    """Who has a letter already is said before anything is written; another one is for other days."""
    already = open_letters_of(mission, person)
    if already and request.method != "POST" and OTHER_DAYS not in request.GET:
        return _ask(request, mission.school_year, form, already, person)
    return _start(request, mission, person, already)


def _ask(
    request: SchoolRequest,
    year: str,
    form: WhoseForm | None,
    already: Sequence[MissionLetter] = (),
    person: Person | None = None,
) -> HttpResponse:
    field: Any = form.fields["mission"] if form is not None else None
    offered = field and field.queryset
    has_missions = bool(offered)
    query = request.GET.copy()
    query[OTHER_DAYS] = "1"
    page = LetterWhosePage(
        form=form if has_missions else None,
        year=year,
        may_add=form is not None,
        already=already,
        person=person,
        other_days=f"?{query.urlencode()}",
    )
    return render(request, page, status=422 if form is not None and form.errors else 200)


def _first(request: SchoolRequest, mission: ParticularMission, person: Person) -> MissionLetterForm:
    """What a new letter says before anybody wrote in it."""
    prefill = prefilled(request.member.school, mission, person, request.today)
    year = year_named(mission.school_year)
    starts_on = max(year.starts_on, min(request.today, year.ends_on))
    first = MissionLetterForm.first(prefill, starts_on, year.lessons_end_on)
    school = request.member.school
    return MissionLetterForm(request.POST or None, school=school, initial=first, origins=prefill.origins)


def _start(
    request: SchoolRequest, mission: ParticularMission, person: Person, already: Sequence[MissionLetter]
) -> HttpResponse:
    form = _first(request, mission, person)
    return _write(
        request,
        LetterWritePage(form=form, letter=None, mission=mission, person=person, already=already),
        lambda _: actions.start_letter(mission, person, form.letter_input(), by=request.actor),
        "La lettre est enregistrée. Demandez l’accord quand elle est prête.",
    )


@require_http_methods(FORM)
def letter_edit(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    letter = one_letter(request, number)
    require(letter_policies.write_letter, request.actor, letter)
    form = MissionLetterForm(request.POST or None, school=request.member.school, instance=letter)
    return _write(
        request,
        LetterWritePage(form=form, letter=letter, mission=letter.mission, person=letter.person),
        lambda values: actions.write_letter(
            letter, form.letter_input(), values["revision"] or 0, by=request.actor
        ),
        "La lettre est enregistrée.",
    )


def _write(
    request: SchoolRequest,
    page: LetterWritePage,
    save: Callable[[dict[str, Any]], MissionLetter],
    success: str,
) -> HttpResponse:
    return form_page(
        request,
        page,
        save,
        success=success,
        next_page=lambda letter: page_address(letter, request.member.school.uai),
    )
