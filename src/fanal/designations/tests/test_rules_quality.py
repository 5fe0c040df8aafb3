"""December § 5 (again): an act named « M. Le Goff, Technologie »."""

import pytest

from fanal.designations.rules.quality import quality_words


@pytest.mark.parametrize(
    ("job", "civility", "words"),
    [
        ("Technologie", "M.", "enseignant en technologie"),
        ("Anglais", "Mme", "enseignante en anglais"),
        ("EPS", "Mme", "enseignante en EPS"),
        ("SVT", "M.", "enseignant en SVT"),
        ("Principal adjoint", "M.", "Principal adjoint"),
        ("Professeure documentaliste", "Mme", "Professeure documentaliste"),
        ("CPE", "Mme", "CPE"),
        ("Référent numérique", "M.", "Référent numérique"),
        ("Histoire-géographie", "Mme", "enseignante en histoire-géographie"),
        ("Éducation musicale", "M.", "enseignant en éducation musicale"),
        # What is neither known as a function nor taught was « enseignante en vie scolaire ».
        ("Vie scolaire", "Mme", "Vie scolaire"),
        ("Responsable informatique", "M.", "Responsable informatique"),
        ("Attaché d’administration", "M.", "Attaché d’administration"),
        ("Magasinier", "M.", "Magasinier"),
        ("Chargé de mission", "M.", "Chargé de mission"),
    ],
)
def test_a_discipline_is_no_quality(job, civility, words):
    assert quality_words(job, civility) == words
