"""The indicators that a school may follow (`docs/domain/indicators.md`, « Catalogue »)."""

from fanal.indicators.rules.catalogue.equipment import EQUIPMENT
from fanal.indicators.rules.catalogue.people import PEOPLE
from fanal.indicators.rules.catalogue.requests import REQUESTS
from fanal.indicators.rules.catalogue.steering import STEERING
from fanal.indicators.rules.definition import IndicatorDefinition

CATALOGUE: dict[str, IndicatorDefinition] = {
    definition.code: definition for definition in (*EQUIPMENT, *REQUESTS, *PEOPLE, *STEERING)
}
