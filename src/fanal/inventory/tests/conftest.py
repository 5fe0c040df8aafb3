from fanal.core.mail.testing import dovecot, mail_servers, run_jobs, smtp_sink
from fanal.equipment.testing import lead, technician
from fanal.inventory.tests.machines import address, machines_of

__all__ = [
    "address",
    "dovecot",
    "lead",
    "machines_of",
    "mail_servers",
    "run_jobs",
    "smtp_sink",
    "technician",
]
