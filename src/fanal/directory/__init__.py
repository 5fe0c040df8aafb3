"""Where people and classes come from: the exports of SIECLE, STSWEB, the AAF and the GAR, and any table."""
