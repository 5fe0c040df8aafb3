"""What did the journal say on an earlier day? Its heads are written outside the database once a day.

The owner of a database could rewrite a whole chain and its head; a head published before cannot be unsaid.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from fanal.core.journal.models import JournalEntry, JournalHead, JournalStub
from fanal.core.journal.verification import Broken
from fanal.core.keys.secrets import private_directory

FOLDER = "journal-heads"


@dataclass(frozen=True)
class Head:
    """Where one chain stood on a day; the hash in hexadecimal."""

    day: str
    school_id: int
    chain: str
    seq: int
    hash: str


def heads_of(school_id: int, day: date) -> list[Head]:
    """The heads of one school today. Needs its scope."""
    rows = JournalHead.objects.for_school(school_id).order_by("chain")
    return [Head(day.isoformat(), school_id, row.chain, row.seq, bytes(row.hash).hex()) for row in rows]


def publish(home: Path, day: date, heads: list[Head]) -> Path:
    """Write the day's heads, one JSON line each; the first publication of a day stands."""
    file = private_directory(home / FOLDER) / f"{day.isoformat()}.jsonl"
    if not file.exists():
        draft = file.with_suffix(".new")
        draft.write_text("".join(json.dumps(asdict(head)) + "\n" for head in heads), encoding="ascii")
        draft.replace(file)
    return file


def published_heads(home: Path) -> list[Head]:
    """Every head published here, oldest first."""
    files = sorted((home / FOLDER).glob("*.jsonl"))
    return [Head(**json.loads(line)) for file in files for line in file.read_text("ascii").splitlines()]


def contradictions(school_id: int, published: list[Head]) -> Iterator[Broken]:
    """What was published and is no longer so. Needs the school's scope."""
    for chain in sorted({head.chain for head in published}):
        mine = [head for head in published if (head.school_id, head.chain) == (school_id, chain)]
        if mine and (broken := _first_contradiction(school_id, chain, mine)):
            yield broken


def _first_contradiction(school_id: int, chain: str, published: list[Head]) -> Broken | None:
    seqs = [head.seq for head in published]
    rows = JournalEntry.objects.for_school(school_id).filter(chain=chain, seq__in=seqs)
    hash_by_seq = {seq: bytes(digest).hex() for seq, digest in rows.values_list("seq", "hash")}
    stubs = JournalStub.objects.for_school(school_id).filter(chain=chain).order_by("-last_seq")
    purged = stubs.values_list("last_seq", flat=True).first() or 0
    for head in published:
        if head.seq > purged and hash_by_seq.get(head.seq) != head.hash:
            says = f"ce n’est plus ce qui avait été publié le {date.fromisoformat(head.day):%d/%m/%Y}"
            return Broken(school_id, chain, head.seq, says)
    return None
