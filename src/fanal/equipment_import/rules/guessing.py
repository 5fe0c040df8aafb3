"""Which type is a machine, when its file has no such column? Read from the words of its make and model.

A gestionnaire's table says « HP ProBook 450 », not « ordinateur portable »: whoever reads it knows. What is
found is shown in the preview like any other value; unknown words stay « Autre équipement ».
"""

from fanal.core.text.words import fold
from fanal.equipment.rules.kinds import DEFAULT_KINDS

SAID_BY = {
    "tablet": ("ipad", "galaxy tab", "tablette", "mediapad", "tab active"),
    "laptop": (
        "probook",
        "elitebook",
        "zbook",
        "thinkpad",
        "ideapad",
        "latitude",
        "vostro",
        "travelmate",
        "chromebook",
        "macbook",
        "vivobook",
        "expertbook",
        "lifebook",
        "portable",
    ),
    "desktop": (
        "optiplex",
        "thinkcentre",
        "prodesk",
        "elitedesk",
        "proone",
        "imac",
        "mac mini",
        "veriton",
        "esprimo",
        "unite centrale",
        "ordinateur fixe",
    ),
    "projector": ("epson eb", "eb-", "videoprojecteur", "vp interactif", "casio xj"),
    "board": ("tableau interactif", "tableau numerique", "ecran interactif", "tbi ", "tni ", "eni "),
    "visualiser": ("visualiseur", "visualizer"),
    "printer": (
        "laserjet",
        "officejet",
        "taskalfa",
        "ecosys",
        "bizhub",
        "imagerunner",
        "workforce",
        "imprimante",
        "copieur",
        "photocopieur",
    ),
    "screen": ("ecran ", "moniteur"),
    "network": ("borne wi", "point d'acces", "commutateur", "switch ", "unifi", "aruba"),
    "server": ("poweredge", "proliant", "serveur"),
    "trolley": ("chariot", "valise", "classe mobile"),
    "camera": ("appareil photo", "camescope", "coolpix", "gopro"),
}


def guessed_type(made_as: str, name: str = "") -> str | None:
    """The label of its usual type, « Ordinateur portable »; none when no word says it."""
    said = f"{fold(made_as)} {fold(name)} "
    labels = {kind.code: kind.label for kind in DEFAULT_KINDS}
    found = (code for code, words in SAID_BY.items() if any(word in said for word in words))
    return next((labels[code] for code in found), None)
