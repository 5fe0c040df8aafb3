"""The needs of the demonstration's year, and the mission shared by its two référents: one part has nobody."""

from datetime import UTC, datetime

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.missions.actions import sharing as actions
from fanal.missions.reading.sharing import digital_mission, shares_of
from fanal.missions.rules.sharing import Competence
from fanal.year.rules.years import SchoolYear, year_of

NEEDS = {
    "academic_part": "L’établissement expérimente les parcours Pix pour le réseau de bassin.",
    "projects": "Deuxième valise de tablettes, parcours Pix de toutes les classes, "
    "fermeture des comptes partagés.",
    "expertise": "Administration de l’ENT et du GAR, premier diagnostic, formation de collègues, "
    "protection des données.",
    "sites": 3,
    "appreciation": "Le parc a vieilli et deux personnes se partagent trois sites : le premier besoin est une "
    "présence régulière. L’accompagnement des enseignants progresse et ne doit pas passer après les pannes.",
}
LAST_YEAR = {
    "projects": "Première valise de tablettes, passage au nouvel ENT.",
    "expertise": "Administration de l’ENT, premier diagnostic.",
    "sites": 3,
    "appreciation": "L’année a été tenue, mais une seule personne ne peut plus répondre à tout : "
    "la mission sera partagée.",
}
WEIGHTS = {
    "steering": (10, ""),
    "teams": (20, "at_ease"),
    "watch": (5, ""),
    "training": (5, ""),
    "authority": (10, "learning"),
    "interface": (25, "at_ease"),
    "accounts": (15, "at_ease"),
    "security": (5, "learning"),
    "mission": (5, ""),
}
SHARES = (
    ("steering", "digital_lead", 100, "at_ease"),
    ("teams", "second_lead", 70, "at_ease"),
    ("teams", "digital_lead", 30, "at_ease"),
    ("training", "second_lead", 100, "learning"),
    ("authority", "digital_lead", 100, "learning"),
    ("interface", "digital_lead", 60, "at_ease"),
    ("interface", "second_lead", 40, "to_learn"),
    ("accounts", "digital_lead", 100, "at_ease"),
    ("security", "digital_lead", 100, "learning"),
    ("mission", "digital_lead", 50, ""),
)


def _close_last_year(story: Story, year: SchoolYear, head: Actor) -> None:
    closed = datetime(year.first + 1, 6, 26, 9, tzinfo=UTC)
    needs = actions.write_needs(story.school, year.label, LAST_YEAR, by=head)
    actions.close_needs(needs, today=closed.date(), by=head)


@register(STORY, "missions.sharing")
def share_the_mission(story: Story) -> None:
    year, head = year_of(story.today), actor_of(story.people["head"], Role.HEAD)
    with scope(story.school):
        _close_last_year(story, year.previous, head)
        mission = digital_mission(story.school, year.label)
        assert mission is not None
        actions.write_needs(story.school, year.label, NEEDS, by=head)
        actions.weigh_parts(mission, WEIGHTS, by=head)
        whole_year = {"starts_on": year.starts_on, "ends_on": year.ends_on}
        for part, who, percent, _ in SHARES:
            taken = {"part": part, "person": story.people[who], "percent": percent} | whole_year
            actions.share_mission(mission, None, taken, by=head)
        people = {person.pk: person for person in story.people.values()}
        said = {(part, story.people[who].pk): ease for part, who, _, ease in SHARES if ease}
        for share in shares_of(mission):
            if ease := said.get((share.part, share.person_id or 0)):
                actor = actor_of(people[share.person_id], Role.DIGITAL_LEAD)
                actions.declare_competence(share, Competence(ease), by=actor)
