"""In which quality is somebody named in an act? A discipline alone is no quality (CRPA, article L212-1).

« Technologie » beside a name is what somebody teaches: « enseignant en technologie » is said.
"""

import re

from fanal.core.text.french import MADAM
from fanal.core.text.words import fold, lower_first

# How what is taught begins, in the lists of schools; anything else is a function, and stays as it is written.
DISCIPLINES = re.compile(
    r"(technologie|techno\b|math|lettres|francais|anglais|allemand|espagnol|italien|portugais|arabe|chinois|"
    r"latin|grec|langues?\b|lv[12a-c]?\b|lca\b|histoire|geographie|emc\b|svt\b|sciences|physique|chimie|eps\b|"
    r"education (musicale|physique|socioculturelle)|musique|arts|philo|ses\b|nsi\b|snt\b|sti2d\b|economie|"
    r"eco.?gestion|documentation$)"
)


def quality_words(job: str, civility: str) -> str:
    """« enseignante en technologie », « principal adjoint », « magasinier »."""
    if not DISCIPLINES.match(fold(job)):
        return job
    teacher = "enseignante" if civility in MADAM else "enseignant"
    discipline = job if job[:2].isupper() else lower_first(job)
    return f"{teacher} en {discipline}"
