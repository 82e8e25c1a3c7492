"""One file, one register; the folder is its chapter."""
