"""Files in both directions: photos, documents, voice, albums, limits."""

from __future__ import annotations

import httpx
import pytest
import telegram as ptb
from telegram.error import BadRequest, NetworkError

from playground.serve import Server
from playground.telegram import Person, Telegram

from .conftest import PNG, take


async def test_a_photo_arrives_in_several_sizes_and_is_downloaded_whole(bot: ptb.Bot, ann: Person) -> None:
    await ann.sends_photo(PNG, "screen.png", "image/png", "It looks like this")
    message = (await take(bot))[0].message
    assert message is not None
    assert message.caption == "It looks like this"
    assert [(size.width, size.height) for size in message.photo] == [(90, 68), (320, 240), (800, 600), (1280, 960)]
    file = await message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == PNG


async def test_a_document_keeps_its_name_and_type(bot: ptb.Bot, ann: Person) -> None:
    await ann.sends_file(b"%PDF-1.7", "contract.pdf", "application/pdf")
    message = (await take(bot))[0].message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.document.mime_type) == ("contract.pdf", "application/pdf")
    assert message.document.file_size == 8


async def test_voice_video_and_stickers(bot: ptb.Bot, ann: Person) -> None:
    await ann.sends_voice(b"OggS", duration=3)
    await ann.sends_video(b"ftyp", caption="the whole thing", duration=9)
    await ann.sends_sticker(b"RIFF", "👋")
    voice, video, sticker = [update.message for update in await take(bot)]
    assert voice is not None
    assert voice.voice is not None
    assert voice.voice.duration == 3
    assert video is not None
    assert video.video is not None
    assert (video.video.duration, video.caption) == (9, "the whole thing")
    assert sticker is not None
    assert sticker.sticker is not None
    assert sticker.sticker.emoji == "👋"


async def test_an_album_is_several_messages_of_one_group(bot: ptb.Bot, ann: Person) -> None:
    items = [(PNG, "a.png", "image/png"), (PNG + b"2", "b.png", "image/png"), (b"ftyp", "c.mp4", "video/mp4")]
    await ann.sends_album(items, caption="Three views")
    messages = [update.message for update in await take(bot)]
    assert len({message.media_group_id for message in messages if message}) == 1
    assert [message.caption for message in messages if message] == ["Three views", None, None]
    assert [bool(message.video) for message in messages if message] == [False, False, True]


async def test_a_bot_sends_files_of_all_kinds(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    await ann.starts()
    await bot.send_photo(ann.id, PNG, caption="<i>seen</i>", parse_mode="HTML")
    await bot.send_document(ann.id, b"log line", filename="today.log")
    await bot.send_video(ann.id, b"ftyp", duration=4)
    await bot.send_voice(ann.id, b"OggS")
    await bot.send_audio(ann.id, b"ID3", title="Song")
    await bot.send_animation(ann.id, b"GIF89a")
    await bot.send_video_note(ann.id, b"ftyp")
    await bot.send_sticker(ann.id, b"RIFF")
    shown = [message["media"] for message in ann.view()["messages"][1:]]
    kinds = ["photo", "document", "video", "voice", "audio", "animation", "video_note", "sticker"]
    assert [media["kind"] for media in shown] == kinds
    assert (shown[1]["name"], telegram.file_bytes(shown[1]["file_id"])) == ("today.log", b"log line")
    assert ann.chat[1]["caption_entities"] == [{"type": "italic", "offset": 0, "length": 4}]


async def test_a_bot_sends_an_album(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    media = [ptb.InputMediaPhoto(PNG, caption="Two"), ptb.InputMediaVideo(b"ftyp")]
    sent = await bot.send_media_group(ann.id, media)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message["album"] is not None for message in ann.view()["messages"]] == [False, True, True]
    with pytest.raises(BadRequest, match=r"(?i)can't be mixed"):
        await bot.send_media_group(ann.id, [ptb.InputMediaPhoto(PNG), ptb.InputMediaDocument(b"x")])
    with pytest.raises(BadRequest, match="2-10 items"):
        await bot.send_media_group(ann.id, [ptb.InputMediaPhoto(PNG)])


async def test_albums_are_copied_as_albums(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    cal = telegram.person("Cal Doe")
    await cal.starts()
    messages = await ann.sends_album([(PNG, "a.png", "image/png"), (PNG, "b.png", "image/png")])
    ids = [message["message_id"] for message in messages]
    copies = await bot.copy_messages(cal.id, ann.id, [*ids, 99])
    assert len(copies) == 2
    copied = [message["media_group_id"] for message in cal.chat[1:]]
    assert copied[0] == copied[1] != messages[0]["media_group_id"]


async def test_a_file_is_sent_again_by_its_id_as_what_it_is(bot: ptb.Bot, ann: Person) -> None:
    message = await ann.sends_photo(PNG)
    file_id = message["photo"][-1]["file_id"]
    again = await bot.send_photo(ann.id, file_id)
    assert again.photo[-1].file_id == file_id
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type Photo as Document"):
        await bot.send_document(ann.id, file_id)
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_document(ann.id, "AgADBAAD")
    with pytest.raises(BadRequest, match=r"(?i)failed to get HTTP URL content"):
        await bot.send_photo(ann.id, "https://example.org/a.png")


async def test_a_medium_is_replaced_and_its_caption_edited(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    await ann.starts()
    sent = await bot.send_photo(ann.id, PNG, caption="before")
    await bot.edit_message_caption(ann.id, sent.message_id, caption="after")
    assert ann.chat[-1]["caption"] == "after"
    await bot.edit_message_media(ptb.InputMediaDocument(b"text", filename="a.txt"), ann.id, sent.message_id)
    assert telegram.file_bytes(ann.chat[-1]["document"]["file_id"]) == b"text"
    assert "photo" not in ann.chat[-1]
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("text", ann.id, sent.message_id)


async def test_limits(bot: ptb.Bot, ann: Person) -> None:
    too_big = await ann.sends_file(bytes(20 * 1024 * 1024 + 1), "core.dump")
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(too_big["document"]["file_id"])
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(ann.id, bytes(50 * 1024 * 1024 + 1))
    with pytest.raises(BadRequest, match=r"(?i)too big for a photo"):
        await bot.send_photo(ann.id, PNG + bytes(10 * 1024 * 1024))
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(ann.id, b"no picture")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(ann.id, b"")


async def test_a_file_needs_the_right_token_and_the_page_none(server: Server, bot: ptb.Bot, ann: Person) -> None:
    await ann.sends_file(b"<script>", "page.html", "text/html")
    file = await bot.get_file(ann.chat[-1]["document"]["file_id"])
    assert file.file_path is not None
    async with httpx.AsyncClient() as client:
        refused = await client.get(file.file_path.replace("playground-desk", "guessed"))
        shown = await client.get(f"{server.url}/{ann.view()['messages'][-1]['media']['url']}")
        missing = await client.get(f"{server.url}/media/none")
    assert refused.status_code == 401
    assert (shown.content, shown.headers["content-security-policy"]) == (b"<script>", "sandbox")
    assert missing.status_code == 404
