"""What is new in an answer, in the ways people and programs answer; the whole always stays beside.

Verified in November 2026, § 2.8.
"""

import pytest

from fanal.core.mail.parsing import read_letter
from fanal.core.mail.quoting import new_text
from fanal.core.testing import working_less_than

BETWEEN = """Bonjour,

Le 27 novembre 2026 à 08:40, Fanal <aide@fanal.invalid> a écrit :
> Bonjour,
>
> Avez-vous essayé l’autre prise HDMI ?
Oui, sans résultat : l’image reste noire.
> La télécommande est-elle dans la salle ?
Non, elle est au CDI.

Cordialement"""
BELOW = """Le ven. 27 nov. 2026 à 08:40, Fanal <aide@fanal.invalid> a écrit :

> Avez-vous essayé l’autre prise HDMI ?
>

Je viens d’essayer : ça marche avec HDMI 2."""
LA_POSTE = """Toujours en panne, et la lampe clignote rouge.

{mark}Message du {colon}27/11/26 08:40
{mark}De : "Fanal" <aide@fanal.invalid>
{mark}A : prof@ecole.invalid
{mark}Objet : Vidéoprojecteur sans image
{mark}
{mark}Avez-vous essayé l’autre prise HDMI ?"""
OUTLOOK_ANDROID = """Je passe à la récréation.

Télécharger Outlook pour Android<https://aka.invalid/AAb9ysg>
________________________________
From: Fanal <aide@fanal.invalid>
Sent: Friday, November 27, 2026 8:40:11 AM
To: prof@ecole.invalid
Subject: Vidéoprojecteur sans image

Avez-vous essayé l’autre prise HDMI ?"""
ZIMBRA = """C’est réparé, merci !

----- Mail original -----
De: "Fanal" <aide@fanal.invalid>
À: prof@ecole.invalid
Envoyé: Vendredi 27 Novembre 2026 08:40:11
Objet: Vidéoprojecteur sans image

Avez-vous essayé l’autre prise HDMI ?"""


def mail(text: str) -> bytes:
    head = "From: prof@ecole.invalid\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    return (head + text.replace("\n", "\r\n")).encode()


@pytest.mark.parametrize(
    ("answer", "new"),
    [
        pytest.param(
            BETWEEN,
            "Bonjour,\n\n> Avez-vous essayé l’autre prise HDMI ?\n"
            "Oui, sans résultat : l’image reste noire.\n"
            "> La télécommande est-elle dans la salle ?\nNon, elle est au CDI.\n\nCordialement",
            id="between the lines",
        ),
        pytest.param(BELOW, "Je viens d’essayer : ça marche avec HDMI 2.", id="below the quotation"),
        pytest.param(
            LA_POSTE.format(mark="> ", colon=""),
            "Toujours en panne, et la lampe clignote rouge.",
            id="La Poste",
        ),
        pytest.param(
            LA_POSTE.format(mark="", colon=": "),
            "Toujours en panne, et la lampe clignote rouge.",
            id="La Poste, without marks",
        ),
        pytest.param(OUTLOOK_ANDROID, "Je passe à la récréation.", id="Outlook for Android"),
        pytest.param(ZIMBRA, "C’est réparé, merci !", id="Zimbra"),
    ],
)
def test_an_answer_is_read_however_it_is_written_and_the_whole_stays(answer, new):
    letter = read_letter(mail(answer))
    assert letter.text == new
    assert letter.whole_text.split() == answer.split()


ADDRESS = "Collège Jean Moulin <demande+a@fanal.invalid>"
OUTLOOK = (
    "{b}De{s}:{b} Collège <a@fanal.invalid>\n{b}Envoyé{s}:{b} lundi 3 novembre 2026 10:12\n"
    "{b}À{s}:{b} X <x@b.invalid>; Y\n"
)


