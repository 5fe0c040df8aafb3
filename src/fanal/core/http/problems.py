"""What is a program told when its request cannot be answered? What happened, why, what to do: always as JSON.

Programs speak under `/e/<uai>/api/`; people get pages (`core.http.answers.refusal`, `web.errors`).
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
    408: ("L’envoi s’est arrêté.", "Le corps n’est pas arrivé à temps.", "Renvoyez la demande."),
    411: ("La taille manque.", "Le corps est envoyé par morceaux.", "Envoyez l’en-tête Content-Length."),
    413: ("Cet envoi est trop lourd.", "Il dépasse 2 Mo.", "Envoyez-en moins à la fois."),
    414: ("Cette adresse est trop longue.", "Elle dépasse 16 000 signes.", "Demandez moins à la fois."),
    415: ("Jeu de caractères refusé.", "Fanal ne lit que l’UTF-8.", "Renvoyez la demande en UTF-8."),
    422: ("Rien n’a été fait.", "", "Corrigez ce qui est dit ci-dessus, puis renvoyez la demande."),
    429: ("Trop de demandes à la suite.", "", "Attendez le nombre de secondes de l’en-tête Retry-After."),
    500: (
        "Fanal n’a pas pu répondre.",
        "Une erreur est survenue de notre côté ; rien n’a été enregistré.",
        "Réessayez plus tard avec la même clé Idempotency-Key.",
    ),
    503: (
        "Fanal ne peut pas répondre maintenant.",
        "Trop d’envois arrivent à la fois.",
        "Attendez le nombre de secondes de l’en-tête Retry-After.",
    ),
}


def is_address_for_programs(path: str) -> bool:
    return FOR_PROGRAMS.match(path) is not None


def is_for_programs(request: HttpRequest) -> bool:
    return is_address_for_programs(request.path_info)


def problem(status: int, *why: str, headers: Mapping[str, str] | None = None) -> JsonResponse:
    """`why` are sentences; without any, the usual reason of this status."""
    what, usual, to_do = SAID[status]
    body = {"status": status, "problem": what, "why": list(why) or [usual], "what_to_do": to_do}
    return JsonResponse(
        body, status=status, headers=dict(headers or {}), json_dumps_params={"ensure_ascii": False}
    )
