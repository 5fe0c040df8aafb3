"""What is a program told when its request cannot be answered? What happened, why, what to do: always as JSON.

Programs speak under `/e/<uai>/api/`; people get pages (`core.http.refusal`, `web.errors`).
"""

import re
from collections.abc import Mapping

from django.http import HttpRequest, JsonResponse

FOR_PROGRAMS = re.compile(r"/e/[^/]+/api/")
# Status: what happened, the usual reason, what to do.
SAID = {
    400: ("Cette demande est illisible.", "Le corps n’est pas du JSON.", "Corrigez-la, puis renvoyez-la."),
    401: (
        "Ce jeton n’ouvre rien.",
        "Il manque, il est mal recopié, révoqué ou terminé, ou les fonctions de la personne ont pris fin.",
        "Envoyez l’en-tête « Authorization: Bearer » avec un jeton en service de cet établissement.",
    ),
    403: ("Ce n’est pas permis.", "", "Demandez-le à quelqu’un qui en a le droit dans l’établissement."),
    404: (
        "Introuvable.",
        "Rien ne porte cette adresse ici, ou ce n’est pas visible avec ce jeton.",
        "Vérifiez l’adresse dans openapi.json.",
    ),
    405: ("Mauvaise méthode.", "Cette adresse ne connaît pas cette méthode HTTP.", "Voyez openapi.json."),
    422: ("Rien n’a été fait.", "", "Corrigez ce qui est dit ci-dessus, puis renvoyez la demande."),
    429: ("Trop de demandes à la suite.", "", "Attendez le nombre de secondes de l’en-tête Retry-After."),
    500: (
        "Fanal n’a pas pu répondre.",
        "Une erreur est survenue de notre côté ; rien n’a été enregistré.",
        "Réessayez plus tard avec la même clé Idempotency-Key.",
    ),
}  # fmt: skip


def is_for_programs(request: HttpRequest) -> bool:
    return FOR_PROGRAMS.match(request.path_info) is not None


def problem(status: int, *why: str, headers: Mapping[str, str] | None = None) -> JsonResponse:
    """`why` are sentences; without any, the usual reason of this status."""
    what, usual, to_do = SAID[status]
    told = {"status": status, "problem": what, "why": list(why) or [usual], "what_to_do": to_do}
    return JsonResponse(
        told, status=status, headers=dict(headers or {}), json_dumps_params={"ensure_ascii": False}
    )
