"""Whose data a request is about: found by name, handed over as a file, erased after a preview."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.core import erasing
from fanal.core.addresses import address
from fanal.core.erasing import Subject
from fanal.core.errors import reasons_of_refusal
from fanal.core.form_page import button_page
from fanal.core.http import attached_pdf, render_page
from fanal.privacy.actions import subjects as actions
from fanal.privacy.models import RightsRequest
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading import subjects as reading
from fanal.privacy.rules.requests import SubjectRight, erasure_refusals, export_refusals
from fanal.privacy.views.requests import one_request

SHORTEST = 2
ERASED = "C’est effacé. Répondez par écrit, puis notez la réponse et sa date."


def _subject(request: SchoolRequest, sort: str, pk: int) -> Subject:
    finder = erasing.finder_of(sort)
    person = finder.get(request.member.school.pk, pk, request.today, False) if finder else None
    if person is None:
        raise Http404
    return person


@require_safe
def subject_find(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    rights_request = one_request(request, number)
    require(policies.export_person, request.actor, rights_request)
    typed, school_id = request.GET.get("q", "").strip()[:80], request.member.school.pk
    hits = [
        (finder.noun, hit)
        for finder in erasing.finders()
        if len(typed) >= SHORTEST
        for hit in finder.find(school_id, typed, request.today)
    ]
    return render_page(
        request, "privacy/subject_find.html", {"rights_request": rights_request, "typed": typed, "hits": hits}
    )


@require_safe
@needs_fresh_proof
def subject_page(request: SchoolRequest, uai: str, number: int, sort: str, subject: int) -> HttpResponse:
    """What is kept of them, what would go, what would stay and why."""
    rights_request = one_request(request, number)
    require(policies.export_person, request.actor, rights_request)
    return _show(request, rights_request, _subject(request, sort, subject), [])


def _show(
    request: SchoolRequest, rights_request: RightsRequest, who: Subject, reasons: list[str]
) -> HttpResponse:
    annotate_permissions([rights_request], policies.erase_person, to=request.actor)
    traces = erasing.trace_counts_of(who)
    context = {
        "rights_request": rights_request,
        "who": who,
        "stops": erasing.stopped_by(traces),
        "goes": [line for line in traces if line.trace.forget],
        "stays": [line for line in traces if line.trace.why],
        "reasons": reasons,
        "not_yet": export_refusals(rights_request.facts),
        "is_erasure": rights_request.right == SubjectRight.ERASURE,
        "refused": erasure_refusals(rights_request.facts, SubjectRight(rights_request.right)),
    }
    return render_page(request, "privacy/subject_page.html", context)


@require_POST
@needs_fresh_proof
def subject_export(request: SchoolRequest, uai: str, number: int, sort: str, subject: int) -> HttpResponse:
    """The file to hand over: JSON for a machine, PDF for a person; it leads to no other page."""
    rights_request = one_request(request, number)
    require(policies.export_person, request.actor, rights_request)
    who, school = _subject(request, sort, subject), request.member.school
    with reasons_of_refusal() as reasons:
        contents = actions.export_person(rights_request, who, today=request.today, by=request.actor)
        if request.POST.get("form") == "json":
            made = reading.as_json(school, who, contents, request.today)
            answer = HttpResponse(made, content_type="application/json; charset=utf-8")
            answer["Content-Disposition"] = f'attachment; filename="donnees-droits-{number}-{uai}.json"'
            return answer
        return attached_pdf(
            reading.as_pdf(school, who, contents, request.today), f"donnees-droits-{number}-{uai}"
        )
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
