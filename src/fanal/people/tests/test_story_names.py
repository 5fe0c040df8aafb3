"""The people of the demonstration are told apart by their names."""

from fanal.people.story import people


def test_no_two_teachers_share_a_name_nor_are_called_alike():
    ranks = range(people.TEACHERS)
    named = [people.name_of(rank) for rank in ranks]
    assert len(set(named)) == len(named)
    assert len({(civility, family) for civility, _, family in named}) == len(named)


def test_the_civility_goes_with_the_given_name():
    assert set(people.GIVEN) >= people.MEN
    civilities = {given: civility for civility, given, _ in map(people.name_of, range(people.TEACHERS))}
    assert (civilities["Anne"], civilities["Quentin"], civilities["Élodie"]) == ("Mme", "M.", "Mme")
