"""Figures are given to this machine, or to whoever has the token; a proxy makes nobody local."""

import pytest
from pydantic import SecretStr


@pytest.fixture
def token(settings) -> str:
    settings.ENV = settings.ENV.model_copy(update={"metrics_token": SecretStr("jeton")})
    return "jeton"


def test_this_machine_needs_no_token(client, db):
    assert client.get("/metrics").status_code == 200


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_what_a_proxy_passes_on_needs_the_token(client, db, token, name):
    passed_on = {name: "203.0.113.9"}
    assert client.get("/metrics", headers=passed_on).status_code == 404
    assert client.get("/metrics", headers=passed_on | {"Authorization": "Bearer faux"}).status_code == 404
    assert client.get("/metrics", headers=passed_on | {"Authorization": f"Bearer {token}"}).status_code == 200
