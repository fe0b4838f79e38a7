### Every sentence Front Door says, in Russian. Names stand in the nominative and no past tense depends on a person's gender.

## Buttons. CONTRACT fixes their order; an emoji may stand before them.

button-skip = Пропустить
button-back = Назад
button-cancel = Отмена
button-done = Готово
button-keep = Оставить так
button-next = Ещё ▶
button-previous = ◀ К первым
button-send = Отправить
button-next-step = Далее
button-open-form = Открыть форму
button-new-request = Новое обращение
button-open = Открыть
button-show = Показать
button-accept-invitation = Принять приглашение
button-change = Изменить
button-go-on = Продолжить
button-begin-anew = Начать заново
button-yes = Да
button-not-quite = Не совсем
button-take = Взять
button-take-over = Взять на себя
button-solved = Решено
button-question = Вопрос
button-more = Ещё
button-reopen = Открыть снова
button-move = Передать
button-take-and-send = Взять и отправить
button-keep-internal = Оставить внутренним
button-priority-low = Приоритет: низкий
button-priority-normal = Приоритет: обычный
button-priority-high = Приоритет: высокий
button-priority-urgent = Приоритет: срочный
button-state-in-progress = Статус: в работе
button-state-waiting-for-vendor = Статус: у поставщика
button-state-planned = Статус: запланировано

## States, where the desk file has no words of its own

state-new = Новое
state-taken = Принято
state-in-progress = В работе
state-waiting-for-requester = Вопрос клиенту
state-waiting-for-approval = Ожидает согласования
state-waiting-for-vendor = У поставщика
state-planned = Запланировано
state-waiting-for-confirmation = Ожидает подтверждения
state-closed = Закрыто

priority-low = низкий
priority-normal = обычный
priority-high = высокий
priority-urgent = срочный

## Seats in a company

seat-owner = владелец
seat-admin = администратор
seat-member = сотрудник

## The built-in slots: question, line of help, short name

slot-subsystem-ask = К какой части это относится?
slot-subsystem-hint = Выберите самую близкую; сотрудник сможет исправить.
slot-subsystem-name = Подсистема
slot-area-ask = К какому разделу?
slot-area-hint = Выберите самый близкий.
slot-area-name = Раздел
slot-topic-ask = В чём дело, одной строкой?
slot-topic-hint = Хорошая тема говорит, что не работает и где: «Не печатается счёт 118».
slot-topic-name = Тема
slot-description-ask = Опишите, пожалуйста, подробнее.
slot-description-hint = Что вы делали, что увидели, с какого времени. Можно несколькими сообщениями.
slot-description-name = Описание
slot-steps-ask = Как нам увидеть это самим, шаг за шагом?
slot-steps-hint = Например: открыть список счетов, выбрать один, нажать «Печать».
slot-steps-name = Шаги
slot-expected_result-ask = Что, по-вашему, должно было произойти?
slot-expected_result-hint = Достаточно одного предложения.
slot-expected_result-name = Ожидаемый результат
slot-screenshot-ask = Можете показать? Пришлите скриншот, короткое видео или текстовый файл.
slot-screenshot-hint = Картинка часто экономит день вопросов.
slot-screenshot-name = Скриншот

accept-image = изображение
accept-video = видео
accept-audio = аудио
accept-text = текстовый файл
accept-pdf = PDF
accept-any = любой файл

## The intake

greeting = Здравствуйте, { $name }! На связи { $desk }.
ask-kind = Чем можем помочь?
chosen-kind = Вы выбрали:
kept-as-description = Ваше сообщение сохранено как описание.
kept-your-file = Ваш файл сохранён.
kept-file-words-needed = Файл сохранён вместе с обращением. На этот вопрос, пожалуйста, ответьте словами.
kept-beside = Это тоже сохранено вместе с вашим обращением.
kept-beside-because = Это сохранено рядом с ответом, отдельным сообщением. { $why }
picked-already = Из этого сообщения уже создано обращение: { $reference }.
picked-unread = Я не могу прочитать это сообщение: меня нет в его канале. Пригласите меня туда (/invite в канале) или выберите «Make it a ticket» в меню сообщения.
kept-context =
    { $count ->
        [one] Прилагается { $count } сообщение из обсуждения, чтобы команда поняла, о чём речь.
        [few] Прилагаются { $count } сообщения из обсуждения, чтобы команда поняла, о чём речь.
        [many] Прилагаются { $count } сообщений из обсуждения, чтобы команда поняла, о чём речь.
       *[other] Прилагаются { $count } сообщения из обсуждения, чтобы команда поняла, о чём речь.
    }
context-not-in-channel = Обсуждение и файлы сообщения прочитать не удалось: меня нет в этом канале. Чтобы они были приложены, пригласите меня туда (/invite в канале) и выберите сообщение ещё раз.
context-unreachable = Обсуждение сообщения сейчас прочитать не удалось, и оно не прилагается. Выберите сообщение ещё раз, чтобы попробовать снова.
context-name = Из обсуждения (контекст)
context-left-out =
    { $count ->
        [one] … ({ $count } сообщение пропущено) …
        [few] … ({ $count } сообщения пропущены) …
        [many] … ({ $count } сообщений пропущено) …
       *[other] … ({ $count } сообщения пропущено) …
    }
