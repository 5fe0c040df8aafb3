import pytest

from fanal.agenda.testing import here
from fanal.allowances.tests.allowance_factories import EnvelopeFactory, MissionFactory
from fanal.core.mail.testing import dovecot, mail_servers, run_jobs, smtp_sink

__all__ = ["dovecot", "here", "mail_servers", "run_jobs", "smtp_sink"]


@pytest.fixture
def envelope(here):
    return EnvelopeFactory(school=here)


@pytest.fixture
def mission(here):
    return MissionFactory(school=here)
