"""The head's parapheur: read each act, validate or refuse, print the batch, sign it by hand, scan once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.head import head_of, signer_words
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.core.documents.paper import typeset_whole
from fanal.core.errors import RuleBroken
from fanal.core.frozen.fingerprint import in_fours
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, attached_pdf
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.core.text.french import counted
from fanal.core.text.words import number_of, numbers_of
from fanal.designations.actions import signing as actions
from fanal.designations.forms.designation import SigningForm
from fanal.designations.models import Designation
from fanal.designations.policies import acts as policies
from fanal.designations.reading.act import act_lines, fingerprint_of, printed, seal_of
from fanal.designations.rules.designations import ActState
from fanal.designations.rules.signing import in_force_words
from fanal.designations.views.designations import TEMPLATE

MOST = 100
DIFFERS = {"Personne désignée", "Durée", "Opérations permises", "Suppléant"}


def _waiting(request: SchoolRequest) -> list[Designation]:
    rows = Designation.objects.for_school(request.member.school).awaiting().with_names().by_need()
    return list(rows[:MOST])


def _chosen(request: SchoolRequest, acts: list[Designation]) -> list[Designation]:
    """Those whose number is ticked; all of them when none is."""
    given = (request.POST if request.method == "POST" else request.GET).getlist("acte")
    numbers = set(numbers_of(given))
    return [act for act in acts if act.number in numbers] if given else acts


type Paragraphs = list[list[Any]]


@dataclass(frozen=True, kw_only=True)
class Parapheur(Page):
    """`acts`: each with what differs from one to the next, then what most say alike."""

    template = "designations/parapheur.html"

    acts: list[tuple[Designation, Paragraphs, Paragraphs]]
    is_validated: bool
    may_sign: bool
    steps: tuple[str, ...] = ("Lire", "Imprimer, faire signer, signer", "Joindre le scan")


@require_safe
def parapheur(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_designations, request.actor, None)
    acts = _waiting(request)
    page = Parapheur(
        acts=[(act, *_parts(act_lines(act))) for act in acts],
        is_validated=bool(acts) and all(act.validated_at for act in acts),
        may_sign=policies.sign_designation(request.actor, None),
    )
    return render(request, page)


def _parts(lines: Paragraphs) -> tuple[Paragraphs, Paragraphs]:
    """What differs from one act to the next, then what most acts say alike."""
    first = [line for line in lines if line[0] in DIFFERS]
    return first, [line for line in lines if line not in first]


@require_POST
def validate(request: SchoolRequest, uai: str) -> HttpResponse:
    numbers = [act.number for act in _chosen(request, _waiting(request))]
    stamp = at_moment(request)
    return button_page(
        request,
        lambda: actions.validate_designations(request.member.school, numbers, **stamp),
        success=_validated_words,
        next_page=address("designations:parapheur", uai),
    )


def _validated_words(count: int) -> str:
    validated = counted(count, "acte validé", "actes validés") if count else "Tout était déjà validé"
    return f"{validated} dans Fanal. Reste à imprimer, signer et joindre le scan."


@require_safe
def batch_file(request: SchoolRequest, uai: str) -> HttpResponse:
    """All that waits in one file, an act a page."""
    require(policies.read_designations, request.actor, None)
    acts = _chosen(request, _waiting(request))
    if not acts:
        raise RuleBroken("Aucun acte n’attend de signature : il n’y a rien à imprimer.")
    school = request.member.school
    made = typeset_whole(TEMPLATE, printed(acts, school, head_of(school, request.today)))
    return attached_pdf(made, f"actes-a-signer-{uai}")


@dataclass(frozen=True, kw_only=True)
class SignPage(FormPage):
    """`acts`: each act, whether it is ticked, its seal, its printed mark."""

    template = "designations/parapheur_sign.html"

    acts: list[tuple[Designation, bool, str, str]]


@require_http_methods(FORM)
@needs_fresh_proof
def sign(request: SchoolRequest, uai: str) -> HttpResponse:
    """The day, who signed, and one scan for the whole batch: what the acts open begins at once."""
    require(policies.sign_designation, request.actor, None)
    signer, quality = signer_words(request.member.person)
    form = SigningForm(
        request.POST or None,
        request.FILES or None,
        school=request.member.school,
        initial={"signed_on": request.today, "signer": signer, "quality": quality},
    )
    return form_page(
        request,
        form,
        lambda values: _sign(request, values),
        success=lambda acts: _signed_words(acts, request.today),
        next_page=address("designations:act_list", uai),
        show=lambda reasons: _show_sign(request, form, reasons),
    )


def _show_sign(request: SchoolRequest, form: SigningForm, reasons: list[str]) -> HttpResponse:
    acts = _to_tick(request, _waiting(request))
    return render(request, SignPage(form=form, reasons=reasons, acts=acts))


def _to_tick(request: SchoolRequest, acts: list[Designation]) -> list[tuple[Designation, bool, str, str]]:
    """Each act, whether it is ticked, its seal, its printed mark.

    A page that comes back ticks what was ticked on it, but no act that changed or came meanwhile.
    """
    chosen, read = _chosen(request, acts), _read(request)
    if request.method == "POST":
        ticked = set(numbers_of(request.POST.getlist("acte")))
        chosen = [act for act in acts if act.number in ticked and act.number in read]
    seals = [seal_of(act) for act in acts]
    return [
        (act, act in chosen and read.get(act.number, seal) == seal, seal, in_fours(fingerprint_of(act)))
        for act, seal in zip(acts, seals, strict=True)
    ]


def _read(request: SchoolRequest) -> dict[int, str]:
    """The acts as this page showed them: what was changed in between is not signed."""
    pairs = (text.partition(":") for text in request.POST.getlist("lu"))
    return {number: seal for text, _, seal in pairs if (number := number_of(text)) is not None}


def _signed_words(acts: list[Designation], today: date) -> str:
    upcoming = [act.starts_on for act in acts if act.state_on(today) == ActState.UPCOMING]
    return in_force_words(len(acts) - len(upcoming), upcoming)


def _sign(request: SchoolRequest, values: dict[str, Any]) -> list[Designation]:
    numbers = numbers_of(request.POST.getlist("acte"))
    signed = actions.Signed(
        values["signed_on"], values["scans"], values["signer"], values["quality"], _read(request)
    )
    return actions.sign_designations(
        request.member.school, numbers, signed, today=request.today, by=request.actor
    )
