"""A template is served without its layout, wherever white space is not part of what is said."""

from django.template import Origin

from fanal.core.pages.template_loaders import as_served, without_layout


def test_the_indentation_and_the_lines_of_tags_go():
    """A list of forty rooms had forty empty lines: the list of equipment passed 80 kB at a first visit."""
    assert without_layout("<ul>\n  {% if a %}\n    <li>Oui</li>\n\t{% endif %}\n</ul>\n") == (
        "<ul>\n{% if a %}<li>Oui</li>\n{% endif %}</ul>\n"
    )
    assert without_layout("Un\n{% if a %}{% b %}\ndeux {% endif %}\ntrois") == (
        "Un\n{% if a %}{% b %}deux {% endif %}\ntrois"
    )


def test_a_sentence_and_a_tag_are_served_on_one_line():
    assert without_layout("<p>\n  Parti le\n    {{ day }}\n    sans <b>rien</b>.\n</p>") == (
        "<p> Parti le {{ day }} sans <b>rien</b>.\n</p>"
    )
    assert without_layout("<b>Import {{ a }}\n  {% if b %}annulé{% endif %}</b>") == (
        "<b>Import {{ a }} {% if b %}annulé{% endif %}</b>"
    )
    assert without_layout(
        '<a\n  class="btn"\n  href="{{ url }}"\n  {% if a %}hidden{% endif %}\n  >x</a>'
    ) == ('<a class="btn" href="{{ url }}" {% if a %}hidden{% endif %} >x</a>')


def test_what_is_said_as_it_is_written_keeps_its_spaces():
    for said in (
        "<pre class='a'>\n  x\n    y</pre>",
        "<textarea>\n  x</textarea>",
        "{% blocktrans with a=b %}\n  Bonjour\n{% endblocktrans %}",
        "{% blocktranslate trimmed %}\n  Bonjour\n{% endblocktranslate %}",
    ):
        assert without_layout(f"<p>\n  {said}\n  </p>") == f"<p>\n{said}\n</p>"


def test_the_text_of_a_mail_keeps_its_indentation():
    assert as_served("Bonjour,\n  - un\n", Origin("mail/letter.txt")) == "Bonjour,\n  - un\n"
    assert as_served("<p>\n  un\n</p>", Origin("mail/letter.html")) == "<p> un\n</p>"
