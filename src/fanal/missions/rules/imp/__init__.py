"""The rules of the allowance for a particular mission (IMP), R1 to R22.

What each rests on, and how sure it is: `docs/domain/mission.md`, under its number.
Unit of a rate: one quarter of the full rate, as an integer. Money: cents, as integers.
Pure: `today` is given.
"""
