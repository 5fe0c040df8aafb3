"""The files that bring pupils, staff and classes, or take them out: SIECLE, STSWEB, AAF, GAR, tables."""
