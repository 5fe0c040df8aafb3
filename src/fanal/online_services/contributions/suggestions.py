"""What services may bring to the point of the week: acts and contracts that end, a review past its day."""

from fanal.accounts.reading.suggestions import Suggestion
from fanal.core.registry import SUGGESTIONS, register
from fanal.online_services.models import AccessReview, Designation, OnlineService

OFFERED = (
    Suggestion(
        "acts_ending",
        lambda school, now, today: Designation.objects.for_school(school).ending(today).without_next(),
        "Une désignation finit bientôt : la renouveler ?",
        "{count} désignations finissent bientôt : les renouveler ?",
    ),
    Suggestion(
        "contracts_ending",
        lambda school, now, today: OnlineService.objects.for_school(school).in_use().ending(today),
        "Un contrat de service finit dans les trois mois : le garder ?",
        "{count} contrats de services finissent dans les trois mois : les garder ?",
    ),
    Suggestion(
        "reviews_late",
        lambda school, now, today: (
            AccessReview.objects.for_school(school).going_on().filter(due_on__lt=today)
        ),
        "La revue des accès a dépassé son jour : la finir cette semaine ?",
        "{count} revues des accès ont dépassé leur jour : les finir cette semaine ?",
    ),
)
for suggestion in OFFERED:
    register(SUGGESTIONS, 20)(suggestion)
