"""Which clock and which holidays may a school have?

Source: names of the IANA time zone database; zones A, B and C are those of metropolitan académies, Corse and
overseas keep calendars of their own (code de l’éducation, L521-1).
"""

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


def refusals(zone: str, time_zone: str) -> list[str]:
    """Say why this zone and this clock do not go together; an empty list means they do."""
    if time_zone not in dict(TIME_ZONES):
        return ["Choisissez un fuseau horaire de la liste."]
    if zone in MAINLAND_ZONES and time_zone != PARIS:
        return ["Les zones A, B et C sont celles de la métropole : outre-mer, choisissez « Hors zone »."]
    return []
