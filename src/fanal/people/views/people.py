"""« Les personnes »: the list, one person, and what changes who they are here."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.colleague import Colleague, colleague_of, colleagues
from fanal.accounts.models.roles import EVERYONE, Role
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.core.pages.panels import Panel, panels_of
from fanal.people.actions.people import take_back
from fanal.people.reading.takeover import replaced_by
from fanal.people.reading.without_access import WithoutAccess, without_access

GESTURES = (
    policies.change_person,
    policies.change_functions,
    policies.invite_colleague,
    policies.withdraw_invitation,
    policies.note_departure,
    policies.take_back,
)


@dataclass(frozen=True, kw_only=True)
class PersonList(Page):
    """`to_invite` stands above the list alone: what is searched does not ask for it."""

    template = "people/person_list.html"
    fragment = "results"

    page: Paged
    rows: list[tuple[Colleague, str, str]]
    chips: list[FilterChip]
    to_invite: "SimpleLazyObject[WithoutAccess]"
    school: School


@require_safe
def person_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.see_people, request.actor, None)
    role, has_left = request.GET.get("fonction", ""), request.GET.get("vue") == "partis"
    people = Person.objects.for_school(request.member.school).named(request.GET.get("q", ""))
    people = people.gone() if has_left else people.present()
    if role in Role.values:
        people = people.holding_role(role, request.today)
    people_page = paginate(request, people.by_name())
    school, now = request.member.school, timezone.now()
    annotate_permissions([school], policies.add_person, to=request.actor)
    page = PersonList(
        page=people_page,
        rows=[(row, *row.state_at(now)) for row in colleagues(people_page, school.pk, today=request.today)],
        chips=_chips(role, has_left),
        to_invite=SimpleLazyObject(
            lambda: without_access(school, request.actor, today=request.today, now=now)
        ),
        school=school,
    )
    return render(request, page)


def _chips(role: str, has_left: bool) -> list[FilterChip]:
    roles = [
        FilterChip(option.label, f"?fonction={option.value}", None, role == option.value)
        for option in Role
        if option in EVERYONE
    ]
    everybody = FilterChip("Toutes", "?", None, not role and not has_left)
    return [everybody, *roles, FilterChip("Partis", "?vue=partis", None, has_left)]


def colleague_or_404(request: SchoolRequest, person: int) -> Colleague:
    """This person of the school, for its team or for themselves; 404 for anybody else."""
    school = request.member.school
    row = get_or_404(Person.objects.for_school(school).select_related("school"), pk=person)
    if not policies.see_people(request.actor, None) and request.actor.person_id != row.pk:
        raise Http404
    return colleague_of(row, today=request.today)


@dataclass(frozen=True, kw_only=True)
class PersonPage(Page):
    """`tone` and `words`: whether they can sign in; `sees_all`: whether the reader sees the whole team."""

    template = "people/person_page.html"

    colleague: Colleague
    tone: str
    words: str
    reasons: list[str]
    panels: list[Panel]
    replaced_by: list[Membership]
    school: School
    is_me: bool
    sees_all: bool


@require_safe
def person_page(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    return show_person(request, colleague_or_404(request, person), [])


def show_person(request: SchoolRequest, colleague: Colleague, reasons: list[str]) -> HttpResponse:
    """The page of somebody, with why a gesture was refused."""
    annotate_permissions([colleague], *GESTURES, to=request.actor)
    annotate_permissions([request.member.school], policies.add_person, to=request.actor)
    tone, words = colleague.state_at(timezone.now())
    page = PersonPage(
        colleague=colleague,
        tone=tone,
        words=words,
        reasons=reasons,
        panels=panels_of(request.member, colleague.person),
        replaced_by=replaced_by(colleague.person, request.today),
        school=request.member.school,
        is_me=request.actor.person_id == colleague.person.pk,
        sees_all=policies.see_people(request.actor, None),
    )
    return render(request, page)


@require_POST
def person_return(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    return button_page(
        request,
        lambda: take_back(colleague.person, today=request.today, by=request.actor),
        success="",
        next_page=address("people:person_page", uai, person),
        show=lambda reasons: show_person(request, colleague_or_404(request, person), reasons),
    )
