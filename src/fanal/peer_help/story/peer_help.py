"""The demonstration: who offers help, what was given with thanks, what goes on, what waits, open hours."""

from datetime import datetime, time, timedelta

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.peer_help.actions import offer as offers
from fanal.peer_help.actions import open_hour as hours
from fanal.peer_help.actions import project_help as helps

OFFERS = (
    (["create", "media"], "Monter une capsule ou une émission de radio, en salle des médias.", True),
    (["tablets", "inclusion"], "Dictée vocale, lecture à voix haute, mises en page aérées.", False),
    (["coding", "pix"], "Scratch, Thymio, passer les certifications.", True),
)
RADIO = "Un journal radio avec les 4e B"
ESCAPE = "Une énigme numérique pour la liaison CM2-6e"
# What was asked, and how many days ago; each ended with thanks.
THANKED = (
    ("Un quiz pour réviser avant le brevet blanc", 44),
    ("Une capsule pour les élèves absents", 37),
    ("Des textes lus à voix haute sur tablette", 30),
    ("Un premier programme avec les 5e", 26),
)
NOON = time(12, 30)


@register(STORY, "peer_help")
def help_each_other(story: Story) -> None:
    asker, second, *others = story.teachers[2:8]
    with scope(story.school):
        for person, (topics, words, opens) in zip(others, OFFERS, strict=False):
            values = {"topics": topics, "words": words, "opens_classroom": opens}
            offers.keep_offer(person, values, today=story.today - timedelta(days=60), by=_actor(person))
        _thanked(story, [*story.teachers[:2], others[-1], second], others[: len(OFFERS)])
        _helped(story, asker, others[0])
        wish = {
            "title": ESCAPE,
            "text": "J’ai le scénario, il me manque l’outil et une heure de mise en route.",
        }
        helps.ask_for_help(second, wish, now=_at(story, 2), by=_actor(second))
        _hour(story, asker)
        _past_hours(story, others[0])


def _actor(person: Person) -> Actor:
    return actor_of(person, Role.TEACHER)


def _helped(story: Story, asker: Person, helper: Person) -> None:
    wish = {"title": RADIO, "text": "Comment enregistrer à trente sans perdre l’heure ?"}
    project_help = helps.ask_for_help(asker, wish, now=_at(story, 20), by=_actor(asker))
    project_help = helps.take_help(project_help, now=_at(story, 19), by=_actor(helper))
    written_at = _at(story, 18)
    helps.write_message(
        project_help,
        "Trois groupes, un seul enregistreur : je vous montre.",
        now=written_at,
        by=_actor(helper),
    )
    helps.write_message(
        project_help, "Parfait, mardi ?", now=written_at + timedelta(hours=3), by=_actor(asker)
    )
    session = {"held_on": story.today - timedelta(days=15), "minutes": 45}
    helps.note_session(project_help, session, today=story.today, by=_actor(helper))


def _thanked(story: Story, askers: list[Person], helpers: list[Person]) -> None:
    for rank, ((title, ago), asker) in enumerate(zip(THANKED, askers, strict=True)):
        helper = helpers[rank % len(helpers)]
        wish = {"title": title, "text": "Il me manque le bon outil, et une première fois à deux."}
        project_help = helps.ask_for_help(asker, wish, now=_at(story, ago), by=_actor(asker))
        project_help = helps.take_help(project_help, now=_at(story, ago - 1), by=_actor(helper))
        helps.end_help(project_help, is_thanked=True, now=_at(story, ago - 6), by=_actor(asker))


def _past_hours(story: Story, colleague: Person) -> None:
    lead = story.people["digital_lead"]
    for host, role, ago in ((lead, Role.DIGITAL_LEAD, 17), (colleague, Role.TEACHER, 10)):
        values = {"slot_minutes": 15, "slot_count": 3, "place": "CDI", "about": ""}
        values |= {"starts_at": _at(story, ago)}
        hours.hold_hour(host, values, now=_at(story, ago + 2), by=actor_of(host, role))


def _hour(story: Story, colleague: Person) -> None:
    lead = story.people["digital_lead"]
    values = {"slot_minutes": 15, "slot_count": 3, "place": "CDI", "about": "Tout ce qui bloque avec l’ENT"}
    by = actor_of(lead, Role.DIGITAL_LEAD)
    now = _at(story, 0) - timedelta(hours=12)
    hour = hours.hold_hour(lead, values | {"starts_at": _at(story, -3)}, now=now, by=by)
    hours.book_slot(hour.slots.get(position=1), "Évaluer par compétences", now=now, by=_actor(colleague))


def _at(story: Story, days: int) -> datetime:
    """Half past twelve, so many days ago."""
    return datetime.combine(story.today - timedelta(days=days), NOON, tzinfo=story.school.zone_info)