page-new = Что вам нужно от { $desk }?
page-draft = У вас есть неотправленное обращение.
page-last-word = Последнее сообщение: { $at }
press-lost = Некоторое время связи со мной не было. Если вы за это время нажимали кнопку, нажмите её здесь ещё раз.
no-room = Пока больше ничего не сохраняется: места хватает на { $messages } сообщений и { $files } файлов, и последнее присланное уже не поместилось. Сначала ответьте на открытый вопрос или нажмите одну из его кнопок, затем пришлите остальное.
progress = { $number } из { $total }
answered-before = Сейчас: { $answer }
files-allowed =
    { $most ->
        [1] Один файл, до 20 МБ: { $accepted }.
        [one] До { $most } файла, каждый до 20 МБ: { $accepted }.
        [few] До { $most } файлов, каждый до 20 МБ: { $accepted }.
        [many] До { $most } файлов, каждый до 20 МБ: { $accepted }.
       *[other] До { $most } файла, каждый до 20 МБ: { $accepted }.
    }
files-so-far = Получено { $count } из { $most }. Пришлите ещё или нажмите «{ button-done }».
album-surplus =
    { $most ->
        [1] { $slot }: принимается один файл; остальные сохранены вместе с обращением.
        [one] { $slot }: принимается { $most } файл; остальные сохранены вместе с обращением.
        [few] { $slot }: принимается { $most } файла; остальные сохранены вместе с обращением.
        [many] { $slot }: принимается { $most } файлов; остальные сохранены вместе с обращением.
       *[other] { $slot }: принимается { $most } файла; остальные сохранены вместе с обращением.
    }
draft-expired = Начатое вами обращение неделю оставалось неотправленным, поэтому оно удалено.
form-changed = Тем временем форма изменилась, поэтому спрашиваем снова. Написанное вами сохранено.
draft-waits = У вас есть незаконченное обращение. Продолжить его или начать заново?
cancelled = Отменено. Ничего не сохранено. Командой /start можно начать снова в любой момент.
cancelled-waiting = Отменено: ожидавшее сообщение не передано.
nothing-to-cancel = Отменять нечего. Командой /start можно начать обращение.
corrected = Исправлено: { $slot }.
correction-refused = Исправление принять нельзя, поэтому остаётся прежний ответ. { $why }
preview-title = Ваше обращение: { $kind }
preview-beside =
    { $count ->
        [1] и ещё одно ваше сообщение
        [one] и ещё { $count } ваше сообщение
        [few] и ещё { $count } ваших сообщения
        [many] и ещё { $count } ваших сообщений
       *[other] и ещё { $count } вашего сообщения
    }
preview-from = Отправитель: { $name }. Всё верно?
change-which = Какой ответ вы хотите изменить?
receipt = Обращение { $reference } принято. Им займётся команда «{ $team }».
receipt-next = Ответ придёт сюда, в этот чат. Пишите, если захотите что-то добавить; /tickets покажет, как продвигаются ваши обращения.
receipt-next-below = Ответ придёт в ветку этого сообщения. Пишите туда, если захотите что-то добавить; /tickets покажет, как продвигаются ваши обращения.
already-answered = На этот вопрос уже ответили.

## The intake in one form

form-beside =
    { $count ->
        [one] К обращению прилагается ещё { $count } ваше сообщение.
        [few] К обращению прилагаются ещё { $count } ваших сообщения.
        [many] К обращению прилагаются ещё { $count } ваших сообщений.
       *[other] К обращению прилагаются ещё { $count } ваших сообщения.
    }
form-attached = Уже приложено: { $names }.
form-for = Заявитель: { $name }. Сообщение написано этим человеком.
not-kept-for-another = Ваше сообщение не сохранено: открытое здесь обращение подаёт другой человек ({ $name }). Сначала отправьте или отмените это обращение; всё, что в нём нужно сказать, пишется в форме.
token-for-oneself = Код поддержки позволяет нам заглянуть в среду того, кто его создаёт, поэтому каждый создаёт только свой.
form-kept = Форма закрыта; обращение хранится неделю и пока не отправлено.
form-more = Ваши ответы сохранены. Нужен ещё один ответ.
form-not-shown = Форму не удалось показать вовремя. Нажмите кнопку.
form-stale = Эта форма относится к прежнему обращению. Закройте её и откройте форму заново.
form-waits = Все вопросы собраны в одной форме. Написанное вами сохранено.
draft-first = У вас начато обращение за другого человека. Отправьте или отмените его, затем выберите сообщение снова.
draft-waits-form = У вас есть незаконченное обращение. Написанное вами сохранено; его можно продолжить здесь.
made-for = Создано обращение { $reference } (заявитель: { $name }); заявитель получит сообщение о нём.
answered-in-chat = Ответ в личных сообщениях со мной.

## Answers that can't be taken: what is allowed

