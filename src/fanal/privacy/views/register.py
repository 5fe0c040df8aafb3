"""The register of processing: its list, its models, the whole as a file."""

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.rules.french import counted
from fanal.accounts.views.access import open_to
from fanal.core.addresses import address
from fanal.core.form_page import button_page
from fanal.core.http import attached_pdf, paginate, render_page
from fanal.core.sheets.download import download
from fanal.privacy.actions import register as actions
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading import register as reading
from fanal.privacy.rules.codes import ProcessingState

EXTRACT = "L’extrait public du registre : ce que la direction a choisi d’y montrer, sans aucun nom."


@require_safe
def register(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_register, request.actor, None)
    school, state = request.member.school, request.GET.get("etat", "")
    state = state if state in list(ProcessingState) else ""
    can_write = policies.write_processing(request.actor, None)
    context = {
        "page": paginate(request, reading.lines_of(school, state)),
        "chips": reading.state_chips(school, state),
        "models": reading.models_left(school) if can_write else [],
        "can_write": can_write,
    }
    return render_page(request, "privacy/register.html", context)


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
    """The register as PDF: the validated version of each sheet."""
    require(policies.read_register, request.actor, None)
    school = request.member.school
    made = reading.register_pdf(school, reading.validated(school), today=request.today)
    return attached_pdf(made, f"registre-{uai}")


@require_safe
def register_table(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    require(policies.read_register, request.actor, None)
    headers, rows = reading.register_rows(reading.validated(request.member.school))
    return download(form, headers, rows, name=f"registre-{uai}", title="Registre des traitements")


@open_to("anyone", because=EXTRACT)
@require_safe
def public_extract(request: SchoolRequest, uai: str) -> HttpResponse:
    """What the school chose to show everybody; 404 when nothing is, or when there is no such school."""
    school = enter_open_school(request, uai)
    sheets = reading.public_sheets(school)
    if not sheets:
        raise Http404
    context = {"school": school, "sheets": sheets, "head": reading.head_words(school)}
    return render_page(request, "privacy/public_extract.html", context)
