"""December § 5: one block to sign for all papers, and their last words with it."""

import re

from tests.architecture import source
from tests.architecture.source import none_of

HEADS = set(source.SOURCE.glob("core/documents/*.typ"))
PAPERS = sorted(set(source.SOURCE.glob("*/documents/*.typ")) - HEADS)
BY_HAND = ("Date et signature", "date et signature", "Nom et signature")


def test_nobody_signs_but_in_the_one_block_of_papers():
    """A stamp had neither name, nor date, nor line, on seven papers."""
    none_of(
        f"{source.name_of(paper)}: {words}"
        for paper in PAPERS
        for words in BY_HAND
        if words in paper.read_text(encoding="utf-8")
    )
    core = (source.SOURCE / "core" / "documents" / "paper.typ").read_text(encoding="utf-8")
    for words in ("Prénom et nom :", "Fait à", "Signature :"):
        assert words in core


def test_what_is_signed_stays_with_the_last_words():
    """Signatures stood alone on a second page (needs, letter), for the second time."""
    signed = [paper for paper in PAPERS if re.search(r"\bsignature\(", paper.read_text(encoding="utf-8"))]
    assert len(signed) >= 14
    none_of(
        source.name_of(paper)
        for paper in signed
        if not re.search(r"closing[(\[]|table-with-end\(", paper.read_text(encoding="utf-8"))
        or "signatures(" not in paper.read_text(encoding="utf-8")
    )
