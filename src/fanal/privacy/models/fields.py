"""The fields that sheets and breaches are made of: lists of codes, texts, one code among a few."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fanal.core.labelled import Labelled
from fanal.privacy.rules.register import LONGEST

CODE = 14  # characters of the longest code


def codes(words: str, among: type[Labelled], **more: Any) -> ArrayField:
    code = models.CharField(max_length=CODE, choices=among.choices())
    return ArrayField(code, verbose_name=words, default=list, blank=True, **more)


def text(words: str, longest: int = LONGEST, **more: Any) -> models.TextField:
    return models.TextField(words, max_length=longest, **({"blank": True} | more))


def choice(words: str, among: type[Labelled], first: Labelled) -> models.CharField:
    return models.CharField(words, max_length=10, choices=among.choices(), default=first)
