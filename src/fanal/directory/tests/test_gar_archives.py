import io
import tarfile
import zipfile

import pytest

from fanal.core.sandbox import Declined
from fanal.directory.tests.reading import aaf, read, request
from fanal.directory.tests.samples import SAMPLES, needs_samples

SPACE = "http://data.education.fr/ns/gar"
PUPIL = aaf(request("Eleve", "1", sn="A", givenName="B", ENTPersonStructRattach="43"))
SCHOOL = aaf(request("EtabEducNat", "43", ENTStructureUAI="0123456A", ENTStructureNomCourant="CLG$X$Y"))


def zipped(files: dict[str, str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return kept.getvalue()


def tarred(files: dict[str, str]) -> bytes:
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w:gz") as archive:
        for name, text in files.items():
            told = tarfile.TarInfo(name)
            told.size = len(text.encode())
            archive.addfile(told, io.BytesIO(text.encode()))
    return kept.getvalue()


def gar(kind: str, body: str) -> str:
    root = f"men:GAR-ENT-{kind}"
    return f'<?xml version="1.0"?><{root} xmlns:men="{SPACE}" Version="1.0">{body}</{root}>'


def test_groups_and_their_members_are_lines_of_their_own():
    lines, _ = read(
        gar(
            "Groupe",
            "<men:GARGroupe><men:GARGroupeCode>6A</men:GARGroupeCode>"
            "<men:GARStructureUAI>0123456A</men:GARStructureUAI>"
            "<men:GARGroupeLibelle>Sixième A</men:GARGroupeLibelle>"
            "<men:GARGroupeStatut>DIVISION</men:GARGroupeStatut>"
            "</men:GARGroupe><men:GARPersonGroupe><men:GARStructureUAI>0123456A</men:GARStructureUAI>"
            "<men:GARPersonIdentifiant>e1</men:GARPersonIdentifiant><men:GARGroupeCode>6A</men:GARGroupeCode>"
            "</men:GARPersonGroupe>",
        )
    )
    assert (lines[0].kind, lines[0].told["label"]) == ("class", "Sixième A")
    assert (lines[1].manner, lines[1].key, lines[1].told) == ("part", "e1", {"belongs": "6A"})


def test_the_files_of_the_primary_schools_are_refused():
    with pytest.raises(Declined, match="premier degré"):
        read(gar("Eleve", "").replace(SPACE, f"{SPACE}/1d"))


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_gives_its_files_and_leaves_guardians_and_the_rest_aside(pack):
    files = {
        "ENT_Complet_20260901_Eleve_0000.xml": PUPIL,
        "ENT_Complet_20260901_EtabEducNat_0000.xml": SCHOOL,
        "ENT_Complet_20260901_PersRelEleve_0000.xml": "<ficAlimMENESR/>",
        "__MACOSX/._ENT.xml": "x",
        "ficAlimMENESR.dtd": "<!ELEMENT a>",
    }
    lines, headers = read(pack(files))
    assert {line.kind for line in lines} == {"pupil", "school"}
    assert [header["file"] for header in headers if header["lines"]]
    assert len(headers) == 2


def test_an_archive_of_something_else_is_refused():
    with pytest.raises(Declined, match="ne contient aucun fichier"):
        read(zipped({"photo.jpg": "x"}))


def test_a_broken_archive_is_refused():
    whole = zipped({"ENT_Complet_20260901_Eleve_0000.xml": PUPIL * 3})
    with pytest.raises(Declined, match=r"abîmée|coupé"):
        read(whole[: len(whole) // 2])
    whole = tarred({"ENT_Complet_20260901_Eleve_0000.xml": PUPIL * 3})
    with pytest.raises(Declined, match=r"abîmée|coupé"):
        read(whole[: len(whole) // 2])


def test_an_archive_that_unfolds_without_end_is_refused_before_it_is_unfolded():
    bomb = zipped({"ENT_Complet_20260901_Eleve_0000.xml": " " * 150_000_000})
    with pytest.raises(Declined, match="sans fin"):
        read(bomb)


@needs_samples
def test_the_sample_of_the_gar_is_read():
    lines, (header,) = read(
        (SAMPLES / "gar" / "SYNTHETIC_GAR-ENT_Complet_2D_Enseignant_0000.xml").read_bytes()
    )
    assert [line.kind for line in lines] == ["staff", "pupil"]
    assert header["nature"] == "gar"
    assert lines[0].told["functions"] == [["ENS", ""]]
