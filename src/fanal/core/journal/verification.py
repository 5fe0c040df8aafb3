"""Does the journal of a school still say what it said? Recomputes each link from the stored bytes."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from fanal.core.journal.erasures import Erasures
from fanal.core.journal.models import Chain, JournalEntry, JournalHead, JournalStub
from fanal.core.journal.signing import is_signed, stub_message


@dataclass(frozen=True)
class Broken:
    """The first place where a chain does not hold, in French for whoever runs the command."""

    school_id: int
    chain: str
    seq: int
    says: str


def link_hash(entry: JournalEntry) -> bytes:
    """sha256(previous ‖ "school|chain|seq|µs|verb|subject|author|" ‖ commitment), as the trigger does."""
    microseconds = int(entry.at.timestamp()) * 1_000_000 + entry.at.microsecond
    words = [
        entry.school_id,
        entry.chain,
        entry.seq,
        microseconds,
        entry.verb,
        entry.subject,
        entry.author,
        "",
    ]
    text = "|".join(str(word) for word in words).encode()
    return hashlib.sha256(bytes(entry.previous) + text + bytes(entry.commitment)).digest()


def _problem(entry: JournalEntry, seq: int, previous: bytes) -> str:
    if entry.seq != seq:
        return f"l’entrée {seq} manque"
    if bytes(entry.previous) != previous:
        return "le lien avec l’entrée précédente est rompu"
    if link_hash(entry) != bytes(entry.hash):
        return "l’entrée a été modifiée"
    if entry.payload is not None or entry.salt is not None:
        salted = bytes(entry.salt or b"") + (entry.payload or "").encode()
        if hashlib.sha256(salted).digest() != bytes(entry.commitment):
            return "les valeurs ont été modifiées"
    return ""


def verify_school(school_id: int, keys: Collection[bytes] = ()) -> Iterator[Broken]:
    """Yield at most one break per chain; nothing means the journal holds. Needs the school's scope.

    `keys`: the public keys whose signature under a purged range is believed.
    """
    for chain in Chain.values:
        if broken := verify_chain(school_id, chain, keys):
            yield broken


def verify_chain(school_id: int, chain: str, keys: Collection[bytes]) -> Broken | None:
    """The first break of one chain, or None."""
    head, digest = _head(school_id, chain)  # first: whoever writes meanwhile only adds after it
    seq, previous, problem = _after_stubs(school_id, chain, keys)
    if problem:
        return Broken(school_id, chain, seq, problem)
    reached, erasures = previous if seq == head else None, Erasures()
    entries = JournalEntry.objects.for_school(school_id).filter(chain=chain)
    for entry in entries.order_by("seq").iterator(chunk_size=2000):
        seq += 1
        if problem := _problem(entry, seq, previous):
            return Broken(school_id, chain, seq, problem)
        previous = bytes(entry.hash)
        reached = previous if seq == head else reached
        erasures.read(entry)
    if reached != digest or (seq > head and seq > _head(school_id, chain)[0]):
        return Broken(school_id, chain, seq, "les dernières entrées manquent")
    if unsaid := erasures.first_unsaid():
        return Broken(school_id, chain, unsaid, "ses valeurs ont été effacées, et aucun effacement ne le dit")
    return None


def _head(school_id: int, chain: str) -> tuple[int, bytes]:
    row = JournalHead.objects.for_school(school_id).filter(chain=chain).values_list("seq", "hash").first()
    return (row[0], bytes(row[1])) if row else (0, b"")


def _after_stubs(school_id: int, chain: str, keys: Collection[bytes]) -> tuple[int, bytes, str]:
    """Where the purged ranges end: they follow each other from the first entry, each one signed."""
    seq, previous = 0, b""
    for stub in JournalStub.objects.for_school(school_id).filter(chain=chain).order_by("first_seq"):
        if (stub.first_seq, bytes(stub.first_previous)) != (seq + 1, previous):
            return seq + 1, previous, "une période retirée ne suit pas la précédente"
        if not is_signed(stub_message(stub), bytes(stub.signature), keys):
            return seq + 1, previous, "le retrait d’une période n’est pas signé par cette installation"
        seq, previous = stub.last_seq, bytes(stub.last_hash)
    return seq, previous, ""
