"""A passkey made and used in a real browser, with the authenticator that Chromium itself imitates."""

import re

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_then_opens_without_a_password(person, demonstration):
    bursar = person("bursar")
    page, url = bursar.page, demonstration.contract["url"]
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto(f"{url}/compte/2fa/webauthn/add/")
    page.get_by_label("Nom de la clé").fill("poste du secrétariat")
    page.get_by_text("Se connecter aussi avec elle").click()
    page.get_by_role("button", name="Ajouter cette clé").click()
    page.wait_for_url(
        re.compile(r"/compte/2fa/(reauthenticate|recovery-codes)/")
    )  # its recovery codes, which ask for a proof again

    page.context.clear_cookies()
    page.goto(demonstration.page())
    page.wait_for_url("**/compte/login/**")
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    page.wait_for_url(f"**/e/{demonstration.contract['uai']}/**")
    page.get_by_role("heading", name="Bonjour").wait_for()
    page.wait_for_load_state("networkidle")  # a page asked for while another comes is dropped by the browser
    assert page.goto(demonstration.page("equipements/")).status == 200
    assert bursar.complaints == []