advice-headline = По спокойной теме помогут быстрее: скажите, что не работает и где, например «В веб-приложении не печатаются счета». Насколько это срочно, можно указать в описании.
refused-needed = Это обязательный вопрос: ответьте, пожалуйста.
refused-no-words = Ответьте, пожалуйста, словами.
refused-no-file = Здесь нужен файл: { $accepted }.
refused-too-long = Слишком длинно: символов { $length }, а помещается не больше { $most }. Сократите, пожалуйста.
refused-too-short = Слишком коротко: минимальное число символов — { $least }.
refused-pattern = Формат не подходит.
refused-choose = Нажмите, пожалуйста, одну из кнопок.
refused-number = Ответьте, пожалуйста, числом, например 12 или 3,5.
refused-number-small = Число должно быть не меньше { $least }.
refused-number-great = Число должно быть не больше { $most }.
refused-date = Ответьте, пожалуйста, датой, например 30.11.2026 или 2026-11-30.
refused-too-many = Наибольшее число файлов: { $most }.
refused-file-too-big = Файл «{ $name }» слишком большой: допускается не больше 20 МБ. Принимаются: { $accepted }.
refused-file-empty = Файл «{ $name }» пустой. Пришлите его, пожалуйста, ещё раз. Принимаются: { $accepted }.
refused-file-gone = Файл «{ $name }» не удалось получить. Пришлите его, пожалуйста, ещё раз. Принимаются: { $accepted }.
refused-file-infected = «{ $name }» отклонён: антивирус что-то в нём нашёл. Принимаются: { $accepted }.
refused-file-private = В «{ $name }» видно, где и чем он сделан, а из таких картинок это не убрать. Пришлите его как JPEG или PNG. Принимаются: { $accepted }.
refused-file-kind = Судя по содержимому, файл «{ $name }» здесь принять нельзя. Принимаются: { $accepted }.
refused-file-long =
    { $most ->
        [one] Файл «{ $name }» слишком длинный: допускается не больше { $most } секунды. Принимаются: { $accepted }.
        [few] Файл «{ $name }» слишком длинный: допускается не больше { $most } секунд. Принимаются: { $accepted }.
        [many] Файл «{ $name }» слишком длинный: допускается не больше { $most } секунд. Принимаются: { $accepted }.
       *[other] Файл «{ $name }» слишком длинный: допускается не больше { $most } секунды. Принимаются: { $accepted }.
    }

## A ticket, for the requester

taken = Вашим обращением { $reference } занимается { $name }.
was-it-solved = Ваша проблема решена?
confirm-ask = { $reference }: с нашей стороны всё готово.
confirm-remind =
    { $days ->
        [one] По обращению { $reference } всё ещё ждём вашего ответа. Без него оно закроется через { $days } день.
        [few] По обращению { $reference } всё ещё ждём вашего ответа. Без него оно закроется через { $days } дня.
        [many] По обращению { $reference } всё ещё ждём вашего ответа. Без него оно закроется через { $days } дней.
       *[other] По обращению { $reference } всё ещё ждём вашего ответа. Без него оно закроется через { $days } дня.
    }
confirmed =
    { $days ->
        [0] Спасибо! Обращение { $reference } закрыто.
        [one] Спасибо! Обращение { $reference } закрыто. Ответьте на одно из его сообщений в течение { $days } дня, и оно откроется снова.
        [few] Спасибо! Обращение { $reference } закрыто. Ответьте на одно из его сообщений в течение { $days } дней, и оно откроется снова.
        [many] Спасибо! Обращение { $reference } закрыто. Ответьте на одно из его сообщений в течение { $days } дней, и оно откроется снова.
       *[other] Спасибо! Обращение { $reference } закрыто. Ответьте на одно из его сообщений в течение { $days } дня, и оно откроется снова.
    }
closed-by-silence =
    { $days ->
        [0] Ответа от вас не было, поэтому обращение { $reference } закрыто.
        [one] Ответа от вас не было, поэтому обращение { $reference } закрыто. Ответьте на одно из его сообщений в течение { $days } дня, и оно откроется снова.
        [few] Ответа от вас не было, поэтому обращение { $reference } закрыто. Ответьте на одно из его сообщений в течение { $days } дней, и оно откроется снова.
        [many] Ответа от вас не было, поэтому обращение { $reference } закрыто. Ответьте на одно из его сообщений в течение { $days } дней, и оно откроется снова.
       *[other] Ответа от вас не было, поэтому обращение { $reference } закрыто. Ответьте на одно из его сообщений в течение { $days } дня, и оно откроется снова.
    }
what-is-missing = Чего ещё не хватает по обращению { $reference }? Следующее ваше сообщение получит команда.
reason-passed-on = Передано. Обращение { $reference } снова в работе.
reopened = Обращение { $reference } снова открыто; ваше сообщение передано.
reopened-by-agent = Обращение { $reference } снова открыто ({ $name }).
state-told = Новый статус обращения { $reference }: { $state }.
which-ticket = У вас открыто несколько обращений. К какому относится это сообщение?
goes-to = Передано в обращение { $reference }.
your-tickets =
    { $count ->
        [1] У вас одно обращение:
        [one] У вас { $count } обращение:
        [few] У вас { $count } обращения:
        [many] У вас { $count } обращений:
       *[other] У вас { $count } обращения:
    }
