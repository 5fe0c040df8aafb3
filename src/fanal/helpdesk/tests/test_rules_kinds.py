import pytest

from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.kinds import MANAGEMENT_NOTICE, guess, leads_to_management


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Le vidéoprojecteur de la salle 12 n’affiche plus rien", RequestKind.PROJECTOR),
        ("videoprojecteur en panne", RequestKind.PROJECTOR),
        ("le vidéprojecteur clignote", RequestKind.PROJECTOR),
        ("Le VPI ne s’allume plus", RequestKind.PROJECTOR),
        ("projo HS en B204", RequestKind.PROJECTOR),
        ("L'ordinateur du bureau ne démarre pas", RequestKind.COMPUTER),
        ("l’ordinatuer rame", RequestKind.COMPUTER),
        ("plus de souris ni de clavier", RequestKind.COMPUTER),
        ("Trois tablettes ne chargent plus", RequestKind.TABLET),
        ("L’imprimante de la salle des profs fait un bourrage", RequestKind.PRINTER),
        ("imprimente bloquée", RequestKind.PRINTER),
        ("le photocopieur n'a plus de toner", RequestKind.PRINTER),
        ("Pronote ne s’ouvre pas", RequestKind.ENT),
        ("pronotte me demande de me reconnecter", RequestKind.ENT),
        ("Je n’arrive pas à me connecter à l’ENT", RequestKind.ENT),
        ("J’ai oublié mon mot de passe", RequestKind.ACCOUNT),
        ("mdp perdu pour un élève", RequestKind.ACCOUNT),
        ("Le poste 3 ne s’allume plus, mot de passe azerty12", RequestKind.COMPUTER),
        ("Pas de Wi-Fi dans le bâtiment C", RequestKind.NETWORK),
        ("le wifi coupe", RequestKind.NETWORK),
        ("Plus d'internet depuis ce matin", RequestKind.NETWORK),
        ("Pouvez-vous installer GeoGebra ?", RequestKind.SOFTWARE),
        ("La porte grince", RequestKind.OTHER),
        ("", RequestKind.OTHER),
        ("L’imprimante et le vidéoprojecteur", RequestKind.OTHER),
        ("?!… 😀", RequestKind.OTHER),
    ],
)
def test_the_kind_is_guessed_from_one_sentence_or_left_to_other(text: str, kind: RequestKind) -> None:
    assert guess(text) is kind


def test_the_thing_that_is_broken_wins_over_the_words_around_it() -> None:
    assert guess("Le vidéoprojecteur ne voit pas le câble HDMI du poste") is RequestKind.PROJECTOR


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
