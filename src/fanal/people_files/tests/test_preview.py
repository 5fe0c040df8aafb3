"""« Appliquer fera exactement ce qui est montré »: preview and result, field by field, for each format.

Verified in November 2026, § 2.3: names, addresses, jobs of the staff were shown changed, and never written.
"""

from datetime import date
from typing import Any

import pytest

from fanal.accounts.models import Person
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment
from fanal.people_files.reading.import_differences import differences_of
from fanal.people_files.reading.imports import effects_of
from fanal.people_files.tests.aaf import STAFF
from fanal.people_files.tests.gar_archives import gar, zipped
from fanal.people_files.tests.generating import DAYS, Child, Step, siecle
from fanal.people_files.tests.importing import TODAY, full, pupil
from fanal.people_files.tests.previewing import bring_table, check, counts
from fanal.people_files.tests.reading import aaf, request
from fanal.people_files.tests.siecle import STS

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def test_siecle(importer, school):
    def file(*children: Child) -> bytes:
        return siecle(Step(TODAY, {child.number: child for child in children}, set()), 0, school.uai)

    first = Child(1, 0, "MARTIN", "Zoé", date(2014, 1, 2), "6A")
    two, three = (Child(number, 0, f"NOM{number}", "Éric", date(2014, 1, number), "6B") for number in (2, 3))
    check(importer, importer.deposit(file(first, two, three)))
    changed = Child(1, 0, "MARTIN-ROUX", "Zoë", date(2014, 2, 2), "6C", out_on=DAYS[2])
    gone = Child(2, 0, "NOM2", "Éric", date(2014, 1, 2), "6B", out_on=DAYS[0])
    imported = check(
        importer, importer.deposit(file(changed, gone, Child(4, 0, "NEUF", "Lou", DAYS[0], "6D")))
    )
    assert counts(imported) == (1, 1, 2)
    assert imported.creations["classes"] == ["6C", "6D"]


def staff(key: str, how: str = "addRequest", **more: Any) -> str:
    return request("PersEducNat", key, how, **((STAFF | more) if how == "addRequest" else more))


SECOND = {
    "sn": "PETIT-ROY",
    "givenName": "Hélène-Marie",
    "personalTitle": "M.",
    "mail": "roy@ac-test.invalid",
    "ENTPersonFonctions": ["43$DOC$DOCUMENTATION$L0080$DOCUMENTATION"],
    "ENTAuxEnsClassesMatieres": ["43$5B$030201"],
    "ENTAuxEnsGroupesMatieres": ["43$5LAT$020800"],
    "ENTAuxEnsClassesPrincipal": "43$5B",
}
PUPIL_SECOND = {
    "sn": "NOM-NEUF",
    "givenName": "Zoë",
    "ENTPersonDateNaissance": "01/02/2013",
    "ENTEleveMEF": "10110001110",
    "ENTEleveClasses": "43$5C",
    "ENTEleveGroupes": ["43$5LAT", "43$5ANG"],
    "ENTEleveDateSortieStructRattach": "18/12/2026",
}
STRUCTURES = {
    "ENTStructureClasses": ["6A$SIXIEME A$10010012110", "5C$CINQUIEME C$10110001110"],
    "ENTStructureGroupes": ["5LAT$LATIN$5C"],
}


def school_with(school, **more: Any) -> str:
    return request(
        "EtabEducNat", "43", ENTStructureUAI=school.uai, ENTStructureNomCourant="CLG$ICI$V", **more
    )


def test_the_aaf_complete(importer, school):
    first = aaf(
        school_with(school, ENTStructureClasses=["6A$SIXIEME A$10010012110"]),
        request("MefEducNat", "10010012110", ENTMefJointure="10010012110", ENTLibelleMef="6EME"),
        pupil(1),
        pupil(2),
        pupil(3),
        staff("77"),
        staff("78", sn="PARTANT", mail=""),
    )
    assert counts(check(importer, importer.deposit(first))) == (8, 0, 0)
    second = aaf(
        school_with(school, **STRUCTURES),
        request("MefEducNat", "10010012110", ENTMefJointure="10010012110", ENTLibelleMef="SIXIEME"),
        pupil(1, **PUPIL_SECOND),
        pupil(3, ENTEleveDateSortieStructRattach="10/09/2026"),
        pupil(4),
        staff("77", **SECOND),
        staff("79", sn="NEUVE", mail="neuve@ac-test.invalid"),
    )
    imported = check(importer, importer.deposit(second))
    assert (imported.changed, imported.gone) == (3, 3)
    assert counts(importer.deposit(second)) == (0, 0, 0)


