"""Which fields of a record may a file fill, under which headers do schools write them, and in which words?

Headers and words seen in the inventories of collectivités and in lists kept by hand; nothing here is law.
"""

from fanal.core.imports.columns import Field

FIELDS = (
    Field(
        "name",
        "Nom",
        ("nom du poste", "nom machine", "désignation", "libellé", "intitulé", "hostname", "poste"),
    ),
    Field(
        "type",
        "Type",
        ("type de matériel", "type d’équipement", "catégorie", "nature", "famille", "matériel"),
    ),
    Field(
        "room", "Salle", ("local", "lieu", "emplacement", "localisation", "pièce", "n° salle", "salle/lieu")
    ),
    Field("state", "État", ("statut", "état du matériel", "situation")),
    Field("maker", "Marque", ("constructeur", "fabricant", "marque matériel")),
    Field("model", "Modèle", ("référence", "modèle matériel", "réf")),
    Field(
        "serial",
        "N° de série",
        (
            "numéro de série",
            "num série",
            "sn",
            "serial",
            "serial number",
            "numéro série",
            "n° série",
            "service tag",
        ),
    ),
    Field(
        "authority_number",
        "N° d’inventaire de la collectivité",
        (
            "n° inventaire",
            "numéro d’inventaire",
            "inventaire",
            "n° d’inventaire",
            "code barre",
            "n° département",
            "n° région",
            "n° du département",
            "n° de la région",
            "n° collectivité",
            "n° d’inventaire du département",
            "n° d’inventaire de la région",
            "n° d’inventaire de la métropole",
            "n° d’inventaire de la ville",
            "étiquette collectivité",
        ),
    ),
    Field(
        "school_number",
        "N° d’inventaire de l’établissement",
        (
            "n° établissement",
            "n° collège",
            "n° lycée",
            "n° interne",
            "étiquette",
            "n° inventaire établissement",
        ),
    ),
    Field("owner", "Propriétaire", ("appartenance", "propriété"), "collectivité, établissement ou État"),
    Field("payer", "Qui paie ?", ("payeur", "financeur", "financement", "origine du financement")),
    Field("is_pedagogical", "Pédagogique", ("usage", "pédagogique ou administratif"), "oui, non"),
    Field(
        "bought_on",
        "Acheté le",
        ("date d’achat", "achat", "date acquisition", "date de mise en service"),
        "14/11/2024",
    ),
    Field(
        "price_cents",
        "Prix, en euros",
        ("prix", "prix ttc", "montant", "coût", "valeur", "prix d’achat"),
        "1 250,00",
    ),
    Field(
        "warranty_until",
        "Sous garantie jusqu’au",
        ("garantie", "fin de garantie", "date fin garantie"),
        "une date, « 3 ans » ou « 36 mois »",
    ),
    Field(
        "note",
        "Remarque",
        ("remarques", "observations", "observation", "commentaire", "commentaires", "note"),
    ),
)
LABELS = {field.code: field.label for field in FIELDS}
LONGEST = {
    "name": 80, "type": 60, "room": 60, "maker": 60, "model": 80, "serial": 80, "authority_number": 40,
    "school_number": 40, "note": 2000,
}  # fmt: skip
STATES = {
    "en reserve": "stock", "reserve": "stock", "stock": "stock", "en stock": "stock", "disponible": "stock",
    "en service": "service", "service": "service", "ok": "service", "bon": "service", "actif": "service",
    "fonctionne": "service", "fonctionnel": "service", "bon etat": "service", "en fonctionnement": "service",
    "en panne": "broken", "panne": "broken", "hs": "broken", "hors service": "broken", "casse": "broken",
    "en reparation": "repair", "reparation": "repair", "sav": "repair", "en sav": "repair",
    "perdu": "lost", "vole": "stolen", "sorti de l'inventaire": "disposed", "sorti": "disposed",
    "reforme": "disposed", "declasse": "disposed", "rebut": "disposed",
}  # fmt: skip
OWNERS = {
    "collectivite": "authority", "departement": "authority", "region": "authority",
    "metropole": "authority",
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
