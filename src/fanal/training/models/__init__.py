"""Needs, offers, local trainings asked of the académie, sessions and who was there."""

from fanal.training.models.local_training import LocalTraining, LocalTrainingRules
from fanal.training.models.need import TrainingNeed
from fanal.training.models.offer import TrainingOffer
from fanal.training.models.session import SessionOpinion, SessionRegistration, TrainingSession
from fanal.training.models.subject import TrainingSubject
from fanal.training.models.weekly import WeeklyNeeds

__all__ = [
    "LocalTraining",
    "LocalTrainingRules",
    "SessionOpinion",
    "SessionRegistration",
    "TrainingNeed",
    "TrainingOffer",
    "TrainingSession",
    "TrainingSubject",
    "WeeklyNeeds",
]
