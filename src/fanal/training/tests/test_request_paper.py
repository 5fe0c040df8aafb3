"""What a request of training prints, which the head signs."""

import pytest

from fanal.core.tenancy import scope
from fanal.training.actions import catalogue
from fanal.training.reading.paper import request_paper
from fanal.training.reading.request import shown_request
from fanal.training.tests.conftest import GRENOBLE, TODAY, prepared

pytestmark = pytest.mark.clock(TODAY)


def test_the_request_that_is_signed_names_no_channel(school, subject, boss):
    """December § 3: « À déposer par GAIA Accès Responsable » was an estimate of ours, on a signed paper."""
    with scope(school):
        catalogue.keep_rules(school, GRENOBLE, by=boss)
        made = prepared(subject, boss)
        data = request_paper(made, shown_request(made, TODAY), TODAY)
    assert data["title"].startswith("Demande de FIT")
    assert "GAIA" not in repr(data)
