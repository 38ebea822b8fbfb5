"""Notices on their way out: their words, the channels, and the delivery."""
