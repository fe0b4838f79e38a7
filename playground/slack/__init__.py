"""A Slack on loopback: the Web API, Socket Mode and signed events for apps, and the people's side."""

from .faults import Call, Fault, Faults
from .forms import NotThere
from .handles import App, Channel, Message, Modal, Outcome
from .people import Person
from .slack import Slack
from .state import Refused

__all__ = [
    "App",
    "Call",
    "Channel",
    "Fault",
    "Faults",
    "Message",
    "Modal",
    "NotThere",
    "Outcome",
    "Person",
    "Refused",
    "Slack",
]
