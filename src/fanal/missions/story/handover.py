"""What the demonstration already hands over: a note, and where three accesses are."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.missions.actions import handover as actions
from fanal.online_services.models import OnlineService

NOTE = (
    "Le jeudi, la valise de tablettes est au CDI : prévenir la documentaliste la veille.\n"
    "Le technicien préfère le mardi. La salle 204 a deux prises mortes, le devis est chez la gestionnaire.\n"
    "Les 6e signent la charte en octobre, avec le professeur principal."
)
OTHERS = "Armoire de la loge, enveloppe scellée « réseau » ; la principale sait l’ouvrir."
PLACES = (
    "Gestionnaire de mots de passe du collège, dossier « ENT ».",
    "Coffre du secrétariat, enveloppe n° 3.",
)


@register(STORY, "missions.handover")
def live_the_handover(story: Story) -> None:
    person = story.people["digital_lead"]
    by, school = actor_of(person, Role.DIGITAL_LEAD), story.school
    with scope(school):
        actions.write_note(school, person, NOTE, now=timezone.now() - timedelta(days=3), by=by)
        services = OnlineService.objects.for_school(school).in_use().by_name()[: len(PLACES)]
        for service, text in zip(services, PLACES, strict=False):
            actions.say_access(school, service, text, today=story.today, by=by)
        actions.say_access(school, None, OTHERS, today=story.today, by=by)
