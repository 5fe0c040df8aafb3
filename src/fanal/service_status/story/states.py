"""The states of the demonstration: one service disturbed, a planned maintenance, a week of history."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Role, System
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.online_services.models import OnlineService
from fanal.service_status.actions.states import declare_state, watch_service
from fanal.service_status.rules.states import ServiceState


@register(STORY, "service_status")
def tell_states(story: Story) -> None:
    """Pronote is slow since yesterday; the ENT was down last week and will be maintained on Saturday."""
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    setup = system(System.SETUP)

    def at(days: int, hour: int, minute: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(story.today + timedelta(days=days), time(hour, minute)))

    with scope(story.school):
        rows = OnlineService.objects.for_school(story.school).in_use()
        ent, pronote, pix = (rows.get(name=name) for name in ("ENT", "Pronote", "Pix Orga"))
        for service in (ent, pronote):
            watch_service(service, kinds=[], is_public=True, now=at(-20, 9), by=setup)
            declare_state(service, ServiceState.OK, now=at(-20, 9), by=lead)
        declare_state(ent, ServiceState.DOWN, now=at(-6, 8, 10), by=lead, reason="Panne chez l’hébergeur")
        declare_state(ent, ServiceState.OK, now=at(-6, 11, 40), by=lead)
        declare_state(pronote, ServiceState.DISTURBED, now=at(-3, 13), by=lead, reason="Connexions lentes")
        declare_state(pronote, ServiceState.OK, now=at(-3, 15, 30), by=lead)
        declare_state(
            pronote,
            ServiceState.DISTURBED,
            now=at(-1, 16, 40),
            by=lead,
            reason="Pages très lentes ; l’éditeur y travaille",
        )
        days = (5 - story.today.weekday()) % 7 or 7
        declare_state(
            ent,
            ServiceState.PLANNED,
            now=at(-1, 17),
            by=lead,
            starts=at(days, 8),
            ends=at(days, 13),
            reason="Mise à jour par le Département",
        )
        declare_state(pix, ServiceState.OK, now=at(-2, 10), by=lead)
