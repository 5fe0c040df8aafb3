"""The fingerprint of what a paper says, printed short in fours, whole in the keywords of its PDF.

It is the SHA-256 of what is said, summed again under a secret of this installation: whoever writes a text
cannot tell what its fingerprint will be, nor look for two texts that begin alike. Twenty of its signs are
printed: 80 bits, in five groups of four that are typed in a moment.
"""

import hashlib
import hmac
import json
import re
from typing import Any

from django.conf import settings

from fanal.core.http.addresses import address
from fanal.core.keys.secrets import stored_secret

PRINTED = 20
MARK = "fanal-empreinte-"
MARKED = re.compile(MARK.encode() + rb"([0-9a-f]{64})")
MOST_MARKS = 100  # of one file: a batch of acts has one each
SECRET = "fingerprint_key"


def sum_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sum_of_data(data: Any) -> str:
    """Equal data give equal sums, whatever the order of their keys."""
    return sum_of(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def fingerprint_of_sum(sha256: str) -> str:
    """What a paper with this sum bears, 64 signs."""
    secret = stored_secret(settings.FANAL_HOME, SECRET).encode()
    return hmac.new(secret, sha256.encode(), hashlib.sha256).hexdigest()


def in_fours(fingerprint: str) -> str:
    """« 1a2b 3c4d 5e6f », as one compares it by eye."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def proof(uai: str, fingerprint: str) -> dict[str, str]:
    """What a paper bears of its fingerprint: the line of its foot, and a keyword."""
    where = f"{settings.PUBLIC_URL}{address('verification:verification_page', uai)}"
    return {
        "line": f"Empreinte {in_fours(fingerprint[:PRINTED])} · À vérifier sur {where}",
        "keyword": f"{MARK}{fingerprint}",
    }


def marks_in(content: bytes) -> list[str]:
    """The fingerprints that a file says it bears, one more than `MOST_MARKS` at most; it is never opened."""
    found = dict.fromkeys(mark.decode() for mark in MARKED.findall(content))
    return list(found)[: MOST_MARKS + 1]
