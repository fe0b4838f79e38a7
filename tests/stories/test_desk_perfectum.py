"""The Ukrainian CRM's desk, from `/start` to closed, in Ukrainian and Russian: what is paid is said first, six departments."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from frontdoor.settings import SHIPPED_DESK
from playground.slack.handles import Channel, Message
from playground.telegram.people import Person
from tests.stories.conftest import Open, Stage
from tests.stories.test_companies import list_says
from tests.stories.test_desk_bocp import chooses, somebody
from tests.stories.test_secrets import details_of, traces_of
from tests.stories.tickets import chat_of
from tests.stories.walks import PNG, Json, labels, replies

PERFECTUM = SHIPPED_DESK.with_name("perfectum.yml")
PASSWORD = "crm.example lilac-9 lilac-pw"
REQUESTS = (
    ("support", "Как это сделать?", "Склад", "Рассылка счетов", "Хочу разослать счёт всем", None),
    ("sales", "Покупка и тарифы", "Ещё три лицензии", "С марта"),
    ("partners", "Партнёрство", "Внедрения в Одессе", "Нас пятеро"),
    ("wishes", "Пожелание", "Тёмная тема", "Вечером слепит"),
    ("complaints", "Жалоба", "Никто не перезвонил", "Ждали во вторник"),
)
"""A department, the kind of request it gets, and the answers."""


class House:
    """The stage with a channel for each of the six departments."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        slack, staff = stage.world.slack, [stage.world.anna, stage.world.app]
        names = ("sales", "projects", "partners", "wishes", "complaints")
        self.channels = {name: slack.channel(f"dept-{name}", staff) for name in names}
        stage.adds(**{f"SLACK_{name.upper()}_CHANNEL": channel.id for name, channel in self.channels.items()})
        self.channels["support"] = stage.world.support

    async def card(self, department: str, words: str) -> tuple[Message, Channel]:
        """The card in a department's channel in whose thread these words stand."""
        anna, channel = self.stage.world.anna, self.channels[department]
        found = await anna.sees(words, in_channel=channel)
        return next(message for message in anna.channel_view(channel) if message.ts == found.thread_ts), channel


