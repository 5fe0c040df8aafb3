"""What becomes of the people of a school when the year ends."""

from fanal.accounts.models import Person, School
from fanal.accounts.models.membership import goes_on, had_functions
from fanal.accounts.reading.rollover import YEAR_ROLLOVER, Fate, RolloverItem
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.year.rules.years import SchoolYear


@register(YEAR_ROLLOVER, "accounts")
def people(school: School, ending: SchoolYear, opening: SchoolYear) -> list[RolloverItem]:
    present = Person.objects.for_school(school).present()
    listed = address("people:person_list", school.uai)
    return [
        RolloverItem(
            Fate.CLOSED,
            "personne dont les fonctions finissent avant la rentrée",
            "personnes dont les fonctions finissent avant la rentrée",
            present.filter(had_functions(), ~goes_on(opening)).by_name(),
            listed,
            "Remplacements, fins de mission : noter leur départ, ou prolonger leurs fonctions.",
            code="fins",
            each=lambda person: (
                str(person),
                person.job,
                address("people:person_page", school.uai, person.pk),
            ),
        ),
        RolloverItem(
            Fate.KEPT,
            "personne",
            "personnes",
            present.exclude(had_functions(), ~goes_on(opening)),
            listed,
            "Leur fiche, leurs fonctions, leur connexion.",
        ),
    ]
