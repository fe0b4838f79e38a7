"""Keeps things; knows SQL, knows no rules."""
