"""The head's parapheur: read each act, validate or refuse, print the batch, sign it by hand, scan once."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.rules.french import counted
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.core.addresses import address
from fanal.core.errors import RuleBroken
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, attached_pdf, render_page
from fanal.core.paper import typeset_whole
from fanal.online_services import policies
from fanal.online_services.actions import signing as actions
from fanal.online_services.forms.designation import SigningForm
from fanal.online_services.models import Designation
from fanal.online_services.reading import designations as reading
from fanal.online_services.reading.act import fingerprint_of, in_fours, printed, said_of, seal_of
from fanal.online_services.rules.designations import ActState
from fanal.online_services.rules.signing import in_force_words
from fanal.online_services.views.designations import TEMPLATE

MOST = 100
DIFFERS = {"Personne désignée", "Durée", "Opérations permises", "Suppléant"}


def _waiting(request: HttpRequest) -> list[Designation]:
    rows = Designation.objects.for_school(request.member.school).awaiting().with_names().by_need()
    return list(rows[:MOST])


def _chosen(request: HttpRequest, acts: list[Designation]) -> list[Designation]:
    """Those whose number is ticked; all of them when none is."""
    given = (request.POST if request.method == "POST" else request.GET).getlist("acte")
    numbers = {int(text) for text in given if text.isdecimal() and len(text) < 10}
    return [act for act in acts if act.number in numbers] if given else acts


@require_safe
def parapheur(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.read_designations, request.actor, None)
    acts = _waiting(request)
    context = {
        "acts": [(act, *_parts(said_of(act))) for act in acts],
        "is_validated": bool(acts) and all(act.validated_at for act in acts),
        "can_sign": policies.sign_designation(request.actor, None),
        "steps": ["Lire", "Imprimer, faire signer, signer", "Joindre le scan"],
    }
    return render_page(request, "online_services/parapheur.html", context)


def _parts(lines: list[list[Any]]) -> tuple[list[list[Any]], list[list[Any]]]:
    """What differs from one act to the next, then what most acts say alike."""
    first = [line for line in lines if line[0] in DIFFERS]
    return first, [line for line in lines if line not in first]


@require_POST
def validate(request: HttpRequest, uai: str) -> HttpResponse:
    numbers = [act.number for act in _chosen(request, _waiting(request))]
    now = {"now": timezone.now(), "by": request.actor}
    return button_page(
        request,
        lambda: actions.validate_designations(request.member.school, numbers, **now),
        success=_validated_words,
        next_page=address("designations:parapheur", uai),
    )


def _validated_words(count: int) -> str:
    validated = counted(count, "acte validé", "actes validés") if count else "Tout était déjà validé"
    return f"{validated} dans Fanal. Reste à imprimer, signer et joindre le scan."


@require_safe
def batch_file(request: HttpRequest, uai: str) -> HttpResponse:
    """All that waits in one file, an act a page."""
    require(policies.read_designations, request.actor, None)
    acts = _chosen(request, _waiting(request))
    if not acts:
        raise RuleBroken("Aucun acte n’attend de signature : il n’y a rien à imprimer.")
    made = typeset_whole(TEMPLATE, printed(acts, reading.head_of(request.member.school, request.today)))
    return attached_pdf(made, f"actes-a-signer-{uai}")


@require_http_methods(FORM)
@needs_fresh_proof
def sign(request: HttpRequest, uai: str) -> HttpResponse:
    """The day, who signed, and one scan for the whole batch: what the acts open begins at once."""
    require(policies.sign_designation, request.actor, None)
    signer, quality = reading.signer_words(request.member.person)
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
        template="online_services/parapheur_sign.html",
        success=lambda acts: _signed_words(acts, request.today),
        next_page=address("designations:act_list", uai),
        context=lambda: {"acts": _to_tick(request, _waiting(request))},
    )


def _to_tick(request: HttpRequest, acts: list[Designation]) -> list[tuple[Designation, bool, str, str]]:
    """Each act, whether it is ticked (one that changed meanwhile is not), its seal, its printed mark."""
    chosen, read = _chosen(request, acts), _read(request)
    seals = [seal_of(act) for act in acts]
    return [
        (act, act in chosen and read.get(act.number, seal) == seal, seal, in_fours(fingerprint_of(act)))
        for act, seal in zip(acts, seals, strict=True)
    ]


def _read(request: HttpRequest) -> dict[int, str]:
    """The acts as this page showed them: what was changed in between is not signed."""
    pairs = (text.partition(":") for text in request.POST.getlist("lu"))
    return {int(number): seal for number, _, seal in pairs if number.isdecimal() and len(number) < 10}


def _signed_words(acts: list[Designation], today: date) -> str:
    upcoming = [act.starts_on for act in acts if act.state_on(today) == ActState.UPCOMING]
    return in_force_words(len(acts) - len(upcoming), upcoming)


def _sign(request: HttpRequest, values: dict[str, Any]) -> list[Designation]:
    numbers = [int(text) for text in request.POST.getlist("acte") if text.isdecimal() and len(text) < 10]
    signed = actions.Signed(
        values["signed_on"], values["scans"], values["signer"], values["quality"], _read(request)
    )
    return actions.sign_designations(
        request.member.school, numbers, signed, today=request.today, by=request.actor
    )
