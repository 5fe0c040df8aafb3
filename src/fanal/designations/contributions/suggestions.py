"""What may be brought to the point of the week: an act that ends soon."""

from fanal.accounts.reading.suggestions import SUGGESTIONS, Suggestion
from fanal.core.registry import register
from fanal.designations.models import Designation

register(SUGGESTIONS, "acts_ending")(
    Suggestion(
        "acts_ending",
        lambda school, now, today: Designation.objects.for_school(school).ending(today).without_next(),
        "Une désignation finit bientôt : la renouveler ?",
        "{count} désignations finissent bientôt : les renouveler ?",
    )
)
