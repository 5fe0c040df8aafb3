"""The public archives: what waits, the file of a year, the head’s word."""

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules import law
from fanal.accounts.rules.law import LegalText
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.privacy.actions import archives as actions
from fanal.privacy.forms.archive_release import ArchiveReleaseForm
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading import archives as reading
from fanal.privacy.reading.archives import Release, WaitingPapers

RELEASED = "C’est noté : les papiers cochés dont la durée était finie ce jour-là s’effacent cette nuit."


@dataclass(frozen=True, kw_only=True)
class ArchiveListPage(Page):
    template = "privacy/archive_list.html"

    school: School
    waiting: list[WaitingPapers]
    years: list[int]
    releases: list[Release]

    @property
    def does_wait(self) -> bool:
        return any(papers.count for papers in self.waiting)

    @property
    def elimination(self) -> LegalText:
        return law.ELIMINATION


@require_safe
def archive_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_archives, request.actor, None)
    school = request.member.school
    annotate_permissions([school], policies.release_archives, to=request.actor)
    page = ArchiveListPage(
        school=school,
        waiting=reading.waiting_papers(school, timezone.localtime(timezone=school.zone_info)),
        years=reading.years_of(school),
        releases=reading.releases_of(school),
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class ArchiveReleasePage(FormPage):
    template = "privacy/archive_release.html"


@require_http_methods(FORM)
@needs_fresh_proof
def archive_release(request: SchoolRequest, uai: str) -> HttpResponse:
    school, person = request.member.school, request.member.person
    form = ArchiveReleaseForm(request.POST or None, school=school, initial={"until": request.today})
    return form_page(
        request,
        ArchiveReleasePage(form=form),
        lambda values: actions.release_archives(
            school,
            values,
            now=timezone.now(),
            by=request.actor,
            person_id=person.pk if person else None,
        ),
        success=RELEASED,
        next_page=address("privacy:archive_list", uai),
        require=lambda: require(policies.release_archives, request.actor, None),
    )


@require_POST
@needs_fresh_proof
def archive_export(request: SchoolRequest, uai: str, archived_year: int) -> HttpResponse:
    """Send the file of a year, which this machine forgets as soon as it is read."""
    require(policies.release_archives, request.actor, None)
    if archived_year not in reading.years_of(request.member.school):
        raise Http404
    handle, name = mkstemp(suffix=".zip")
    os.close(handle)
    path = Path(name)
    try:
        actions.export_year(request.member.school, path, archived_year, by=request.actor)
        answer = HttpResponse(path.read_bytes(), content_type="application/zip")
    finally:
        path.unlink()
    answer["Content-Disposition"] = f'attachment; filename="archives-{uai}-{archived_year}.zip"'
    return answer
