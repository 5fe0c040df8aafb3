"""The address where agents report (`interop.md` § 4): FusionInventory and GLPI Agent, in XML or JSON.

The secret is checked before the body is read. Whatever follows the secret in the address is an alias:
agents add `front/inventory.php`, `plugins/fusioninventory/`, `marketplace/glpiinventory/`.
"""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fanal.accounts.access import open_to
from fanal.accounts.members import system
from fanal.accounts.roles import System
from fanal.equipment.agents.messages import Inventory, Message, NetworkReport, parse
from fanal.equipment.agents.replies import HOURS, Reply, accepted, refused
from fanal.equipment.agents.wire import MAX_SENT, BadReport, Compression, Decoded, decode
from fanal.equipment.machines.access import enter_by_secret
from fanal.equipment.machines.limits import TooOften, count_call
from fanal.equipment.machines.reporting import Report, receive_report
from fanal.equipment.models import AgentAccess

UNKNOWN = "Adresse inconnue : recopiez celle de la page « Machines » de votre établissement."
HERE = "Cette adresse reçoit les rapports des agents d’inventaire. Elle fonctionne."
# Agents choose what they send by the version of the server whose format is spoken.
SPOKEN_VERSION = "10.0.18"
AGENT_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@open_to("anyone", because="un agent n’a pas de compte : le secret de son adresse le reconnaît")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uai: str, secret: str, alias: str = "") -> HttpResponse:
    access = enter_by_secret(uai, secret)
    if access is None:
        answer = _refuse(request, UNKNOWN, 401)
        answer.headers["WWW-Authenticate"] = "Agent"
        return answer
    return _receive(request, access) if request.method == "POST" else _greet(request)


def _receive(request: HttpRequest, access: AgentAccess) -> HttpResponse:
    decoded = None
    try:
        decoded = decode(_body(request), request.content_type or "")
        message = parse(decoded.body)
        _take(access, message, _agent_id(request))
    except BadReport as problem:
        return _refuse(request, problem.sentence, problem.status, decoded)
    except TooOften as problem:
        answer = _refuse(request, problem.sentence, 429, decoded)
        answer.headers["Retry-After"] = str(problem.seconds)
        return answer
    return _http(
        accepted(
            message,
            compression=decoded.compression,
            has_agent_id=_has_agent_id(request),
            version=SPOKEN_VERSION,
        )
    )


def _body(request: HttpRequest) -> bytes:
    """At most one byte more than the limit is ever read."""
    body: bytes = request.read(MAX_SENT + 1)
    return body


def _take(access: AgentAccess, message: Message, agent_id: str) -> None:
    now = timezone.now()
    count_call(access.school_id, message.device_id, now=now)
    if isinstance(message, Inventory):
        receive_report(access, Report(message, agent_id, now), by=system(System.AGENT))
    elif isinstance(message, NetworkReport):
        for device in message.devices:
            receive_report(access, Report(device, "", now), by=system(System.AGENT))


def _greet(request: HttpRequest) -> HttpResponse:
    """A GET: an agent asks whether its report is dealt with, or for tasks; or a person looks."""
    if _has_agent_id(request):
        return JsonResponse({"status": "ok", "expiration": HOURS})
    if request.GET.get("action") == "getConfig":
        return JsonResponse({"schedule": []})
    return HttpResponse(HERE, content_type="text/plain; charset=utf-8")


def _has_agent_id(request: HttpRequest) -> bool:
    return "GLPI-Agent-ID" in request.headers


def _agent_id(request: HttpRequest) -> str:
    told = request.headers.get("GLPI-Agent-ID", "")
    return told.lower() if AGENT_ID.fullmatch(told) else ""


def _refuse(request: HttpRequest, sentence: str, status: int, decoded: Decoded | None = None) -> HttpResponse:
    compression = decoded.compression if decoded else Compression.RAW
    return _http(refused(sentence, status, has_agent_id=_has_agent_id(request), compression=compression))


def _http(reply: Reply) -> HttpResponse:
    return HttpResponse(reply.body, content_type=reply.content_type, status=reply.status)
