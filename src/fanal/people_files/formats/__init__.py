"""The files that schools really receive, each read as a stream into the same lines (`said.Said`). No Django.

Structures and pitfalls: `SDET` annexes 4 and 4 bis (AAF), SIECLE and STSWEB exports, GAR-ENT 1.7.
"""
