"""Self-assessment: the grids of the school, one that a table brings, the answers, what they say."""

from dataclasses import dataclass
from functools import partial
from types import ModuleType

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, file_content_of, on_day
from fanal.accounts.views.access import reads_first
from fanal.core.errors import RuleBroken
from fanal.core.files.uploads import table_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.imports.heading import below_title
from fanal.core.pages.form_page import SAVED, form_page, press
from fanal.core.pages.page import Page, Paged, ShortFormPage, render
from fanal.steering.actions import grid as actions
from fanal.steering.forms.grid import AnswersForm, AssessmentGridForm
from fanal.steering.models import AssessmentGrid, SelfAssessment
from fanal.steering.policies import project as policies
from fanal.steering.reading.grid import AnsweredSection, answered_sections, answers_of, former_of, items_of
from fanal.steering.rules import delivered_grid
from fanal.steering.rules.grid import MOST_ITEMS, known_columns, read_grid

TITLE = "Auto-évaluation"
NO_FILE = "Choisissez le fichier de la grille : CSV, Excel ou LibreOffice."


def _trail(uai: str) -> list[tuple[str, str]]:
    return [(TITLE, address("steering:grid_list", uai))]


def _grid_or_404(request: SchoolRequest, pk: int) -> AssessmentGrid:
    require(policies.read_assessments, request.actor, None)
    grid: AssessmentGrid = get_or_404(AssessmentGrid.objects.for_school(request.member.school), pk=pk)
    return grid


def _assessment_or_404(request: SchoolRequest, pk: int) -> SelfAssessment:
    require(policies.read_assessments, request.actor, None)
    rows = SelfAssessment.objects.for_school(request.member.school).select_related("grid")
    assessment: SelfAssessment = get_or_404(rows, pk=pk)
    annotate_permissions([assessment], policies.assess, to=request.actor)
    return assessment


@require_safe
def grid_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_assessments, request.actor, None)
    return _grids(request, [])


@dataclass(frozen=True, kw_only=True)
class GridList(Page):
    template = "steering/grid_list.html"

    grids: list[AssessmentGrid]
    page: Paged
    school: School
    reasons: list[str]

    @property
    def delivered(self) -> ModuleType:
        return delivered_grid

    @property
    def lacks_delivered(self) -> bool:
        return all(grid.name != delivered_grid.NAME for grid in self.grids)


