"""« Point de la semaine »: the référent prepares and sends it, the head answers each line in one tap."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import get_or_404, paginate, render_page
from fanal.core.mail.departure import announced
from fanal.core.stale import version_of
from fanal.missions.actions import point as actions
from fanal.missions.actions.point import ANSWERED
from fanal.missions.forms.point import PointLineForm
from fanal.missions.models import PointLine
from fanal.missions.policies import point as policies
from fanal.missions.reading.point import chips_of, decisions_of, points_of, proposals_for

SENT = "La direction peut lire le point et y répondre."


@require_safe
def point_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_point, request.actor, None)
    return _page(request)


def _page(request: SchoolRequest, *, status: int = 200, **extra: Any) -> HttpResponse:
    points = points_of(request.member)
    line: Any
    for line in points.sent:
        line.seen = version_of(line, ANSWERED)
    context: dict[str, Any] = {"points": points}
    if policies.write_point(request.actor, None):
        proposals = proposals_for(request.member, points, timezone.now(), request.today)
        code = request.GET.get("proposer", "")
        chosen = next((proposal for proposal in proposals if proposal.code == code), None)
        initial = {"text": chosen.text, "origin": chosen.code} if chosen else {}
        form = PointLineForm(school=request.member.school, initial=initial)
        context |= {"proposals": proposals, "form": form, "can_write": True}
    return render_page(request, "missions/point.html", context | extra, status=status)


@require_POST
def line_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    form, now = PointLineForm(request.POST, school=school), at_moment(request)
    return form_page(
        request,
        form,
        lambda values: actions.add_line(school, **values, **now),
        success="",
        next_page=address("points:point", uai),
        require=lambda: require(policies.write_point, request.actor, None),
        show=lambda reasons: _page(request, form=form, reasons=reasons, status=422),
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
    school, now = request.member.school, on_day(request) | at_moment(request)
    return button_page(
        request,
        lambda: actions.send_point(school, **now),
        success=lambda point: f"{SENT} {announced(school.pk, f'point-{point.number}-')}",
        next_page=address("points:point", uai),
        show=lambda reasons: _page(request, reasons=reasons, status=422),
    )


@require_POST
def line_answer(request: SchoolRequest, uai: str, point_line: int) -> HttpResponse:
    line, typed = _line(request, point_line), request.POST
    answer, word, seen = (typed.get(name, "") for name in ("answer", "word", "seen"))
    now = at_moment(request)
    return button_page(
        request,
        lambda: actions.answer_line(line, answer, word, **now, seen=seen),
        success=lambda answered: f"{answered.get_answer_display()} : {answered.text}",
        next_page=lambda answered: f"{address('points:point', uai)}#ligne-{answered.pk}",
        show=lambda reasons: _page(request, reasons=reasons, status=422),
    )


@require_safe
def decisions_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_point, request.actor, None)
    answer, typed = request.GET.get("reponse", ""), request.GET.get("q", "")
    page = paginate(request, decisions_of(request.member, answer, typed))
    chips = chips_of(answer, address("points:decisions", uai))
    context = {
        "page": page,
        "chips": chips,
        "typed": typed,
    }
    return render_page(request, "missions/decisions.html", context)
