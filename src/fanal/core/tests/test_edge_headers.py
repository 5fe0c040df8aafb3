"""No value of a header brings the end of a line, whichever server took it from the network.

December § 7, N9: « a bare LF in a head is refused ». Ours never lets one through (`tests/faults`); behind
another server, the edge refuses it itself.
"""

import pytest

from fanal.core.http.edge import refusal_of

GET = {"REQUEST_METHOD": "GET", "PATH_INFO": "/compte/login/"}


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\0", "\x08", "\x7f"])
@pytest.mark.parametrize("name", ["HTTP_X_A", "HTTP_COOKIE", "HTTP_HOST", "CONTENT_TYPE"])
def test_a_control_sign_in_a_header_is_refused(name, sign):
    refused = refusal_of(GET | {name: f"text/plain{sign}X-Forwarded-For: 1.2.3.4"})
    assert refused is not None
    assert refused.status_code == 400


@pytest.mark.parametrize("value", ["a\tb", "a b", "é", "\x80\xff", ""])
def test_what_a_header_may_hold_is_let_through(value):
    assert refusal_of(GET | {"HTTP_X_A": value}) is None