no-tickets = У вас пока нет обращений. Командой /start можно начать первое.
no-such-ticket = У вас нет обращения { $reference }. Список ваших обращений: /tickets.
ticket-taker = Занимается { $name }
help =
    На связи { $desk }. Напишите, что вам нужно, или выберите:
    /new новое обращение
    /tickets как продвигаются ваши обращения
    /profile имя, язык и часовой пояс
    /language другой язык
    /invite пригласить коллегу в вашу компанию
    /link связать учётные записи двух каналов
    /cancel прервать то, что начато
help-delete = /delete отозвать своё сообщение (в ответ на него)
delete-how = Чтобы отозвать своё сообщение, ответьте на него командой /delete.
deleted = Отозвано.
which-language = На каком языке будем общаться?
language-name = Русский
language-chosen = Теперь мы говорим по-русски.
lost-file-too-big = «{ $name }» не удалось передать: файл больше { $most } МБ.
lost-file-empty = Файл «{ $name }» передать не удалось: он пустой.
lost-file-gone = Файл «{ $name }» передать не удалось: на платформе его больше нет.
lost-file-disguised = «{ $name }» не передан: это программа или страница, которая выполняется в браузере, под чужим именем.
lost-file-infected = «{ $name }» не передан: антивирус что-то в нём нашёл.
lost-file-private = «{ $name }» не передан: в нём видно, где и чем он сделан, а из таких картинок это не убрать. Пришлите его как JPEG или PNG.
file-too-big-for-you = { $reference }: { $agent } отправляет «{ $name }», но для { $channel } это слишком большой файл. Он хранится вместе с обращением; команда найдёт другой способ.
file-kept = «{ $name }» ({ $size } МБ) хранится в обращении: для { $channel } это слишком большой файл.
file-kept-link = «{ $name }» ({ $size } МБ) хранится в обращении: для { $channel } это слишком большой файл. Для агентов, на неделю: { $link }
sticker-shown-still = Анимированный стикер, показан неподвижной картинкой.
file-replaced = Вместо «{ $name }»:
not-shown = { $reference }: это сообщение не удалось показать команде или удалось не целиком: { $reason }.
file-not-shown = { $reference }: файл «{ $name }» не удалось показать команде: { $reason }.
answers-not-shown = { $reference }: часть ваших ответов не удалось показать команде: { $reason }.
change-not-shown = { $reference }: ваше исправление не удалось показать команде: { $reason }.
shown-after-all = { $reference }: то, что не удавалось показать команде, всё-таки до неё дошло.
sent-again = ↻ отправлено повторно: первая попытка могла дойти

## Companies: who is let in, seats, invitations

door-closed = { $desk } помогает сотрудникам компаний из своего списка. Вас может пригласить владелец вашей компании: попросите у него ссылку, он получит её здесь командой /invite. Мы отметили, что вы обращались.
door-not-delivered = Ваше сообщение не доставлено.
seat-needed = С запросом «{ $kind }» обратитесь к коллеге: { $who }.
seat-needed-nobody = «{ $kind }» доступно только для этой роли в компании: { $seats }.
invite-no-company = Приглашать может только тот, кто есть в списке компании.
invite-not-you = Чтобы пригласить кого-то, обратитесь к коллеге: { $who }.
invite-whom = Кого вы приглашаете? Напишите имя и, если хотите, адрес электронной почты. Команда /cancel отменяет.
invite-command = /start
invite-seat = Какую роль получит { $name }?
invite-link = По этой ссылке войдёт { $name } — один раз и в течение { $days } дней. Передайте её только этому человеку:
invited = { $name } приглашает вас обращаться в { $desk } от имени компании { $company }. Срок действия приглашения в днях: { $days }.
invitation-sent = Приглашение доставляется: { $name }.
invitation-unknown = Такое приглашение здесь неизвестно. Возможно, у ссылки не хватает конца: откройте её ещё раз или попросите новую.
invitation-used = Это приглашение уже использовано. Попросите новое у того, кто вас пригласил.
invitation-expired = Это приглашение больше не действует. Попросите новое у того, кто вас пригласил.
invitation-yours = Вы уже относитесь к компании { $company }, приглашение не понадобилось.
invitation-other = Вы относитесь к компании { $company }, поэтому приглашение в другую компанию не использовано.
invitation-full = Все места компании { $company } заняты. Больше мест даёт другой тариф.
welcome-in = Добро пожаловать! Теперь вы в компании { $company }. Ваша роль: { $seat }.
came-in = Приглашение принято: { $name }. Роль: { $seat }.

## One person on two channels

link-code =
    Напишите мне это в другом канале в течение { $count } минут; код действует один раз.
    Telegram: { "/" }link { $code }
    Slack: /support link { $code }
