from fanal.people_files.tests.importing import brought, importer, lead

__all__ = ["brought", "importer", "lead"]
