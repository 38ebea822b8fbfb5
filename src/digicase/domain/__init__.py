"""The rules of the house: frozen values and pure decisions. No clock, no storage, no randomness, no I/O."""
