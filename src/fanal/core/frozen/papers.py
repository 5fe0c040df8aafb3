"""Papers whose content is frozen: each room says of which sort, and how what they say is summed again.

A sum is kept the day the content is frozen (`keep_paper`), beside what is summed: whoever would rewrite the
one must rewrite the other, and the database refuses both to whoever serves. It refuses no new sum, which
whoever has the password of the database may add: one that the installation did not sign is not believed.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q

from fanal.core.frozen.fingerprint import PRINTED, fingerprint_of_sum, in_fours, proof
from fanal.core.frozen.models import FrozenPaper
from fanal.core.keys.installation_key import FOLDER, believed_keys, is_signed, sign
from fanal.core.registry import Kind, registered

FROZEN_PAPERS: "Kind[PaperKind]" = Kind("frozen papers")  # one for each sort that bears a fingerprint


@dataclass(frozen=True)
class PaperKind:
    """One sort of papers, known for ever by its `code`.

    `find`: the thing of a school by its number, or None. `sums`: of all that it was frozen as, the last one
    first, an empty one while none is in force; nothing once it was erased. `name`, `page` and `reads`: for
    whoever may read it. `make`: its file as it is printed today.
    """

    code: str
    find: Callable[[int, int], Any]
    sums: Callable[[Any], Sequence[str]]
    name: Callable[[Any], str]
    page: Callable[[Any], str]
    reads: Callable[[Any, Any], bool]
    make: Callable[[Any], bytes] | None = None


def keep_paper(
    kind: str, thing: Any, sha256: str, *, on: date, files: Sequence[str] = (), fingerprint: str = ""
) -> FrozenPaper:
    """Remember that this thing was frozen so that day. `files`: the sums of the files kept with it.

    `fingerprint`: what its paper already bears, where it was printed before; never that of another paper.
    """
    of_it = {"school_id": thing.school_id, "kind": kind, "row": thing.pk, "sha256": sha256}
    rows = FrozenPaper.objects.for_school(thing.school_id).filter(**of_it)
    if (former := _signed(rows)) is not None:
        return former
    if not fingerprint or paper_under(thing.school_id, fingerprint) is not None:
        fingerprint = fingerprint_of_sum(sha256)
    paper = FrozenPaper(**of_it, fingerprint=fingerprint, files=[*files], frozen_on=on)
    paper.signature = sign(settings.FANAL_HOME, _message(paper))
    paper.save(force_insert=True)
    return paper


def proof_of(kind: str, thing: Any) -> dict[str, str] | None:
    """What its paper bears; None when it was not frozen, or before fingerprints were printed."""
    paper = _of_thing(kind, thing)
    return proof(thing.school.uai, paper.fingerprint) if paper else None


def printed_fingerprint(kind: str, thing: Any) -> str:
    """« 1a2b 3c4d … » as its paper bears it; empty when it bears none."""
    paper = _of_thing(kind, thing)
    return in_fours(paper.fingerprint[:PRINTED]) if paper else ""


def kind_of(paper: FrozenPaper) -> PaperKind | None:
    """None when no room offers it any more."""
    return next((kind for kind in registered(FROZEN_PAPERS) if kind.code == paper.kind), None)


def paper_under(school_id: int, fingerprint: str) -> FrozenPaper | None:
    """The last one whose fingerprint begins so; or whose sum is this, as the page of a report shows it."""
    is_it = Q(fingerprint__startswith=fingerprint) | Q(sha256=fingerprint)
    rows = FrozenPaper.objects.for_school(school_id).filter(is_it)
    return _signed(rows.order_by("-pk"))


def paper_with(school_id: int, file_sum: str) -> FrozenPaper | None:
    """The last one with which this file, byte for byte, is kept."""
    rows = FrozenPaper.objects.for_school(school_id).filter(files__contains=[file_sum])
    return _signed(rows.order_by("-pk"))


def _of_thing(kind: str, thing: Any) -> FrozenPaper | None:
    rows = FrozenPaper.objects.for_school(thing.school_id).filter(kind=kind, row=thing.pk)
    return _signed(rows.order_by("-pk"))


def _signed(papers: Iterable[FrozenPaper]) -> FrozenPaper | None:
    """The first of these that the installation signed, under a key that it believes."""
    keys = believed_keys(settings.FANAL_HOME / FOLDER)
    return next((paper for paper in papers if is_signed(_message(paper), bytes(paper.signature), keys)), None)


def _message(paper: FrozenPaper) -> bytes:
    """All that the signature vouches for."""
    what = [paper.school_id, paper.kind, paper.row, paper.sha256, paper.fingerprint, paper.files]
    return json.dumps(["frozen paper", *what, paper.frozen_on.isoformat()]).encode()
