"""The papers of the allowances: the councils' table, one person's proposal, the list to key."""

from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.head import head_of
from fanal.accounts.reading.requests import SchoolRequest
from fanal.agenda.views.years import known_year
from fanal.allowances.models import Substitution
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.allowance import allowance_year
from fanal.allowances.reading.papers import KEYED, keying_of, proposal_of, table_of
from fanal.allowances.reading.substitution_paper import certificate_of
from fanal.allowances.views.proposal import LINES
from fanal.core.documents.paper import typeset_whole
from fanal.core.http.answers import attached_pdf, get_or_404
from fanal.core.sheets.download import download

DOCUMENTS = Path(__file__).parents[1] / "documents"


@require_safe
def table_file(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    """Without names, unless `?noms=oui` asks for them."""
    require(policies.read_allowances, request.actor, None)
    school, today = request.member.school, request.today
    allowances = allowance_year(school, known_year(year, today), today=today)
    with_names = request.GET.get("noms") == "oui"
    paper = table_of(allowances, school, with_names=with_names, today=today)
    name = f"missions-{year}-{uai}" + ("-nominatif" if with_names else "")
    return attached_pdf(typeset_whole(DOCUMENTS / "missions.typ", paper), name)


@require_safe
def proposal_file(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    line, school = LINES.one(request, number), request.member.school
    paper = proposal_of(line, school, head_of(school, request.today), request.today)
    return attached_pdf(typeset_whole(DOCUMENTS / "proposal.typ", paper), f"proposition-{number}-{uai}")


@require_safe
def substitution_file(request: SchoolRequest, uai: str, substitution: int) -> HttpResponse:
    """The certificate that the head signs by hand."""
    require(policies.read_allowances, request.actor, None)
    school, today = request.member.school, request.today
    rows = Substitution.objects.for_school(school)
    certified: Substitution = get_or_404(
        rows.select_related("person", "proposal__person", "proposal__mission", "proposal__envelope"),
        pk=substitution,
    )
    paper = certificate_of(certified, school, head_of(school, today), today)
    name = f"remplacement-{certified.proposal.number}-{certified.since}-{uai}"
    return attached_pdf(typeset_whole(DOCUMENTS / "substitution.typ", paper), name)


@require_safe
def keying_file(request: SchoolRequest, uai: str, year: str, form: str) -> FileResponse:
    require(policies.read_allowances, request.actor, None)
    allowances = allowance_year(request.member.school, known_year(year, request.today), today=request.today)
    rows = keying_of(allowances, request.member.school)
    return download(form, KEYED, rows, name=f"imp-{year}-{uai}", title=f"IMP {year}")
