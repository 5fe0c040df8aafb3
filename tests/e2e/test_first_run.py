"""A real school's first run: `fanal serve` on an empty home, the five questions, then one real action."""

import base64
import hashlib
import hmac
import struct
import time

PASSWORD = "Un-Phare-Sur-La-Jetée-42"
STAFF = (
    "Prénom;Nom;courriel;fonction\n"
    "Claire;Morvan;claire@ecole.invalid;Mathématiques\n"
    "Hélène;Carpentier;helene@ecole.invalid;Principale\n"
    "Sylvie;Duprat;sylvie.duprat;Secrétaire générale\n"
)


def six_digits(secret: str) -> str:
    """What a code application shows now (RFC 6238, thirty seconds, SHA-1)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def go_on(page) -> None:
    page.get_by_role("button", name="Continuer", exact=True).click()


def look(someone, heading: str) -> None:
    """One page of the journey, as the reader of a phone finds it."""
    someone.page.get_by_role("heading", name=heading, level=1).wait_for()
    assert someone.axe() == [], heading
    assert not someone.overflows(), heading


def test_a_school_opens_on_a_phone(empty, visitor):
    someone = visitor(width=360)
    page = someone.page
    page.goto(empty.url)
    look(someone, "Mettre Fanal en service")
    page.get_by_label("Code affiché").fill(empty.code)
    page.get_by_role("button", name="Commencer").click()

    look(someone, "Quel est votre établissement ?")
    page.get_by_label("Numéro UAI").fill("0120002A")
    page.get_by_label("Nom de l’établissement").fill("Collège Jean-Moulin")
    page.get_by_label("Académie").fill("Toulouse")
    page.get_by_label("Nom de la collectivité").fill("Département de l’Aveyron")
    go_on(page)
    page.get_by_text("on attendait 0120002M").first.wait_for()
    look(someone, "Quel est votre établissement ?")
    page.get_by_label("Numéro UAI").fill("0120002M")
    go_on(page)

    look(someone, "Quelle zone de vacances")
    assert page.get_by_label("Zone C").is_checked()
    assert page.get_by_text("à vérifier").first.is_visible()
    go_on(page)

    look(someone, "Quelles sont vos salles ?")
    page.get_by_label("Une salle par ligne").fill("Bâtiment A;Salle 101\nBâtiment A;Salle 102\nCDI")
    page.get_by_role("button", name="Voir ce qui sera créé").click()
    page.get_by_text("3 salles").wait_for()
    look(someone, "Quelles sont vos salles ?")
    go_on(page)

    page.get_by_label("Une personne par ligne").fill(STAFF)
    go_on(page)
    page.get_by_text("n’est pas une adresse de courriel").first.wait_for()
    look(someone, "Qui travaille dans l’établissement ?")
    page.get_by_role("button", name="Revenir").click()
    assert "Salle 102" in page.get_by_label("Une salle par ligne").input_value()
    go_on(page)
    assert "sylvie.duprat" in page.get_by_label("Une personne par ligne").input_value()
    page.get_by_role("button", name="Continuer sans ces lignes").click()

    look(someone, "Qui êtes-vous, et qui fait quoi ?")
    assert page.get_by_label("Chef d’établissement").last.input_value().startswith("Hélène Carpentier")
    page.get_by_label("Votre prénom").fill("Claire")
    page.get_by_label("Votre nom").fill("Morvan")
    page.get_by_label("Votre courriel").fill("claire@ecole.invalid")
    page.get_by_role("group", name="Votre fonction").get_by_text("Référent numérique").click()
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_label("Le même, encore une fois").fill(PASSWORD)
    page.get_by_label("Gestionnaire").last.fill("Sylvie Duprat")
    page.get_by_role("button", name="Ouvrir l’établissement").click()

    look(someone, "Double authentification")
    page.get_by_role("link", name="Installer").click()
    secret = page.get_by_label("Clé à recopier").input_value()
    page.get_by_label("Code à six chiffres").fill(six_digits(secret))
    page.get_by_role("button", name="Activer").click()
    page.get_by_role("link", name="Continuer vers Fanal").click()

    look(someone, "Collège Jean-Moulin est ouvert")
    page.get_by_role("link", name="Déclarer une première demande").click()
    page.get_by_label("Que se passe-t-il").fill("Le vidéoprojecteur grésille")
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.get_by_text("est envoyée").wait_for()

    page.goto(f"{empty.url}/e/0120002M/")
    page.get_by_text("3 sur 7").first.wait_for()
    look(someone, "Bonjour Claire")
    refused = [said for said in someone.complaints if "status of 422" not in said]
    assert refused == []
    assert page.goto(f"{empty.url}/installation/").status == 404


def test_the_questions_need_no_javascript_and_a_stranger_stays_out(without_school, visitor):
    stranger = visitor(javascript=False).page
    stranger.goto(f"{without_school.url}/installation/fonctions/")
    stranger.get_by_label("Code affiché").fill("AAAA-AAAA-AAAA")
    stranger.get_by_role("button", name="Commencer").click()
    assert "n’est pas celui qu’affiche le terminal" in stranger.content()

    page = visitor(javascript=False).page
    page.goto(without_school.url)
    page.get_by_label("Code affiché").fill(without_school.code)
    page.get_by_role("button", name="Commencer").click()
    page.get_by_label("Numéro UAI").fill("0120002M")
    page.get_by_label("Nom de l’établissement").fill("Lycée du Phare")
    go_on(page)
    page.get_by_text("Zone B").first.click()
    for _ in range(3):
        go_on(page)
    page.get_by_label("Votre prénom").fill("Ada")
    page.get_by_label("Votre nom").fill("Martin")
    page.get_by_label("Votre courriel").fill("ada@ecole.invalid")
    page.get_by_role("group", name="Votre fonction").get_by_text("Chef d’établissement").click()
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_label("Le même, encore une fois").fill(PASSWORD)
    page.get_by_role("button", name="Ouvrir l’établissement").click()
    assert "Double authentification" in page.content()
