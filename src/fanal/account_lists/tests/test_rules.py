"""What an account list says: people, classes, days, profiles, shared names, columns that are never read."""

from datetime import date

import pytest

from fanal.account_lists.rules import corrections
from fanal.account_lists.rules.acceptance import questions, refusals
from fanal.account_lists.rules.accounts import (
    class_key,
    day_of,
    is_never,
    name_key,
    read_account,
    split_name,
)
from fanal.account_lists.rules.columns import FIELDS, shortened
from fanal.account_lists.rules.findings import judged, not_judged
from fanal.account_lists.rules.profiles import gives_rights, is_yes, side_of
from fanal.account_lists.rules.shared import is_generic, is_shared
from fanal.core.imports.forbidden_columns import never_read, why_never


@pytest.mark.parametrize(
    "text",
    [
        "CDI",
        "secretariat",
        "Secrétariat",
        "vie scolaire",
        "viescolaire",
        "Salle 12",
        "salle_b",
        "salle204",
        "tablette 3",
        "poste12",
        "intendance",
        "eleve1",
        "prof",
        "Test",
        "invite",
        "admin",
        "root",
        "loge",
        "salle informatique 2",
        "Compte générique",
        "Salle des profs",
        "cdi-college",
    ],
)
def test_a_place_or_a_function_is_shared(text):
    assert is_generic(text)


@pytest.mark.parametrize(
    "text", ["jdupont", "Marie Salle", "martin.test1x", "12", "", "a b", "salleron", "cdiallo"]
)
def test_a_person_is_not(text):
    assert not is_generic(text)


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        pytest.param({"login": "cdi"}, True, id="by its login when there is no name"),
        pytest.param(
            {"login": "cdi", "family_name": "Roy", "given_name": "Luc"}, False, id="a person's odd login"
        ),
        pytest.param({"family_name": "Bureau", "given_name": "Anne"}, False, id="an ordinary word as a name"),
        pytest.param({"family_name": "CDI", "given_name": "Professeur"}, True, id="by both names"),
        pytest.param({"email": "vie.scolaire@clg.invalid"}, True, id="by its address"),
    ],
)
def test_whose_account_is_shared(account, expected):
    empty = dict.fromkeys(("login", "family_name", "given_name", "full_name", "email"), "")
    assert is_shared(**empty | account) is expected


@pytest.mark.parametrize(
    ("profile", "side"),
    [
        ("Élève", "pupil"),
        ("Student", "pupil"),
        ("National_ELV", "pupil"),
        ("national_1", "pupil"),
        ("Enseignant", "staff"),
        ("National_3", "staff"),
        ("National_evs", "staff"),
        ("Personnel non enseignant", "staff"),
        ("Responsable d'élève", "guardian"),
        ("National_TUT", "guardian"),
        ("Parent", "guardian"),
        ("Bleu", ""),
        ("", ""),
    ],
)
def test_whose_profile_a_word_is(profile, side):
    assert side_of(profile) == side


def test_an_administrator_is_told_by_a_column_or_by_a_profile():
    assert is_yes("Oui")
    assert is_yes("1")
    assert not is_yes("non")
    assert not is_yes("0")
    assert gives_rights("Administrateur local")
    assert not gives_rights("Personnel administratif")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("2026-11-03T08:12:00", date(2026, 11, 3)),
        ("03/11/2026 08:12", date(2026, 11, 3)),
        ("3.11.26", date(2026, 11, 3)),
        ("mardi 3 novembre 2026, 10:12", date(2026, 11, 3)),
        ("1er sept. 2026", date(2026, 9, 1)),
        ("Jamais", None),
        ("31/02/2026", None),
        ("12 jours", None),
        ("", None),
    ],
)
def test_a_day_as_services_write_it(text, day):
    assert day_of(text) == day


def test_never_is_no_strange_date():
    assert is_never("Jamais connecté")
    assert is_never("")
    assert not is_never("12 jours")
    assert read_account({"login": "a", "seen": "12 jours"}, has_seen=True).has_strange_date
    assert read_account({"login": "a", "seen": "Jamais"}, has_seen=True).is_never_seen
    assert not read_account({"login": "a"}, has_seen=False).is_never_seen


@pytest.mark.parametrize("text", ["6A", "6 A", "6e A", "6ème A", "6EME A", "6emeA", "6-A"])
def test_a_class_is_written_in_many_ways(text):
    assert class_key(text) == "6a"


def test_a_class_that_is_called_e_stays_one():
    assert class_key("6E") == "6e" == class_key("6ème E")


def test_names_without_accents():
    assert name_key("Œuvrard Léa-Maë") == "oeuvrardleamae"
    assert split_name("LE GOFF Yann") == ("LE GOFF", "Yann")
    assert split_name("Yann Le Goff") == ("", "")
    assert split_name("Dupont, Marie") == ("Dupont", "Marie")


def test_an_account_is_named_by_its_identifier_first():
    assert read_account({"login": "Zoé", "identifier": "A1"}, has_seen=False).key == "identifier:a1"
    assert read_account({"family_name": "ROY", "given_name": "Luc"}, has_seen=False).key == "name:luc roy||"
    assert read_account({"class": "6A"}, has_seen=False).key == ""


@pytest.mark.parametrize(
    "header",
    [
        "Mot de passe",
        "mot_de_passe_initial",
        "Password",
        "MDP",
        "Code d'activation",
        "Clé secrète",
        "INE",
        "INE-RNIE",
        "Identifiant national",
        "Code PIN",
    ],
)
def test_secrets_and_national_numbers_are_never_read(header):
    assert why_never(header)


@pytest.mark.parametrize(
    "header", ["Nom", "Domaine", "Identifiant", "Passage", "Compassion", *(field.label for field in FIELDS)]
)
def test_ordinary_columns_are_read(header):
    assert why_never(header) == ""


def test_never_read_says_which_and_why():
    assert never_read(["Nom", "Mot de passe", "INE"]) == {1: "mot de passe ou code", 2: "numéro national"}
    assert shortened("Date et heure de l'envoi (Europe/Paris)") == "Date et heure de l'envoi"


def test_a_list_asks_only_when_it_looks_wrong():
    assert questions(accounts=100, before=110, matched=95, unknown=5) == []
    assert len(questions(accounts=40, before=110, matched=40, unknown=0)) == 1
    assert len(questions(accounts=40, before=0, matched=2, unknown=38)) == 1
    assert questions(accounts=3, before=8, matched=0, unknown=3) == []


def test_a_school_must_know_its_people_first():
    assert refusals(holders="pupils", pupils=0, staff=3)
    assert refusals(holders="staff", pupils=3, staff=0)
    assert refusals(holders="staff", pupils=0, staff=3) == []


def test_a_list_tells_only_what_its_columns_say():
    assert "dormant" not in judged(["login", "email"])
    assert {"admin", "profile"} <= set(judged(["profile"]))
    assert "admin" not in judged(["profile"], before=["profile", "admin"])
    assert not_judged(["profile", "seen"]) == []


def test_a_file_is_only_made_in_a_format_that_is_known():
    assert corrections.offers("learning", "moodle", "orphan")
    assert not corrections.offers("learning", "moodle", "missing")
    assert not corrections.offers("portal", "moodle", "orphan")
    assert corrections.offers("portal", "neutre", "")
    assert not corrections.offers("portal", "secret", "orphan")
    assert corrections.correction_of("school_life") is corrections.NOT_PUBLISHED
    assert "SIECLE" in corrections.correction_of("skills").says
