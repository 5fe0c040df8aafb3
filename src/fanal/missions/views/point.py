"""« Point de la semaine »: the référent prepares and sends it, the head answers each line in one tap."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import already_submitted, get_or_404, paginate, remember_answer, render_page
from fanal.core.mail.departure import announced
from fanal.core.stale import version_of
from fanal.missions import actions, policies
from fanal.missions.actions.point import ANSWERED
from fanal.missions.forms.point import PointLineForm
from fanal.missions.models import PointLine
from fanal.missions.reading.point import chips_of, decisions_of, points_of, proposals_for
from fanal.missions.views.sections import sections

SENT = "La direction peut lire le point et y répondre."


@require_safe
def point_page(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.read_point, request.actor, None)
    return _page(request)


def _page(request: HttpRequest, *, status: int = 200, **extra: Any) -> HttpResponse:
    points = points_of(request.member)
    for line in points.sent:
        line.seen = version_of(line, ANSWERED)
    context: dict[str, Any] = {"points": points, "sections": sections(request, "week")}
    if policies.write_point(request.actor, None):
        proposals = proposals_for(request.member, points, timezone.now(), request.today)
        code = request.GET.get("proposer", "")
        chosen = next((proposal for proposal in proposals if proposal.code == code), None)
        initial = {"text": chosen.text, "origin": chosen.code} if chosen else {}
        context |= {"proposals": proposals, "form": PointLineForm(initial=initial), "can_write": True}
    return render_page(request, "missions/point.html", context | extra, status=status)


@require_POST
def line_add(request: HttpRequest, uai: str) -> HttpResponse:
    form, reasons = PointLineForm(request.POST), list[str]()
    if form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            school, now = request.member.school, timezone.now()
            actions.add_line(school, form.proposed(), now=now, by=request.actor)
            return remember_answer(request, address("points:point", uai))
    require(policies.write_point, request.actor, None)
    return _page(request, form=form, reasons=reasons, status=422)


def _line(request: HttpRequest, pk: int) -> PointLine:
    line = get_or_404(PointLine.objects.visible_to(request.member), pk=pk)
    line.school = request.member.school
    return line


@require_POST
def line_remove(request: HttpRequest, uai: str, point_line: int) -> HttpResponse:
    if seen := already_submitted(request):
        return redirect(seen)
    actions.remove_line(_line(request, point_line), by=request.actor)
    messages.success(request, "La ligne est retirée.")
    return remember_answer(request, address("points:point", uai))


@require_POST
def point_send(request: HttpRequest, uai: str) -> HttpResponse:
    with reasons_of_refusal() as reasons:
        school, today = request.member.school, request.today
        point = actions.send_point(school, today=today, now=timezone.now(), by=request.actor)
        messages.success(request, f"{SENT} {announced(school.pk, f'point-{point.number}-')}")
        return redirect("points:point", uai)
    return _page(request, reasons=reasons, status=422)


@require_POST
def line_answer(request: HttpRequest, uai: str, point_line: int) -> HttpResponse:
    line, said = _line(request, point_line), request.POST
    with reasons_of_refusal() as reasons:
        answer, word = said.get("answer", ""), said.get("word", "")
        now, seen = timezone.now(), said.get("seen", "")
        answered = actions.answer_line(line, answer, word, now=now, by=request.actor, seen=seen)
        messages.success(request, f"{answered.get_answer_display()} : {answered.text}")
        return redirect(f"{address('points:point', uai)}#ligne-{answered.pk}")
    return _page(request, reasons=reasons, status=422)


@require_safe
def decisions_page(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.read_point, request.actor, None)
    answer, typed = request.GET.get("reponse", ""), request.GET.get("q", "")
    page = paginate(request, decisions_of(request.member, answer, typed))
    chips = chips_of(answer, address("points:decisions", uai))
    context = {
        "page": page,
        "chips": chips,
        "typed": typed,
        "sections": sections(request, "week"),
    }
    return render_page(request, "missions/decisions.html", context)
