from fanal.directory.tests.importing import brought, importer, lead

__all__ = ["brought", "importer", "lead"]
