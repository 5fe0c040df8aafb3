from fanal.agenda.testing import here
from fanal.core.mail.testing import dovecot, mail_servers, run_jobs, smtp_sink

__all__ = ["dovecot", "here", "mail_servers", "run_jobs", "smtp_sink"]
