"""The only place that knows everything: command line, settings, wiring, web app."""