@pytest.mark.parametrize(
    "quoted",
    [
        pytest.param(f"Le lun. 3 nov. 2026 à 10:12, {ADDRESS} a écrit :\n\nAncien", id="on one line"),
        pytest.param(f"Le lun. 3 nov. 2026 à 10:12,\n{ADDRESS} a écrit :\n> Ancien", id="on two lines"),
        pytest.param(
            "Le lun. 3 nov. 2026 à 10:12, Collège\nJean Moulin\n<a@fanal.invalid> a écrit :\n\nAncien",
            id="on three",
        ),
        pytest.param(
            f"Le lun. 3 nov. 2026 à 10:12, {ADDRESS} a\nécrit\u202f:\n\nAncien", id="cut in its verb"
        ),
        pytest.param(
            f"Le 03/11/2026 à 10:12, {ADDRESS} a écrit\xa0:\n> Ancien\n>> Plus ancien", id="Thunderbird"
        ),
        pytest.param(OUTLOOK.format(b="", s=" ") + "Objet : RE: Écran\n\nAncien", id="Outlook"),
        pytest.param(
            OUTLOOK.format(b="", s="\xa0") + "Cc\xa0: Z\nObjet\xa0: RE: Écran\n\nAncien", id="Outlook, copies"
        ),
        pytest.param(OUTLOOK.format(b="*", s=" ") + "*Objet :* RE: Écran\n\nAncien", id="Outlook, bold"),
        pytest.param("-------- Message d’origine --------\nDe : X\nAncien", id="Samsung"),
    ],
)
@pytest.mark.parametrize(
    "signature",
    [
        "",
        "-- \nAda Martin\nMathématiques\n\n",
        "Envoyé de mon iPhone\n\n",
        "Envoyé depuis mon mobile Orange\n\n",
    ],
)
def test_own_words_above_stay_and_what_is_quoted_is_folded(signature, quoted):
    """Foreign mails, November 2026."""
    text = f"Ça marche.\nLe câble était débranché.\n\n{signature}{quoted}"
    assert new_text(text) == "Ça marche.\nLe câble était débranché."
    assert "Ancien" in read_letter(mail(text)).whole_text


@pytest.mark.parametrize("signature", ["", "\n-- \nAda Martin", "\nEnvoyé de mon iPhone"])
def test_own_words_below_a_marked_quotation_stay(signature):
    quoted = f"Le lun. 3 nov. 2026 à 10:12,\n{ADDRESS} a écrit :\n> Ancien\n>\n> Question ?\n\n"
    assert new_text(f"{quoted}Ça marche.{signature}") == "Ça marche."


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour,\nLe principal m’a écrit :\nMerci de passer jeudi.\nPouvez-vous venir ?",
        "Bonjour,\nLe collège nous a écrit :\nMerci de passer jeudi.",
        "De : la salle 12\nÀ : la salle 14\nIl faut déplacer l’écran.",
        "Le 3 novembre il marchait.\nDepuis, plus rien.",
    ],
)
def test_own_words_that_look_like_a_heading_stay(text):
    assert new_text(text) == text


def test_an_answer_between_the_lines_of_our_own_mail_is_read():
    quoted = (
        "Le 27 nov. 2026 à 08:40, Collège <demande+a@fanal.invalid> a écrit :\n"
        "> -- Répondez au-dessus de cette ligne --\n> \n> La salle est-elle libre jeudi ?\n"
        "Oui, à partir de 10 h.\n> Faut-il la clé ?\nNon.\n> Suivre la demande :\n> https://fanal.invalid/x"
    )
    assert new_text(quoted) == (
        "> La salle est-elle libre jeudi ?\nOui, à partir de 10 h.\n> Faut-il la clé ?\nNon."
    )


def test_a_signature_before_the_quotation_does_not_hide_the_answer_below():
    assert new_text("-- \n> Ça marche ?\nOui !\nEnvoyé de mon iPhone").strip().endswith("Oui !")


def test_an_older_quotation_inside_a_quoted_mail_brings_nothing_back():
    text = "D’accord.\n\nDe : X\nEnvoyé : lundi\nÀ : Y\nObjet : Z\n\n> ancien\nAncienne réponse"
    assert new_text(text) == "D’accord."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(" " * 200_000 + "x", id="spaces"),
        pytest.param("> " * 100_000, id="marks"),
        pytest.param("Le " + "a écrit " * 25_000, id="attribution"),
        pytest.param("\n".join([" " * 998 + "x"] * 200), id="many lines of spaces"),
        pytest.param("\n".join(["Le lundi " + "x" * 900] * 200), id="many beginnings"),
        pytest.param("De : x\n" * 28_000, id="many senders"),
        pytest.param("> a\nb\n" * 33_000, id="many questions"),
        pytest.param("-- \n" * 50_000, id="many signatures"),
        pytest.param("-" * 200_000, id="dashes"),
    ],
)
def test_no_text_takes_long_to_search(text):
    """Verified in November 2026, S4: looking for quotations was quadratic on spaces."""
    with working_less_than(1):
        new_text(text)


def test_a_line_too_long_to_be_searched_is_kept():
    line = "On m’a écrit : " * 80
    assert new_text(f"{line}\n\n> citation") == line.strip()
