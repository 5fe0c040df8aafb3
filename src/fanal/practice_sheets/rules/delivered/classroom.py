"""What to try in a classroom: picture, sound, interactive board, headset?"""

from fanal.helpdesk.rules.codes import RequestKind
from fanal.practice_sheets.rules.delivered.sheet import FirstSheet

PROJECTOR = FirstSheet(
    "projector-no-picture",
    "Vidéoprojecteur : pas d’image",
    (RequestKind.PROJECTOR,),
    "videoprojecteur projecteur image noir bleu signal hdmi vga source input",
    """
## À essayer, dans l’ordre

1. **Le voyant.** Éteint : vérifiez la prise et la multiprise. Orange ou clignotant : attendez deux
   minutes, il refroidit.
2. **La source.** Touche **Source** ou **Input** de la télécommande : essayez HDMI 1, HDMI 2, puis VGA.
   Laissez cinq secondes à chaque fois.
3. **Le câble.** Débranchez-le des deux côtés, rebranchez-le bien au fond.
4. **L’ordinateur.** Touches **Windows + P**, puis **Dupliquer**.
5. **Redémarrer.** Éteignez le vidéoprojecteur, attendez que le ventilateur s’arrête, rallumez.

## Si l’image reste absente

Dites-nous ce qui est affiché (« Aucun signal », écran bleu, rien) et la couleur du voyant. N’ouvrez pas
l’appareil et ne montez pas sur une table : nous venons.
""",
)

SOUND = FirstSheet(
    "no-sound",
    "Pas de son en classe",
    (RequestKind.PROJECTOR, RequestKind.COMPUTER),
    "son audio enceinte haut-parleur volume muet entend",
    """
## À essayer, dans l’ordre

1. **Le volume.** En bas à droite de l’écran, cliquez sur le haut-parleur : il ne doit pas être barré.
2. **La vidéo elle-même.** Le lecteur a son propre volume ; l’onglet du navigateur peut être muet (clic
   droit sur l’onglet).
3. **La sortie.** Cliquez sur la flèche à côté du volume et choisissez la bonne sortie : **HDMI** ou le
   nom du vidéoprojecteur si le son passe par lui, **Haut-parleurs** sinon.
4. **Les enceintes.** Allumées ? Molette tournée ? Prise verte branchée à l’ordinateur ?
5. **Fermer et rouvrir** la page ou le lecteur.

## Si rien ne s’entend

Dites-nous si le son sort d’un casque branché à la place des enceintes : cela montre d’où vient la
panne.
""",
)

BOARD = FirstSheet(
    "board-offset",
    "Tableau interactif : le stylet écrit à côté",
    (RequestKind.PROJECTOR,),
    "tni tbi vpi eni tableau interactif stylet calibrage decale tactile",
    """
## Le stylet écrit à côté

1. Lancez le **calibrage** (ou « orienter », « aligner ») depuis l’icône du tableau, près de l’horloge.
2. Touchez le centre de chaque croix, sans vous appuyer de l’autre main.
3. Si l’image a bougé, recadrez-la d’abord : le vidéoprojecteur a pu être heurté.

## Le tableau ne réagit pas

1. Débranchez le câble **USB** du tableau, attendez dix secondes, rebranchez-le dans une autre prise
   USB.
2. Essayez avec un autre stylet, ou changez sa pile.
3. Redémarrez l’ordinateur, tableau branché.

## En attendant

La souris commande tout ce que le stylet commande. Dites-nous la marque écrite sur le tableau.
""",
)

HEADSET = FirstSheet(
    "headset",
    "Casque et micro : rien ne s’entend ou ne s’enregistre",
    (RequestKind.COMPUTER, RequestKind.TABLET),
    "casque micro ecouteur enregistrer baladodiffusion labo langue jack",
    """
## On n’entend rien

1. **Une seule prise ?** Elle va dans la prise au dessin de casque. **Deux prises ?** Verte : le son ;
   rose : le micro.
2. Cherchez la **molette** sur le fil du casque, et montez-la.
3. Cliquez sur le haut-parleur en bas à droite et choisissez **Casque** comme sortie.

## Le micro n’enregistre pas

1. Vérifiez l’**interrupteur** du micro, sur le fil.
2. Dans le navigateur, cliquez sur le cadenas à gauche de l’adresse : le **microphone** doit être
   autorisé.
3. Essayez le casque sur un autre poste. S’il marche ailleurs, c’est le poste ; sinon c’est le casque.

## Ensuite

Mettez de côté le casque en panne, avec un papier qui dit pourquoi, et signalez-le : nous le remplaçons.
""",
)

SHEETS = (PROJECTOR, SOUND, BOARD, HEADSET)
