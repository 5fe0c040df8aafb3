import pytest

from fanal.accounts.models.roles import Role
from fanal.allowances.tests.allowance_factories import EnvelopeFactory, MissionFactory
from fanal.core.mail.testing import dovecot, mail_servers, run_jobs, smtp_sink
from fanal.core.tenancy import scope

__all__ = ["dovecot", "mail_servers", "run_jobs", "smtp_sink"]


@pytest.fixture
def head(client_of, school):
    """The browser of a head."""
    return client_of(school, Role.HEAD)


@pytest.fixture
def lead(client_of, school):
    """The browser of a référent."""
    return client_of(school, Role.DIGITAL_LEAD)


@pytest.fixture
def here(school):
    """The school, for as long as the test in its scope."""
    with scope(school):
        yield school


@pytest.fixture
def envelope(here):
    return EnvelopeFactory(school=here)


@pytest.fixture
def mission(here):
    return MissionFactory(school=here)
