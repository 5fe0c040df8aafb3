"""What was published of a survey as it ended: a content that never changes, with its fingerprint."""

import json
from functools import cached_property

from django.db import models

from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.surveys.models.question import KEPT, PURPOSE
from fanal.surveys.models.survey import Survey
from fanal.surveys.rules.publication import Publication
from fanal.surveys.rules.publication_data import read_publication


class SurveyPublication(SchoolOwned):
    """`content` is the JSON of `rules.publication_data`; page, file, indicator and report read it alone."""

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="publication")
    content = models.TextField("contenu")
    sha256 = models.CharField("empreinte du contenu", max_length=64)

    class Meta:
        constraints = [SameSchool("survey")]

    DATA = DataMap(PURPOSE, "none", KEPT)
    JOURNAL_NAME = "surveys.publication"
    FROZEN = Frozen(("survey_id", "content", "sha256"))

    def __str__(self) -> str:
        return f"Résultats, {self.sha256[:8]}"

    @cached_property
    def published(self) -> Publication:
        return read_publication(json.loads(self.content))
