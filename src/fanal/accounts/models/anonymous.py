"""Who stands where a person's name is no longer kept? One row a school, that names nobody."""

from datetime import date

from fanal.accounts.models import Person

NOBODY = "Personne non nommée"
BLANK = {"civility": "", "given_name": "", "email": "", "phone": "", "job": "", "family_name": NOBODY}
LONG_AGO = date(1970, 1, 1)


def stand_in(school_id: int) -> Person:
    """The row that takes a person's place in what is anonymised. Needs the school's scope."""
    nobody, _ = Person.objects.for_school(school_id).get_or_create(
        school_id=school_id, family_name=NOBODY, given_name="", left_on=LONG_AGO
    )
    return nobody