link-wrong = Этот код не подходит. Получите код в другом канале ({ "/" }link в Telegram, /support link в Slack) и напишите его здесь в течение четверти часа.
link-too-many = Слишком много неверных кодов. Попробуйте снова через четверть часа.
link-two-people = В списке компаний эти две учётные записи — два разных человека, поэтому они остаются раздельными. Обратитесь к владельцу вашей компании.
linked = Связано: ваши обращения из обоих каналов теперь в одном списке.

## The profile

button-profile-name = Имя
button-profile-language = Язык
button-profile-zone = Часовой пояс
profile-language = Язык: { $spoken }
profile-zone = Часовой пояс: { $zone }
profile-company = Компания: { $company }
profile-ask-name = Как к вам обращаться? Команда видит рядом имя вашей учётной записи.
profile-named = Теперь ваше имя здесь: { $name }.
profile-ask-zone = Где вы находитесь? Выберите или напишите город либо часовой пояс, например Europe/Rome.
zone-unknown = Часовой пояс «{ $said }» мне неизвестен. Напишите крупный город поблизости или часовой пояс, например Europe/Rome.
zone-chosen = Теперь ваш часовой пояс: { $zone }.
prompt-ended = Всё осталось как было.
colleagues-tickets =
    { $count ->
        [one] У ваших коллег { $count } обращение:
        [few] У ваших коллег { $count } обращения:
        [many] У ваших коллег { $count } обращений:
       *[other] У ваших коллег { $count } обращения:
    }
ticket-asker = От: { $name }

## Secrets: asked, kept sealed, shown once

button-reveal = Показать
button-ask-again = Запросить снова
button-give-secret = Отправить сейчас
secret-kept = ••• (надёжно сохранено)
secret-how = Сообщение с этими данными сразу удаляется из чата. Они хранятся запечатанными, и тот, кто займётся обращением, увидит их один раз.
secret-how-form = Ответ хранится запечатанным, и тот, кто займётся обращением, увидит его один раз.
refused-secret-file = Файл нельзя сохранить надёжно, поэтому от него ничего не сохранено. Пожалуйста, напишите текстом.
secret-delete-yourself = Не удалось удалить это ваше сообщение из чата. Пожалуйста, удалите его сами, чтобы его здесь никто не прочитал.
secret-asked = { $reference }: { $name } просит ещё раз: { $slot }. Пожалуйста, не пишите это обычным сообщением: нажмите кнопку или ответьте на это сообщение.
secret-asked-form = { $reference }: { $name } просит ещё раз: { $slot }. Пожалуйста, не пишите это здесь сообщением: нажмите кнопку.
secret-next = Ваше следующее сообщение будет надёжно сохранено для обращения { $reference } и удалено из чата. Команда /cancel отменяет это.
secret-not-given = Хорошо: ваше следующее сообщение снова обычное.
secret-passed-on = Надёжно сохранено. Тот, кто занимается обращением { $reference }, увидит это один раз.
secret-too-late = Обращение { $reference } тем временем закрыто, поэтому отправленное не сохранено.
secret-shown-once = Это видите только вы и только один раз.
secret-shown-already = { $slot }: уже показано ({ $name }). Показывается только один раз.
secret-gone = { $slot }: больше не хранится.
secret-was-asked = Запрос отправлен: { $requester }.
thread-secret-given = Переданы данные ({ $requester }): { $slot }. Кто занимается обращением, найдёт их здесь: «{ button-more }», «{ button-reveal }».
thread-secret-not-shown = { $slot }: показать не удалось, { $reason }. Кнопка «{ button-reveal }» снова работает.
reason-unsealable = запечатано другим ключом (FRONTDOOR_SECRET_KEY)

## Support tokens

button-create-token = Создать
button-revoke = Отозвать
button-token = Код поддержки
token-about =
    { $hours ->
        [one] Будет создан код поддержки, по которому команда «{ $team }» может заглянуть в вашу среду. Он действует { $hours } час, его видит только тот, кто займётся обращением, каждое использование записывается, и вы можете отозвать его в любой момент. Вместе с обращением он прекращает действовать.
        [few] Будет создан код поддержки, по которому команда «{ $team }» может заглянуть в вашу среду. Он действует { $hours } часа, его видит только тот, кто займётся обращением, каждое использование записывается, и вы можете отозвать его в любой момент. Вместе с обращением он прекращает действовать.
        [many] Будет создан код поддержки, по которому команда «{ $team }» может заглянуть в вашу среду. Он действует { $hours } часов, его видит только тот, кто займётся обращением, каждое использование записывается, и вы можете отозвать его в любой момент. Вместе с обращением он прекращает действовать.
       *[other] Будет создан код поддержки, по которому команда «{ $team }» может заглянуть в вашу среду. Он действует { $hours } часа, его видит только тот, кто займётся обращением, каждое использование записывается, и вы можете отозвать его в любой момент. Вместе с обращением он прекращает действовать.
    }
