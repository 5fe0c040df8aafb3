"""The official head of a school's papers."""

from fanal.accounts.models import Academy, School
from fanal.accounts.reading.letterhead import letterhead_of


def test_a_paper_names_the_school_its_address_and_the_bodies_above_it(school):
    """verified.md § 5: académie, address."""
    school.name, school.address, school.city = "Collège Simone-Veil", "12, quai des Lanternes", "Saint-Aubin"
    school.academy = Academy(name="Académie de Montbrume")
    assert letterhead_of(school) == {
        "name": "Collège Simone-Veil",
        "lines": [
            "12, quai des Lanternes, Saint-Aubin",
            f"Établissement public local d’enseignement · {school.uai}",
        ],
        "bodies": ["Académie de Montbrume", school.authority.name],
        "logo": [],
        "number": "",
    }


def test_an_authority_that_nobody_confirmed_is_not_on_a_paper_and_a_private_school_is_no_eple(school):
    school.status, school.authority_confirmed_on = School.Status.PRIVATE, None
    head = letterhead_of(school)
    assert head["bodies"] == []
    assert head["lines"] == [f"Établissement privé sous contrat · {school.uai}"]
