"""What may be brought to the point of the week: an act that ends soon."""

from fanal.accounts.reading.suggestions import Suggestion
from fanal.core.registry import SUGGESTIONS, register
from fanal.designations.models import Designation

register(SUGGESTIONS, 20)(
    Suggestion(
        "acts_ending",
        lambda school, now, today: Designation.objects.for_school(school).ending(today).without_next(),
        "Une désignation finit bientôt : la renouveler ?",
        "{count} désignations finissent bientôt : les renouveler ?",
    )
)
