import pytest

from fanal.core.sandbox.parent import Declined
from fanal.core.tests.samples import SAMPLES, needs_samples
from fanal.people_files.tests.reading import read
from fanal.people_files.tests.siecle import ONE, PUPILS, STRUCTURES, STS


@pytest.mark.parametrize(
    "sections",
    [f"<ELEVES>{ONE}</ELEVES>{STRUCTURES}", f"{STRUCTURES}<ELEVES>{ONE}</ELEVES>"],
    ids=["pupils first", "classes first"],
)
def test_pupils_find_their_class_whatever_the_order_of_sections(sections):
    text = PUPILS.format(sections=sections.format(left=""))
    (line,), (header,) = read(text.encode("iso-8859-15"))
    assert (header["uai"], header["school_year"], header["exported_on"]) == ("0121234X", 2026, "2026-09-12")
    assert line.key == "10"
    assert line.school == "0121234X"
    assert line.content == {
        "family_name": "CŒUR",
        "given_name": "Anaïs",
        "born": "2014-03-02",
        "level": "10010012110",
        "left_on": "",
        "class": "6A",
        "groups": ["AGL1"],
    }


def test_a_leaver_tells_the_day_and_a_double_number_is_refused():
    pupils = (ONE + ONE).format(left="03/11/2026")
    lines, _ = read(PUPILS.format(sections=f"<ELEVES>{pupils}</ELEVES>").encode("iso-8859-15"))
    assert [line.manner for line in lines] == ["refused", "whole"]
    assert lines[1].content["left_on"] == "2026-11-03"
    assert lines[1].content["class"] == ""
    assert "déjà lu" in lines[0].content["why"]


def test_classes_and_groups_of_siecle_keep_their_codes_clean():
    text = """<BEE_STRUCTURES><PARAMETRES><UAJ>0121234X</UAJ></PARAMETRES><DONNEES><DIVISIONS>
    <DIVISION CODE_STRUCTURE="6A "><LIBELLE_LONG>SIXIEME A  </LIBELLE_LONG>
    <MEFS_APPARTENANCE><MEF_APPARTENANCE>
    <CODE_MEF>1001000B11A</CODE_MEF></MEF_APPARTENANCE></MEFS_APPARTENANCE></DIVISION></DIVISIONS><GROUPES>
    <GROUPE CODE_STRUCTURE="6LAT"/></GROUPES></DONNEES></BEE_STRUCTURES>"""
    division, group = read(text)[0]
    assert (division.key, division.content) == ("6A", {"label": "SIXIEME A", "levels": ["1001000B11A"]})
    assert (group.kind, group.content) == ("group", {"label": "6LAT", "classes": []})


def test_a_teacher_is_a_number_and_its_sort_and_knows_classes_and_subjects():
    lines, (header,) = read(STS)
    staff = {line.key: line.content for line in lines if line.kind == "staff"}
    assert set(staff) == {"epp-8", "local-8"}
    assert header["school_year"] == 2026
    assert staff["epp-8"]["classes"] == [["6A", "030201"]]
    assert staff["epp-8"]["heads"] == ["6A"]
    assert staff["epp-8"]["civility"] == "Mme"
    assert staff["epp-8"]["born"] == "1980-07-25"
    division = next(line for line in lines if line.kind == "class")
    assert division.content["levels"] == ["10010012110"]


@pytest.mark.parametrize(
    ("root", "sentence"),
    [
        ("EDT_STS", "Fanal lit l’inverse"),
        ("BEE_RESPONSABLES", "Fanal ne les garde pas"),
        ("BEE_COMMUN", "n’est pas utile"),
        ("kml", "n’est pas de ceux que Fanal lit"),
    ],
)
def test_the_wrong_file_is_refused_with_the_sentence_that_helps(root, sentence):
    with pytest.raises(Declined, match=sentence):
        read(f'<?xml version="1.0"?><!-- {"x" * 50} --><{root}><A/></{root}>')


@needs_samples
def test_the_samples_of_siecle_and_stsweb_are_read():
    paths = [*sorted((SAMPLES / "siecle").rglob("*.xml")), *sorted((SAMPLES / "stsweb").glob("*.xml"))]
    seen = {}
    for path in paths:
        try:
            seen[path.name] = len(read(path.read_bytes())[0])
        except Declined as refusal:
            seen[path.name] = refusal.sentence[:43]
    assert seen == {
        "gepi_Nomenclature_fragments.xml": 2,
        "ResponsablesAvecAdresses.CONSTRUCTED.xml": "Ce fichier donne les responsables des élève",
        "siecle-with-two-valid-students-and-school-year.xml": 2,
        "sts_emp_0750001A_2026.CONSTRUCTED.xml": 8,
    }
