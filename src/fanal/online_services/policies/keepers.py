"""Who reads what is kept of the services, and who keeps it? A référent reads; keeping needs an act."""

from fanal.accounts.models.roles import Delegated, Role

READERS = (Role.DIGITAL_LEAD, Role.HEAD, Role.DEPUTY, Delegated.SERVICES)
KEEPERS = (Role.HEAD, Role.DEPUTY, Delegated.SERVICES)
