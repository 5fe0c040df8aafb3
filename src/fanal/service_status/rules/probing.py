"""Which services may Fanal check from outside? Those whose host allows it, never those of the State. Pure.

ÉduConnect, ARENA, the GAR and the sites of an académie watch themselves, and take a machine that knocks all
day for an attack.
"""

import re
from urllib.parse import urlsplit

OF_THE_STATE = re.compile(r"(?:^|\.)(?:gouv\.fr|education\.fr|ac-[a-z0-9-]+\.fr|phm\.education\.gouv\.fr)$")
STATE = (
    "Les services de l’État (ÉduConnect, ARENA, GAR, sites de l’académie) ne se vérifient pas d’ici : "
    "déclarez leur état à la main."
)
NOT_ALLOWED = "Cochez « l’hébergeur l’autorise » : sans son accord, un service ne se vérifie pas d’ici."
NOTHING = "Choisissez au moins une vérification, ou retirez l’adresse."
NO_ADDRESS = "Donnez l’adresse à vérifier."
NOT_SECURE = "Le certificat ne se vérifie que d’une adresse en https://."
LEAST, MOST = 10, 1440  # minutes between two turns
HTTP, TLS, DNS = "http", "tls", "dns"
KINDS = {HTTP: "Le site répond", TLS: "Son certificat est valable", DNS: "Son nom existe"}


def refused_checks(address: str, kinds: list[str], *, is_authorized: bool) -> list[str]:
    """Why these checks cannot be kept; the guard looks at the address itself."""
    if not kinds and not address:
        return []
    if not address:
        return [NO_ADDRESS]
    if not kinds:
        return [NOTHING]
    reasons = []
    if OF_THE_STATE.search((urlsplit(address).hostname or "").rstrip(".")):
        reasons.append(STATE)
    if not is_authorized:
        reasons.append(NOT_ALLOWED)
    if TLS in kinds and not address.lower().startswith("https://"):
        reasons.append(NOT_SECURE)
    return reasons
