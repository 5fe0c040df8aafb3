"""Who goes through the rights of each service, and who attests it?"""

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role, System
from fanal.accounts.policies.rights import allows
from fanal.online_services.policies.keepers import KEEPERS, READERS
from fanal.service_security.models import AccessReview, ReviewedRight


@allows(*READERS, label="Lire les revues d’accès")
def read_reviews(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, System.SETUP, label="Ouvrir et mener une revue d’accès")
def run_review(actor: Actor, review: AccessReview | School | None) -> bool:
    """One of them, or those of a school."""
    return not isinstance(review, AccessReview) or review.closed_on is None


@allows(*READERS, System.SETUP, label="Dire qu’un droit est retiré ou changé dans un service")
def do_right(actor: Actor, right: ReviewedRight) -> bool:
    """Once its service is reviewed, even when the review is closed."""
    return right.decision in {"revoke", "change"} and right.reviewed.done_on is not None


@allows(Role.HEAD, Role.DEPUTY, System.SETUP, label="Clore une revue d’accès, et l’attester")
def close_review(actor: Actor, review: AccessReview) -> bool:
    return review.closed_on is None
