"""The review of the demonstration: opened at the rentrée, two services gone through, a right to take away."""

from datetime import timedelta

from fanal.account_lists.actions.expected_admins import expect_admins
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Delegated, Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.online_services.models import OnlineService
from fanal.service_security.actions.reviewed_at_once import note_no_admin
from fanal.service_security.actions.reviews import decide_rights, open_review
from fanal.service_security.models import ReviewedRight, ReviewedService
from fanal.service_security.rules.reviews import ReviewDecision, RightSource

OF_THE_HEAD = ("ARENA", "ÉduConnect")  # the head alone administers them, by their function


@register(STORY, "service_security.reviews")
def review(story: Story) -> None:
    lead, today = story.people["digital_lead"], story.today
    by, opened = actor_of(lead, Role.DIGITAL_LEAD, Delegated.SERVICES), today - timedelta(days=6)
    with scope(story.school):
        for service in OnlineService.objects.for_school(story.school).filter(name__in=OF_THE_HEAD):
            head = story.people["head"]
            expect_admins(service, [head], today=opened, by=actor_of(head, Role.HEAD))
        made = open_review(
            story.school, f"Rentrée {opened.year}", today + timedelta(days=8), today=opened, by=by
        )
        rows = ReviewedService.objects.for_school(story.school).filter(review=made)
        for reviewed in rows.filter(name__in=["ENT", "Éléa"]).order_by("name"):
            rights = ReviewedRight.objects.for_school(story.school).filter(reviewed=reviewed)
            decisions = {right.pk: _decided(right) for right in rights}
            if decisions:
                decide_rights(reviewed, decisions, "Vu avec l’éditeur.", today=opened, by=by)
            else:
                note_no_admin(reviewed, "Vu avec l’éditeur.", today=opened, by=by)


def _decided(right: ReviewedRight) -> dict[str, str]:
    if right.source in {RightSource.ACT, RightSource.HEAD}:
        return {"decision": ReviewDecision.KEEP, "factor": "yes"}
    return {"decision": ReviewDecision.REVOKE, "factor": "no"}
