"""A label that the phone's own camera opened leads to the campaign that runs there."""

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.campaigns.models import CampaignRoom, Scan
from fanal.campaigns.policies import campaign as policies
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.equipment.models import Label
from fanal.equipment.reading.labels import LABEL_CHOICE, LabelChoice


@register(LABEL_CHOICE, "campaigns")
def campaigns_here(member: Member, label: Label) -> list[LabelChoice]:
    """The door of a room opens its list; a machine is noted in the room where this person scanned last."""
    rows = CampaignRoom.objects.for_school(member.school).filter(campaign__closed_at__isnull=True)
    places = rows.filter(room=_room_of(member, label)).select_related("campaign", "room")
    return [
        LabelChoice(
            f"{place.campaign} : noter ici, {place.room}"
            if label.equipment
            else f"{place.campaign} : scanner ici",
            address("campaigns:room_page", member.school.uai, place.campaign_id, place.room_id)
            + (f"?lu={label.code}" if label.equipment else ""),
            "qrcode",
        )
        for place in places
        if policies.scan(member.actor, place.campaign)
    ]


def _room_of(member: Member, label: Label) -> int | None:
    if label.room_id or member.person is None:
        return label.room_id
    own = Scan.objects.for_school(member.school).filter(
        person=member.person, campaign__closed_at__isnull=True
    )
    last = own.filter(received_at__date=timezone.localdate()).order_by("-received_at").first()
    return last.room_id if last else label.equipment.room_id if label.equipment else None
