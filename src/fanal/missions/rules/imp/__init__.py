"""The rules of the allowance for a particular mission (IMP), R1 to R22 of the field's dossier.

Unit of a rate: one quarter of the full rate, as an integer. Money: cents, as integers.
Pure: `today` is given.
"""
