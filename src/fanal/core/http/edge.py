"""Which requests are refused before Django reads anything of them?

A browser sends its forms in UTF-8, and so do the programs of the API. Django decodes a body and even the
query string with whatever codec the sender names: some of Python's are quadratic (`punycode`), others are not
made for text (`zlib`, `hex`). Agents that report send other charsets to their own address alone.

Measured by header alone: no byte of a body is read here. Sources: RFC 9110 § 8.3, RFC 8187 (`charset*=`).
"""

import re
from typing import Any

from django.conf import settings
from django.http import HttpResponse, parse_cookie
from django.utils.http import parse_header_parameters

from fanal.core.http.problems import is_address_for_programs, problem

LARGEST_BODY = 32 * 1024 * 1024  # bytes: one file of 25 MB, and what stands around it in a form
LARGEST_WITHOUT_SESSION = 1024 * 1024  # forms that a stranger may send hold no file
LARGEST_OF_PROGRAMS = 2 * 1024 * 1024  # those of the API send JSON, and Django reads no more of it
LARGEST_OF_AGENTS = 9 * 1024 * 1024  # a little more than they may: their page answers in their format
LONGEST_QUERY, LONGEST_TYPE = 16_000, 500  # signs
AGENTS = re.compile(r"/e/[^/]+/agent/")
SESSION_KEY = re.compile(r"[a-z0-9]{32}")  # as Django makes them
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
CONTROL_IN_HEADER = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")  # RFC 9110 § 5.5: a tab alone may stand there
OF_FORMS = frozenset({"utf-8", "utf8"})
OF_AGENTS = OF_FORMS | {"us-ascii", "iso-8859-1", "latin1", "iso-8859-15", "windows-1252", "cp1252"}
SENTENCES = {
    400: "Cette demande est illisible : rien n’a été enregistré. Revenez à la page d’avant.",
    405: "Cette méthode HTTP n’est pas connue ici.",
    408: "L’envoi s’est arrêté en chemin : rien n’a été enregistré. Vérifiez la connexion, puis recommencez.",
    411: "Cet envoi ne dit pas sa taille : rien n’a été enregistré. Envoyez-le avec « Content-Length ».",
    413: "Cet envoi est trop lourd : 25 Mo au plus, 1 Mo sans être connecté. Rien n’a été enregistré. "
    "Envoyez un fichier plus petit, ou connectez-vous d’abord.",
    414: "Cette adresse est trop longue. Revenez à la page d’avant, puis cherchez avec moins de mots.",
    415: "Fanal ne lit que l’UTF-8 : rien n’a été enregistré. Renvoyez la demande dans ce jeu de caractères.",
    503: "Trop d’envois arrivent en même temps : rien n’a été enregistré. Recommencez dans une minute.",
}


def refusal_of(environ: dict[str, Any]) -> HttpResponse | None:
    """The answer to a request that must go no further, or None. A few microseconds: on every request."""
    if environ["REQUEST_METHOD"] not in METHODS:
        return refuse(environ, 405)
    if CONTROL.search(environ["PATH_INFO"]) or CONTROL_IN_HEADER.search(_headers_in_one(environ)):
        return refuse(environ, 400)
    length = environ.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length[:20]) > _largest(environ):
        return refuse(environ, 413)
    if len(environ.get("QUERY_STRING") or "") > LONGEST_QUERY:
        return refuse(environ, 414)
    content_type = environ.get("CONTENT_TYPE")
    if content_type and not _is_readable(content_type, environ["PATH_INFO"]):
        return refuse(environ, 415)
    return None


def _headers_in_one(environ: dict[str, Any]) -> str:
    """Every value of a header, searched at once: another server than ours may let the end of a line in."""
    return " ".join(value for name, value in environ.items() if name.startswith(("HTTP_", "CONTENT_")))


def counts_on_session(environ: dict[str, Any]) -> bool:
    """Whether only somebody signed in may send a body of this size here: `Front` asks, before it comes."""
    path = environ["PATH_INFO"]
    is_of_programs = bool(AGENTS.match(path)) or is_address_for_programs(path)
    return not is_of_programs and int(environ.get("CONTENT_LENGTH") or 0) > LARGEST_WITHOUT_SESSION


def refuse(environ: dict[str, Any], status: int) -> HttpResponse:
    """The sentence of this status, as text for people and as JSON for programs."""
    if is_address_for_programs(environ["PATH_INFO"]):
        answer: HttpResponse = problem(status)
    else:
        answer = HttpResponse(
            f"{SENTENCES[status]}\n", status=status, content_type="text/plain; charset=utf-8"
        )
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if status == 503:
        answer.headers["Retry-After"] = "60"
    if status == 405:
        answer.headers["Allow"] = ", ".join(sorted(METHODS))
    return answer


def _largest(environ: dict[str, Any]) -> int:
    """Bytes that this sender may announce here. A cookie can be made up: see `counts_on_session`."""
    path = environ["PATH_INFO"]
    if AGENTS.match(path):
        return LARGEST_OF_AGENTS
    if is_address_for_programs(path):
        return LARGEST_OF_PROGRAMS
    if SESSION_KEY.fullmatch(session_key(environ)):
        return LARGEST_BODY
    return LARGEST_WITHOUT_SESSION


def session_key(environ: dict[str, Any]) -> str:
    """What the cookie of the session says, as Django reads it."""
    return str(parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME, ""))


def _is_readable(content_type: str, path: str) -> bool:
    """Whether the charset it names, if any, is one that this address reads."""
    if len(content_type) > LONGEST_TYPE or "*" in content_type:  # `charset*0*=` is yet another way to name it
        return False
    if "charset" not in content_type.lower():
        return True
    try:
        named = parse_header_parameters(content_type)[1].get("charset", "utf-8")
    except ValueError:
        return False
    allowed = OF_AGENTS if AGENTS.match(path) else OF_FORMS
    return named.strip().lower() in allowed
