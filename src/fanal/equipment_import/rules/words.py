"""In which words do the inventories of others say a state, an owner, a use, a type, a maker?

Words seen in lists kept by hand, in the exports of GLPI and of Snipe-IT, and our own; nothing here is law.
"""

STATES = {
    "en reserve": "stock", "reserve": "stock", "stock": "stock", "en stock": "stock", "disponible": "stock",
    "en service": "service", "service": "service", "ok": "service", "bon": "service", "actif": "service",
    "fonctionne": "service", "fonctionnel": "service", "bon etat": "service", "en fonctionnement": "service",
    "en panne": "broken", "panne": "broken", "hs": "broken", "hors service": "broken", "casse": "broken",
    "en reparation": "repair", "reparation": "repair", "sav": "repair", "en sav": "repair",
    "perdu": "lost", "vole": "stolen", "sorti de l'inventaire": "disposed", "sorti": "disposed",
    "reforme": "disposed", "declasse": "disposed", "rebut": "disposed",
    "ready to deploy": "stock", "deployable": "stock", "deployed": "service", "in use": "service",
    "active": "service", "provisioned": "service", "en utilisation": "service",
    "en production": "service", "undeployable": "broken", "broken": "broken",
    "out for repair": "repair", "out for diagnostics": "repair", "en maintenance": "repair",
    "lost": "lost", "stolen": "stolen", "lost/stolen": "lost", "archived": "disposed", "retired": "disposed",
    "deprovisioned": "disposed",
}  # fmt: skip
OWNERS = {
    "collectivite": "authority", "departement": "authority", "region": "authority",
    "metropole": "authority", "ville": "authority", "commune": "authority", "mairie": "authority",
    "conseil departemental": "authority", "conseil regional": "authority",
    "etablissement": "school", "eple": "school", "college": "school", "lycee": "school",
    "ogec": "school",
    "fonds propres": "school", "etat": "state", "rectorat": "state", "ministere": "state",
    "academie": "state",
}  # fmt: skip
USES = {
    "oui": True, "pedagogique": True, "pedago": True, "peda": True, "vrai": True, "true": True, "1": True,
    "eleves": True, "non": False, "administratif": False, "admin": False, "administration": False,
    "faux": False, "false": False, "0": False,
}  # fmt: skip
NO_SERIAL = frozenset(
    {"n/c", "nc", "non communique", "non connu", "sans", "sans numero", "sans n°", "neant", "aucun", "absent",
     "illisible", "n/a", "na", "none", "inconnu", "non lisible", "pas de numero", "-", "/", "?"}
)  # fmt: skip
AUTHORITIES = r"(cd|cr|cg|dept|dpt|departement|region|conseil)\b.*|(cd|cr|cg)\d{1,3}"
MAKERS = (
    "hewlett packard enterprise", "hewlett-packard", "hewlett packard", "hp inc.", "hp", "hpe", "lenovo",
    "dell", "acer", "asus", "apple", "samsung", "epson", "benq", "optoma", "nec", "canon", "brother", "ricoh",
    "kyocera", "konica minolta", "lexmark", "xerox", "toshiba", "fujitsu", "msi", "microsoft", "iiyama",
    "viewsonic", "promethean", "speechi", "smart", "cisco", "aruba", "ubiquiti", "netgear", "tp-link",
    "zyxel", "d-link", "sony", "panasonic", "vivitek", "casio", "lg", "philips", "aoc", "sharp",
    "huawei", "terra",
)  # fmt: skip
TYPES = {
    "laptop": ("portable", "pc portable", "ordinateur portable", "laptop", "laptops", "notebook", "ultrabook",
               "portables"),
    "desktop": ("pc", "uc", "unite centrale", "ordinateur", "ordinateur fixe", "fixe", "pc fixe",
                "poste fixe", "tour", "desktop", "desktops", "computer", "station de travail", "mini pc",
                "all in one", "all-in-one"),
    "tablet": ("tablette", "tablettes", "ipad", "tablet", "tablets"),
    "trolley": ("chariot", "classe mobile", "valise", "trolley"),
    "projector": ("vp", "videoprojecteur", "videoproj", "video projecteur", "videoprojecteurs", "projector"),
    "board": ("tbi", "tni", "vpi", "eni", "ecran interactif", "tableau interactif", "tableau numerique",
              "tableau numerique interactif"),
    "visualiser": ("visualiseur", "camera de table", "visualizer"),
    "screen": ("ecran", "moniteur", "ecrans", "monitor", "monitors", "display"),
    "printer": ("imprimante", "copieur", "photocopieur", "multifonction", "imprimantes", "printer", "mfp"),
    "server": ("serveur", "server", "servers", "nas"),
    "network": ("switch", "commutateur", "borne", "borne wifi", "borne wi-fi", "routeur", "point d'acces",
                "materiel reseau", "network equipment", "router", "access point"),
    "camera": ("appareil photo", "camera", "webcam", "camescope"),
}  # fmt: skip
