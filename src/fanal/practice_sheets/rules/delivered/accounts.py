"""What to try when a service on line does not let one in?"""

from fanal.helpdesk.rules.codes import RequestKind
from fanal.practice_sheets.rules.delivered.sheet import FirstSheet

PASSWORD = FirstSheet(
    "ent-password",
    "Mot de passe de l’ENT oublié",
    (RequestKind.ACCOUNT, RequestKind.ENT),
    "mot passe mdp oublie identifiant code ent connecter connexion compte",
    """
## Le vôtre

1. Vérifiez la touche **Verr. Maj.** : majuscules et minuscules comptent.
2. **Choisissez la bonne entrée** : les personnels passent souvent par la page académique, pas par celle
   des familles.
3. Utilisez **« Mot de passe oublié »** sur la page de connexion. Le courriel arrive à votre adresse
   académique ; regardez aussi les indésirables.
4. Essayez dans une **fenêtre privée** : un ancien mot de passe enregistré s’impose parfois.

## Celui d’un élève ou d’une famille

Ne demandez jamais le mot de passe, et n’écrivez pas le nom de l’élève dans la demande : la classe
suffit. Nous remettons un nouveau code à l’élève en main propre.

## Un message inquiétant ?

Un courriel qui réclame votre mot de passe est un piège, même s’il porte le logo de l’académie. Ne
cliquez pas, signalez-le.
""",
)

PRONOTE = FirstSheet(
    "pronote",
    "Pronote, vie scolaire : la page ne s’ouvre pas",
    (RequestKind.ENT,),
    "pronote appel note bulletin cahier texte vie scolaire emploi temps classe",
    """
## La page ne s’ouvre pas

1. **Entrez par l’ENT**, pas par une adresse gardée en favori : elle a pu changer.
2. Essayez un **autre navigateur** ou une fenêtre privée.
3. Demandez à un collègue : s’il est bloqué aussi, c’est une panne générale. Signalez-la une fois, les
   autres peuvent choisir « Me prévenir aussi ».

## Une classe, un élève ou un service manque

1. Vérifiez la **période** et la **date** affichées en haut.
2. Ce que vous voyez vient du secrétariat : une classe créée ou un emploi du temps modifié aujourd’hui
   n’apparaît souvent que le lendemain.

## Faire l’appel sans attendre

Notez les absents sur papier et prévenez la vie scolaire : l’appel n’attend pas la réparation.
""",
)

SHEETS = (PASSWORD, PRONOTE)
