"""A survey on paper: printed, its poster, its tickets, and what came back typed in by hand."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.documents.paper import typeset_whole
from fanal.core.errors import reasons_of_refusal
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, attached_pdf
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import ShortFormPage, render
from fanal.surveys.actions import answering as actions
from fanal.surveys.forms.survey import AnswerForm, TicketsForm
from fanal.surveys.policies import survey as policies
from fanal.surveys.reading.papers import PAPER, POSTER, TICKETS, paper_of, poster_of, tickets_of
from fanal.surveys.rules.running import tickets_left
from fanal.surveys.views.survey import SURVEYS


@require_safe
def paper_file(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    require(policies.run_surveys, request.actor, None)
    row = SURVEYS.one(request, survey)
    return attached_pdf(typeset_whole(PAPER, paper_of(request.member.school, row)), f"questionnaire-{row.pk}")


@require_safe
def poster_file(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    """Show the link that is the same for all: nothing hangs where each person has a ticket."""
    row = SURVEYS.one(request, survey)
    require(policies.collect_answers, request.actor, row)
    return attached_pdf(typeset_whole(POSTER, poster_of(request.member.school, row)), f"affiche-{row.pk}")


@require_http_methods(FORM)
def tickets_print(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    """Make the tickets with their file, the only place where they are readable."""
    row = SURVEYS.one(request, survey)
    require(policies.collect_answers, request.actor, row)
    waiting = max(1, tickets_left(row.invited, row.tickets.filter(is_used=True).count()))
    form = TicketsForm(request.POST or None, school=request.member.school, initial={"how_many": waiting})
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            texts = actions.make_tickets(row, form.cleaned_data["how_many"], by=request.actor)
            data = tickets_of(request.member.school, row, texts)
            return attached_pdf(typeset_whole(TICKETS, data), f"billets-{row.pk}")
    page = ShortFormPage(
        form=form,
        reasons=reasons,
        title="Imprimer les billets",
        detail=(
            "Les billets déjà imprimés qui n’ont pas servi ne vaudront plus rien. Mélangez-les avant de les "
            "donner et ne gardez pas ce fichier : un billet qui a servi le dit à qui le scanne."
        ),
        button="Imprimer (PDF)",
        trail=SURVEYS.trail(request, row),
    )
    return render(request, page)


@require_http_methods(FORM)
def paper_type_in(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    """Type one paper after the other, in the order of the pile once it was shuffled."""
    row = SURVEYS.one(request, survey)
    questions = row.questions.order_by("rank").prefetch_related("options")
    form = AnswerForm(request.POST if request.method == "POST" else None, questions)
    page = ShortFormPage(
        form=form,
        title="Saisir une réponse papier",
        detail="Mélangez la pile avant de commencer.",
        button="Compter cette réponse",
        trail=SURVEYS.trail(request, row),
        mark="no",
    )
    return form_page(
        request,
        page,
        lambda _: actions.count_paper(row, form.answer(), **on_day(request)),
        success="Une réponse de plus est comptée. À la suivante.",
        next_page=address("surveys:paper_type_in", uai, survey),
        require=lambda: require(policies.collect_answers, request.actor, row),
    )