def _grids(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    school = request.member.school
    grids = list(AssessmentGrid.objects.for_school(school).order_by("is_withdrawn", "name"))
    assessments = SelfAssessment.objects.for_school(school).select_related("grid")
    annotate_permissions([school], policies.assess, to=request.actor)
    page = GridList(
        grids=grids,
        page=paginate(request, assessments.order_by("-made_on", "-pk")),
        school=school,
        reasons=reasons,
    )
    return render(request, page)


@require_http_methods(FORM)
def grid_deliver(request: SchoolRequest, uai: str) -> HttpResponse:
    """Keep the grid that comes with Fanal."""
    require(policies.read_assessments, request.actor, None)
    return press(
        request,
        lambda: actions.add_delivered_grid(request.member.school, **on_day(request)),
        success=f"La grille « {delivered_grid.NAME} » est prête.",
        page=address("steering:grid_list", uai),
        show=lambda reasons: _grids(request, reasons),
    )


@dataclass(frozen=True, kw_only=True)
class GridFormPage(ShortFormPage):
    """`most`: how many questions a grid may have."""

    template = "steering/grid_form.html"

    most: int = MOST_ITEMS


@reads_first(partial(table_of, missing=NO_FILE), may=policies.assess)
@require_http_methods(FORM)
def grid_import(request: FileRequest, uai: str) -> HttpResponse:
    """A grid as a table: a column « Section », a column « Question »."""
    school = request.member.school

    def keep(values: dict[str, str]) -> AssessmentGrid:
        table, _ = below_title(file_content_of(request)[0], known_columns, sentences="question")
        if len(table) > 2 * MOST_ITEMS:
            raise RuleBroken(f"Une grille a au plus {MOST_ITEMS} questions : découpez celle-ci.")
        read = read_grid(table.headers, list(table.numbered()))
        if read.reasons:
            raise RuleBroken(read.reasons)
        return actions.add_grid(school, values["name"], values["source"], read.questions, **on_day(request))

    form = AssessmentGridForm(request.POST or None, school=school)
    return form_page(
        request,
        GridFormPage(form=form, title="Apporter une grille", trail=_trail(uai)),
        keep,
        success=lambda made: f"La grille « {made} » est prête.",
        next_page=address("steering:grid_list", uai),
        require=lambda: require(policies.assess, request.actor, None),
    )


@require_http_methods(FORM)
def grid_offer(request: SchoolRequest, uai: str, assessment_grid: int) -> HttpResponse:
    """Propose a grid no more, or again."""
    grid = _grid_or_404(request, assessment_grid)
    is_withdrawn = request.POST.get("do") == "retirer"
    return press(
        request,
        lambda: actions.offer_grid(grid, is_withdrawn=is_withdrawn, by=request.actor),
        success="La grille n’est plus proposée." if is_withdrawn else "La grille est proposée de nouveau.",
        page=address("steering:grid_list", uai),
        show=lambda reasons: _grids(request, reasons),
    )


@require_http_methods(FORM)
def assessment_begin(request: SchoolRequest, uai: str, assessment_grid: int) -> HttpResponse:
    grid = _grid_or_404(request, assessment_grid)
    return press(
        request,
        lambda: actions.begin_assessment(grid, **on_day(request)),
        success="",
        page=address("steering:grid_list", uai),
        next_page=lambda made: address("steering:assessment_answer", uai, made.pk),
        show=lambda reasons: _grids(request, reasons),
    )


@require_safe
def assessment_page(request: SchoolRequest, uai: str, self_assessment: int) -> HttpResponse:
    return _show(request, _assessment_or_404(request, self_assessment), [])


@dataclass(frozen=True, kw_only=True)
class AssessmentPage(Page):
    """`former`: the one before, with which its sections are compared."""

    template = "steering/assessment_page.html"

    assessment: SelfAssessment
    former: SelfAssessment | None
    sections: list[AnsweredSection]
    reasons: list[str]


def _show(request: SchoolRequest, assessment: SelfAssessment, reasons: list[str]) -> HttpResponse:
    former = former_of(assessment)
    before = answers_of(former) if former else None
    page = AssessmentPage(
        assessment=assessment,
        former=former,
        sections=answered_sections(items_of(assessment), answers_of(assessment), before),
        reasons=reasons,
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class AssessmentFormPage(ShortFormPage):
    template = "steering/assessment_form.html"

    assessment: SelfAssessment


@require_http_methods(FORM)
def assessment_answer(request: SchoolRequest, uai: str, self_assessment: int) -> HttpResponse:
    """All the questions on one page; what has an answer is kept, the rest may wait, or be another's."""
    assessment = _assessment_or_404(request, self_assessment)
    form = AnswersForm(
        request.POST or None,
        school=request.member.school,
        instance=assessment,
        items=items_of(assessment),
        answers=answers_of(assessment),
    )
    page = address("steering:assessment_page", uai, assessment.pk)
    trail = [*_trail(uai), (str(assessment), page)]
    return form_page(
        request,
        AssessmentFormPage(form=form, title="Répondre", trail=trail, assessment=assessment),
        lambda values: _keep_answers(request, assessment, form),
        success=SAVED,
        next_page=page,
        require=lambda: require(policies.assess, request.actor, None),
    )


def _keep_answers(request: SchoolRequest, assessment: SelfAssessment, form: AnswersForm) -> SelfAssessment:
    """Keep what was answered; refused, the form stands beside what another person answered meanwhile."""
    conclusion = form.cleaned_data["conclusion"]
    try:
        return actions.answer_grid(
            assessment, form.answers(), conclusion, shown=form.seen(), by=request.actor
        )
    except RuleBroken:
        now = _assessment_or_404(request, assessment.pk)
        form.renew(answers_of(now), now.conclusion)
        raise


@require_http_methods(FORM)
def assessment_close(request: SchoolRequest, uai: str, self_assessment: int) -> HttpResponse:
    assessment = _assessment_or_404(request, self_assessment)
    return press(
        request,
        lambda: actions.close_assessment(assessment, **on_day(request)),
        success="L’auto-évaluation est terminée : ses réponses ne changent plus.",
        page=address("steering:assessment_page", uai, assessment.pk),
        show=lambda reasons: _show(request, assessment, reasons),
    )
