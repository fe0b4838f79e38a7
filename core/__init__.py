"""Decisions: plain Python, no SDK, no SQL, no clock of its own."""
