"""The key of a form answers for that form alone."""

from types import SimpleNamespace

import pytest

from fanal.core.http.answers import already_submitted

KEY = "a-key-of-a-form-0123456789"


@pytest.mark.django_db
def test_the_key_of_a_form_says_nothing_of_another(rf):
    """December § 7, N9: « a form's key bound to the address too »."""

    def sent(page: str, person: int = 1):
        request = rf.post(page, {"key": KEY})
        request.user = SimpleNamespace(pk=person)
        return already_submitted(request)

    assert sent("/e/0590001Z/demandes/1/confier/") is None
    assert sent("/e/0590001Z/demandes/1/confier/") == "/e/0590001Z/demandes/1/confier/"
    assert sent("/e/0590001Z/demandes/2/confier/") is None
    assert sent("/e/0590001Z/demandes/1/confier/", person=2) is None
