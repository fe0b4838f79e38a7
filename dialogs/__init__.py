"""What is said next; knows no platform and no table."""
