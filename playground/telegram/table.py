"""What the simulated Bot API accepts: its methods, their parameters, and the objects inside them.

Written by hand as `name:type` words; `!` marks what is required. Types: `int`, `float`, `str`, `bool`,
`chat` (a number or @username), `file` (an upload, `attach://…` or a file_id), `attached` (the same where
only text is possible), `markup` (any of the four keyboards), `[x]` (a list of x), else an object's name.
An object that is not in `OBJECTS` may hold anything.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One parameter of a method, or one field of an object."""

    name: str
    kind: str
    required: bool


Fields = dict[str, Field]


def _fields(text: str) -> Fields:
    found: Fields = {}
    for word in text.split():
        name, kind = word.split(":")
        found[name.rstrip("!")] = Field(name.rstrip("!"), kind, name.endswith("!"))
    return found


_TO = "chat_id!:chat message_thread_id:int"
_HOW = (
    " disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str"
    " reply_parameters:ReplyParameters"
)
_KEYS = " reply_markup:markup"
_CAPTION = " caption:str parse_mode:str caption_entities:[MessageEntity]"
_ABOVE = " show_caption_above_media:bool"
_EDIT = "chat_id:chat message_id:int inline_message_id:str"
_INLINE = " reply_markup:InlineKeyboardMarkup"
_SIZE = " duration:int width:int height:int thumbnail:file"
_SCOPE = "scope:BotCommandScope language_code:str"
_TOPIC = "chat_id!:chat message_thread_id!:int"
_COPY = " from_chat_id!:chat message_id!:int video_start_timestamp:int disable_notification:bool"

_SENDING = {
    "sendMessage": " text!:str parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions",
    "sendPhoto": " photo!:file has_spoiler:bool" + _CAPTION + _ABOVE,
    "sendDocument": " document!:file thumbnail:file disable_content_type_detection:bool" + _CAPTION,
    "sendVideo": " video!:file has_spoiler:bool supports_streaming:bool cover:file start_timestamp:int"
    + _SIZE
    + _CAPTION
    + _ABOVE,
    "sendVoice": " voice!:file duration:int" + _CAPTION,
    "sendAudio": " audio!:file duration:int performer:str title:str thumbnail:file" + _CAPTION,
    "sendAnimation": " animation!:file has_spoiler:bool" + _SIZE + _CAPTION + _ABOVE,
    "sendVideoNote": " video_note!:file duration:int length:int thumbnail:file",
    "sendSticker": " sticker!:file emoji:str",
    "sendLocation": " latitude!:float longitude!:float horizontal_accuracy:float live_period:int heading:int"
    " proximity_alert_radius:int",
    "sendContact": " phone_number!:str first_name!:str last_name:str vcard:str",
}

