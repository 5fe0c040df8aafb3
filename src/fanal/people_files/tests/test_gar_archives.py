import pytest

from fanal.core.sandbox.parent import Declined
from fanal.core.tenancy import scope
from fanal.core.tests.samples import SAMPLES, needs_samples
from fanal.directory.models import Enrolment
from fanal.people_files.formats.read_file import read_export
from fanal.people_files.tests.gar_archives import SPACE, gar, tarred, zipped
from fanal.people_files.tests.importing import TODAY
from fanal.people_files.tests.reading import aaf, read, request

pytestmark = pytest.mark.clock(TODAY)

PUPIL = aaf(request("Eleve", "1", sn="A", givenName="B", ENTPersonStructRattach="43"))
SCHOOL = aaf(request("EtabEducNat", "43", ENTStructureUAI="0123456A", ENTStructureNomCourant="CLG$X$Y"))


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
    assert (lines[0].kind, lines[0].content["label"]) == ("class", "Sixième A")
    assert (lines[1].manner, lines[1].key, lines[1].content) == ("part", "e1", {"belongs": "6A"})


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
    assert lines[0].content["functions"] == [["ENS", ""]]


def person(key: str, name: str, uai: str, kind: str = "GAREleve", profile: str = "National_elv") -> str:
    return (
        f"<men:{kind}><men:GARPersonIdentifiant>{key}</men:GARPersonIdentifiant><men:GARPersonProfils>"
        f"<men:GARStructureUAI>{uai}</men:GARStructureUAI><men:GARPersonProfil>{profile}</men:GARPersonProfil>"
        f"</men:GARPersonProfils><men:GARPersonNom>{name}</men:GARPersonNom>"
        f"<men:GARPersonPrenom>Zoé</men:GARPersonPrenom><men:GARPersonEtab>{uai}</men:GARPersonEtab></men:{kind}>"
    )


def part(kind: str, key: str, uai: str, word: str, value: str) -> str:
    return (
        f"<men:{kind}><men:GARStructureUAI>{uai}</men:GARStructureUAI><men:GARPersonIdentifiant>{key}"
        f"</men:GARPersonIdentifiant><men:{word}>{value}</men:{word}></men:{kind}>"
    )


def group(code: str, uai: str, status: str) -> str:
    return (
        f"<men:GARGroupe><men:GARGroupeCode>{code}</men:GARGroupeCode><men:GARStructureUAI>{uai}</men:GARStructureUAI>"
        f"<men:GARGroupeLibelle>{code}</men:GARGroupeLibelle><men:GARGroupeStatut>{status}</men:GARGroupeStatut>"
        "</men:GARGroupe>"
    )


def export(uai: str, *, class_of_second: str = "6B") -> dict[str, str]:
    """Two pupils in a class each, one in a group, and a teacher, as an ENT sends them to the GAR."""
    return {
        "ent_GAR-ENT_Complet_20260915_2D_Eleve_0000.xml": gar(
            "Eleve",
            person("e1", "UN", uai)
            + person("e2", "DEUX", uai)
            + part("GARPersonMEF", "e1", uai, "GARMEFCode", "10010012110"),
        ),
        "ent_GAR-ENT_Complet_20260915_2D_Enseignant_0000.xml": gar(
            "Enseignant",
            person("p1", "PROF", uai, "GAREnseignant", "National_ens")
            + part("GARPersonMEF", "p1", uai, "GARMEFCode", "10010012110"),
        ),
        "ent_GAR-ENT_Complet_20260915_2D_Groupe_0000.xml": gar(
            "Groupe",
            group("6A", uai, "DIVISION")
            + group("6B", uai, "DIVISION")
            + group("6LATIN", uai, "GROUPE")
            + part("GARPersonGroupe", "e1", uai, "GARGroupeCode", "6A")
            + part("GARPersonGroupe", "e1", uai, "GARGroupeCode", "6LATIN")
            + part("GARPersonGroupe", "e2", uai, "GARGroupeCode", class_of_second),
        ),
    }


@pytest.mark.django_db
def test_an_export_cut_in_files_makes_one_line_a_person_with_class_and_groups(importer, school):
    imported = importer.bring(zipped(export(school.uai)))
    assert (imported.refused, imported.read) == (0, 6)
    with scope(school):
        rows = Enrolment.objects.for_school(school).values_list(
            "pupil__family_name", "class_code", "level", "groups"
        )
        assert {(name, code, level, *groups) for name, code, level, groups in rows} == {
            ("UN", "6A", "10010012110", "6LATIN"),
            ("DEUX", "6B", ""),
        }
    again = importer.deposit(zipped(export(school.uai)))
    assert (again.created, again.changed, again.unchanged, again.gone) == (0, 0, 6, 0)


@pytest.mark.django_db
def test_the_file_of_groups_alone_moves_those_already_known(importer, school):
    importer.bring(zipped(export(school.uai)))
    files = export(school.uai, class_of_second="6A")
    alone = {name: text for name, text in files.items() if "Groupe" in name}
    imported = importer.bring(zipped(alone))
    assert (imported.changed, imported.refused, imported.gone) == (1, 0, 0)
    with scope(school):
        assert Enrolment.objects.for_school(school).get(pupil__family_name="DEUX").class_code == "6A"


@pytest.mark.parametrize(
    "content",
    [
        zipped({"ENT_Complet_Élève.xml": PUPIL}),
        zipped({"dossier/ENT_Complet_Eleve_0000.xml": PUPIL, "ENT_Etab.xml": SCHOOL}),
        tarred({"ENT_Complet_20260901_Eleve_0000.xml": PUPIL}),
        PUPIL.replace("UTF-8", "UTF-16").encode("utf-16"),
        PUPIL.replace('<?xml version="1.0" encoding="UTF-8"?>', "")
        .replace(">A<", ">CŒUR<")
        .encode("iso-8859-15"),
        PUPIL.replace("UTF-8", "windows-1252").encode("cp1252"),
    ],
    ids=["zip with an accent", "zip with a folder", "tgz", "utf-16", "no prolog, latin", "windows-1252"],
)
def test_the_child_that_may_open_no_file_reads_every_form(content):
    given = read_export(content, "export")
    lines = b"".join(file.read() for file in given.files)
    given.close()
    assert b"\tpupil\t43\t13-1\t" in lines