def test_the_aaf_by_deltas(importer, school):
    importer.bring(
        full(school, pupil(1), pupil(2), pupil(3), staff("77"), staff("78", sn="PARTANT", mail=""))
    )
    delta = aaf(
        pupil(1, how="modifyRequest", **PUPIL_SECOND),
        pupil(2, how="deleteRequest"),
        pupil(3, how="modifyRequest", ENTEleveDateSortieStructRattach="10/09/2026"),
        pupil(4),
        staff("77", "modifyRequest", **SECOND),
        staff("78", "deleteRequest"),
    )
    imported = check(importer, importer.deposit(delta))
    assert counts(imported) == (1, 2, 3)


def test_stsweb(importer, school):
    first = STS.replace("0121234X", school.uai)
    check(importer, importer.deposit(first))
    second = (
        first.replace("PETIT</NOM_USAGE><PRENOM>Hélène", "ROY</NOM_USAGE><PRENOM>Hélène")
        .replace("<CIVILITE>2", "<CIVILITE>1")
        .replace("<FONCTION>ENS", "<FONCTION>DOC")
        .replace("<PRENOM>Paul", "<PRENOM>Pôl")
        .replace('CODE_MATIERE="030201"', 'CODE_MATIERE="030202"')
        .replace("6E ANGLAIS", "SIXIEME ANGLAIS")
        .replace('DIVISION CODE="6A"', 'DIVISION CODE="6B"')
    )
    imported = check(importer, importer.deposit(second))
    assert imported.changed >= 3
    third = second[: second.index('<INDIVIDU ID="8" TYPE="local">')] + second[second.index("</INDIVIDUS>") :]
    assert check(importer, importer.deposit(third)).gone == 1


def gar_files(school, *, mail: str, klass: str, name: str, extra: bool) -> bytes:
    def element(tag: str, **texts: str) -> str:
        return f"<men:{tag}>{''.join(f'<men:{k}>{v}</men:{k}>' for k, v in texts.items())}</men:{tag}>"

    def person(tag: str, key: str, name: str, **more: str) -> str:
        profile = element("GARPersonProfils", GARStructureUAI=school.uai, GARPersonProfil="National_ens")
        texts = {"GARPersonIdentifiant": key, "GARPersonNom": name, "GARPersonPrenom": "Zoé"} | more
        body = "".join(f"<men:{k}>{v}</men:{k}>" for k, v in texts.items())
        return f"<men:{tag}>{body}{profile}<men:GARPersonEtab>{school.uai}</men:GARPersonEtab></men:{tag}>"

    def member(key: str, code: str) -> str:
        texts = {"GARStructureUAI": school.uai, "GARPersonIdentifiant": key, "GARGroupeCode": code}
        return element("GARPersonGroupe", **texts)

    born = {"GARPersonDateNaissance": "2014-01-02"}
    pupils = person("GAREleve", "e1", name, **born) + (
        person("GAREleve", "e2", "DEUX", **born) if extra else ""
    )
    teachers = person("GAREnseignant", "t1", name, GARPersonCivilite="Mme", GARPersonMail=mail)
    teachers += person("GAREnseignant", "t2", "PARTANT") if extra else ""
    group = element(
        "GARGroupe",
        GARGroupeCode=klass,
        GARStructureUAI=school.uai,
        GARGroupeLibelle=f"Classe {klass}",
        GARGroupeStatut="DIVISION",
    )
    return zipped(
        {
            "Eleve.xml": gar("Eleve", pupils),
            "Enseignant.xml": gar("Enseignant", teachers),
            "Groupe.xml": gar("Groupe", group + member("e1", klass)),
        }
    )


