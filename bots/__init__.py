"""Channels: a platform's language <-> our messages; no rules."""
