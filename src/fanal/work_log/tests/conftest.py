from fanal.agenda.testing import here
from fanal.core.mail.testing import run_jobs

__all__ = ["here", "run_jobs"]
