"""How our own tables came to be."""
