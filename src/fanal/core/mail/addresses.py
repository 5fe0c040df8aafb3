"""Which thread does an answer belong to, and can that be believed?

The reply address is `demande+<uai>.<number>.<seal>@domain`; the same token stands in our Message-IDs, so an
answer sent to another address is still recognised by what it refers to. The seal is an HMAC of 128 bits under
the signing key with its own salt: a number alone, in a subject for instance, proves nothing (CVE-2026-47123).

A mail of no thread names its school in the same way in its Message-ID, under the number 0.
"""

import base64
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "fanal.core.mail"
OF_NO_THREAD = "courriel"  # the kind of a Message-ID that names its school alone
SEAL_BYTES = 16
TOKEN = r"(?P<uai>[0-9]{7}[a-z])\.(?P<number>[0-9]{1,9})\.(?P<seal>[a-z2-7]{26})"
ADDRESS = re.compile(rf"(?P<kind>[a-z]{{3,12}})\+{TOKEN}@", re.ASCII | re.IGNORECASE)
MESSAGE_ID = re.compile(
    rf"<(?P<kind>[a-z]{{3,12}})\.{TOKEN}\.[0-9a-f]{{1,16}}@[^<>\s]+>", re.ASCII | re.IGNORECASE
)
PLAIN_ADDRESS = re.compile(
    r"(?P<kind>[a-z]{3,12})\+(?P<uai>[0-9]{7}[a-z])(?:\.[^@\s]{0,80})?@", re.ASCII | re.IGNORECASE
)
# Some tools write their own sign for the « ° ».
TAG = re.compile(
    r"\[\s?(?P<uai>[0-9]{7}[a-z])\s{1,3}n[^0-9\]]{0,3}(?P<number>[0-9]{1,9})\s?\]", re.IGNORECASE
)


def _seal(key: str | bytes, words: tuple[object, ...]) -> str:
    text = "\0".join(str(word) for word in words)
    digest = salted_hmac(SALT, text, secret=key, algorithm="sha256").digest()[:SEAL_BYTES]
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()


def seal(*words: object) -> str:
    """26 letters that nobody without the signing key can make for these words."""
    return _seal(settings.SECRET_KEY, words)


def is_sealed(seal_text: str, *words: object) -> bool:
    """Whether `seal_text` was made for these words, under today's key or one being replaced."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    # Every key is tried, whatever the first one says.
    matches = [constant_time_compare(seal_text.lower(), _seal(key, words)) for key in keys]
    return any(matches)


@dataclass(frozen=True)
class Thread:
    """One thread of one school: `kind` is the word before the « + » (« demande »)."""

    kind: str
    uai: str
    number: int

    @property
    def _token(self) -> str:
        uai = self.uai.lower()
        return f"{uai}.{self.number}.{seal(self.kind, uai, self.number)}"

    @property
    def reply_address(self) -> str:
        return f"{self.kind}+{self._token}@{settings.ENV.mail_domain}"

    @property
    def root(self) -> str:
        """A Message-ID that all mails of the thread refer to, so that mail programs keep them together."""
        return self.message_id("0")

    def message_id(self, unique: str) -> str:
        return f"<{self.kind}.{self._token}.{unique}@{settings.ENV.mail_domain}>"


@dataclass(frozen=True)
class Claim:
    """The thread a mail says it answers; `is_proven` when its seal is ours. `number` 0: a school alone."""

    kind: str
    uai: str
    number: int
    is_proven: bool

    @property
    def tag(self) -> str:
        """What the subject of our mails carries, so that an answer to it finds its school."""
        return f"[{self.uai} n°{self.number}]"


def new_reference() -> str:
    """An id that may be shown: it tells neither how many nor which row."""
    return secrets.token_hex(8)


def message_id_for(thread: Thread | None, reference: str, *, uai: str = "") -> str:
    """Of its thread, else of its school alone, so that a report of non-delivery is filed there."""
    if thread is None and not uai:
        return f"<{reference}@{settings.ENV.mail_domain}>"
    return (thread or Thread(OF_NO_THREAD, uai, 0)).message_id(reference)


def _claim(match: re.Match[str]) -> Claim:
    kind, uai, number = match["kind"].lower(), match["uai"].lower(), int(match["number"])
    return Claim(kind, uai.upper(), number, is_sealed(match["seal"], kind, uai, number))


def claims(recipients: Iterable[str], references: Iterable[str], subject: str = "") -> list[Claim]:
    """What a mail claims, the best first: proven ones, those of a thread before those of a school; then
    numbers without proof, then a school alone.

    What stands in a subject proves nothing: it names the school that sorts the mail, and no more.
    """
    texts = " ".join(recipients), " ".join(references)
    numbered = [_claim(match) for match in [*ADDRESS.finditer(texts[0]), *MESSAGE_ID.finditer(texts[1])]]
    bare = [Claim(m["kind"].lower(), m["uai"].upper(), 0, False) for m in PLAIN_ADDRESS.finditer(texts[0])]
    tagged = [Claim("", m["uai"].upper(), int(m["number"]), False) for m in TAG.finditer(subject)]
    return sorted(numbered, key=lambda claim: (not claim.is_proven, not claim.number)) + tagged + bare
