"""By which act does somebody sign a report for the head?"""

from datetime import date

from fanal.accounts.models import School
from fanal.accounts.reading.letterhead import number_of
from fanal.core.text.words import fold
from fanal.designations.models import Designation
from fanal.year.rules.years import year_of


def delegation_act(school: School, person_id: int | None, day: date) -> str:
    """The number of the act in force that day; nothing where there is none, or several to choose from.

    A paper asserts nothing that is not sure: the act is published that day, and bears the name of a head who
    is head that day.
    """
    acts = Designation.objects.for_school(school).in_force(day).signing_for_head()
    published = acts.filter(delegate=person_id, published_on__lte=day).select_related("signing__signed_by")
    first_two = list(published[:2])
    if len(first_two) != 1 or not _is_of_head(first_two[0]):
        return ""
    (act,) = first_two
    return number_of(year_of(act.starts_on), act.number)


def _is_of_head(act: Designation) -> bool:
    """The name on the act is that of whoever noted its signature: not of the head before, nor of a deputy."""
    if act.signing is None or (head := act.signing.signed_by) is None:
        return False
    return fold(head.family_name) in fold(act.signing.signer)
