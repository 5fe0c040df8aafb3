from fanal.agenda.testing import head, here, lead
from fanal.core.mail.testing import dovecot, mail_servers, run_jobs, smtp_sink

__all__ = ["dovecot", "head", "here", "lead", "mail_servers", "run_jobs", "smtp_sink"]
