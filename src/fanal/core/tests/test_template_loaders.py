"""A template is served without its indentation, wherever nobody reads it."""

from django.template import Origin

from fanal.core.template_loaders import as_served, flush_left


def test_the_indentation_goes_and_each_line_keeps_its_number():
    assert flush_left("<ul>\n  {% if a %}\n    <li>Oui\n      non</li>\n\t{% endif %}\n</ul>\n") == (
        "<ul>\n{% if a %}\n<li>Oui\nnon</li>\n{% endif %}\n</ul>\n"
    )


def test_what_is_said_as_it_is_written_keeps_its_spaces():
    for said in (
        "<pre class='a'>\n  x\n    y</pre>",
        "<textarea>\n  x</textarea>",
        "{% blocktrans with a=b %}\n  Bonjour\n{% endblocktrans %}",
        "{% blocktranslate trimmed %}\n  Bonjour\n{% endblocktranslate %}",
    ):
        assert flush_left(f"<p>\n  {said}\n  </p>") == f"<p>\n{said}\n</p>"


def test_the_text_of_a_mail_keeps_its_indentation():
    assert as_served("Bonjour,\n  - un\n", Origin("mail/letter.txt")) == "Bonjour,\n  - un\n"
    assert as_served("<p>\n  un\n</p>", Origin("mail/letter.html")) == "<p>\nun\n</p>"
