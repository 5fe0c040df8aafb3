"""A mail joined to a mail: kept as a file, readable below, and never mistaken for what its sender wrote."""

from fanal.core.mail import bounded
from fanal.core.mail.parsing import read_letter
from fanal.core.mail.testing import letter
from fanal.core.mail.texts import MAX_JOINED_TEXT


def joining(*messages, text="Voir ci-joint"):
    outer = letter("a@b.invalid", "c@d.invalid", "Transmis", text)
    for message in messages:
        outer.add_attachment(message)
    return outer


def test_its_words_are_below_those_of_the_mail_it_came_with():
    inner = letter("z@b.invalid", "c@d.invalid", "Écran", "Réparé hier.")
    read = read_letter(joining(inner).as_bytes())
    assert read.text == "Voir ci-joint"
    assert read.whole_text == "Voir ci-joint\n\n[Message joint : « Écran », de z@b.invalid]\n\nRéparé hier."
    assert [file["name"] for file in read.attachments] == ["Écran.eml"]


def test_a_mail_that_only_forwards_another_is_not_empty():
    inner = letter("z@b.invalid", "c@d.invalid", "Écran", "Réparé hier.")
    read = read_letter(joining(inner, text="").as_bytes())
    assert read.text == ""
    assert "Réparé hier." in read.whole_text


def test_mails_one_inside_the_other_are_read_two_deep():
    mail = letter("z@b.invalid", "c@d.invalid", "5", "Texte 5")
    for level in (4, 3, 2, 1):
        outer = letter("z@b.invalid", "c@d.invalid", str(level), f"Texte {level}")
        outer.add_attachment(mail)
        mail = outer
    whole = read_letter(joining(mail).as_bytes()).whole_text
    assert [level for level in range(1, 6) if f"Texte {level}" in whole] == [1, 2]


def test_its_words_are_cut_and_its_file_is_whole():
    inner = letter("z@b.invalid", "c@d.invalid", "Long", "mot " * 50_000)
    raw = joining(inner).as_bytes()
    assert len(read_letter(raw).whole_text) < MAX_JOINED_TEXT + 200
    (file,) = bounded.files(raw)
    assert file.is_message
    assert len(file.content) > 200_000


def test_the_files_of_a_joined_mail_stay_inside_it():
    inner = letter("z@b.invalid", "c@d.invalid", "Pièges", "x")
    inner.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="pilote.exe")
    names = [file.name for file in bounded.files(joining(inner).as_bytes())]
    assert names == ["Pièges.eml"]
