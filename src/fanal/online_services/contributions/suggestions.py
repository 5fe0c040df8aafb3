"""What may be brought to the point of the week: a contract that ends."""

from fanal.accounts.reading.suggestions import SUGGESTIONS, Suggestion
from fanal.core.registry import register
from fanal.online_services.models import OnlineService

register(SUGGESTIONS, "contracts_ending")(
    Suggestion(
        "contracts_ending",
        lambda school, now, today: OnlineService.objects.for_school(school).in_use().ending(today),
        "Un contrat de service finit dans les trois mois : le garder ?",
        "{count} contrats de services finissent dans les trois mois : les garder ?",
    )
)
