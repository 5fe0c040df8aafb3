"""What a program sends is known, or refused: no body of the API lets a field pass."""

from fanal.config.api import api

SENT = "requestBody"


def test_no_body_of_the_api_lets_an_unknown_field_pass():
    """December § 6.5 (again): each body was written as ninja writes them, which keeps what it knows."""
    described = api.get_openapi_schema(path_prefix="")
    schemas = described["components"]["schemas"]
    bodies = [
        operation[SENT]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for operations in described["paths"].values()
        for operation in operations.values()
        if SENT in operation
    ]
    assert bodies
    assert [name for name in bodies if schemas[name].get("additionalProperties") is not False] == []
