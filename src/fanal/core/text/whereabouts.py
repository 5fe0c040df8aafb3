"""Is what follows « mot de passe : » the place where it is, or the password itself, one ordinary word? Pure.

A place, a person, a safe, a program that keeps secrets, or a word that says what became of it may stand there
alone; any other single word is taken for the secret. Several words are a sentence, unless they are quoted.
"""

import re
import unicodedata

STRONG = r"mots? de passe|mdp|password|passwd|pwd|passphrase"
WEAK = r"code pin|code secret|code|pin|puk|clé|clef"
# « code couleur », « clé de répartition » announce no secret: these do.
THINGS = (
    r"accès|admin\w*|alarme|armoire|baie|bios|cadenas|carte|casier|chariot|coffre|entrée|garage|grille"
    r"|imprimante|local|ordinateur|parking|photocopieur|portail|portillon|porte|réserve|réseau|salle|serveur"
    r"|sim|tablettes?|téléphone|vestiaire|wi-?fi|wpa\d?"
)
LINK = r"(?:(?:de|du|des|la|le|les)\s+|[dl][’'])"
SIGN = r"\s*(?:[:=→]|->)[>\s]*"
ANNOUNCED = re.compile(
    rf"\b(?:(?:{STRONG})\b[^:=→.,;()\n]{{0,30}}?|(?:{WEAK})\b(?:\s+{LINK}*(?:{THINGS})\b[^:=→.,;()\n]{{0,20}}?)?)"
    rf"{SIGN}(?P<said>[^\n]{{0,120}})",
    re.I,
)
KEPT_IN = re.compile(
    r"(?:armoire|boîte|carnet|changement|classeur|coffre|coffre-fort|dossier|durée|enveloppe|fichier"
    r"|gestionnaire|liste|longueur|politique|règle|réinitialisation|renouvellement|trousseau)s?"
    r"\s+(?:à|de|des|du|d[’'])\s*(?:l[ae]s?\s+|l[’'])?$",
    re.I,
)
QUOTED = re.compile(r"\s*(?:«\s*([^»]*)»|\"([^\"]*)\"|“([^”]*)”|'([^']*)')")
END = re.compile(r"[,;()]|(?<!\bM)(?<!\bMM)[.!?](?:\s|$)|\s[-–/|]\s|\s(?:et|ou|puis|pour|avec)\s", re.I)
NAMED = re.compile(
    r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|\d{7}[a-z]|[a-z]{1,6}[-_]?\d{1,4}|\d{1,2}/\d{1,2}(?:/\d{2,4})?",
    re.I,
)
ELISION = re.compile(r"^(?:[dlns]|qu)[’']", re.I)
PLACES = (
    "accueil administration affiche agence annexe armoire atelier badge baie bibliotheque boite bureau",
    "cahier caisse carnet carte cave cdi classeur cle clef coffre college crochet direction document",
    "dossier enveloppe etagere etiquette fiche fichier fort foyer infirmerie intendance internat labo",
    "laboratoire local loge lycee mail mairie messagerie meuble mur panneau papier pochette porte poste",
    "registre reserve salle sceau scolaire secretariat serveur siege sms tableau telephone tiroir",
    "trousseau vestiaire vie vitrine",
)
PEOPLE = (
    "academie adjoint administrateur agent assistance classe collectivite comptable concierge conseil",
    "conseiller cpe dane delegation departement dirigeant documentaliste drane dsi editeur eleve",
    "enseignant equipe famille fournisseur gardien gestionnaire hebergeur infirmier intendant maire",
    "parent prestataire principal professeur proviseur rectorat referent region responsable secretaire",
    "societe support technicien titulaire vigile",
)
KEEPERS = (
    "bitwarden dashlane educonnect enpass ent fanal glpi keepass keepassxc keeper lastpass lockpass",
    "lockself nordpass passbolt pronote psono teampass vaultwarden zimbra",
)
STATES = (
    "absent ailleurs annuel aout appeler aucun avril caduc change communique connu conserve consulter",
    "contacter decembre dedans demander demandez depose desactive donne ecrit efface enregistre envoye",
    "expire fevrier garde genere hebdomadaire ici idem imprime inconnu individuel inutile janvier juillet",
    "juin mai mars meme memorise mensuel neant nominatif non note novembre octobre oublie perdu perime",
    "personnel provisoire quotidien range recuperer reinitialiser remis retrouver rien sans scelle",
    "septembre stocke supprime temporaire transmis trimestriel unique voir",
)
WORDS = frozenset(word for line in (*PLACES, *PEOPLE, *KEEPERS, *STATES) for word in line.split())


def announced_word(text: str) -> bool:
    """Whether a sign after a word for a secret is followed by one word that says no place."""
    start = 0
    while match := ANNOUNCED.search(text, start):
        start = match.start("said")
        before = text[max(0, match.start() - 60) : match.start()]
        if not KEPT_IN.search(before) and _is_the_secret(match["said"]):
            return True
    return False


def _is_the_secret(text: str) -> bool:
    if quoted := QUOTED.match(text):
        words = next(filter(None, quoted.groups()), "").split()
        return bool(words) and not any(says_where(word) for word in words)
    words = END.split(text, maxsplit=1)[0].split()
    return len(words) == 1 and not says_where(words[0])


def says_where(word: str) -> bool:
    """Whether this word alone says a place, a person, a program, or what became of the secret."""
    bare = word.strip("«»\"'“”‘’[]:…*_")
    if not bare or NAMED.fullmatch(bare):
        return True
    return any(form in WORDS for piece in _folded(ELISION.sub("", bare)).split("-") for form in _forms(piece))


def _forms(word: str) -> set[str]:
    """The word, and without the marks of the plural and of the feminine."""
    singular = word.rstrip("sx")
    return {
        word,
        singular,
        singular.removesuffix("e"),
        singular.removesuffix("trice") + "teur",
        singular.removesuffix("le"),
    }


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
