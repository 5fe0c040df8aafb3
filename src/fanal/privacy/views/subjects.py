"""Whose data a request is about: found by name, handed over as a file, erased after a preview."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.core.errors import reasons_of_refusal
from fanal.core.http.addresses import address
from fanal.core.http.answers import attached_pdf
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.core.people import erasure
from fanal.core.people.erasure import Elsewhere, Subject, TraceCount
from fanal.core.people.subjects import find_everywhere
from fanal.privacy.actions import subjects as actions
from fanal.privacy.models import RightsRequest
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading import subjects as reading
from fanal.privacy.rules.requests import SubjectRight, erasure_refusals, export_refusals
from fanal.privacy.views.requests import one_request

SHORTEST = 2
ERASED = "C’est effacé. Répondez par écrit, puis notez la réponse et sa date."


def _subject(request: SchoolRequest, sort: str, pk: int) -> Subject:
    finder = erasure.finder_of(sort)
    person = finder.get(request.member.school.pk, pk, request.today, False) if finder else None
    if person is None:
        raise Http404
    return person


@dataclass(frozen=True, kw_only=True)
class SubjectSearchPage(Page):
    """`hits`: who answers to what is typed, each after the noun of their sort."""

    template = "privacy/subject_find.html"

    rights_request: RightsRequest
    typed: str
    hits: list[tuple[str, Subject]]


@require_safe
def subject_find(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    rights_request = one_request(request, number)
    require(policies.export_person, request.actor, rights_request)
    typed, school_id = request.GET.get("q", "").strip()[:80], request.member.school.pk
    hits = find_everywhere(school_id, typed, request.today) if len(typed) >= SHORTEST else []
    return render(request, SubjectSearchPage(rights_request=rights_request, typed=typed, hits=hits))


@dataclass(frozen=True, kw_only=True)
class SubjectPage(Page):
    """`stops`: why nothing can be erased yet; `goes`, `stays`: how many rows of each trace would."""

    template = "privacy/subject_page.html"

    rights_request: RightsRequest
    who: Subject
    stops: list[str]
    goes: list[TraceCount]
    stays: list[TraceCount]
    elsewhere: list[Elsewhere]
    namesakes: list[tuple[str, Subject]]
    reasons: list[str]

    @property
    def is_erasure(self) -> bool:
        return self.rights_request.right == SubjectRight.ERASURE

    @property
    def not_yet(self) -> list[str]:
        """What the request lacks before the data are handed over."""
        return export_refusals(self.rights_request.facts)

    @property
    def refused(self) -> list[str]:
        """Why the request itself lets nothing be erased."""
        return erasure_refusals(self.rights_request.facts, SubjectRight(self.rights_request.right))


@require_safe
@needs_fresh_proof
def subject_page(request: SchoolRequest, uai: str, number: int, sort: str, subject: int) -> HttpResponse:
    """Show what is kept of them, what would go, what would stay and why."""
    rights_request = one_request(request, number)
    require(policies.export_person, request.actor, rights_request)
    return _show(request, rights_request, _subject(request, sort, subject), [])


def _show(
    request: SchoolRequest, rights_request: RightsRequest, who: Subject, reasons: list[str]
) -> HttpResponse:
    annotate_permissions([rights_request], policies.erase_person, to=request.actor)
    traces = erasure.trace_counts_of(who)
    page = SubjectPage(
        rights_request=rights_request,
        who=who,
        stops=erasure.stopped_by(traces),
        goes=[line for line in traces if line.trace.forget],
        stays=[line for line in traces if line.trace.why],
        elsewhere=erasure.read_elsewhere(who),
        namesakes=reading.namesakes(who),
        reasons=reasons,
    )
    return render(request, page)


@require_POST
@needs_fresh_proof
def subject_export(request: SchoolRequest, uai: str, number: int, sort: str, subject: int) -> HttpResponse:
    """Send the file to hand over: JSON for a machine, PDF for a person; it leads to no other page."""
    rights_request = one_request(request, number)
    require(policies.export_person, request.actor, rights_request)
    who, school = _subject(request, sort, subject), request.member.school
    with reasons_of_refusal() as reasons:
        contents = actions.export_person(rights_request, who, today=request.today, by=request.actor)
        if request.POST.get("form") == "json":
            file = reading.as_json(school, who, contents, request.today)
            answer = HttpResponse(file, content_type="application/json; charset=utf-8")
            answer["Content-Disposition"] = f'attachment; filename="donnees-droits-{number}-{uai}.json"'
            return answer
        pdf = reading.as_pdf(school, who, contents, request.today)
        return attached_pdf(pdf, f"donnees-droits-{number}-{uai}")
    return _show(request, rights_request, who, reasons)


@require_POST
@needs_fresh_proof
def subject_erase(request: SchoolRequest, uai: str, number: int, sort: str, subject: int) -> HttpResponse:
    rights_request = one_request(request, number)
    require(policies.erase_person, request.actor, rights_request)
    who, stamp = _subject(request, sort, subject), on_day(request)
    return button_page(
        request,
        lambda: actions.erase_person(request.member.school, rights_request, sort, subject, **stamp),
        success=ERASED,
        next_page=address("privacy:rights_page", uai, number),
        show=lambda reasons: _show(request, rights_request, who, reasons),
    )