token-code = Код поддержки по обращению { $reference }:
token-how =
    { $hours ->
        [one] Он действует { $hours } час. У команды он уже есть, никому пересылать его не нужно.
        [few] Он действует { $hours } часа. У команды он уже есть, никому пересылать его не нужно.
        [many] Он действует { $hours } часов. У команды он уже есть, никому пересылать его не нужно.
       *[other] Он действует { $hours } часа. У команды он уже есть, никому пересылать его не нужно.
    }
token-used = { $reference }: ваш код поддержки использован впервые.
token-revoked = Код поддержки по обращению { $reference } больше не действует.
token-seen = Код поддержки по обращению { $reference }. Его видите только вы; просмотр записан.
thread-token-given = Создан код поддержки ({ $requester }). Кто занимается обращением, найдёт его здесь: «{ button-more }», «{ button-token }».
thread-token-revoked = Код поддержки отозван ({ $requester }).
thread-token-used = Код поддержки использован.
no-token = У обращения { $reference } нет действующего кода поддержки.

## The card and the thread, for agents

card-requester = Заявитель: { $name }
card-language = Язык: { $spoken }
card-where = Где: { $where }
card-priority = Приоритет: { $priority }
card-follows = Продолжает { $reference }
card-taker = Занимается { $name }
card-nobody = Пока никто не взял
requester-name = { $name } (заявитель)
taken-back = отозвано заявителем:
thread-file-taken-back = Файл отозван заявителем ({ $requester }).
edited-before = изменено, раньше:
offer-take-and-send = Это обращение пока никто не взял, поэтому ваши слова не отправлены. Взять его и отправить их или оставить среди сотрудников?
offer-was-sent = Отправлено. Обращением занимается { $name }.
offer-was-kept = Оставлено внутренним ({ $name }).
offer-was-taken = Обращением занимается { $name }; написанное раньше остаётся внутренним.
next-is-question = Ваше следующее сообщение в этой ветке уйдёт как вопрос.
more-for = Ещё для { $reference }:
thread-asked = Задан вопрос, решена ли проблема (получатель: { $requester }).
thread-reminded = Отправлено напоминание о вопросе (получатель: { $requester }).
thread-confirmed = { $requester } подтверждает: решено. Закрыто.
thread-not-solved = { $requester } отвечает: не совсем. Дальше — чего не хватает.
thread-closed-by-silence = { $requester } не отвечает: закрыто. Ответ заявителя откроет обращение снова.
thread-reopened = Пришёл ответ ({ $requester }): снова открыто.
thread-reopened-by-agent = Снова открыто ({ $name }).
thread-taken-over = Теперь занимается { $name }, раньше — { $former }.
thread-priority = Приоритет: { $priority } ({ $name }).
thread-state = Статус: { $state } ({ $name }).
thread-not-delivered = Не доставлено (получатель: { $requester }): { $reason }.
thread-not-shown = Не удалось показать здесь часть присланного (отправитель: { $requester }): { $reason }.
thread-not-changed = { $requester } по-прежнему видит прежний текст: { $reason }.
thread-not-removed = { $requester } по-прежнему видит то, что вы отозвали: { $reason }.
thread-maybe-seen = Отозванное могло дойти с первой попытки (получатель: { $requester }); повторно оно не отправляется.
thread-first-copy-stays = Первая попытка тоже могла дойти (получатель: { $requester }); та копия остаётся прежней.
forwarded-from = Переслано от { $name }:
reacted = { $name }: реакция { $emoji } на это сообщение.
thread-taker-left = { $name } больше не состоит в этом чате, а обращение по-прежнему за этим человеком. Чтобы взять его себе, нажмите «{ button-take-over }».
thread-unreachable = Связи больше нет ({ $requester }): учётной записи больше нет или бот заблокирован. То, что туда пишут, никто не читает.
thread-reachable = Связь снова есть: { $requester }.
thread-made-anew = Прежней ветки этого обращения больше нет, поэтому продолжаем здесь.

reason-blocked = бот заблокирован получателем
reason-gone = учётной записи или чата больше нет
reason-refused = платформа отклонила сообщение
reason-archived = канал в архиве
reason-not-in-channel = бот удалён из канала
reason-migrated = у группы новый адрес
reason-too-big = файл слишком большой для платформы
reason-unsure = ответа не было дважды; сообщение могло дойти, а могло и нет
reason-given-up = платформа слишком долго была недоступна
reason-no-whisper = на платформе нет сообщений, видимых только одному человеку
reason-thread-gone = ветки больше нет

## Working time: when to expect an answer, what is due, what nobody has taken

answer-by = Ответим не позднее: { $when }.
closed-answer-by = Сейчас нерабочее время. Ответим не позднее: { $when }.
closed-until = Сейчас нерабочее время. Снова на связи: { $when }.
stale-apology =
    { $days ->
        [0] Приносим извинения: обращение { $reference } пока никто не взял. Мы повысили его приоритет и напомнили команде.
        [one] Приносим извинения: обращение { $reference } ждёт уже { $days } день, и его пока никто не взял. Мы повысили его приоритет и напомнили команде.
        [few] Приносим извинения: обращение { $reference } ждёт уже { $days } дня, и его пока никто не взял. Мы повысили его приоритет и напомнили команде.
        [many] Приносим извинения: обращение { $reference } ждёт уже { $days } дней, и его пока никто не взял. Мы повысили его приоритет и напомнили команде.
       *[other] Приносим извинения: обращение { $reference } ждёт уже { $days } дня, и его пока никто не взял. Мы повысили его приоритет и напомнили команде.
    }
