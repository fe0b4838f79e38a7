"""Files: upload in three steps, sharing into channels, and who may fetch the bytes."""

from __future__ import annotations

import copy
import mimetypes
import urllib.parse

from .events import Events
from .messages import Messages
from .state import HOST, Json, Refused
from .workspace import Workspace


class Files:
    """The files of the workspace. A file is kept as Slack's own file object."""

    def __init__(self, workspace: Workspace, events: Events, messages: Messages) -> None:
        self._workspace = workspace
        self._events = events
        self._messages = messages

    def start_upload(self, user_id: str, name: str, length: int, title: str = "") -> Json:
        """Step one: where to send the bytes. Raises Refused(missing_argument) for an empty file."""
        if length < 1 or not name:
            raise Refused("missing_argument")
        file_id = self._workspace.state.new_id("F")
        ticket = self._workspace.state.new_id("U")
        self._workspace.state.uploads[ticket] = {
            "file": file_id,
            "name": name,
            "length": length,
            "user": user_id,
            "title": title,
            "received": False,
        }
        return {"upload_url": f"{HOST}/upload/v1/{ticket}", "file_id": file_id}

    def receive(self, ticket: str, content: bytes) -> int:
        """Step two: the bytes. Raises Refused(not_found, length_mismatch)."""
        upload = self._workspace.state.uploads.get(ticket)
        if upload is None:
            raise Refused("not_found")
        if len(content) != upload["length"]:
            raise Refused("length_mismatch")
        self._workspace.store.put_blob(upload["file"], content)
        upload["received"] = True
        return len(content)

    def complete(self, file_id: str, title: str | None) -> Json:
        """Step three for one file: it exists from now on. Raises Refused(file_not_found)."""
        uploads = self._workspace.state.uploads
        found = next((key for key, item in uploads.items() if item["file"] == file_id), None)
        if found is None or not uploads[found]["received"]:
            raise Refused("file_not_found")
        upload = uploads.pop(found)
        return self._add(upload["file"], upload["user"], upload["name"], upload["length"], title)

    def add(self, user_id: str, name: str, content: bytes) -> Json:
        """A file a person chose in the Slack app."""
        file_id = self._workspace.state.new_id("F")
        self._workspace.store.put_blob(file_id, content)
        return self._add(file_id, user_id, name, len(content), None)

    def _add(self, file_id: str, user_id: str, name: str, length: int, title: str | None) -> Json:
        team_id = self._workspace.state.team["id"]
        mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
        kind = name.rpartition(".")[2].lower() if "." in name else "binary"
        path = f"{team_id}-{file_id}"
        safe = urllib.parse.quote(name)
        created: Json = {
            "id": file_id,
            "created": self._workspace.now(),
            "timestamp": self._workspace.now(),
            "name": name,
            "title": title or name,
            "mimetype": mimetype,
            "filetype": kind,
            "pretty_type": kind.upper(),
            "user": user_id,
            "user_team": team_id,
            "editable": False,
            "size": length,
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": False,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "file_access": "visible",
            "url_private": f"{HOST}/files-pri/{path}/{safe}",
            "url_private_download": f"{HOST}/files-pri/{path}/download/{safe}",
            "permalink": f"{HOST}/files/{user_id}/{file_id}/{safe}",
            "channels": [],
            "groups": [],
            "ims": [],
            "shares": {},
        }
        self._workspace.state.files[file_id] = created
        return created

    def attached(self, channel_id: str, files: list[Json]) -> list[Json]:
        """The files as a message bears them which is to bear these; who is in its channel may see them."""
        key = {"channel": "channels", "group": "groups", "im": "ims"}[self._workspace.channel_type(channel_id)]
        for file in files:
            if channel_id not in file[key]:
                file[key].append(channel_id)
        return [{name: copy.deepcopy(value) for name, value in file.items() if name != "shares"} for file in files]

    def share(self, channel_id: str, files: list[Json], message: Json, thread_ts: str | None) -> Json:
        """Post a message that carries files (`file_share`) and return it."""
        attached = [{key: value for key, value in file.items() if key != "shares"} for file in files]
        posted = self._messages.post(
            channel_id,
            {**message, "subtype": "file_share", "files": copy.deepcopy(attached), "upload": True},
            thread_ts,
        )
        kind = self._workspace.channel_type(channel_id)
        for file in files:
            surface = "public" if kind == "channel" else "private"
            share = {key: posted[key] for key in ("ts", "thread_ts") if key in posted}
            file["shares"].setdefault(surface, {}).setdefault(channel_id, []).append(share)
            file[{"channel": "channels", "group": "groups", "im": "ims"}[kind]].append(channel_id)
            file["is_public"] = file["is_public"] or surface == "public"
            event = {
                "type": "file_shared",
                "channel_id": channel_id,
                "file_id": file["id"],
                "user_id": file["user"],
                "file": {"id": file["id"]},
            }
            self._events.in_channel(channel_id, event)
        return posted

    def find(self, file_id: str, user_id: str) -> Json:
        """A file the user may see. Raises Refused(file_not_found, file_deleted)."""
        file = self._workspace.state.files.get(file_id)
        if file is None or not self.may_see(file, user_id):
            raise Refused("file_not_found")
        if file["mode"] == "tombstone":
            raise Refused("file_deleted")
        return file

    def may_see(self, file: Json, user_id: str) -> bool:
        """Whoever owns a file sees it, and who is where it was shared; one in a form is its app's to see."""
        if file.get("user") == user_id or user_id in file.get("shown_to", []):
            return True
        shared_in = [*file.get("channels", []), *file.get("groups", []), *file.get("ims", [])]
        return any(self._workspace.is_member(channel_id, user_id) for channel_id in shared_in)

    def delete(self, file_id: str, user_id: str) -> None:
        """Delete a file everywhere; messages keep its tombstone. Raises Refused(cant_delete_file, …)."""
        file = self.find(file_id, user_id)
        if file["user"] != user_id:
            raise Refused("cant_delete_file")
        shared_in = [*file["channels"], *file["groups"], *file["ims"]]
        tombstone = {"id": file_id, "mode": "tombstone"}
        file.update(mode="tombstone")
        self._workspace.store.drop_blob(file_id)
        for channel_id in shared_in:
            for message in self._workspace.state.messages[channel_id]:
                if any(item["id"] == file_id for item in message.get("files", [])):
                    files = [tombstone if item["id"] == file_id else item for item in message["files"]]
                    self._messages.edit(channel_id, message["ts"], {"files": files}, None)
            self._events.in_channel(channel_id, {"type": "file_deleted", "file_id": file_id})
