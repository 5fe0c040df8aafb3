"""What happened to the demonstration's equipment since: a few wait, break, or lose their warranty."""

from datetime import date, timedelta

from fanal.equipment.models import Equipment


def wear(lines: list[Equipment], today: date) -> None:
    """Change some of these records, not kept yet."""
    laptops, tablets = (
        [machine for machine in lines if machine.name.startswith(start)] for start in ("PORT-", "T2-")
    )
    for state, some in (("stock", laptops[-6:]), ("broken", laptops[40:43]), ("repair", tablets[-2:])):
        for machine in some:
            machine.state = state
    for machine in tablets:
        machine.payer = "state"  # bought with a grant of the State, given to the authority
    for machine in laptops[:8]:
        machine.bought_on = today - timedelta(days=3 * 365 - 40)
        machine.warranty_until = today + timedelta(days=40)
