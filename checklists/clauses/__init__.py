"""Clauses of the agreements: the library of texts, what no agreement may say, whole agreements."""
