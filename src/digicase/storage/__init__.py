"""Where records live: the memory backend, which is the reference, and SQL."""
