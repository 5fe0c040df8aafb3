import pytest

from fanal.core.sandbox.parent import Declined
from fanal.core.tests.samples import SAMPLES, needs_samples
from fanal.people_files.tests.aaf import PUPIL, STAFF
from fanal.people_files.tests.reading import aaf, read, request


def test_a_pupil_has_a_class_a_level_and_groups_once():
    (line,), (header,) = read(aaf(request("Eleve", "2000", **PUPIL)))
    assert line.key == "13-2000"
    assert line.school == "43"
    assert line.manner == "whole"
    assert line.content == {
        "family_name": "LEFÈVRE",
        "given_name": "Zoé",
        "born": "2013-12-31",
        "level": "10010012110",
        "class": "6A",
        "groups": ["6LATIN"],
    }
    assert header["academy"] == "13"


def test_someone_of_two_schools_is_one_line_in_each_with_what_concerns_it():
    lines, _ = read(aaf(request("PersEducNat", "77", **STAFF)))
    assert [line.school for line in lines] == ["43", "44"]
    first, second = (line.content for line in lines)
    assert first["functions"] == [["ENS", "ENSEIGNEMENT", "L0202", "LETTRES MODERNES"]]
    assert first["classes"] == [["6A", "020700"]]
    assert first["heads"] == ["6A"]
    assert second["functions"][0][0] == "DOC"
    assert second["classes"] == [["3B", "020700"]]
    assert first["civility"] == "Mme"
    assert first["email"] == "helene.petit@ac-test.invalid"


def test_a_school_tells_its_number_its_classes_and_its_groups():
    lines, _ = read(
        aaf(
            request(
                "EtabEducNat",
                "43",
                ENTStructureJointure="43",
                ENTStructureUAI="0123456a",
                ENTStructureNomCourant="CLG$CLG JEAN-MOULIN$RODEZ",
                ENTStructureClasses=["6A$SIXIEME A$10010012110", ""],
                ENTStructureGroupes="6LATIN$LATIN$6A$6B",
            )
        )
    )
    assert lines[0].content == {"uai": "0123456A", "label": "CLG JEAN-MOULIN RODEZ"}
    assert (lines[1].kind, lines[1].key, lines[1].content) == (
        "class",
        "6A",
        {"label": "SIXIEME A", "levels": ["10010012110"]},
    )
    assert lines[2].content == {"label": "LATIN", "classes": ["6A", "6B"]}


def test_a_delta_tells_only_what_it_replaces_and_who_leaves():
    lines, _ = read(
        aaf(
            request("Eleve", "2000", "modifyRequest", ENTEleveClasses="43$5B", ENTPersonStructRattach="43"),
            request("Eleve", "2001", "modifyRequest", ENTEleveGroupes=""),
            request("Eleve", "2002", "deleteRequest"),
        )
    )
    assert [(line.manner, line.school) for line in lines] == [
        ("part", "43"),
        ("part", ""),
        ("part", ""),
        ("gone", ""),
    ]
    assert lines[0].content == {"class": "5B"}
    assert lines[1].content == {"class": "", "away": True}  # of a school that it no longer names
    assert lines[2].content == {"groups": []}
    assert lines[3].key == "13-2002"


@pytest.mark.parametrize("missing", ["sn", "givenName"])
def test_someone_without_a_name_is_refused_and_the_others_are_read(missing):
    lines, (header,) = read(
        aaf(request("Eleve", "1", **(PUPIL | {missing: ""})), request("Eleve", "2", **PUPIL))
    )
    assert [line.manner for line in lines] == ["refused", "whole"]
    assert "nom ou de prénom" in lines[0].content["why"]
    assert header["refused"] == 1


def test_a_day_that_does_not_exist_is_refused():
    (line,), _ = read(aaf(request("Eleve", "1", **(PUPIL | {"ENTPersonDateNaissance": "31/02/2013"}))))
    assert line.manner == "refused"
    assert "31/02/2013" in line.content["why"]


def test_what_is_unknown_is_counted_and_what_is_private_is_not_kept():
    private = {"ENTPersonAdresse": "1 rue X", "ENTEleveINE": "100000000AA", "homePhone": "01"}
    (line,), (header,) = read(aaf(request("Eleve", "1", **PUPIL, **private, NouvelAttribut="x")))
    assert header["unknown"] == {"NouvelAttribut": 1}
    assert not {"1 rue X", "100000000AA", "01"} & {str(value) for value in line.content.values()}


def test_latin_letters_without_a_prolog_and_double_escapes_are_read():
    text = aaf(request("Eleve", "1", **(PUPIL | {"sn": "LŒUILLE D&amp;apos;O"})), prolog="")
    (line,), _ = read(text.encode("iso-8859-15"))
    assert line.content["family_name"] == "LŒUILLE D'O"


def test_a_declared_latin_1_is_read_as_the_latin_of_french():
    text = aaf(
        request("Eleve", "1", **(PUPIL | {"sn": "CŒUR"})),
        prolog='<?xml version="1.0" encoding="ISO-8859-1"?>',
    )
    (line,), _ = read(text.encode("iso-8859-15"))
    assert line.content["family_name"] == "CŒUR"


def test_a_cut_file_is_refused_whole():
    text = aaf(*(request("Eleve", str(n), **PUPIL) for n in range(50)))
    with pytest.raises(Declined, match="coupé avant sa fin"):
        read(text[:4000])


def test_entities_of_the_file_s_own_are_refused():
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE ficAlimMENESR [<!ENTITY a "aaaa">]><ficAlimMENESR>&a;</ficAlimMENESR>'
    )
    with pytest.raises(Declined, match="entités"):
        read(bomb)


@needs_samples
@pytest.mark.parametrize("path", sorted((SAMPLES / "aaf").glob("*.xml")), ids=lambda path: path.name)
def test_every_sample_of_the_aaf_is_read_without_a_refusal(path):
    lines, (header,) = read(path.read_bytes())
    assert lines
    assert header["nature"] == "aaf"
    assert header["refused"] == 0
    assert header["unknown"] == {}
