"""Files from outside: what they really are (`recognise`), and pictures made harmless (`images`)."""

from .images import reencode, thumbnail
from .recognise import FileKind, Recognised, RefusedFile, clean_name, recognise

__all__ = ["FileKind", "Recognised", "RefusedFile", "clean_name", "recognise", "reencode", "thumbnail"]
