"""Term plans: a structured model, its outline and text, reading existing ones, what is wrong."""
