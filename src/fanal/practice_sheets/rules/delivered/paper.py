"""What to try when something is to be printed or scanned?"""

from fanal.helpdesk.rules.codes import RequestKind
from fanal.practice_sheets.rules.delivered.sheet import FirstSheet

PRINTER = FirstSheet(
    "printer",
    "L’imprimante n’imprime pas",
    (RequestKind.PRINTER,),
    "imprimante imprime imprimer impression copieur photocopieur bourrage papier toner encre",
    """
## À essayer, dans l’ordre

1. **Lisez l’écran de l’appareil** : il dit souvent ce qui manque.
2. **Le papier.** Bac rempli et bien poussé, guides contre les feuilles, bon format.
3. **Un bourrage.** Ouvrez les capots dans l’ordre indiqué, tirez la feuille à deux mains, dans le sens
   du papier. Tout refermer jusqu’au clic.
4. **La bonne imprimante ?** Dans la fenêtre d’impression, lisez le nom choisi : l’ordinateur en propose
   parfois une autre.
5. **La file d’attente.** Ne relancez pas dix fois : annulez, éteignez l’appareil dix secondes, imprimez
   une page.

## Ensuite

Encre ou toner vide : dites le nom de l’appareil et la couleur. Ne secouez pas la cartouche. Pour un
copieur en contrat, relevez le numéro d’appel collé sur la machine.
""",
)

SCAN = FirstSheet(
    "scan",
    "Numériser un document au copieur",
    (RequestKind.PRINTER,),
    "scan scanner numeriser numerisation copieur pdf courriel",
    """
## Numériser

1. Posez les feuilles dans le chargeur, **face imprimée vers le haut**, ou une seule sur la vitre.
2. Sur l’écran : **Numériser** (ou « Scan »), puis votre dossier, une clé USB ou votre adresse
   académique.
3. Choisissez **PDF**, **recto verso** si besoin, **200 ppp** : c’est assez, et le courriel passera.
4. Appuyez sur **Démarrer** et restez jusqu’au bout.

## Rien n’arrive

1. Attendez cinq minutes et regardez les indésirables.
2. Plus de vingt pages ? Numérisez en deux fois : les pièces trop lourdes sont refusées.
3. La clé USB n’est pas lue : essayez-en une autre, formatée en FAT32.

## Pensez-y

N’envoyez pas à une adresse personnelle un document qui porte des noms d’élèves, et reprenez l’original
sur la vitre.
""",
)

SHEETS = (PRINTER, SCAN)
