"""« Point de la semaine »: the référent prepares and sends it, the head answers each line in one tap."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day_at_moment
from fanal.accounts.reading.suggestions import Suggested
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404, paginate
from fanal.core.mail.departure import announced
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import Page, Paged, render
from fanal.missions.actions import point as actions
from fanal.missions.forms.point import PointLineForm
from fanal.missions.models import PointLine
from fanal.missions.policies import point as policies
from fanal.missions.reading.point import Points, chips_of, decisions_of, points_of, proposals_for

SENT = "La direction peut lire le point et y répondre."


@dataclass(frozen=True, kw_only=True)
class PointPage(Page):
    """`form`: of one line more, None for whoever prepares no point."""

    template = "missions/point.html"

    points: Points
    proposals: list[Suggested]
    form: PointLineForm | None
    reasons: list[str]

    def is_refused(self) -> bool:
        return bool(self.reasons) or (self.form is not None and self.form.is_bound)


@require_safe
def point_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_point, request.actor, None)
    return _show(request, [])


def _show(request: SchoolRequest, reasons: list[str], form: PointLineForm | None = None) -> HttpResponse:
    """Show the page; with the `form` that was sent, where one was."""
    points, proposals = points_of(request.member), list[Suggested]()
    if policies.write_point(request.actor, None):
        proposals = proposals_for(request.member, points, timezone.now(), request.today)
        form = form or _line_form(request, proposals)
    return render(request, PointPage(points=points, proposals=proposals, form=form, reasons=reasons))


def _line_form(request: SchoolRequest, proposals: list[Suggested]) -> PointLineForm:
    """Make the form of a line, which `?proposer=` begins from a proposal."""
    code = request.GET.get("proposer", "")
    proposal = next((proposal for proposal in proposals if proposal.code == code), None)
    initial = {"text": proposal.text, "origin": proposal.code} if proposal else {}
    return PointLineForm(school=request.member.school, initial=initial)


@require_POST
def line_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    form, stamp = PointLineForm(request.POST, school=school), at_moment(request)
    return form_page(
        request,
        form,
        lambda values: actions.add_line(school, **values, **stamp),
        success="",
        next_page=address("points:point", uai),
        require=lambda: require(policies.write_point, request.actor, None),
        show=lambda reasons: _show(request, reasons, form),
    )


def _line(request: SchoolRequest, pk: int) -> PointLine:
    line = get_or_404(PointLine.objects.visible_to(request.member), pk=pk)
    line.school = request.member.school
    return line


@require_POST
def line_remove(request: SchoolRequest, uai: str, point_line: int) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.remove_line(_line(request, point_line), by=request.actor),
        success="La ligne est retirée.",
        next_page=address("points:point", uai),
    )


@require_POST
def point_send(request: SchoolRequest, uai: str) -> HttpResponse:
    school, stamp = request.member.school, on_day_at_moment(request)
    return button_page(
        request,
        lambda: actions.send_point(school, **stamp),
        success=lambda point: f"{SENT} {announced(school.pk, f'point-{point.number}-')}",
        next_page=address("points:point", uai),
        show=lambda reasons: _show(request, reasons),
    )


@require_POST
def line_answer(request: SchoolRequest, uai: str, point_line: int) -> HttpResponse:
    line, stamp = _line(request, point_line), at_moment(request)
    answer, word, seen = (request.POST.get(name, "") for name in ("answer", "word", "seen"))
    return button_page(
        request,
        lambda: actions.answer_line(line, answer, word, **stamp, seen=seen),
        success=lambda answered: f"{answered.get_answer_display()} : {answered.text}",
        next_page=lambda answered: f"{address('points:point', uai)}#ligne-{answered.pk}",
        show=lambda reasons: _show(request, reasons),
    )


@dataclass(frozen=True, kw_only=True)
class DecisionList(Page):
    """`words`: those that are searched."""

    template = "missions/decisions.html"

    page: Paged
    chips: list[FilterChip]
    words: str


@require_safe
def decisions_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_point, request.actor, None)
    answer, words = request.GET.get("reponse", ""), request.GET.get("q", "")
    page = DecisionList(
        page=paginate(request, decisions_of(request.member, answer, words)),
        chips=chips_of(answer, address("points:decisions", uai)),
        words=words,
    )
    return render(request, page)
