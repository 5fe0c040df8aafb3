"""Acts of designation, and the files of their signature."""

from fanal.designations.models.designation import Designation
from fanal.designations.models.signing import Signing, SigningFile

__all__ = ["Designation", "Signing", "SigningFile"]
