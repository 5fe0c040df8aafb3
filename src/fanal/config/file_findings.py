"""Does the store of the files answer, and is anything of it still in the folder of the home?"""

from collections.abc import Iterator
from pathlib import Path

from fanal.config.environment import Environment
from fanal.config.findings import InstallationFinding, doubtful, wrong

NO_SCHOOL = 0  # nothing stands under it: it is only asked whether the store answers


def of_files(env: Environment, home: Path) -> Iterator[InstallationFinding]:
    """Nothing where the folder of the home keeps them: the disk is looked at elsewhere."""
    from fanal.core.stores.address import read_address
    from fanal.core.stores.file_store import file_store, object_store
    from fanal.core.stores.unavailable import StoreOfAnother, StoreUnavailable

    url = env.files_url.get_secret_value()
    if not url:
        return
    address = read_address(url)
    try:
        file_store()
        list(object_store(url).hashes(NO_SCHOOL))
    except StoreOfAnother:
        yield wrong(
            f"Le seau « {address.bucket} » est celui d’une autre installation de Fanal : donnez à celle-ci "
            "un seau à elle dans FANAL_FILES_URL."
        )
        return
    except StoreUnavailable:
        yield wrong(
            f"Le stockage des pièces jointes ({address.endpoint}, seau « {address.bucket} ») ne répond pas, "
            "ou refuse cette clé. Voyez FANAL_FILES_URL."
        )
        return
    yield InstallationFinding(
        f"Le stockage des pièces jointes répond : {address.endpoint}, seau « {address.bucket} »."
    )
    if any((home / "files").glob("*/??/*")):
        yield doubtful(
            "Des pièces jointes sont encore dans le dossier des données : lancez « fanal files move »."
        )
