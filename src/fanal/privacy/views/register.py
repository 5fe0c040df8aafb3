"""The register of processing: its list, its models, the whole as a file."""

from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.views.access import open_to
from fanal.core.http.addresses import address
from fanal.core.http.answers import attached_pdf, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.core.sheets.download import download
from fanal.core.text.french import counted
from fanal.privacy.actions import register as actions
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading import register as reading
from fanal.privacy.reading.delegates import delegates_of
from fanal.privacy.rules.codes import ProcessingState
from fanal.privacy.rules.models import Model
from fanal.privacy.rules.telling import SheetSection, rights_words

EXTRACT = "L’extrait public du registre : ce que la direction a choisi d’y montrer, sans aucun nom."


@dataclass(frozen=True, kw_only=True)
class ProcessingListPage(Page):
    template = "privacy/register.html"

    page: Paged
    chips: list[FilterChip]
    models: list[Model]
    may_add: bool


@require_safe
def register(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_register, request.actor, None)
    school, state = request.member.school, request.GET.get("etat", "")
    state = state if state in list(ProcessingState) else ""
    may_add = policies.write_processing(request.actor, None)
    page = ProcessingListPage(
        page=paginate(request, reading.lines_of(school, state)),
        chips=reading.state_chips(school, state),
        models=reading.models_left(school) if may_add else [],
        may_add=may_add,
    )
    return render(request, page)


@require_POST
def models_add(request: SchoolRequest, uai: str) -> HttpResponse:
    codes = request.POST.getlist("model")
    return button_page(
        request,
        lambda: actions.add_models(request.member.school, codes, **on_day(request)),
        success=_begun_words,
        next_page=address("privacy:register", uai),
    )


def _begun_words(count: int) -> str:
    if not count:
        return "Aucun modèle n’était coché."
    return f"{counted(count, 'fiche commencée', 'fiches commencées')}."


@require_safe
def register_file(request: SchoolRequest, uai: str) -> HttpResponse:
    """Print the register: the validated version of each sheet."""
    require(policies.read_register, request.actor, None)
    school = request.member.school
    pdf = reading.register_pdf(school, reading.validated(school), today=request.today)
    return attached_pdf(pdf, f"registre-{uai}")


@require_safe
def register_table(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    require(policies.read_register, request.actor, None)
    school = request.member.school
    headers, rows = reading.register_rows(school, reading.validated(school))
    return download(form, headers, rows, name=f"registre-{uai}", title="Registre des traitements")


@dataclass(frozen=True, kw_only=True)
class PublicExtractPage(Page):
    """`head`, `rights`: who answers for the register, and whom to ask, in words."""

    template = "privacy/public_extract.html"

    school: School
    sheets: list[tuple[str, list[SheetSection]]]
    head: str
    rights: str


@open_to("anyone", because=EXTRACT)
@require_safe
def public_extract(request: SchoolRequest, uai: str) -> HttpResponse:
    """Show everybody what the school chose; 404 when that is nothing, or when there is no such school."""
    school = enter_open_school(request, uai)
    sheets = reading.public_sheets(school)
    if not sheets:
        raise Http404
    day = timezone.localdate(timezone=school.zone_info)
    page = PublicExtractPage(
        school=school,
        sheets=sheets,
        head=reading.head_words(school),
        rights=rights_words([str(delegate) for delegate in delegates_of(school, day)]),
    )
    return render(request, page)
