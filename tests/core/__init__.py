"""The desk file: what it makes, and what is said of a broken one."""
