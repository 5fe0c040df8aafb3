"""A successor finds everything on one page; whoever leaves says where the accesses are."""


def test_a_successor_finds_everything_on_one_page(person, demonstration):
    lead = person("second_lead", width=1280)
    page = lead.page
    page.goto(demonstration.page("mission/transmission/"))
    for title in (
        "Les mots de qui part",
        "Où se trouvent les accès",
        "Demandes ouvertes",
        "Ce que la collectivité doit encore",
        "Tâches de l’année à venir",
        "Désignations en vigueur",
        "Contrats de services et leur fin",
        "Administrateurs prévus",
        "Assistance des éditeurs",
        "Documents des services",
        "Équipements en panne ou en réparation",
        "Qui répare, paie et décide",
        "Collectivité et académie",
        "L’équipe",
        "Décisions de l’année",
        "Ce qu’il me reste à transmettre",
    ):
        assert page.get_by_role("heading", name=title, exact=True).count() == 1, title
    page.get_by_text("la valise de tablettes est au CDI").wait_for()
    with page.expect_download() as waited:
        page.get_by_role("link", name="Télécharger le document").click()
    assert waited.value.suggested_filename.startswith("passation-")


def test_a_password_is_refused_on_a_phone_and_a_place_is_kept(person, demonstration):
    lead = person("digital_lead", width=360)
    page = lead.page
    page.goto(demonstration.page("mission/transmission/"))
    page.get_by_role("link", name="Dire où sont les accès").first.click()
    field = page.get_by_label("Où se trouvent les accès")
    field.fill("mot de passe : azerty12")
    page.get_by_role("button", name="Enregistrer le lieu").click()
    page.get_by_text("Ce texte ressemble à un secret").wait_for()
    page.get_by_label("Où se trouvent les accès").fill("Coffre du secrétariat")
    page.get_by_role("button", name="Enregistrer le lieu").click()
    page.get_by_text("C’est noté pour").first.wait_for()


def test_the_page_of_the_handover_is_accessible_and_keeps_the_policy(person, demonstration):
    for width, dark in ((360, False), (1280, True)):
        for role in ("head", "digital_lead"):
            someone = person(role, width=width, dark=dark)
            assert someone.page.goto(demonstration.page("mission/transmission/")).status == 200
            assert someone.axe() == []
            assert not someone.overflows()
            assert someone.complaints == []
