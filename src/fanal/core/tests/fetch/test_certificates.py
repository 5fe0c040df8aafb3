"""What a certificate says of a site: how long it holds, and why it does not."""

from datetime import UTC, datetime, timedelta

import pytest

from fanal.core.fetch import Unreachable, certificate_end, visit
from fanal.core.fetch.refusals import EXPIRED, OTHER_NAME, TLS, UNTRUSTED
from fanal.core.tests.fetch.sites import Authority, Site, guard, saying

HOST = "ent.example.fr"
pytestmark = pytest.mark.machine_clock("OpenSSL compares dates with the machine’s own clock")


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def kind_of(authority: Authority, tls) -> str:
    with Site(saying(b"ici"), tls=tls).open() as site:
        by = guard(site, resolve=lambda *_: ["127.0.0.1"], trust=authority.trust)
        with pytest.raises(Unreachable) as error:
            visit(site.url(HOST, "https"), by)
    return error.value.kind


def test_a_good_certificate_says_its_end(authority):
    with Site(saying(b"ici"), tls=authority.signed(HOST, 12)).open() as site:
        by = guard(site, resolve=lambda *_: ["127.0.0.1"], trust=authority.trust)
        page = visit(site.url(HOST, "https"), by)
        assert page.body == b"ici"
        assert page.expires_at is not None
        assert abs(page.expires_at - datetime.now(UTC) - timedelta(days=12)) < timedelta(minutes=5)
        only = guard(site, resolve=by.resolve, trust=authority.trust, ports=frozenset({site.port}))
        assert certificate_end(HOST, only) == page.expires_at


def test_an_expired_certificate_is_said(authority):
    assert kind_of(authority, authority.signed(HOST, -1)) == EXPIRED


def test_a_certificate_of_another_name_is_said(authority):
    assert kind_of(authority, authority.signed("autre.example.fr", 30)) == OTHER_NAME


def test_a_certificate_that_nobody_knows_is_said(authority, tmp_path):
    stranger = Authority(tmp_path)
    assert kind_of(authority, stranger.signed(HOST, 30)) == UNTRUSTED


def test_a_site_without_encryption_is_said(authority):
    assert kind_of(authority, None) == TLS
