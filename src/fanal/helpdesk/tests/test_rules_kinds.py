import pytest

from fanal.helpdesk.rules.codes import Kind
from fanal.helpdesk.rules.kinds import MANAGEMENT_NOTICE, guess, leads_to_management


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Le vidéoprojecteur de la salle 12 n’affiche plus rien", Kind.PROJECTOR),
        ("videoprojecteur en panne", Kind.PROJECTOR),
        ("le vidéprojecteur clignote", Kind.PROJECTOR),
        ("Le VPI ne s’allume plus", Kind.PROJECTOR),
        ("projo HS en B204", Kind.PROJECTOR),
        ("L'ordinateur du bureau ne démarre pas", Kind.COMPUTER),
        ("l’ordinatuer rame", Kind.COMPUTER),
        ("plus de souris ni de clavier", Kind.COMPUTER),
        ("Trois tablettes ne chargent plus", Kind.TABLET),
        ("L’imprimante de la salle des profs fait un bourrage", Kind.PRINTER),
        ("imprimente bloquée", Kind.PRINTER),
        ("le photocopieur n'a plus de toner", Kind.PRINTER),
        ("Pronote ne s’ouvre pas", Kind.ENT),
        ("pronotte me demande de me reconnecter", Kind.ENT),
        ("Je n’arrive pas à me connecter à l’ENT", Kind.ENT),
        ("J’ai oublié mon mot de passe", Kind.ACCOUNT),
        ("mdp perdu pour un élève", Kind.ACCOUNT),
        ("Pas de Wi-Fi dans le bâtiment C", Kind.NETWORK),
        ("le wifi coupe", Kind.NETWORK),
        ("Plus d'internet depuis ce matin", Kind.NETWORK),
        ("Pouvez-vous installer GeoGebra ?", Kind.SOFTWARE),
        ("La porte grince", Kind.OTHER),
        ("", Kind.OTHER),
        ("L’imprimante et le vidéoprojecteur", Kind.OTHER),
        ("?!… 😀", Kind.OTHER),
    ],
)
def test_the_kind_is_guessed_from_one_sentence_or_left_to_other(text: str, kind: Kind) -> None:
    assert guess(text) is kind


def test_the_thing_that_is_broken_wins_over_the_words_around_it() -> None:
    assert guess("Le vidéoprojecteur ne voit pas le câble HDMI du poste") is Kind.PROJECTOR


@pytest.mark.parametrize(
    "text",
    [
        "Un élève subit du harcèlement",
        "harcelement sur Snapchat",
        "Elle est harcelée sur un groupe",
        "ils harcèlent un 6e",
        "cyberharcèlement en 4e",
        "cyber-harcèlement",
        "c’est du harcellement",
        "harsèlement dans la cour",
        "HARCÈLEMENT",
        "photos intimes qui circulent",
        "menace de mort sur l’ENT",
        "il parle de se suicider",
    ],
)
def test_grave_words_lead_to_the_management(text: str) -> None:
    assert leads_to_management(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le projecteur de la salle Marcel Pagnol est en panne",
        "Salle Marcelle : plus de réseau",
        "Le harnais de la caméra est cassé",
        "L’antivirus signale une menace",
        "Une parcelle du jardin n’a pas de Wi-Fi",
        "",
    ],
)
def test_ordinary_words_do_not(text: str) -> None:
    assert not leads_to_management(text)


def test_the_notice_gives_the_national_number() -> None:
    assert "3018" in MANAGEMENT_NOTICE
