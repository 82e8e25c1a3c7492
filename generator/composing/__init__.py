"""How each shape of record becomes a Document; `generator.compose` picks among them."""
