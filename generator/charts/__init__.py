"""Charts of an overview: pure functions from figures to SVG text, each with a table of the same."""
