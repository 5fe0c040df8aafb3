"""The papers: whatever is written, they hold; one page is one page; a slide a part."""

import json
import re
import shutil
import subprocess
from decimal import Decimal

import pytest

from fanal.core.text_file import Paragraph, TextTable, write_odt
from fanal.reports.reading.papers import brief_paper, number_words, report_paper, report_text, slides_paper

HOSTILE = '#import "/x" *gras* _x_ @réf $a$ <b>& \\ « ? » 🙂 \n\n## Titre\n\n- un\n- deux\n\n1. trois'
FIGURE = {
    "code": "a.b",
    "label": "demandes envoyées",
    "value": "12",
    "definition": HOSTILE,
    "period": "2026-2027",
    "rows": 0,
    "numerator": "12",
    "denominator": None,
    "trace": [],
    "row_noun": ["demande", "demandes"],
}


def content(parts=1, text=HOSTILE):
    bars = {"finding": "Le plus : 9.", "bars": [["Vidéoprojecteur", "9"], ["Autre", "0"]], "unit": "demandes"}
    bars["whole"] = "0"
    block = {"sentences": [[HOSTILE, "a.b"]], "figures": [FIGURE], "bars": bars}
    part = {"code": "a", "title": "Les demandes", "text": text, "block": block, "held_back": ["délai"]}
    return {
        "version": 1,
        "title": "Le numérique",
        "number": "N° 2026-2027/1",
        "period": "2026-2027",
        "board_on": None,
        "made_on": "26 novembre 2026",
        "school": {"name": "Collège", "lines": ["1 rue"], "bodies": ["Académie"]},
        "logo": "",
        "parts": [part] * parts,
    }


def pages(paper):
    return len(re.findall(rb"/Type\s*/Page\b", paper))


def test_what_people_write_is_never_markup():
    """A text that looks like typst, HTML or a picture of a face is printed, and breaks nothing."""
    assert report_paper(content()).startswith(b"%PDF")


def test_the_same_content_gives_the_same_bytes():
    for make in (report_paper, brief_paper, slides_paper, report_text):
        assert make(content()) == make(content())


def test_a_part_is_one_slide_after_the_first():
    assert pages(slides_paper(content(3, "court"))) == 4


def test_the_sheet_for_the_board_is_one_page_for_eight_parts():
    assert pages(brief_paper(content(8))) == 1


def test_a_text_file_keeps_what_xml_cannot_hold_out():
    made = write_odt([Paragraph.plain("a\x00b\ud800"), TextTable(("x",), (("y\x0b",),))], title="t\x01")
    assert made.startswith(b"PK")


@pytest.mark.parametrize(("value", "words"), [("9.20", "9,2"), ("0", "0"), ("120", "120"), ("1E+2", "100")])
def test_numbers_are_written_in_french(value, words):
    assert number_words(Decimal(value)) == words


@pytest.mark.parametrize("make", [report_paper, brief_paper, slides_paper])
def test_qpdf_finds_nothing_wrong_and_sees_a_tagged_paper(make, tmp_path):
    """Issue: tagged, checked with qpdf. Its language, its title and its tree of tags are there."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(make(json.loads(json.dumps(content(3)).replace(r"\ud83d\ude42", ""))))  # no font has it
    checked = qpdf("--check", str(file))
    assert "No syntax or stream encoding errors found" in checked
    known = json.loads(qpdf("--json=2", "--json-key=qpdf", str(file)))
    objects = [each.get("value") for each in known["qpdf"][1].values() if isinstance(each, dict)]
    (catalogue,) = [each for each in objects if isinstance(each, dict) and each.get("/Type") == "/Catalog"]
    assert catalogue["/Lang"] == "u:fr-FR"
    assert catalogue["/MarkInfo"]["/Marked"] is True
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"] is True


def qpdf(*arguments):
    """What Debian's package `qpdf` prints."""
    if shutil.which("qpdf") is None:
        pytest.fail("install the package: qpdf")
    return subprocess.run(["qpdf", *arguments], check=True, capture_output=True, text=True, timeout=30).stdout
