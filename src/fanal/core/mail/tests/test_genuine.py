"""Only what our own server wrote about a mail counts, and only for the domain it shows."""

import itertools

import pytest
from django.template import Context, Template

from fanal.core.mail.genuine import is_genuine
from fanal.core.mail.words import text_of_html

OURS = "mx.fanal.invalid"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"{OURS}; dkim=pass header.d=dep.fr", True),
        (f"{OURS}; spf=fail smtp.mailfrom=x@dep.fr; dkim=pass (2048) header.d=dep.fr header.s=s1", True),
        (f"{OURS}; spf=pass smtp.mailfrom=bounce@mail.dep.fr", False),
        (f"{OURS}; dmarc=pass header.from=dep.fr", True),
        (f"{OURS}; dkim=pass header.d=pirate.fr", False),
        (f"{OURS}; dkim=pass header.d=ep.fr", False),
        (f"{OURS}; spf=fail smtp.mailfrom=x@dep.fr", False),
        ("mx.pirate.invalid; dkim=pass header.d=dep.fr", False),
        (f"{OURS}; none", False),
        (f'{OURS}; spf=pass smtp.mailfrom="x@dep.fr"@pirate.fr', False),
        (f'{OURS}; spf=fail smtp.mailfrom="dmarc=pass header.from=dep.fr"@pirate.fr', False),
        (f'{OURS}; spf=fail smtp.mailfrom="a; dmarc=pass header.from=dep.fr;"@pirate.fr', False),
        (f"{OURS}; spf=pass (of smtp.mailfrom=x@dep.fr (or so)) smtp.mailfrom=x@pirate.fr", False),
        (f'{OURS}; spf=pass smtp.mailfrom="x@dep.fr', False),
        (f"{OURS}; spf=pass smtp.mailfrom=dep.fr@pirate.fr", False),
        (f"{OURS}; x-dmarc=pass header.from=dep.fr", False),
        (f"{OURS}; dkim=pass-ish header.d=dep.fr", False),
        (f'{OURS}; spf=pass (sender ok) smtp.mailfrom="paul b"@dep.fr', True),
        (f"{OURS}; dkim=pass header.i=@dep.fr header.s=s1; spf=none", True),
    ],
)
def test_a_domain_is_vouched_for_by_our_server_alone(line, expected):
    assert is_genuine([line], server=OURS, sender="paul@dep.fr") is expected


def test_a_subdomain_is_covered_by_its_domain():
    assert is_genuine([f"{OURS}; dkim=pass header.d=dep.fr"], server=OURS, sender="paul@colleges.dep.fr")


def test_a_second_line_that_came_with_the_mail_does_not_count():
    lines = [f"{OURS}; dkim=fail header.d=dep.fr", f"{OURS}; dkim=pass header.d=dep.fr"]
    assert not is_genuine(lines, server=OURS, sender="paul@dep.fr")


def test_without_a_name_set_nothing_is_checked():
    assert is_genuine([], server="", sender="paul@dep.fr")


TAGS = (
    "img",
    "svg",
    "script",
    "iframe",
    "object",
    "embed",
    "video",
    "audio",
    "link",
    "style",
    "math",
    "form",
    "a",
    "input",
    "body",
    "details",
    "marquee",
    "base",
    "meta",
    "template",
    "noscript",
    "textarea",
)
HANDLERS = (
    "src=x onerror=alert(1)",
    "onload=alert(1)",
    "href=javascript:alert(1)",
    "src=//x.invalid/p.gif",
    "style='background:url(//x.invalid)'",
    "href=data:text/html,<script>alert(1)</script>",
    "xlink:href=javascript:alert(1)",
    "formaction=javascript:alert(1)",
    "srcdoc='<script>alert(1)</script>'",
    "action=//x.invalid",
)
SHAPES = ("<{tag} {handler}>vu", "<p>{{<{tag}/{handler}//>vu", "&lt;{tag} {handler}&gt;vu")


def test_html_from_outside_is_inert_once_shown():
    """660 vectors: whatever the mail held, the page has no tag but the line breaks we made."""
    template = Template("{{ text|linebreaksbr }}")
    vectors = [s.format(tag=t, handler=h) for s, t, h in itertools.product(SHAPES, TAGS, HANDLERS)]
    assert len(vectors) >= 400
    for vector in vectors:
        page = template.render(Context({"text": text_of_html(vector)}))
        assert "<" not in page.replace("<br>", ""), vector
