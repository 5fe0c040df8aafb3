"""How is a publication kept as plain data, always in the same order of keys? Pure."""

from dataclasses import asdict
from typing import Any

from fanal.accounts.rules.small_groups import Bounds
from fanal.surveys.rules.codes import QuestionKind
from fanal.surveys.rules.publication import Publication, PublishedOption, PublishedQuestion


def publication_data(publication: Publication) -> dict[str, Any]:
    return asdict(publication)


def read_publication(data: dict[str, Any]) -> Publication:
    return Publication(
        data["answers"],
        data["smallest"],
        tuple((label, size) for label, size in data["groups"]),
        tuple(_question(row) for row in data["questions"]),
    )


def _question(data: dict[str, Any]) -> PublishedQuestion:
    options = tuple(
        PublishedOption(row["label"], _bounds(row["bounds"]), tuple(row["by_group"]), row["is_blank"])
        for row in data["options"]
    )
    return PublishedQuestion(
        data["rank"],
        data["text"],
        QuestionKind(data["kind"]),
        options,
        data["is_profile"],
        data["measure"],
        _bounds(data["sum"]),
        data.get("whole"),  # what was published before had none
    )


def _bounds(data: dict[str, int] | None) -> Bounds | None:
    return None if data is None else Bounds(data["lowest"], data["highest"])
