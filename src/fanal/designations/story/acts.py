"""The acts of the demonstration: référents in charge of Fanal, services designated, four acts that wait."""

from datetime import date, timedelta

from django.utils import timezone

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Delegated, Role, System
from fanal.accounts.reading.head import head_of
from fanal.core.files.attachments import keep_own
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.designations.actions.acts import acknowledge, publish
from fanal.designations.actions.designations import send_to_sign, write_designation
from fanal.designations.actions.signing import Signed, sign_designations
from fanal.designations.models import Designation
from fanal.designations.rules.designations import DUTIES, default_end
from fanal.designations.rules.operations import EXCLUDED, FANAL_DATA, usual
from fanal.online_services.models import OnlineService

BY = system(System.SETUP)
SCAN = b"%PDF-1.4\n% acte de la demonstration : l'original est sur papier\n%%EOF\n"


@register(STORY, "designations.designations")
def designate(story: Story) -> None:
    school, people, since = story.school, story.people, story.today - timedelta(days=60)
    lead, second, bursar = people["digital_lead"], people["second_lead"], people["bursar"]
    with scope(school):
        named = {service.name: service for service in OnlineService.objects.for_school(school).in_use()}
        ent, pronote, pix = named["ENT"], named["Pronote"], named["Pix Orga"]
        done = [
            _act(school, None, lead, since, rights=Delegated.values),
            _act(school, None, second, since, rights=[Delegated.SERVICES, Delegated.DIRECTORY]),
            _act(school, ent, lead, since),
            _act(school, pronote, lead, since, until=story.today + timedelta(days=20)),
        ]
        signed_on, published_on = since + timedelta(days=2), since + timedelta(days=3)
        _sign(school, done, people["head"], signed_on)
        published = {"published_on": published_on, "published_where": "Affichage en salle des personnels"}
        for act in done[:3]:
            publish(act, published, today=published_on, by=BY)
        for about, who in ((pronote, second), (pix, second), (ent, second), (ent, bursar)):
            _act(school, about, who, story.today)
    for other in story.others[:2]:
        _next_door(other, since)


def _act(
    school: School,
    service: OnlineService | None,
    person: Person,
    starts_on: date,
    *,
    rights: list[str] | None = None,
    until: date | None = None,
) -> Designation:
    values = {
        "service": service,
        "delegate": person,
        "rights": [str(code) for code in rights or ()],
        "operations": list(usual(service.kind)) if service else [],
        "excluded": list(EXCLUDED),
        "data_words": FANAL_DATA if service is None else "",
        "duties": list(DUTIES),
        "starts_on": starts_on,
        "ends_on": until or default_end(starts_on),
    }
    act = write_designation(school, None, values, today=starts_on, by=BY)
    return send_to_sign(act, today=starts_on, by=BY)


def _sign(school: School, acts: list[Designation], head: Person | None, on: date) -> None:
    kept = keep_own(school.pk, SCAN, "actes-signes.pdf", "application/pdf")
    head = head or head_of(school, on)
    name = str(head) if head else "La direction"
    signed = Signed(on, [kept], name, (head.job if head else "") or "Chef d’établissement")
    by = actor_of(head, Role.HEAD) if head else BY
    sign_designations(school, [act.number for act in acts], signed, today=on, by=by)


def _next_door(school: School, since: date) -> None:
    """Their référent administers Fanal too."""
    with scope(school):
        leads = Membership.objects.for_school(school).holding(Role.DIGITAL_LEAD).select_related("person")
        acts = [_act(school, None, lead.person, since, rights=Delegated.values) for lead in leads]
        if acts:
            _sign(school, acts, None, since)


@register(STORY, "designations.acceptances")
def accept(story: Story) -> None:
    """The référent accepted the duties of all but the last of theirs."""
    lead = story.people["digital_lead"]
    with scope(story.school):
        mine = Designation.objects.for_school(story.school).signed().filter(delegate=lead).order_by("number")
        for act in list(mine)[:2]:
            acknowledge(act, now=timezone.now(), by=actor_of(lead, Role.DIGITAL_LEAD))