@asynccontextmanager
async def at(stage_of: Open, moment: str) -> AsyncIterator[House]:
    """The desk at a moment on Kyiv's clocks."""
    async with stage_of(PERFECTUM, started=False) as stage:
        house = House(stage)
        stage.clock.pass_(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Kyiv")) - stage.clock.now())
        await stage.start()
        yield house


async def lives_in(person: Person, city: str, zone: str) -> None:
    """Sets the time zone by a city's name."""
    shown = await person.sees("Часовий пояс: Europe/Kyiv", after=await person.says("/profile"))
    await person.presses("Часовий пояс", shown)
    asked = await person.sees("Де ви перебуваєте?", after=shown)
    await person.says(city)
    await person.sees(f"Тепер ваш часовий пояс: {zone}", after=asked)


async def reports_a_defect(stage: Stage, olena: Person) -> Json:
    """Scenario, expected result, an account for checking, an image with the place marked. Returns the receipt."""
    menu = await olena.sees("Чим можемо допомогти?", after=await olena.starts())
    assert "Помилка в системі: Система робить не те, що має (виправляємо безкоштовно)" in menu["text"]
    assert "Навчання: Заняття для вашої команди (платно: ціну назвемо до початку)" in menu["text"]
    await olena.presses("Помилка в системі", menu)
    question = await olena.sees("Виправляємо безкоштовно", after=menu)
    await olena.presses("Продажі", question)
    question = await chooses(olena, "Рахунки", question)
    question = await olena.sees("Без «Терміново!» і «Нічого не працює»", after=question)
    await replies(stage, olena, "У рахунку не змінюється валюта")
    question = await olena.sees("За яким сценарієм це відбувається?", after=question)
    assert "1. Відкриваю рахунок 118." in question["text"]
    await replies(stage, olena, "Відкриваю рахунок 7, вибираю EUR, зберігаю")
    question = await olena.sees("А як має бути?", after=question)
    await replies(stage, olena, "Сума в EUR")
    question = await olena.sees("свого пароля не пишіть", after=question)
    await replies(stage, olena, PASSWORD)
    question = await olena.sees("Позначте на ньому місце помилки стрілкою або рамкою", after=question)
    await olena.sends_photo(PNG)
    question = await chooses(olena, "Готово", question)
    preview = await chooses(olena, "Надіслати", question)
    return await olena.sees("Звернення PRF-1 прийнято", after=preview)


async def test_a_defect_told_on_a_holiday_is_checked_with_a_sealed_account_and_closed(stage_of: Open) -> None:
    async with at(stage_of, "2027-05-01 12:00") as house:  # a Saturday; Monday is a day off of the desk's own
        stage, anna = house.stage, house.stage.world.anna
        olena = somebody(stage, "Олена Шевчук", "uk")
        receipt = await reports_a_defect(stage, olena)
        assert "Зараз неробочий час. Відповімо не пізніше: середа, 5 травня, 18:00." in receipt["text"]

        card, support = await house.card("support", "Тема:* У рахунку не змінюється валюта")
        assert "Ответить до: среда, 5 мая, 18:00" in card.text
        await anna.sees("Сценарий:* Відкриваю рахунок 7", thread=card)
        await anna.presses("Взять", message=card)
        await olena.sees("Вашим зверненням PRF-1 займається Anna Berg")
        await anna.presses("Ещё", message=await anna.sees("Занимается Anna Berg", in_channel=support))
        await anna.presses("Показать", message=await anna.sees_button("Показать", thread=card))
        shown = await anna.sees(PASSWORD, thread=card)
        assert shown.ephemeral
        await anna.posts(support, "Виправили: перевірте, будь ласка", thread=card)
        await olena.sees("Виправили: перевірте, будь ласка")
        await anna.presses("Решено", message=card)
        question = await olena.sees("Вашу проблему вирішено?")
        await olena.presses("Так", question)
        await olena.sees("Звернення PRF-1 закрито", after=question)
        await stage.settles()
        assert (await details_of(stage))["secrets"] == {}
        assert traces_of(stage, "", PASSWORD) == []
        assert PASSWORD not in olena.described()


async def asks(stage: Stage, person: Person, kind: str, *answers: str | None) -> Json:
    """A request in Russian: an answer for each question, by button where there is one, None to skip. Returns the receipt."""
    question = await chooses(person, kind, await person.says("/new"))
    for number, answer in enumerate(answers, 1):
        question = await person.sees(f"{number} из ", after=question)
        stage.a_moment_passes()
        if answer is None or answer in labels(question):
            await person.presses(answer or "Пропустить", question)
        else:
            await replies(stage, person, answer)
    preview = await chooses(person, "Отправить", question)
    stage.a_moment_passes()
    return await person.sees("принято", after=preview)


async def test_six_departments_each_have_their_requests_and_what_is_paid_has_its_price_first(stage_of: Open) -> None:
    async with at(stage_of, "2027-02-01 10:00") as house:
        stage, anna = house.stage, house.stage.world.anna
        ivan = somebody(stage, "Иван Кот", "ru")
        begun = await ivan.starts()
        menu = await ivan.sees("Как это сделать?: Совет по работе в системе (бесплатно)", after=begun)
        assert "Доступ для сотрудника" not in menu["text"]  # for companies' owners
        for department, kind, *answers in REQUESTS:
            person = somebody(stage, f"Иван {department}", "ru")
            receipt = await asks(stage, person, kind, *answers)
            card, _ = await house.card(department, f":* {[*filter(None, answers)][-1]}")
            first = department == "complaints"
            assert ("Приоритет: высокий" in card.text) == first
            assert f"Ответим не позднее: {'вторник, 2' if first else 'среда, 3'} февраля, 10:0" in receipt["text"]
            assert ("Спасибо за предложение!" in receipt["text"]) == (department == "wishes")
            if department == "support":
                assert any("Плохо: «Как работают счета?»" in line for line in chat_of(person))

        # training is paid: said in the menu and before the first question, then a price that waits for a yes
        assert "Обучение: Занятие для вашей команды (платно: цену назовём до начала)" in menu["text"]
        await ivan.presses("Обучение", menu)
        await ivan.sees("Платно: цену назовём до начала", after=menu)
        await ivan.says("/cancel")
        await asks(stage, ivan, "Обучение", "Другое", "Склад для новичков", "5", "15.02.2027")
        card, projects = await house.card("projects", "Участников:* 5")
        await anna.presses("Взять", message=card)
        await ivan.sees("Вашим обращением PRF-6 занимается Anna Berg")
        await anna.posts(projects, "quote 4000 UAH полдня", thread=card, mention_bot=True)
        price = await ivan.sees("мы можем это сделать за 4\u00a0000,00\u00a0₴")
        await ivan.presses("Принимаю", price)
        await anna.sees("принята (заявитель: Иван Кот)", thread=card)
        await anna.presses("Решено", message=card)
        question = await ivan.sees("Ваша проблема решена?", after=price)
        await ivan.presses("Да", question)
        await ivan.sees("Обращение PRF-6 закрыто", after=question)


async def test_a_further_employee_gets_access_without_a_password_in_the_chat(stage_of: Open) -> None:
    async with at(stage_of, "2027-05-01 12:00") as house:
        stage = house.stage
        oksana, ivan, petro = (
            somebody(stage, name, lang) for name, lang in (("Оксана", "uk"), ("Иван", "ru"), ("Петро", "uk"))
        )
        await list_says(stage, f"Куб;;Оксана;owner;{oksana.id};;uk", f"Куб;;Иван;member;{ivan.id};;ru")
        menu = await ivan.sees("Чем можем помочь?", after=await ivan.starts())
        assert "С запросом «Доступ для сотрудника» обратитесь к коллеге: Оксана (владелец)." in menu["text"]

        await lives_in(oksana, "Warsaw", "Europe/Warsaw")
        # to this chat: a link for a name and an e-mail address
        said = await oksana.says("/invite")
        asked = await oksana.sees("Напишіть ім’я та, якщо хочете, адресу електронної пошти.", after=said)
        await oksana.says("Петро Лис petro@kub.example")
        await oksana.presses("співробітник", await oksana.sees_button("співробітник", after=asked))
        link = await oksana.sees("start=join-", after=asked)
        await petro.starts(payload=link["text"].rpartition("start=")[2])
        await petro.sees("Тепер ви в компанії Куб. Ваша роль: співробітник.")

        # to the product: name and address as well, and no password
        question = await chooses(oksana, "Доступ для співробітника", await oksana.says("/new"))
        question = await oksana.sees("Як звати співробітника?", after=question)
        await replies(stage, oksana, "Петро Лис")
        question = await oksana.sees("У чаті ми пароля не питаємо ніколи.", after=question)
        await replies(stage, oksana, "petro на kub")
        question = await oksana.sees("Формат не підходить.", after=question)
        await replies(stage, oksana, "petro@kub.example")
        preview = await chooses(oksana, "Надіслати", question)
        # Wednesday, six in the evening in Kyiv, by her own clock
        await oksana.sees("Відповімо не пізніше: середа, 5 травня, 17:00 (Europe/Warsaw).", after=preview)
        card, _ = await house.card("support", "Почта:* petro@kub.example")
        assert "Куб" in card.text
