"""A survey on paper: printed, its poster, its tickets, and what came back typed in by hand."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.form_page import form_page, show_form
from fanal.core.http import FORM, attached_pdf
from fanal.core.paper import typeset_whole
from fanal.surveys.actions import answering as actions
from fanal.surveys.forms.survey import AnswerForm, TicketsForm
from fanal.surveys.policies import survey as policies
from fanal.surveys.reading.papers import PAPER, POSTER, TICKETS, paper_of, poster_of, tickets_of
from fanal.surveys.views.survey import survey_or_404, trail_of


@require_safe
def paper_file(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    require(policies.run_surveys, request.actor, None)
    row = survey_or_404(request, survey)
    return attached_pdf(typeset_whole(PAPER, paper_of(request.member.school, row)), f"questionnaire-{row.pk}")


@require_safe
def poster_file(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    """With the link that is the same for all: nothing to hang where each person has a ticket."""
    row = survey_or_404(request, survey)
    require(policies.collect_answers, request.actor, row)
    return attached_pdf(typeset_whole(POSTER, poster_of(request.member.school, row)), f"affiche-{row.pk}")


@require_http_methods(FORM)
def tickets_print(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    """The file is the only place where the tickets are readable: it is made with them."""
    row = survey_or_404(request, survey)
    require(policies.collect_answers, request.actor, row)
    left = max(1, row.invited - row.tickets.filter(is_used=True).count())
    form = TicketsForm(request.POST or None, school=request.member.school, initial={"how_many": left})
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            texts = actions.make_tickets(row, form.cleaned_data["how_many"], by=request.actor)
            data = tickets_of(request.member.school, row, texts)
            return attached_pdf(typeset_whole(TICKETS, data), f"billets-{row.pk}")
    context = {
        "title": "Imprimer les billets",
        "detail": (
            "Les billets déjà imprimés qui n’ont pas servi ne vaudront plus rien. Mélangez-les avant de les "
            "donner et ne gardez pas ce fichier : un billet qui a servi le dit à qui le scanne."
        ),
        "button": "Imprimer (PDF)",
        "trail": trail_of(uai, row),
    }
    return show_form(request, "short_form.html", form, reasons, context)


@require_http_methods(FORM)
def paper_type_in(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    """One paper after the other, in the order of the pile once it was shuffled."""
    row = survey_or_404(request, survey)
    questions = row.questions.order_by("rank").prefetch_related("options")
    form = AnswerForm(request.POST if request.method == "POST" else None, questions)
    context = {
        "title": "Saisir une réponse papier",
        "detail": "Mélangez la pile avant de commencer.",
        "button": "Compter cette réponse",
        "trail": trail_of(uai, row),
        "mark": "no",
    }
    return form_page(
        request,
        form,
        lambda _: actions.count_paper(row, form.given(), **on_day(request)),
        template="short_form.html",
        success="Une réponse de plus est comptée. À la suivante.",
        next_page=address("surveys:paper_type_in", uai, survey),
        context=context,
        require=lambda: require(policies.collect_answers, request.actor, row),
    )