card-due-first-reply = Ответить до: { $when }
card-due-solution = Решить до: { $when }
card-overdue-first-reply = Ответ просрочен, срок: { $when }
card-overdue-solution = Решение просрочено, срок: { $when }
thread-near-first-reply = Ответа ещё нет (заявитель: { $requester }). Срок: { $when }.
thread-near-solution = Ещё не решено (заявитель: { $requester }). Срок: { $when }.
thread-missed-first-reply = Ответа всё ещё нет (заявитель: { $requester }). Срок прошёл: { $when }.
thread-missed-solution = Всё ещё не решено (заявитель: { $requester }). Срок прошёл: { $when }.
thread-stale =
    { $days ->
        [0] Обращение пока никто не взял. Заявителю ({ $requester }) принесены извинения; приоритет теперь { $priority }.
        [one] Обращение никто не взял уже { $days } день. Заявителю ({ $requester }) принесены извинения; приоритет теперь { $priority }.
        [few] Обращение никто не взял уже { $days } дня. Заявителю ({ $requester }) принесены извинения; приоритет теперь { $priority }.
        [many] Обращение никто не взял уже { $days } дней. Заявителю ({ $requester }) принесены извинения; приоритет теперь { $priority }.
       *[other] Обращение никто не взял уже { $days } дня. Заявителю ({ $requester }) принесены извинения; приоритет теперь { $priority }.
    }

## Prices: told before the form, quoted, accepted or refused

button-accept = Принимаю
button-refuse = Отказываюсь
billable = может быть платным: сначала мы назовём цену, и без вашего согласия ничего не начнём
quote-ask = { $reference }: мы можем это сделать за { $amount }.
quote-what-follows = Вы согласны? Работа начнётся только с вашего согласия; до этого платить ничего не нужно.
quote-accepted = Спасибо! { $reference }: цена { $amount } принята, начинаем работу.
quote-refused = { $reference }: вы отказались от цены { $amount }. Команда знает об этом и напишет вам здесь.
quote-withdrawn = { $reference }: названная нами цена больше не действует.
thread-quoted = { $name } называет цену: { $amount }. Ждём ответа (заявитель: { $requester }).
thread-quote-accepted = Цена { $amount } принята (заявитель: { $requester }). Можно начинать работу.
thread-quote-refused = От цены { $amount } отказались (заявитель: { $requester }). Назовите другую цену, продолжайте без неё или закройте обращение.
thread-quote-withdrawn = { $name } отзывает цену.
card-quote-open = Цена: { $amount }, ответа ещё нет
card-quote-accepted = Цена: { $amount }, принята
card-quote-refused = Цена: { $amount }, отказ
card-quote-withdrawn = Цена: { $amount }, отозвана
button-quote = Назвать цену
quote-how = Напишите команду в этой ветке: quote 120 EUR и, если хотите, несколько слов. Команда quote cancel отзывает цену.
quote-amount = Сумма пишется цифрами, знаков после запятой не больше, чем у валюты, и она больше нуля: 1200 UAH или 1200,50 UAH, без разделителей тысяч.
quote-currency = После суммы стоит валюта тремя буквами, например 120 UAH, 120 EUR или 120 USD.
no-quote = У обращения { $reference } нет цены, которая ждёт ответа.
said-once = Правка этого сообщения не меняет ни цену, ни время. Напишите команду ещё раз, пожалуйста.

## Time spent, and what a plan includes of it

button-time = Затраченное время
span-hours = { $count } ч
span-minutes = { $count } мин
time-of-ticket = Затрачено времени: { $time }
time-of-month = { $company }, в этом месяце: использовано { $used }, осталось { $left }
thread-time = { $name } записывает время: { $time }.
thread-time-month = { $name } записывает время: { $time }. { $company }, в этом месяце: использовано { $used }, осталось { $left }.
thread-time-beyond = { $company }: в этом месяце использовано больше, чем входит в тариф ({ $included }).
time-how = Напишите команду в этой ветке: time 1h30m и, если хотите, несколько слов; time -30m вычитает. Не больше 24 часов за раз.
time-too-little = Здесь записано только { $time }; вычесть больше нельзя.

## The agents' queue

queue-head = Обращения, которые ещё никто не взял, сначала самые срочные:
queue-empty = Очередь пуста: все обращения взяты.
queue-more = Это первые { $count }; за ними ждут ещё.

## The latest changes, and proposals