_OTHERS = {
    "getMe": "",
    "logOut": "",
    "close": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:[str]",
    "setWebhook": "url!:str ip_address:str max_connections:int allowed_updates:[str]"
    " drop_pending_updates:bool secret_token:str",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMediaGroup": _TO + " media!:[InputMedia]" + _HOW,
    "copyMessage": _TO + _COPY + _CAPTION + _ABOVE + " protect_content:bool allow_paid_broadcast:bool"
    " message_effect_id:str reply_parameters:ReplyParameters reply_markup:markup",
    "copyMessages": _TO + " from_chat_id!:chat message_ids!:[int] disable_notification:bool"
    " protect_content:bool remove_caption:bool",
    "forwardMessage": _TO + _COPY + " protect_content:bool message_effect_id:str",
    "editMessageText": _EDIT + _INLINE + " text:str parse_mode:str entities:[MessageEntity]"
    " link_preview_options:LinkPreviewOptions",
    "editMessageCaption": _EDIT + _INLINE + _CAPTION + _ABOVE,
    "editMessageMedia": _EDIT + _INLINE + " media!:InputMedia",
    "editMessageReplyMarkup": _EDIT + _INLINE,
    "deleteMessage": "chat_id!:chat message_id!:int",
    "deleteMessages": "chat_id!:chat message_ids!:[int]",
    "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str cache_time:int",
    "setMessageReaction": "chat_id!:chat message_id!:int reaction:[ReactionType] is_big:bool",
    "sendChatAction": _TO + " action!:str",
    "getFile": "file_id!:str",
    "getChat": "chat_id!:chat",
    "getChatMember": "chat_id!:chat user_id!:int",
    "getChatAdministrators": "chat_id!:chat",
    "setMyCommands": "commands!:[BotCommand] " + _SCOPE,
    "getMyCommands": _SCOPE,
    "deleteMyCommands": _SCOPE,
    "setMyName": "name:str language_code:str",
    "setMyDescription": "description:str language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "createForumTopic": "chat_id!:chat name!:str icon_color:int icon_custom_emoji_id:str",
    "editForumTopic": _TOPIC + " name:str icon_custom_emoji_id:str",
    "closeForumTopic": _TOPIC,
    "reopenForumTopic": _TOPIC,
    "deleteForumTopic": _TOPIC,
    "pinChatMessage": "chat_id!:chat message_id!:int disable_notification:bool",
    "unpinChatMessage": "chat_id!:chat message_id:int",
}

METHODS: dict[str, Fields] = {
    **{name: _fields(_TO + own + _HOW + _KEYS) for name, own in _SENDING.items()},
    **{name: _fields(own) for name, own in _OTHERS.items()},
}

BY_LOWER_NAME = {name.lower(): name for name in METHODS}

_MEDIA = "type!:str media!:attached" + _CAPTION

OBJECTS: dict[str, Fields] = {
    name: _fields(text)
    for name, text in {
        "ReplyParameters": "message_id:int chat_id:chat allow_sending_without_reply:bool quote:str"
        " quote_parse_mode:str quote_entities:[MessageEntity] quote_position:int",
        "LinkPreviewOptions": "is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool"
        " show_above_text:bool",
        "MessageEntity": "type!:str offset!:int length!:int url:str user:User language:str custom_emoji_id:str",
        "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]]",
        "InlineKeyboardButton": "text!:str url:str callback_data:str web_app:WebAppInfo style:str"
        " icon_custom_emoji_id:str copy_text:CopyTextButton switch_inline_query:str"
        " switch_inline_query_current_chat:str",
        "ReplyKeyboardMarkup": "keyboard!:[[KeyboardButton]] is_persistent:bool resize_keyboard:bool"
        " one_time_keyboard:bool input_field_placeholder:str selective:bool",
        "KeyboardButton": "text!:str request_contact:bool request_location:bool style:str icon_custom_emoji_id:str",
        "ReplyKeyboardRemove": "remove_keyboard!:bool selective:bool",
        "ForceReply": "force_reply!:bool input_field_placeholder:str selective:bool",
        "InputMediaPhoto": _MEDIA + _ABOVE + " has_spoiler:bool",
        "InputMediaVideo": _MEDIA + _ABOVE + _SIZE.replace(":file", ":attached") + " has_spoiler:bool"
        " supports_streaming:bool cover:attached start_timestamp:int",
        "InputMediaAnimation": _MEDIA + _ABOVE + _SIZE.replace(":file", ":attached") + " has_spoiler:bool",
        "InputMediaAudio": _MEDIA + " thumbnail:attached duration:int performer:str title:str",
        "InputMediaDocument": _MEDIA + " thumbnail:attached disable_content_type_detection:bool",
        "BotCommand": "command!:str description!:str",
        "BotCommandScope": "type!:str chat_id:chat user_id:int",
        "ReactionType": "type!:str emoji:str custom_emoji_id:str",
    }.items()
}

INPUT_MEDIA = {
    "photo": "InputMediaPhoto",
    "video": "InputMediaVideo",
    "animation": "InputMediaAnimation",
    "audio": "InputMediaAudio",
    "document": "InputMediaDocument",
}

MARKUPS = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}
