"""What may be brought to the point of the week: a review past its day."""

from fanal.accounts.reading.suggestions import SUGGESTIONS, Suggestion
from fanal.core.registry import register
from fanal.service_security.models import AccessReview

register(SUGGESTIONS, "reviews_late")(
    Suggestion(
        "reviews_late",
        lambda school, now, today: (
            AccessReview.objects.for_school(school).going_on().filter(due_on__lt=today)
        ),
        "La revue des accès a dépassé son jour : la finir cette semaine ?",
        "{count} revues des accès ont dépassé leur jour : les finir cette semaine ?",
    )
)
