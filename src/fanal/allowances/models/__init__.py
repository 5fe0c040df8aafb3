"""What is proposed for a mission: the envelope, allowances, reliefs, letters, what the councils said."""

from fanal.allowances.models.envelope import CouncilOpinion, ImpEnvelope
from fanal.allowances.models.proposal import ImpProposal
from fanal.allowances.models.relief import ServiceRelief, Substitution

__all__ = [
    "CouncilOpinion",
    "ImpEnvelope",
    "ImpProposal",
    "ServiceRelief",
    "Substitution",
]
