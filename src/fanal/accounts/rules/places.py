"""Which clock, which holidays and which public holidays may a school have, and what does its UAI say of them?

Source: names of the IANA time zone database; zones A, B and C are those of metropolitan académies, Corse and
overseas keep calendars of their own (code de l’éducation, L521-1). The département is the head of the UAI;
the public holidays of each region are in `calendars`.
"""

from fanal.year.rules.calendars import Region

PARIS = "Europe/Paris"
TIME_ZONES = (
    (PARIS, "Métropole (Paris)"),
    ("America/Guadeloupe", "Guadeloupe"),
    ("America/Martinique", "Martinique"),
    ("America/Cayenne", "Guyane"),
    ("Indian/Reunion", "La Réunion"),
    ("Indian/Mayotte", "Mayotte"),
    ("America/Miquelon", "Saint-Pierre-et-Miquelon"),
    ("America/St_Barthelemy", "Saint-Barthélemy"),
    ("America/Marigot", "Saint-Martin"),
    ("Pacific/Tahiti", "Polynésie française"),
    ("Pacific/Wallis", "Wallis-et-Futuna"),
    ("Pacific/Noumea", "Nouvelle-Calédonie"),
)
MAINLAND_ZONES = frozenset({"A", "B", "C"})
REGIONS = (
    (Region.MAINLAND.value, "Ceux de toute la France"),
    (Region.ALSACE_MOSELLE.value, "Alsace-Moselle (Vendredi saint et 26 décembre)"),
    (Region.GUADELOUPE.value, "Guadeloupe (27 mai)"),
    (Region.GUYANE.value, "Guyane (10 juin)"),
    (Region.MARTINIQUE.value, "Martinique (22 mai)"),
    (Region.MAYOTTE.value, "Mayotte (27 avril)"),
    (Region.REUNION.value, "La Réunion (20 décembre)"),
    (Region.SAINT_BARTHELEMY.value, "Saint-Barthélemy (9 octobre)"),
    (Region.SAINT_MARTIN.value, "Saint-Martin (28 mai)"),
)
# By the département that the UAI begins with. Guadeloupe’s may be a school of the two northern islands: its
# settings say so.
REGION_OF = {
    "57": Region.ALSACE_MOSELLE,
    "67": Region.ALSACE_MOSELLE,
    "68": Region.ALSACE_MOSELLE,
    "971": Region.GUADELOUPE,
    "972": Region.MARTINIQUE,
    "973": Region.GUYANE,
    "974": Region.REUNION,
    "976": Region.MAYOTTE,
    "977": Region.SAINT_BARTHELEMY,
    "978": Region.SAINT_MARTIN,
}
TIME_ZONE_OF = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Pacific/Tahiti",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
}
NEW_CALEDONIA = frozenset({"983", "988"})
NOT_COVERED = (
    "Fanal ne couvre ni les établissements d’enseignement agricole, dont les textes viennent d’un autre "
    "ministère, ni ceux de Nouvelle-Calédonie, dont l’année scolaire est l’année civile."
)


def region_of(department: str) -> Region:
    """The public holidays of a département: « 67 », « 974 »; those of all France where nothing says more."""
    return REGION_OF.get(department, Region.MAINLAND)


def time_zone_of(department: str, zone: str) -> str:
    """The clock of a département, for a school outside the zones of the mainland; Paris otherwise."""
    return PARIS if zone in MAINLAND_ZONES else TIME_ZONE_OF.get(department, PARIS)


def refusals(zone: str, time_zone: str, region: str = Region.MAINLAND) -> list[str]:
    """Say why this zone, this clock and these public holidays do not go together; an empty list: they do."""
    if time_zone not in dict(TIME_ZONES):
        return ["Choisissez un fuseau horaire de la liste."]
    if region not in dict(REGIONS):
        return ["Choisissez les jours fériés de la liste."]
    if zone in MAINLAND_ZONES and time_zone != PARIS:
        return ["Les zones A, B et C sont celles de la métropole : outre-mer, choisissez « Hors zone »."]
    return []
