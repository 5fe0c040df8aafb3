"""Tokens of the API: made, shown once, revoked; and the door where a program shows one."""
