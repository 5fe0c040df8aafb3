"""What a council said of the digital project: noted, corrected, taken back."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.models import School
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page, press
from fanal.core.pages.page import ShortFormPage
from fanal.steering.actions import version as actions
from fanal.steering.forms.project import ProjectOpinionForm
from fanal.steering.models import ProjectOpinion, ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.rules.adoption import councils_of
from fanal.steering.rules.version import Council
from fanal.steering.views.project import show_version, trail_of, version_or_404


def _council_or_404(code: str, school: School) -> Council:
    if code not in councils_of(is_private=school.is_private):
        raise Http404
    return Council(code)


def _noted_words(opinion: ProjectOpinion) -> str:
    """« Rejeté » is said at once: two numbers in each other’s place are seen there."""
    return " ".join(filter(None, ["L’avis est noté.", opinion.decision_words]))


@dataclass(frozen=True, kw_only=True)
class CouncilOpinionPage(ShortFormPage):
    """`opinion`: what was noted of this council; none before."""

    template = "steering/opinion_form.html"

    project_version: ProjectVersion
    opinion: ProjectOpinion | None


@require_http_methods(FORM)
def opinion(request: SchoolRequest, uai: str, project_version: int, council: str) -> HttpResponse:
    """Note what a council said, or correct it."""
    version, who = version_or_404(request, project_version), _council_or_404(council, request.member.school)
    require(policies.read_versions, request.actor, None)
    noted = version.opinions.filter(council=who).first()
    decides = who == Council.BOARD and version.is_voted
    form = ProjectOpinionForm(
        request.POST or None, school=request.member.school, instance=noted, decides=decides
    )
    trail = trail_of(request, version)
    page = CouncilOpinionPage(
        form=form,
        title=f"Avis : {who.label}",
        trail=trail,
        project_version=version,
        opinion=noted,
    )
    return form_page(
        request,
        page,
        lambda values: actions.note_opinion(version, who, values, **on_day(request)),
        success=_noted_words,
        next_page=trail[-1][1],
        require=lambda: require(policies.note_opinion, request.actor, version),
    )


@require_http_methods(FORM)
def opinion_remove(request: SchoolRequest, uai: str, project_version: int, council: str) -> HttpResponse:
    version, who = version_or_404(request, project_version), _council_or_404(council, request.member.school)
    return press(
        request,
        lambda: actions.remove_opinion(version, who, by=request.actor),
        success="L’avis est retiré.",
        page=address("steering:version_page", uai, version.pk),
        show=lambda reasons: show_version(request, version, reasons),
    )
