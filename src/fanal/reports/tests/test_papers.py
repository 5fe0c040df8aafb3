"""The papers: whatever is written, they hold; one page is one page; a slide a part."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal

import pytest
import typst
from lxml import etree

from fanal.core.documents.pdf import OURS
from fanal.core.documents.text_file import Paragraph, TextTable, write_odt
from fanal.reports.reading import papers
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


LISTS = (
    "1. Premier point\n\nTexte du premier.\n\n2. Second point\n\n- puce\n- autre\n\n7. sept\n8. huit\n\n"
    "Fin\n\n- a\n    - a1\n    - a2\n\n      suite\n- b"
)


def queried(monkeypatch, selector, text):
    return queried_of(monkeypatch, selector, report_paper, content(text=text))


def queried_of(monkeypatch, selector, make, said):
    """These elements of the PDF, as typst reads its template."""
    asked = {}
    monkeypatch.setattr(papers, "typeset_whole", lambda file, data: asked.update(file=file, data=data) or b"")
    make(said)
    sent = {"data": json.dumps(asked["data"]), "unsigned": ""}
    return json.loads(typst.query(asked["file"], selector, root=OURS, sys_inputs=sent))


def test_the_paper_says_for_whom_a_deputy_signs_and_by_which_act(monkeypatch):
    """December § 3.13: CRPA L212-1, with a line to fill in where no act of delegation is known."""

    def signed(delegation):
        said = content() | {"signer": ["Paul Roy", "Principal adjoint"], "delegation": delegation}
        return repr(queried_of(monkeypatch, "par", report_paper, said))

    own, blank, cited = signed(None), signed(""), signed("N° 2026-2027/4")
    assert "élégation" not in own
    assert "Paul Roy, Principal adjoint" not in own
    for words in (blank, cited):
        assert "Pour le chef d’établissement et par délégation," in words
        assert "Paul Roy, Principal adjoint" in words
        assert "Délégation de signature" in words
    assert "N° 2026-2027/4" in cited
    assert blank.count("'repeat'") == cited.count("'repeat'") + 2


def lines_of(text):
    """The paragraphs of the text file, with their styles."""
    archive = zipfile.ZipFile(io.BytesIO(report_text(content(text=text))))
    root = etree.fromstring(archive.read("content.xml"))
    space = root.nsmap["text"]
    rows = root.iter(f"{{{space}}}p")
    return [(row.get(f"{{{space}}}style-name"), "".join(row.itertext())) for row in rows]


def test_both_papers_of_a_report_number_a_list_as_it_was_written(monkeypatch):
    """The PDF said « 1. … 1. » where the text file said « 1. … 2. », and bullets for 7. and 8."""
    rows = queried(monkeypatch, "enum", LISTS)
    drawn = [(item["number"], item["body"]["text"]) for row in rows for item in row["children"]]
    assert drawn == [(1, "Premier point"), (2, "Second point"), (7, "sept"), (8, "huit")]
    written = [line for style, line in lines_of(LISTS) if style.startswith("List") and line[0].isdigit()]
    assert written == [f"{number}. {words}" for number, words in drawn]


def test_a_list_inside_an_item_stays_inside_it(monkeypatch):
    whole = queried(monkeypatch, "list", LISTS)
    assert [len(row["children"]) for row in whole] == [2, 2, 2]
    assert {line: style for style, line in lines_of(LISTS) if style.startswith("List")} == {
        "1. Premier point": "List",
        "2. Second point": "List",
        "• puce": "List",
        "• autre": "List",
        "7. sept": "List",
        "8. huit": "List",
        "• a": "List",
        "• a1": "List_2",
        "• a2": "List_2",
        "suite": "List_2",
        "• b": "List",
    }


ODD = (
    "- - a\n\n  b\n- c",
    "1. ## T\n2. - x\n     1. y\n\n       z",
    "-\n\n  a\n1)",
    "- " * 30,
    "999999999. a\n1. b",
)


@pytest.mark.parametrize("text", ODD)
def test_no_list_stops_a_report(text):
    assert report_paper(content(text=text)).startswith(b"%PDF")


def with_figures(parts, labels, bars=()):
    """A content whose parts have a short sentence, these figures and these bars."""
    said = content(parts, "court")
    figures = [FIGURE | {"code": f"a.{rank}", "label": label} for rank, label in enumerate(labels)]
    drawn = {"finding": "Le plus : 9.", "bars": [[label, "9"] for label in bars], "unit": "%", "whole": "0"}
    block = {"sentences": [["12 demandes envoyées.", "a.0"]], "figures": figures, "bars": drawn}
    return said | {"parts": [part | {"block": block} for part in said["parts"]]}


def test_a_slide_draws_whole_bars_and_says_what_does_not_fit(monkeypatch):
    """Nine figures and nine bars filled more than the slide: the last bar and its unit were cut through."""
    said = with_figures(1, ["Enseignants formés au numérique dans l’année"] * 9, ["Débit mesuré"] * 9)
    (drawn,) = queried_of(monkeypatch, "table", slides_paper, said)
    shown = len(drawn["children"]) // 3
    (rest,) = queried_of(monkeypatch, "emph", slides_paper, said)
    assert 3 <= shown <= 6
    assert rest["body"]["text"] == (
        f"Et 5 autres chiffres et {9 - shown} autres lignes du graphique : voir le rapport."
    )


def test_the_sheet_for_the_board_says_no_number_twice_and_names_what_it_leaves(monkeypatch):
    said = with_figures(40, ["demandes envoyées", "demandes résolues", "en retard"])
    kept = {}
    monkeypatch.setattr(papers, "typeset_whole", lambda _, data: kept.update(data) or b"")
    brief_paper(said)
    assert kept["parts"][0]["sentences"] == ["12 demandes envoyées."]
    assert [label for _, label, *_ in kept["parts"][0]["figures"]] == ["demandes résolues", "en retard"]
    monkeypatch.undo()
    assert pages(brief_paper(said)) == 1
    (rest,) = queried_of(monkeypatch, "emph", brief_paper, said)
    assert re.fullmatch(r"Et \d+ autres parties : voir le rapport\.", rest["body"]["text"])
