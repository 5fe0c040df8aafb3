"""The address where agents report: FusionInventory and GLPI Agent, in XML or JSON.

What they send and expect is in `docs/domain/formats.md`, « Inventory agents ».
The secret is checked before the body is read. Whatever follows the secret in the address is an alias:
agents add `front/inventory.php`, `plugins/fusioninventory/`, `marketplace/glpiinventory/`.
"""

import re

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.inventory.actions.limits import TooOften, count_call
from fanal.inventory.actions.machine_key import ALONE, NotItsKey, enrol, key_url
from fanal.inventory.actions.reporting import Report, receive_report
from fanal.inventory.formats.messages import MachineReport, Message, NetworkReport, parse
from fanal.inventory.formats.replies import HOURS, Reply, accepted, refused
from fanal.inventory.formats.wire import MAX_SENT, BadReport, Compression, Decoded, decode
from fanal.inventory.reading.access import AgentEntry, enter_by_secret

UNKNOWN = "Adresse inconnue : recopiez celle de la page « Machines » de votre établissement."
ENROL = "inscrire"
ONE_EACH = "Cette adresse est celle d’une machine : inscrivez les autres avec celle de l’établissement."
ONLY_ENROLS = (
    "Cette adresse sert seulement à inscrire une machine : recopiez la commande de la page « Machines »."
)
HERE = "Cette adresse reçoit les rapports des agents d’inventaire. Elle fonctionne."
# Agents choose what they send by the version of the server whose format is spoken.
SPOKEN_VERSION = "10.0.18"
AGENT_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@open_to("anyone", because="un agent n’a pas de compte : le secret de son adresse le reconnaît")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: SchoolRequest, uai: str, secret: str, alias: str = "") -> HttpResponse:
    door = enter_by_secret(uai, secret)
    if door is None:
        answer = _refuse(request, UNKNOWN, 401)
        answer.headers["WWW-Authenticate"] = "Agent"
        return answer
    if request.method != "POST":
        return _greet(request)
    return _enrol(request, door, uai) if alias.strip("/") == ENROL else _receive(request, door)


def _enrol(request: SchoolRequest, door: AgentEntry, uai: str) -> HttpResponse:
    """The address of the machine that is being set up, as a text for the agent's file."""
    if door.key is not None:
        return _refuse(request, ONE_EACH, 403)
    try:
        key = enrol(door.access, now=timezone.now(), by=system(System.AGENT))
    except TooOften as problem:
        return _wait(request, problem)
    return HttpResponse(key_url(key, uai), content_type="text/plain; charset=utf-8")


def _receive(request: SchoolRequest, door: AgentEntry) -> HttpResponse:
    decoded = None
    try:
        decoded = decode(_body(request), request.content_type or "")
        message = parse(decoded.body)
        _take(door, message, _agent_id(request))
    except BadReport as problem:
        return _refuse(request, problem.sentence, problem.status, decoded)
    except NotItsKey as problem:
        return _refuse(request, problem.sentence, 403, decoded)
    except TooOften as problem:
        return _wait(request, problem, decoded)
    return _http(
        accepted(
            message,
            compression=decoded.compression,
            has_agent_id=_has_agent_id(request),
            version=SPOKEN_VERSION,
        )
    )


def _body(request: SchoolRequest) -> bytes:
    """At most one byte more than the limit is ever read."""
    body: bytes = request.read(MAX_SENT + 1)
    return body


def _wait(request: SchoolRequest, problem: TooOften, decoded: Decoded | None = None) -> HttpResponse:
    answer = _refuse(request, problem.sentence, 429, decoded)
    answer.headers["Retry-After"] = str(problem.seconds)
    return answer


def _take(door: AgentEntry, message: Message, agent_id: str) -> None:
    now, by = timezone.now(), system(System.AGENT)
    count_call(door.access.school_id, message.device_id, now=now)
    if door.key is None and door.access.only_enrols and isinstance(message, MachineReport | NetworkReport):
        raise NotItsKey(ONLY_ENROLS)
    if isinstance(message, MachineReport):
        receive_report(door.access, Report(message, agent_id, now), by=by, key=door.key)
    elif isinstance(message, NetworkReport):
        if door.key is not None and not door.key.scans_network:
            raise NotItsKey(ALONE)
        for device in message.devices:
            receive_report(door.access, Report(device, "", now), by=by)


def _greet(request: SchoolRequest) -> HttpResponse:
    """A GET: an agent asks whether its report is dealt with, or for tasks; or a person looks."""
    if _has_agent_id(request):
        return JsonResponse({"status": "ok", "expiration": HOURS})
    if request.GET.get("action") == "getConfig":
        return JsonResponse({"schedule": []})
    return HttpResponse(HERE, content_type="text/plain; charset=utf-8")


def _has_agent_id(request: SchoolRequest) -> bool:
    return "GLPI-Agent-ID" in request.headers


def _agent_id(request: SchoolRequest) -> str:
    agent_id = request.headers.get("GLPI-Agent-ID", "")
    return agent_id.lower() if AGENT_ID.fullmatch(agent_id) else ""


def _refuse(
    request: SchoolRequest, sentence: str, status: int, decoded: Decoded | None = None
) -> HttpResponse:
    compression = decoded.compression if decoded else Compression.RAW
    return _http(refused(sentence, status, has_agent_id=_has_agent_id(request), compression=compression))


def _http(reply: Reply) -> HttpResponse:
    return HttpResponse(reply.body, content_type=reply.content_type, status=reply.status)
