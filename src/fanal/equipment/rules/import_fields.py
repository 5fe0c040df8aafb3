"""Which fields of a record may a file fill, and under which headers do schools write them?

Headers seen in the inventories of collectivités, in lists kept by hand, in the exports of GLPI and of
Snipe-IT, and in our own; nothing here is law.
"""

from fanal.core.imports.columns import Field

FIELDS = (
    Field("name", "Nom", (
        "nom du poste", "nom machine", "désignation", "libellé", "intitulé", "hostname", "poste",
        "nom du matériel", "nom de l’ordinateur", "asset name", "computer name", "name",
    )),
    Field("type", "Type", (
        "type de matériel", "type d’équipement", "catégorie", "nature", "famille", "matériel",
        "type d’ordinateur", "catégorie de matériel", "category",
    )),
    Field("room", "Salle", (
        "local", "lieu", "emplacement", "localisation", "pièce", "n° salle", "salle/lieu", "affectation",
        "lieu d’affectation", "location", "default location",
    )),
    Field("building", "Bâtiment", ("bât.", "bâtiment/aile", "building")),
    Field("site", "Site", ("implantation",)),
    Field("state", "État", ("statut", "état du matériel", "situation", "status", "status label")),
    Field("maker", "Marque", ("constructeur", "fabricant", "marque matériel", "manufacturer")),
    Field("model", "Modèle", ("référence", "modèle matériel", "réf", "model", "model name")),
    Field("maker_model", "Marque et modèle", ("marque / modèle", "marque, modèle", "marque modèle")),
    Field("model_number", "Référence du modèle", ("model no.", "model number"), "gardée dans la remarque"),
    Field("serial", "N° de série", (
        "numéro de série", "num série", "sn", "serial", "serial number", "serial no.", "numéro série",
        "n° série", "n° de série constructeur", "service tag",
    )),
    Field("authority_number", "N° d’inventaire de la collectivité", (
        "n° inventaire", "numéro d’inventaire", "inventaire", "n° d’inventaire", "code barre",
        "n° département", "n° région", "n° du département", "n° de la région", "n° collectivité",
        "n° d’inventaire du département", "n° d’inventaire de la région", "n° d’inventaire de la métropole",
        "n° d’inventaire de la ville", "étiquette collectivité", "inventory number",
    )),
    Field("school_number", "N° d’inventaire de l’établissement", (
        "n° établissement", "n° collège", "n° lycée", "n° interne", "étiquette",
        "n° inventaire établissement", "asset tag",
    )),
    Field("owner", "Propriétaire", ("appartenance", "propriété"), "collectivité, établissement ou État"),
    Field("payer", "Qui paie ?", ("payeur", "financeur", "financement", "origine du financement")),
    Field("is_pedagogical", "Pédagogique", ("usage", "pédagogique ou administratif"), "oui, non"),
    Field("holder", "Détenteur", (
        "confié à", "utilisateur", "usager", "attribué à", "assigned to", "checked out", "checked out to",
        "user",
    ), "une personne de l’établissement"),
    Field("bought_on", "Acheté le", (
        "date d’achat", "achat", "date acquisition", "date d’acquisition", "date de mise en service",
        "acquis le", "purchase date", "purchased",
    ), "14/11/2024"),
    Field("price_cents", "Prix, en euros", (
        "prix", "prix ttc", "montant", "coût", "valeur", "prix d’achat", "valeur d’achat", "montant ttc",
        "prix unitaire", "prix unitaire ttc", "purchase cost", "cost",
    ), "1 250,00"),
    Field("warranty_until", "Sous garantie jusqu’au", (
        "garantie", "garantie jusqu’au", "fin de garantie", "date fin garantie", "date de fin de garantie",
        "durée de garantie", "warranty", "warranty expires",
    ), "une date, « 3 ans » ou « 36 mois »"),
    Field("note", "Remarque", (
        "remarques", "observations", "observation", "obs.", "commentaire", "commentaires", "note", "notes",
        "comments",
    )),
    Field("supplier", "Fournisseur", ("vendeur", "revendeur", "supplier"), "gardé dans la remarque"),
    Field("reference", "Référence Fanal", (), "celle d’un export de Fanal"),
)  # fmt: skip
LABELS = {field.code: field.label for field in FIELDS}
LONGEST = {
    "name": 80, "type": 60, "maker": 60, "model": 80, "serial": 80, "authority_number": 40,
    "school_number": 40, "note": 2000, "room": 60,
}  # fmt: skip
# These tell where a new room is, complete a field of the record, or find it: no record keeps them.
BESIDE = frozenset({"building", "site", "maker_model", "model_number", "supplier", "reference"})
KEPT = tuple(field.code for field in FIELDS if field.code not in BESIDE)
