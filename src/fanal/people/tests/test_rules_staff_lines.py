"""A pasted list of staff: what is kept, what is refused and why, and who a typed name means."""

import pytest

from fanal.people.rules.staff_lines import (
    MOST_LINES,
    StaffLine,
    merged,
    person_meant,
    probable_holders,
    read_staff,
    role_of,
)

CLAIRE = StaffLine("Claire", "Morvan", "claire@ecole.invalid", "Mathématiques")
YANN = StaffLine("Yann", "Le Goff", "", "Technologie")


def test_a_line_gives_a_person():
    people, refused = read_staff(
        "Claire ; Morvan;Claire@Ecole.invalid;Mathématiques\n\nYann\tLe Goff\t\tTechnologie"
    )
    assert people == [CLAIRE, YANN]
    assert refused == []


def test_a_header_is_not_a_person():
    assert read_staff("Prénom;Nom;courriel;fonction\nYann;Le Goff") == ([StaffLine("Yann", "Le Goff")], [])


@pytest.mark.parametrize(
    "headers", ["Nom;Prénom", "NOM\tPrénom\tMél", "Nom de famille;Prénom;Fonction;Courriel"]
)
def test_a_list_whose_headers_say_nom_then_prenom_is_read_so(headers):
    """Verified in November 2026, § 2.5: staff pasted as « Nom;Prénom » had their names swapped in silence."""
    rest = {2: "", 3: ";yann@ecole.invalid", 4: ";SVT;yann@ecole.invalid"}[
        len(headers.replace("\t", ";").split(";"))
    ]
    people, refused = read_staff(f"{headers}\nLe Goff;Yann{rest}")
    assert refused == []
    assert (people[0].given_name, people[0].family_name) == ("Yann", "Le Goff")
    assert (people[0].email == "yann@ecole.invalid") is bool(rest)


@pytest.mark.parametrize(
    "line", ["LE GOFF;Yann", "LE GOFF;Yann;y@ecole.invalid", "Morvan;Claire;claire.morvan@ac-test.invalid"]
)
def test_a_family_name_that_comes_first_without_a_header_is_refused_and_not_swapped(line):
    people, refused = read_staff(line)
    assert people == []
    assert "Nom;Prénom" in refused[0].reason


def test_initials_and_names_all_in_capitals_are_kept_as_written():
    people, refused = read_staff("JP;Morvan\nCLAIRE;MORVAN\nMartin;Martin;martin.martin@ecole.invalid")
    assert refused == []
    assert [person.given_name for person in people] == ["JP", "CLAIRE", "Martin"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param("Morvan", "manque le prénom ou le nom", id="one word"),
        pytest.param(";Morvan;a@b.fr", "manque le prénom ou le nom", id="no given name"),
        pytest.param("Claire;Morvan;claire.ecole", "n’est pas une adresse", id="not an address"),
        pytest.param("Claire;Morvan;a@b.fr;SVT;6e;12", "plus de quatre colonnes", id="too many columns"),
        pytest.param(f"{'x' * 61};Morvan", "dépasse 60 caractères", id="too long"),
    ],
)
def test_a_line_is_refused_with_its_reason(line, why):
    people, refused = read_staff(f"Yann;Le Goff\n{line}")
    assert [person.name for person in people] == ["Yann Le Goff"]
    assert [(line_refused.number, line_refused.text) for line_refused in refused] == [(2, line)]
    assert why in refused[0].reason


def test_the_same_person_twice_is_refused_the_second_time():
    _, refused = read_staff("Claire;Morvan;a@b.fr\nClaire;Morvan;A@b.fr\nYann;Le Goff\nyann;le goff")
    assert [line_refused.number for line_refused in refused] == [2, 4]
    assert "ligne 1" in refused[0].reason


def test_a_list_has_a_limit():
    people, refused = read_staff("\n".join(f"P{n};N{n}" for n in range(MOST_LINES + 1)))
    assert (len(people), len(refused)) == (MOST_LINES, 1)


@pytest.mark.parametrize(
    ("job", "role"),
    [
        ("Mathématiques", "teacher"),
        ("", "teacher"),
        ("Arts plastiques", "teacher"),
        ("CPE", "staff"),
        ("Assistante d’éducation", "staff"),
        ("Secrétaire générale", "staff"),
    ],
)
def test_a_job_tells_teachers_from_others(job, role):
    assert role_of(job) == role


def test_holders_are_proposed_from_their_job():
    head = StaffLine("Hélène", "Carpentier", "", "Principale")
    others = [
        StaffLine("Rachid", "Benali", "", "Principal adjoint"),
        StaffLine("Luc", "Roy", "", "Conseiller principal"),
        StaffLine("Anne", "Petit", "", "Directrice de la SEGPA"),
    ]
    bursar = StaffLine("Sylvie", "Duprat", "", "Secrétaire générale")
    assert probable_holders([*others, head, bursar, CLAIRE]) == {"head": head, "bursar": bursar}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("claire morvan", CLAIRE, id="accents and capitals aside"),
        pytest.param("Claire Morvan (claire@ecole.invalid)", CLAIRE, id="as the list shows it"),
        pytest.param("claire@ecole.invalid", CLAIRE, id="by the address"),
        pytest.param("Yann Le Goff", YANN, id="a family name of two words"),
        pytest.param("Inès Da Silva", StaffLine("Inès", "Da Silva"), id="somebody new"),
        pytest.param(
            "Inès Da Silva <i@b.fr>",
            StaffLine("Inès", "Da Silva", "i@b.fr"),
            id="somebody new, with an address",
        ),
    ],
)
def test_a_typed_name_means_a_person(typed, meant):
    assert person_meant(typed, [CLAIRE, YANN]) == meant


@pytest.mark.parametrize("typed", ["Claire", "inconnu@ecole.invalid", "()"])
def test_a_name_alone_is_not_enough(typed):
    with pytest.raises(ValueError, match="prénom puis le nom"):
        person_meant(typed, [CLAIRE])


def test_two_people_of_one_name_need_an_address():
    twin = StaffLine("Claire", "Morvan", "autre@ecole.invalid")
    with pytest.raises(ValueError, match="adresse"):
        person_meant("Claire Morvan", [CLAIRE, twin])
    assert person_meant(twin.label, [CLAIRE, twin]) == twin


def test_whoever_opens_the_school_is_found_in_the_list():
    me, others = merged(StaffLine("Yann", "Le Goff", "yann@ecole.invalid"), [CLAIRE, YANN])
    assert me == StaffLine("Yann", "Le Goff", "yann@ecole.invalid", "Technologie")
    assert others == [CLAIRE]
