"""A Telegram on loopback: a Bot API server, and the people who use it."""

from playground.telegram.people import BotAccount, Group, Person
from playground.telegram.seat import Answer, CannotDo, Press, Seat
from playground.telegram.server import Telegram

__all__ = ["Answer", "BotAccount", "CannotDo", "Group", "Person", "Press", "Seat", "Telegram"]
