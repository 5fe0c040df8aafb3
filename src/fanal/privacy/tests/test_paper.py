"""Long names on the documents of the registers: cut at the end of a line, never beyond the page."""

import re
import zlib
from itertools import pairwise
from typing import Any

import pytest

from fanal.core.documents.paper import LONGEST, MAY_BREAK, breakable, typeset_whole
from fanal.privacy.reading import breaches, register, requests, subjects

WORD = "Anticonstitutionnellement" * 8
SCHOOL = "Collège expérimental polyvalent intercommunal Marie-Madeleine-Chevallier-de-la-Rochefoucauld " * 3
LINES = [["Finalités", [SCHOOL * 3, WORD]], [WORD, [SCHOOL]]]
HEAD = {"name": SCHOOL, "lines": [WORD, SCHOOL], "bodies": [SCHOOL, WORD], "logo": [], "number": WORD}
IDENTITY = [["Responsable de traitement", [SCHOOL, WORD]]]
EVIDENCE = {"name": WORD, "span": SCHOOL, "verification": SCHOOL, "sha256": "a" * 64}
DOCUMENTS: list[tuple[Any, dict[str, Any]]] = [
    (
        register.REGISTER,
        {
            "school": SCHOOL,
            "edited": "1 mai",
            "identity": IDENTITY,
            "sheets": [
                {
                    "number": 1,
                    "name": WORD,
                    "version": "version 12, validée le 30 septembre 2026",
                    "lines": LINES,
                }
            ],
        },
    ),
    (
        breaches.FILE,
        {
            "school": SCHOOL,
            "heading": WORD,
            "edited": "1 mai",
            "identity": IDENTITY,
            "name": WORD,
            "state": "Ouverte",
            "deadline": WORD,
            "steps": [WORD],
            "lines": LINES,
            "evidence": [EVIDENCE],
        },
    ),
    (
        requests.LETTER,
        {
            "school": SCHOOL,
            "who": WORD,
            "day": "1 mai",
            "about": WORD,
            "lines": [WORD],
            "signer": [WORD, WORD],
        },
    ),
    (subjects.FILE, {"school": SCHOOL, "who": WORD, "day": "1 mai", "sections": [[WORD, [[WORD]]]]}),
]


@pytest.mark.parametrize(("file", "data"), DOCUMENTS, ids=[file.stem for file, _ in DOCUMENTS])
def test_long_names_are_typeset_as_pdf_ua(file, data):
    made = typeset_whole(file, {"title": f"Essai {WORD}", "letterhead": HEAD} | data)
    assert made.startswith(b"%PDF")
    assert b"pdfuaid" in made


@pytest.mark.parametrize(("file", "data"), DOCUMENTS, ids=[file.stem for file, _ in DOCUMENTS])
def test_an_address_copied_from_a_paper_holds_no_sign_that_nobody_sees(file, data):
    """Where a word may break, its letter was said to be « O », then U+200B: so it was copied."""
    made = typeset_whole(file, {"title": f"Essai {WORD}", "letterhead": HEAD} | data)
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    drawn = b"".join(zlib.decompress(stream) for stream in streams if stream[:1] == b"x")
    assert b"<0041>" in drawn, "what the signs are to whoever copies them"
    assert b"200B" not in drawn.upper()


def test_a_long_word_may_break_and_loses_nothing():
    broken = breakable(WORD)
    assert broken.replace(MAY_BREAK, "") == WORD
    assert max(map(len, broken.split(MAY_BREAK))) == LONGEST
    assert breakable(SCHOOL) == SCHOOL
    assert breakable({"sha256": "a" * 64, "lines": [WORD]}) == {"sha256": "a" * 64, "lines": [broken]}
    assert all(first and second for first, second in pairwise(broken.split(MAY_BREAK)))


def test_an_address_breaks_after_a_stroke():
    """« bi / llet » is typed with a space by whoever copies it from a ticket."""
    broken = breakable("fanal.college.example.fr/e/9990001X/billet/")
    assert broken.split(MAY_BREAK) == ["fanal.college.example.fr/e/", "9990001X/billet/"]
