"""A référent reads the letter that waits for them on a phone, and agrees to it at its end."""


def test_a_referent_reads_and_agrees_on_a_phone(person, demonstration):
    lead = person("second_lead", width=360)
    page = lead.page
    page.goto(demonstration.page(""))
    page.get_by_role("link", name="Lire : Votre lettre de mission est prête").click()
    page.get_by_text("Facultative dans un établissement").first.wait_for()
    assert lead.axe() == []
    assert not lead.overflows()
    page.get_by_role("button", name="J’accepte cette lettre").click()
    page.get_by_text("La signature se fait sur papier.").first.wait_for()
    assert page.locator(".state", has_text="Acceptée, à signer").count() == 1
    assert lead.axe() == []
    address = page.url
    assert lead.complaints == []

    for width, dark in ((360, False), (1280, True)):
        head = person("head", width=width, dark=dark)
        for path in (demonstration.page("mission/lettres/"), address, f"{address}signature/"):
            assert head.page.goto(path).status == 200
            assert head.axe() == [], path
            assert not head.overflows(), path
        assert head.complaints == []
    teacher = person("teacher")
    assert teacher.page.goto(address).status == 404
