"""Names of standard emoji as Slack knows them; reactions with any other name are refused."""

from __future__ import annotations

import re

_PAIRS = """
+1=👍 thumbsup=👍 -1=👎 thumbsdown=👎 ok_hand=👌 wave=👋 clap=👏 pray=🙏 raised_hands=🙌 muscle=💪 point_up=☝️
point_down=👇 point_left=👈 point_right=👉 handshake=🤝 crossed_fingers=🤞 v=✌️ writing_hand=✍️ raised_hand=✋
shrug=🤷 facepalm=🤦 person_raising_hand=🙋 smile=😄 grinning=😀 smiley=😃 joy=😂 slightly_smiling_face=🙂 wink=😉
blush=😊 heart_eyes=😍 sunglasses=😎 thinking_face=🤔 neutral_face=😐 confused=😕 cry=😢 sob=😭 angry=😠 rage=😡
sweat_smile=😅 sleeping=😴 zipper_mouth_face=🤐 shushing_face=🤫 partying_face=🥳 hugging_face=🤗 robot_face=🤖
ghost=👻 skull=💀 eyes=👀 brain=🧠 heart=❤️ broken_heart=💔 blue_heart=💙 green_heart=💚 yellow_heart=💛
purple_heart=💜 fire=🔥 sparkles=✨ star=⭐ star2=🌟 zap=⚡ boom=💥 tada=🎉 confetti_ball=🎊 gift=🎁 trophy=🏆
medal=🏅 dart=🎯 rocket=🚀 airplane=✈️ car=🚗 construction=🚧 rotating_light=🚨 house=🏠 office=🏢 hospital=🏥
white_check_mark=✅ heavy_check_mark=✔️ ballot_box_with_check=☑️ x=❌ heavy_multiplication_x=✖️
negative_squared_cross_mark=❎ warning=⚠️ no_entry=⛔ no_entry_sign=🚫 octagonal_sign=🛑 exclamation=❗
heavy_exclamation_mark=❗ bangbang=‼️ question=❓ grey_question=❔ grey_exclamation=❕ information_source=ℹ️
sos=🆘 new=🆕 ok=🆗 up=🆙 cool=🆒 free=🆓 recycle=♻️ hourglass=⌛ hourglass_flowing_sand=⏳ watch=⌚ alarm_clock=⏰
stopwatch=⏱️ calendar=📅 date=📅 spiral_calendar_pad=🗓️ arrow_up=⬆️ arrow_down=⬇️ arrow_left=⬅️
arrow_right=➡️ arrow_forward=▶️ arrow_backward=◀️ leftwards_arrow_with_hook=↩️ arrow_right_hook=↪️
arrows_counterclockwise=🔄 repeat=🔁 back=🔙 end=🔚 on=🔛 soon=🔜 top=🔝 red_circle=🔴 large_orange_circle=🟠
large_yellow_circle=🟡 large_green_circle=🟢 large_blue_circle=🔵 large_purple_circle=🟣 white_circle=⚪
black_circle=⚫ large_blue_square=🟦 large_green_square=🟩 large_red_square=🟥 large_orange_diamond=🔶
small_red_triangle=🔺 ticket=🎫 admission_tickets=🎟️ label=🏷️ bookmark=🔖 memo=📝 pencil=📝 pencil2=✏️
lower_left_fountain_pen=🖋️ clipboard=📋 pushpin=📌 round_pushpin=📍 paperclip=📎 link=🔗 scissors=✂️ lock=🔒
unlock=🔓 key=🔑 old_key=🗝️ mag=🔍 mag_right=🔎 bulb=💡 flashlight=🔦 wrench=🔧 hammer=🔨 hammer_and_wrench=🛠️
nut_and_bolt=🔩 gear=⚙️ toolbox=🧰 bug=🐛 beetle=🐞 computer=💻 desktop_computer=🖥️ printer=🖨️ keyboard=⌨️
iphone=📱 telephone_receiver=📞 phone=☎️ camera=📷 camera_with_flash=📸 movie_camera=🎥 microphone=🎤
headphones=🎧 speaker=🔈 mute=🔇 loud_sound=🔊 bell=🔔 no_bell=🔕 mega=📣 loudspeaker=📢 speech_balloon=💬
left_speech_bubble=🗨️ thought_balloon=💭 email=✉️ envelope=✉️ incoming_envelope=📨 envelope_with_arrow=📩
mailbox=📫 package=📦 inbox_tray=📥 outbox_tray=📤 file_folder=📁 open_file_folder=📂 card_index_dividers=🗂️
page_facing_up=📄 page_with_curl=📃 bookmark_tabs=📑 bar_chart=📊 chart_with_upwards_trend=📈
chart_with_downwards_trend=📉 wastebasket=🗑️ books=📚 book=📖 newspaper=📰 moneybag=💰 euro=💶 dollar=💵
credit_card=💳 receipt=🧾 coffee=☕ tea=🍵 beer=🍺 pizza=🍕 cake=🍰 sunny=☀️ cloud=☁️ umbrella=☔ snowflake=❄️
rainbow=🌈 earth_africa=🌍 globe_with_meridians=🌐 dog=🐶 cat=🐱 unicorn_face=🦄 snail=🐌 turtle=🐢 bee=🐝
seedling=🌱 four_leaf_clover=🍀 checkered_flag=🏁 triangular_flag_on_post=🚩 white_flag=🏳️ one=1️⃣ two=2️⃣
smiling_face_with_3_hearts=🥰 grin=😁 exploding_head=🤯 scream=😱 face_with_symbols_on_mouth=🤬 star-struck=🤩
face_vomiting=🤮 hankey=💩 dove_of_peace=🕊️ clown_face=🤡 yawning_face=🥱 woozy_face=🥴 whale=🐳 heart_on_fire=❤️‍🔥
new_moon_with_face=🌚 hotdog=🌭 rolling_on_the_floor_laughing=🤣 banana=🍌 face_with_raised_eyebrow=🤨 strawberry=🍓
champagne=🍾 kiss=💋 middle_finger=🖕 smiling_imp=😈 nerd_face=🤓 male-technologist=👨‍💻 jack_o_lantern=🎃
see_no_evil=🙈 innocent=😇 fearful=😨 saluting_face=🫡 santa=🎅 christmas_tree=🎄 snowman=☃️ nail_care=💅
zany_face=🤪 moyai=🗿 cupid=💘 hear_no_evil=🙉 kissing_heart=😘 pill=💊 speak_no_evil=🙊 space_invader=👾
man-shrugging=🤷‍♂️ woman-shrugging=🤷‍♀️
three=3️⃣ four=4️⃣ five=5️⃣ keycap_ten=🔟 100=💯 bust_in_silhouette=👤 busts_in_silhouette=👥 detective=🕵️
sleuth_or_spy=🕵️ technologist=🧑‍💻 zzz=💤 heavy_plus_sign=➕ heavy_minus_sign=➖ flag-gb=🇬🇧 flag-it=🇮🇹
flag-ro=🇷🇴 flag-es=🇪🇸 flag-ru=🇷🇺 flag-ua=🇺🇦 flag-us=🇺🇸 flag-de=🇩🇪
"""

NAMES: dict[str, str] = dict(pair.split("=") for pair in _PAIRS.split())
"""Each name's sign."""

_SIGNS: dict[str, str] = {}
for _name, _sign in NAMES.items():
    _SIGNS.setdefault(_sign, _name)
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)))
_NAME = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?")
_LEADING = re.compile(r"^(?::[a-z0-9_+'-]+:|[^\w\s\"'(/@#+-])+\s*")


def is_known(name: str) -> bool:
    """Whether a reaction may have this name; a skin tone may follow it."""
    return name.split("::skin-tone-")[0] in NAMES


def to_names(text: str) -> str:
    """Emoji signs as `:name:`, the way Slack stores what people type."""
    return _SIGN.sub(lambda found: f":{_SIGNS[found.group()]}:", text)


def to_signs(text: str) -> str:
    """`:name:` as the sign, the way people see it; unknown names stay."""
    return _NAME.sub(lambda found: NAMES.get(found.group(1), found.group()), text)


def without_leading(label: str) -> str:
    """A button's label without the emoji in front of it."""
    return _LEADING.sub("", label.strip()).strip()
