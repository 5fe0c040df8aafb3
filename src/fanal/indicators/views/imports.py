"""Values from a file: our own table, Pix Orga, the GAR. Read, shown beside what is kept, then written."""

from dataclasses import dataclass

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, at_moment
from fanal.accounts.views.access import reads_first
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.core.files.uploads import file_of, name_of, table_in_memory
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, UNPROCESSABLE
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.core.sheets import Table
from fanal.core.sheets.download import download
from fanal.core.text.french import counted
from fanal.indicators.actions import imports as actions
from fanal.indicators.formats.files import OWN_HEADERS, FileReader
from fanal.indicators.forms.importing import ImportForm, ShownValueForm
from fanal.indicators.models import Indicator
from fanal.indicators.policies import indicator as policies
from fanal.indicators.reading.sources import sources
from fanal.indicators.rules.imported import MOST_LINES, ImportedValue, is_code
from fanal.year.rules.periods import period_named, period_of

NO_FILE = "Choisissez le fichier à importer."
NOT_SENT = "Cet aperçu n’est plus complet : déposez de nouveau le fichier."
FIELDS = ("code", "period", "numerator", "denominator")


def read_file(request: FileRequest) -> tuple[Table, str]:
    file = file_of(request, missing=NO_FILE)
    return table_in_memory(file), name_of(file)


@dataclass(frozen=True, kw_only=True)
class ValuesImportPage(Page):
    template = "indicators/import.html"

    form: ImportForm
    reasons: list[str]


@dataclass(frozen=True, kw_only=True)
class ValuesPreviewPage(Page):
    """`count`: how many values would be written."""

    template = "indicators/import_preview.html"

    plan: list[actions.PlannedValue]
    count: int
    file: str


@reads_first(read_file, may=policies.import_values)
@require_http_methods(FORM)
def import_file(request: FileRequest, uai: str) -> HttpResponse:
    """By hand, not `form_page`: it keeps nothing, and leads to the preview of what the file would change."""
    require(policies.import_values, request.actor, None)
    school = request.member.school
    sent = request.POST if request.method == "POST" else None
    form = ImportForm(sent, school=school, today=request.today)
    reasons: list[str] = []
    if request.method == "POST":
        reasons = request.unread
        if request.file_content is not None and form.is_valid():
            table, name = request.file_content
            with reasons_of_refusal() as reasons:
                plan = actions.plan_values(school, _values(school, table, form), **at_moment(request))
                count = sum(planned.is_written for planned in plan)
                return render(request, ValuesPreviewPage(plan=plan, count=count, file=name))
    return render(request, ValuesImportPage(form=form, reasons=reasons))


def _values(school: School, table: Table, form: ImportForm) -> list[ImportedValue]:
    smallest = school.smallest_group
    reader = FileReader(table, uai=school.uai, name=school.name, smallest=smallest, **form.cleaned_data)
    return reader.values()


@require_POST
def import_apply(request: SchoolRequest, uai: str) -> HttpResponse:
    """Write the values that the preview showed; each is checked again."""
    require(policies.import_values, request.actor, None)
    form = ImportForm(school=request.member.school, today=request.today)
    return button_page(
        request,
        lambda: actions.apply_values(request.member.school, _values_shown(request), **at_moment(request)),
        success=lambda count: f"{counted(count, 'valeur importée', 'valeurs importées')}.",
        next_page=address("indicators:dashboard", uai),
        show=lambda reasons: render(
            request, ValuesImportPage(form=form, reasons=reasons), status=UNPROCESSABLE
        ),
    )


def _values_shown(request: SchoolRequest) -> list[ImportedValue]:
    columns = [request.POST.getlist(name)[: MOST_LINES + 1] for name in FIELDS]
    if len({len(column) for column in columns}) != 1 or not 0 < len(columns[0]) <= MOST_LINES:
        raise RuleBroken(NOT_SENT)
    values = []
    for cells in zip(*columns, strict=True):
        form = ShownValueForm(dict(zip(FIELDS, cells, strict=True)))
        period = period_named(form.cleaned_data["period"]) if form.is_valid() else None
        if period is None or not is_code(form.cleaned_data["code"]):
            raise RuleBroken(NOT_SENT)
        data = form.cleaned_data
        values.append(ImportedValue(data["code"], period, data["numerator"], data["denominator"]))
    return values


@require_safe
def import_template(request: SchoolRequest, uai: str) -> FileResponse:
    """Our own table, with a line for each indicator that is followed and that Fanal does not count."""
    require(policies.import_values, request.actor, None)
    of_school = Indicator.objects.visible_to(request.member).followed()
    followed = of_school.filter(part="").exclude(code__in=sources()).order_by("code")
    today = request.today
    rows = [[uai, row.code, period_of(today, row.kind).label, "", ""] for row in followed]
    return download("csv", OWN_HEADERS, rows, name="modele-indicateurs", title="Indicateurs")
