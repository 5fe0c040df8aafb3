"""The agreements that Fanal proposes to pupils, families and the staff.

They cite no article and set no tariff (`docs/domain/loans.md`, « Loss, theft, breakage »): what is asked of a
pupil or a family after a loss is the real prejudice, for a wilful act or gross negligence. Pure.
"""

from dataclasses import replace

from fanal.loans.rules.agreement import AgreementText, BorrowerKind

UNVOTED = ", sans aucun tarif qui n’ait été voté"
LOSS = """\
## En cas de perte, de vol ou de casse
- l’établissement est prévenu aussitôt ; un vol fait l’objet d’une plainte, dont le récépissé lui est remis ;
- une panne ou l’usure normale ne coûtent rien ;
"""
CLAIM_AND_SCHOOL = (
    LOSS
    + """\
- une somme n’est demandée qu’après un acte volontaire ou une négligence grave ; elle répare le préjudice \
réel, usure comptée, sans aucun tarif qui n’ait été voté ;
- le propriétaire du matériel peut la demander lui-même.

## L’établissement s’engage à
- remettre un matériel en état de marche ;
- aider à s’en servir, et dire à qui s’adresser en cas de panne.
"""
)
FOR_PUPILS = (
    """\
{{prêteur}} prête à **{{élève}}**, classe de {{classe}}, le matériel suivant : {{matériel}}.

Propriétaire du matériel : {{propriétaire}}.

{{autorisation}}.

Échéance : {{échéance}}.

Responsables : {{responsables}}

## {{engagement}}
- prendre soin du matériel et s’en servir pour le travail scolaire ;
- ne le prêter à personne d’autre ;
- dire aussitôt à l’établissement qu’il est en panne, abîmé, perdu ou volé ;
- le rendre complet à l’échéance, ou au départ de l’élève si elle vient avant.

"""
    + CLAIM_AND_SCHOOL
)
FOR_FAMILIES = (
    """\
{{prêteur}} prête à **{{emprunteur}}**, pour la famille de l’élève {{élève}}, \
classe de {{classe}}, le matériel suivant : {{matériel}}.

Propriétaire du matériel : {{propriétaire}}.

{{autorisation}}.

Échéance : {{échéance}}.

## La personne qui emprunte s’engage à
- prendre soin du matériel et le garder au domicile ;
- ne le prêter à personne hors de la famille ;
- dire aussitôt à l’établissement qu’il est en panne, abîmé, perdu ou volé ;
- le rendre complet à l’échéance, ou au départ de l’élève si elle vient avant.

"""
    + CLAIM_AND_SCHOOL
)
FOR_STAFF = (
    """\
{{prêteur}} prête à **{{emprunteur}}** le matériel suivant : {{matériel}}.

Propriétaire du matériel : {{propriétaire}}.

{{autorisation}}.

Échéance : {{échéance}}.

## La personne qui emprunte s’engage à
- prendre soin du matériel et s’en servir pour son travail ;
- ne le prêter à personne d’autre ;
- dire aussitôt qu’il est en panne, abîmé, perdu ou volé ;
- le rendre complet à l’échéance, ou à son départ de l’établissement.

"""
    + LOSS
    + """\
- ce qui peut être demandé à la personne qui emprunte relève de son employeur : cette convention n’y ajoute \
rien.
"""
)
MODELS = {
    BorrowerKind.PUPIL: AgreementText("Convention de prêt de matériel", FOR_PUPILS),
    BorrowerKind.FAMILY: AgreementText("Convention de prêt de matériel", FOR_FAMILIES),
    BorrowerKind.STAFF: AgreementText("Convention de prêt de matériel", FOR_STAFF),
}


def proposed_text(kind: BorrowerKind, *, is_private: bool) -> AgreementText:
    """What Fanal proposes to a school. In a private one, no board votes a tariff."""
    text = MODELS[kind]
    return replace(text, body=text.body.replace(UNVOTED, "")) if is_private else text
