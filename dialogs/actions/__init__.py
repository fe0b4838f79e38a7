"""The rasa-sdk actions: the same classes a Rasa server calls."""

from dialogs.actions.intake import ValidateIntakeForm

__all__ = ["ValidateIntakeForm"]
