"""Web API: `files.*`."""

from __future__ import annotations

import copy
from collections.abc import Callable

from .api_chat import Chat
from .blocks import check_message_blocks
from .office import Office
from .state import Json, Refused


class FilesApi:
    """Uploads in three steps, look-ups and deletion by a bot."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._workspace = office.workspace
        self._chat = Chat(office)
        self.handlers: dict[str, Callable[[Json, Json], Json]] = {
            "files.getUploadURLExternal": self.start,
            "files.completeUploadExternal": self.complete,
            "files.info": self.info,
            "files.delete": self.delete,
        }

    def start(self, app: Json, arguments: Json) -> Json:
        """`files.getUploadURLExternal`."""
        return self._office.files.start_upload(app["bot_user_id"], arguments["filename"], arguments["length"])

    def complete(self, app: Json, arguments: Json) -> Json:
        """`files.completeUploadExternal`: answers with the files; the message's `ts` is not in it."""
        listed = arguments["files"]
        if not isinstance(listed, list) or not listed or not all(isinstance(item, dict) for item in listed):
            raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] files: invalid"]})
        channels = [channel for channel in arguments.get("channels", "").split(",") if channel]
        if arguments.get("channel_id"):
            channels.append(arguments["channel_id"])
        for channel_id in channels:
            self._check_place(app, channel_id)
        if arguments.get("initial_comment") and arguments.get("blocks"):
            raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] one of comment, blocks"]})
        message = self._chat.author(app, arguments)
        message["text"] = arguments.get("initial_comment", "")
        if arguments.get("blocks"):
            message["blocks"] = check_message_blocks(arguments["blocks"])
        files = [self._office.files.complete(item.get("id", ""), item.get("title")) for item in listed]
        for channel_id in channels:
            self._office.files.share(channel_id, files, message, arguments.get("thread_ts"))
        return {"files": [{**copy.deepcopy(file), "shares": {}} for file in files]}

    def _check_place(self, app: Json, channel_id: str) -> None:
        channel = self._workspace.channel(channel_id)
        if not self._workspace.is_member(channel_id, app["bot_user_id"]):
            kind = self._workspace.channel_type(channel_id)
            raise Refused("not_in_channel" if kind == "channel" else "channel_not_found")
        if channel.get("is_archived"):
            raise Refused("is_archived")

    def info(self, app: Json, arguments: Json) -> Json:
        """`files.info`, with the messages that carry the file in `shares`."""
        file = copy.deepcopy(self._office.files.find(arguments["file"], app["bot_user_id"]))
        if self._workspace.faults.late_shares:
            file["shares"] = {}
        return {"file": file, "comments": [], "response_metadata": {"next_cursor": ""}}

    def delete(self, app: Json, arguments: Json) -> Json:
        """`files.delete`: a bot deletes its own files only."""
        self._office.files.delete(arguments["file"], app["bot_user_id"])
        return {}
