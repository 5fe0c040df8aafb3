"""What to try on a computer, a tablet or the network?"""

from fanal.helpdesk.rules.codes import RequestKind
from fanal.practice_sheets.rules.delivered.sheet import FirstSheet

BLACK = FirstSheet(
    "black-screen",
    "Ordinateur : écran noir, rien ne démarre",
    (RequestKind.COMPUTER,),
    "ecran noir demarre allume demarrer allumer poste ordinateur pc unite",
    """
## À essayer, dans l’ordre

1. **Bougez la souris**, appuyez sur une touche : il est peut-être en veille.
2. **Le voyant de l’écran.** Éteint : appuyez sur son bouton. Orange : l’écran marche, il ne reçoit
   rien.
3. **Le voyant de l’ordinateur.** Éteint : vérifiez la multiprise et le câble d’alimentation, essayez
   une autre prise.
4. **Le câble entre les deux** : débranchez, rebranchez, des deux côtés.
5. **Forcer l’arrêt.** Appuyez dix secondes sur le bouton de l’ordinateur, attendez, rallumez. Seulement
   si plus rien ne répond : le travail non enregistré est perdu.

## Si l’écran reste noir

Dites-nous quels voyants sont allumés et si l’ordinateur fait du bruit. Un message est affiché ?
Prenez-le en photo.
""",
)

SLOW = FirstSheet(
    "slow-computer",
    "Ordinateur très lent",
    (RequestKind.COMPUTER,),
    "lent lente lenteur rame ramer bloque fige plante ordinateur pc session",
    """
## À essayer, dans l’ordre

1. **Attendez trois minutes** après l’ouverture de la session : le poste installe peut-être ses mises à
   jour.
2. **Fermez** les onglets et les logiciels inutiles.
3. **Redémarrez** : menu Démarrer, puis **Redémarrer** (pas « Éteindre », qui garde la lenteur en
   mémoire).
4. **Votre session ou le poste ?** Essayez un autre poste. Si tout y est lent aussi, c’est votre
   session, ou le réseau.
5. **Videz** la corbeille et le dossier Téléchargements si votre espace est presque plein.

## Ensuite

Dites-nous le nom du poste, ce qui est lent (l’ouverture de session, Internet, un logiciel) et si les
voisins le sont aussi.
""",
)

WIFI = FirstSheet(
    "wifi",
    "Wi-Fi ou Internet ne répond pas",
    (RequestKind.NETWORK, RequestKind.TABLET),
    "wifi wi-fi internet reseau connexion connecte borne",
    """
## À essayer, dans l’ordre

1. **Mode avion** désactivé ? **Wi-Fi** activé ? Vérifiez que le réseau choisi est celui de
   l’établissement.
2. **Coupez le Wi-Fi**, attendez dix secondes, remettez-le.
3. **Câble ?** Sur un ordinateur fixe, débranchez et rebranchez la prise réseau ; son voyant doit
   clignoter.
4. **Un site ou tous ?** Essayez deux autres sites. Si un seul ne s’ouvre pas, il est peut-être filtré :
   demandez son ouverture, en donnant l’adresse, la classe et la date du cours.
5. **Une salle ou toutes ?** Demandez au voisin : s’il est coupé aussi, une borne ou le réseau est en
   cause.

## N’essayez pas

De partager la connexion de votre téléphone à une classe, ni de brancher un boîtier apporté de chez
vous.
""",
)

TABLETS = FirstSheet(
    "tablets",
    "Tablettes : elles ne s’allument pas ou ne se mettent pas à jour",
    (RequestKind.TABLET,),
    "tablette ipad valise chariot charge batterie allume application",
    """
## Elle ne s’allume pas

1. **Chargez vingt minutes** avec un câble qui marche ailleurs : une tablette vide met un moment à
   répondre.
2. **Forcez le redémarrage** : bouton d’allumage et volume bas ensemble, dix secondes.
3. **La valise.** Branchée au mur ? Interrupteur allumé ? Chaque câble bien enfoncé ?

## Une application manque ou refuse de s’ouvrir

1. Fermez-la, rouvrez-la ; puis redémarrez la tablette.
2. Vérifiez le Wi-Fi : beaucoup d’applications en ont besoin au premier lancement.

## Avant de ranger

Remettez chaque tablette à son numéro et branchez-la. Signalez le **numéro** de celle qui ne va pas : un
papier collé se perd, une demande reste.
""",
)

SHEETS = (BLACK, SLOW, WIFI, TABLETS)