button-changes = Последние изменения
button-changes-tell = Сообщать об изменениях
button-changes-stop = Больше не сообщать
button-changes-newer = ◀ Новее
button-changes-older = Раньше ▶
changes-head = Последние изменения: { $desk }
changes-new = Новое: { $desk }
changes-none = Здесь пока нет изменений.
changes-told = Хорошо: будем сообщать здесь о новых изменениях.
changes-stopped = Хорошо: больше не сообщаем. Читать об изменениях можно в любое время.
help-changes = /changes что нового
receipt-proposal = Спасибо за предложение! Команда прочтёт его и напишет здесь, что с ним будет; /tickets покажет, на каком оно этапе.
proposal-done = { $reference }: ваше предложение выполнено.
proposal-as-meant = Получилось так, как вы хотели?

## Handing a ticket over: to a colleague, another team, another kind of request

moved-team = Обращением { $reference } теперь занимается команда «{ $team }». Там уже знают всё, что было сказано.
moved-kind = Новый тип обращения { $reference }: { $kind }.
move-where = Куда передать обращение { $reference }?
move-nowhere = Здесь нет ни другой команды, ни другого типа обращений.
move-unknown = Куда? Можно выбрать: { $choices }.
moved-already = Оно уже там.
moved-away = Обращением { $reference } теперь занимается команда «{ $team }». Написанное здесь остаётся здесь.
thread-moved = { $name } передаёт обращение, теперь им занимается команда «{ $team }». Что будет написано здесь дальше, останется здесь.
thread-came = Обращение теперь здесь: передаёт { $name }. Выше — всё, что было сказано; его пока никто не взял.
thread-kind = { $name } меняет тип обращения: { $kind }.
thread-assigned = теперь это обращение у вас: передаёт { $name }.
assign-whom = Кому? Назовите одного коллегу: assign @имя.
assign-no-agent = { $name } не входит в эту команду, поэтому ничего не изменилось.

## A conversation with a specialist, without a form

live-soon = { $reference }: специалист команды «{ $team }» скоро вам ответит.
live-closed = Обращение { $reference } приняла команда «{ $team }». Сейчас специалистов на месте нет.
live-write = Напишите прямо здесь, в чём дело: каждое сообщение получит команда.
card-live = 💬 Живой разговор: заявитель ждёт в чате

## E-mail

mail-new = Новое обращение { $reference } ({ $team }).
mail-new-foot = На него отвечают в его ветке. Ответы на это письмо никто не читает.
mail-foot = Ответить можно в вашем чате: { $desk }. Ответы на это письмо никто не читает.

## Refusals to agents

no-agent = Это могут делать только участники канала этой команды.
no-agent-wrote = Здесь могут отвечать только участники канала этой команды. Ваши слова не отправлены.
already-taken = Обращением { $reference } уже занимается { $taker }.
already-yours = Вы уже занимаетесь обращением { $reference }.
already-asked = Вопрос, решено ли обращение { $reference }, заявителю уже задан.
not-taken = Обращение { $reference } пока никто не взял.
not-the-taker = Обращением { $reference } занимается { $taker }. Сначала нажмите «{ button-take-over }».
take-first = Сначала возьмите обращение { $reference }.
is-closed = Обращение { $reference } закрыто.
not-closed = Обращение { $reference } не закрыто.
closed-kept-internal = Обращение { $reference } закрыто, поэтому ваши слова остались внутренними. Сначала нажмите на карточке «{ button-reopen }».
state-follows = Этот статус меняется сам по ходу дела; вручную его не задать.
no-such-priority = Приоритеты пишутся так: low, normal, high, urgent.
no-such-command = Такой команды нет, поэтому ваша строка осталась внутренней. После упоминания я понимаю: { $commands }.
agent-commands = После упоминания я понимаю: { $commands }.

## Agents in topics, and in two places at once

anonymous-wrote = Вы пишете здесь анонимно: никто не может узнать, кто вы, и ваши слова не отправлены. Отключите «Анонимность» в правах администратора или пишите от своего имени. Это сообщение появляется один раз.
agent-delete-how = Ответьте командой /delete на сообщение, которое хотите отозвать.
agent-deleted = Отозвано: у заявителя этого больше нет.
slash-commands = Я понимаю: { $commands }.
no-such-slash-command = Такой команды нет, поэтому ваша строка осталась внутренней. Я понимаю: { $commands }.
sent-privately = Это в вашем личном чате со мной.
thread-token-not-shown = Код поддержки ({ $requester }) не удалось показать: { $reason }.
channel-slack = Slack
channel-telegram = Telegram
mirror-note = { $name } ({ $channel }, внутреннее)
thread-held-up = В ветку этого обращения в { $channel } нельзя писать: { $reason }. Всё, что ей предназначено, ждёт.
reason-no-rights = боту не хватает прав в группе
reason-no-private-chat = откройте личный чат с ботом, нажмите «Старт» и попробуйте ещё раз

## The command menu

command-start = Начать обращение
command-new = Новое обращение рядом с открытыми
command-tickets = Как продвигаются ваши обращения
command-changes = Что нового
command-profile = Имя, язык и часовой пояс
command-language = Другой язык
command-invite = Пригласить коллегу в вашу компанию
command-link = Связать учётные записи двух каналов
command-cancel = Прервать то, что начато
command-delete = Отозвать своё сообщение (в ответ на него)
command-help = Что здесь можно сделать