def test_gar(importer, school):
    check(
        importer,
        importer.deposit(gar_files(school, mail="un@ac.invalid", klass="6A", name="UN", extra=True), "g.zip"),
    )
    second = gar_files(school, mail="deux@ac.invalid", klass="5B", name="UN-BIS", extra=False)
    imported = check(importer, importer.deposit(second, "g.zip"))
    assert (imported.changed, imported.gone) == (2, 2)


def test_a_table_of_pupils(importer):
    head = "N°;Nom;Prénom;Né le;Classe;Groupes;Niveau;Sortie\n"
    check(
        importer,
        bring_table(
            importer,
            f"{head}K1;UN;A;01/01/2014;6A;LV2, LAT;10010012110;\nK2;DEUX;B;02/01/2014;6A;;;\n",
            "pupil",
        ),
    )
    second = f"{head}K1;UN-BIS;A-Aa;02/01/2014;5B;ANG;10110001110;18/12/2026\nK3;TROIS;C;;5B;;;\n"
    imported = check(importer, bring_table(importer, second, "pupil"))
    assert counts(imported) == (1, 1, 1)
    assert imported.creations["classes"] == ["5B"]
    third = f"{head}K1;UN-BIS;A-Aa;;5B;ANG;10110001110;18/12/2026\nK3;TROIS;C;;5B;;;10/09/2026\n"
    imported = check(importer, bring_table(importer, third, "pupil"))
    assert counts(imported) == (0, 0, 1)  # an empty birthday takes none away


def test_a_table_of_staff(importer):
    head = "N°;Nom;Prénom;Civilité;Courriel;Fonction;Classe\n"
    check(importer, bring_table(importer, f"{head}K1;UN;A;Mme;un@x.invalid;SVT;6A\nK2;DEUX;B;;;;\n", "staff"))
    second = f"{head}K1;UN-BIS;Aa;M.;bis@x.invalid;Technologie;5B, 5C\nK3;TROIS;C;;;EPS;\n"
    imported = check(importer, bring_table(importer, second, "staff"))
    assert counts(imported) == (1, 1, 1)


def test_what_was_written_by_hand_of_a_colleague_stays_and_is_not_shown(importer, school):
    importer.bring(full(school, staff("77")))
    with scope(school):
        person = Person.objects.for_school(school).get(family_name="PETIT")
        Person.objects.filter(pk=person.pk).update(family_name="Petit-Jean", email="a-la-main@ici.invalid")
    imported = check(importer, importer.deposit(full(school, staff("77", **SECOND))))
    (line,) = importer.lines(imported, "changed")
    assert {difference.label for difference in differences_of(line.before, line.after)} & {
        "Nom",
        "Courriel",
    } == set()
    with scope(school):
        person.refresh_from_db()
        assert (person.family_name, person.email) == ("Petit-Jean", "a-la-main@ici.invalid")
        assert person.job == "DOCUMENTATION"


def test_two_sources_do_not_undo_each_other(importer, school):
    """Each writes what it newly says: an old class in one file is no move back."""
    importer.bring(full(school, pupil(1)))
    head = "Nom;Prénom;Né le;Classe\n"
    check(importer, bring_table(importer, f"{head}NOM1;Zoé;31/12/2013;6B\n", "pupil"))
    imported = check(importer, importer.deposit(full(school, pupil(1, ENTEleveGroupes="43$LAT"))))
    (line,) = importer.lines(imported, "changed")
    assert [difference.label for difference in differences_of(line.before, line.after)] == ["Groupes"]
    with scope(school):
        year = Enrolment.objects.for_school(school).get()
        assert (year.class_code, year.groups) == ("6B", ["LAT"])


def test_whoever_another_file_still_names_is_not_shown_as_leaving(importer, school):
    importer.bring(full(school, pupil(1), pupil(2)))
    head = "Nom;Prénom;Né le;Classe\n"
    both = "NOM1;Zoé;31/12/2013;6A\nNOM2;Zoé;31/12/2013;6A\n"
    importer.apply(bring_table(importer, head + both, "pupil"))
    imported = check(importer, bring_table(importer, f"{head}NOM1;Zoé;31/12/2013;6A\n", "pupil"))
    (line,) = importer.lines(imported, "gone")
    with scope(school):
        (effect,) = effects_of([line], imported)
    assert (effect.label, effect.differences) == ("N’y est plus", [])
    assert "le nomme encore" in effect.note
