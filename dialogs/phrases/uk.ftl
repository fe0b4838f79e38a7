### Every sentence Front Door says, in Ukrainian. Names stand in the nominative and no past tense depends on a person's gender.

## Buttons. CONTRACT fixes their order; an emoji may stand before them.

button-skip = Пропустити
button-back = Назад
button-cancel = Скасувати
button-done = Готово
button-keep = Залишити так
button-next = Ще ▶
button-previous = ◀ До перших
button-send = Надіслати
button-next-step = Далі
button-open-form = Відкрити форму
button-new-request = Нове звернення
button-open = Відкрити
button-show = Показати
button-accept-invitation = Прийняти запрошення
button-change = Змінити
button-go-on = Продовжити
button-begin-anew = Почати заново
button-yes = Так
button-not-quite = Не зовсім
button-take = Взяти
button-take-over = Взяти на себе
button-solved = Вирішено
button-question = Запитання
button-more = Ще
button-reopen = Відкрити знову
button-move = Передати
button-take-and-send = Взяти й надіслати
button-keep-internal = Залишити внутрішнім
button-priority-low = Пріоритет: низький
button-priority-normal = Пріоритет: звичайний
button-priority-high = Пріоритет: високий
button-priority-urgent = Пріоритет: терміновий
button-state-in-progress = Статус: у роботі
button-state-waiting-for-vendor = Статус: у постачальника
button-state-planned = Статус: заплановано

## States, where the desk file has no words of its own

state-new = Нове
state-taken = Прийнято
state-in-progress = У роботі
state-waiting-for-requester = Запитання клієнту
state-waiting-for-approval = Очікує погодження
state-waiting-for-vendor = У постачальника
state-planned = Заплановано
state-waiting-for-confirmation = Очікує підтвердження
state-closed = Закрито

priority-low = низький
priority-normal = звичайний
priority-high = високий
priority-urgent = терміновий

## Seats in a company

seat-owner = власник
seat-admin = адміністратор
seat-member = співробітник

## The built-in slots: question, line of help, short name

slot-subsystem-ask = Якої частини це стосується?
slot-subsystem-hint = Виберіть найближчу; співробітник зможе виправити.
slot-subsystem-name = Підсистема
slot-area-ask = Якого розділу?
slot-area-hint = Виберіть найближчий.
slot-area-name = Розділ
slot-topic-ask = Про що йдеться, одним рядком?
slot-topic-hint = Вдала тема каже, що не працює і де: «Не друкується рахунок 118».
slot-topic-name = Тема
slot-description-ask = Опишіть, будь ласка, докладніше.
slot-description-hint = Що ви робили, що побачили, відколи. Можна кількома повідомленнями.
slot-description-name = Опис
slot-steps-ask = Як нам побачити це самим, крок за кроком?
slot-steps-hint = Наприклад: відкрити список рахунків, вибрати один, натиснути «Друк».
slot-steps-name = Кроки
slot-expected_result-ask = Що, за вашими очікуваннями, мало статися?
slot-expected_result-hint = Достатньо одного речення.
slot-expected_result-name = Очікуваний результат
slot-screenshot-ask = Можете показати? Надішліть скриншот, коротке відео або текстовий файл.
slot-screenshot-hint = Зображення часто заощаджує день запитань.
slot-screenshot-name = Скриншот

accept-image = зображення
accept-video = відео
accept-audio = аудіо
accept-text = текстовий файл
accept-pdf = PDF
accept-any = будь-який файл

## The intake

greeting = Вітаємо, { $name }! На зв’язку { $desk }.
ask-kind = Чим можемо допомогти?
chosen-kind = Ви вибрали:
kept-as-description = Ваше повідомлення збережено як опис.
kept-your-file = Ваш файл збережено.
kept-file-words-needed = Файл збережено разом зі зверненням. На це запитання, будь ласка, дайте відповідь словами.
kept-beside = Це теж збережено разом із вашим зверненням.
kept-beside-because = Це збережено поруч із відповіддю, окремим повідомленням. { $why }
picked-already = Із цього повідомлення вже створено звернення: { $reference }.
picked-unread = Я не можу прочитати це повідомлення: мене немає в його каналі. Запросіть мене туди (/invite у каналі) або виберіть «Make it a ticket» у меню повідомлення.
kept-context =
    { $count ->
        [one] Додається { $count } повідомлення з обговорення, щоб команда зрозуміла, про що йдеться.
        [few] Додаються { $count } повідомлення з обговорення, щоб команда зрозуміла, про що йдеться.
        [many] Додаються { $count } повідомлень з обговорення, щоб команда зрозуміла, про що йдеться.
       *[other] Додаються { $count } повідомлення з обговорення, щоб команда зрозуміла, про що йдеться.
    }
context-not-in-channel = Обговорення й файли повідомлення прочитати не вдалося: мене немає в цьому каналі. Щоб їх було додано, запросіть мене туди (/invite у каналі) і виберіть повідомлення ще раз.
context-unreachable = Обговорення повідомлення зараз прочитати не вдалося, і воно не додається. Виберіть повідомлення ще раз, щоб спробувати знову.
context-name = З обговорення (контекст)
context-left-out =
    { $count ->
        [one] … ({ $count } повідомлення пропущено) …
        [few] … ({ $count } повідомлення пропущено) …
        [many] … ({ $count } повідомлень пропущено) …
       *[other] … ({ $count } повідомлення пропущено) …
    }
page-new = Що вам потрібно від { $desk }?
page-draft = У вас є ненадіслане звернення.
page-last-word = Останнє повідомлення: { $at }
press-lost = Деякий час зв’язку зі мною не було. Якщо ви за цей час натискали кнопку, натисніть її тут ще раз.
no-room = Поки що більше нічого не зберігається: місця вистачає на { $messages } повідомлень і { $files } файлів, і останнє надіслане вже не вмістилося. Спершу дайте відповідь на відкрите запитання або натисніть одну з його кнопок, потім надішліть решту.
progress = { $number } із { $total }
answered-before = Зараз: { $answer }
files-allowed =
    { $most ->
        [1] Один файл, до 20 МБ: { $accepted }.
        [one] До { $most } файлу, кожен до 20 МБ: { $accepted }.
        [few] До { $most } файлів, кожен до 20 МБ: { $accepted }.
        [many] До { $most } файлів, кожен до 20 МБ: { $accepted }.
       *[other] До { $most } файлу, кожен до 20 МБ: { $accepted }.
    }
files-so-far = Отримано { $count } із { $most }. Надішліть ще або натисніть «{ button-done }».
album-surplus =
    { $most ->
        [1] { $slot }: приймається один файл; решту збережено разом зі зверненням.
        [one] { $slot }: приймається { $most } файл; решту збережено разом зі зверненням.
        [few] { $slot }: приймається { $most } файли; решту збережено разом зі зверненням.
        [many] { $slot }: приймається { $most } файлів; решту збережено разом зі зверненням.
       *[other] { $slot }: приймається { $most } файлу; решту збережено разом зі зверненням.
    }
draft-expired = Розпочате вами звернення тиждень залишалося ненадісланим, тому його видалено.
form-changed = Тим часом форма змінилася, тому запитуємо знову. Написане вами збережено.
draft-waits = У вас є незакінчене звернення. Продовжити його чи почати заново?
cancelled = Скасовано. Нічого не збережено. Командою /start можна почати знову будь-коли.
cancelled-waiting = Скасовано: повідомлення, що очікувало, не передано.
nothing-to-cancel = Немає чого скасовувати. Командою /start можна почати звернення.
corrected = Виправлено: { $slot }.
correction-refused = Виправлення прийняти не можна, тому залишається попередня відповідь. { $why }
preview-title = Ваше звернення: { $kind }
preview-beside =
    { $count ->
        [1] і ще одне ваше повідомлення
        [one] і ще { $count } ваше повідомлення
        [few] і ще { $count } ваші повідомлення
        [many] і ще { $count } ваших повідомлень
       *[other] і ще { $count } вашого повідомлення
    }
preview-from = Відправник: { $name }. Усе правильно?
change-which = Яку відповідь ви хочете змінити?
receipt = Звернення { $reference } прийнято. Ним займеться команда «{ $team }».
receipt-next = Відповідь надійде сюди, у цей чат. Пишіть, якщо захочете щось додати; /tickets покаже, як просуваються ваші звернення.
receipt-next-below = Відповідь надійде в гілку цього повідомлення. Пишіть туди, якщо захочете щось додати; /tickets покаже, як просуваються ваші звернення.
already-answered = На це запитання вже відповіли.

## The intake in one form

form-beside =
    { $count ->
        [one] До звернення додається ще { $count } ваше повідомлення.
        [few] До звернення додаються ще { $count } ваші повідомлення.
        [many] До звернення додаються ще { $count } ваших повідомлень.
       *[other] До звернення додаються ще { $count } вашого повідомлення.
    }
form-attached = Уже додано: { $names }.
form-for = Заявник: { $name }. Повідомлення написала ця людина.
not-kept-for-another = Ваше повідомлення не збережено: відкрите тут звернення подає інша людина ({ $name }). Спершу надішліть або скасуйте це звернення; усе, що в ньому треба сказати, пишеться у формі.
token-for-oneself = Код підтримки дозволяє нам зазирнути в середовище того, хто його створює, тому кожен створює лише власний.
form-kept = Форму закрито; звернення зберігається тиждень і ще не надіслано.
form-more = Ваші відповіді збережено. Потрібна ще одна відповідь.
form-not-shown = Форму не вдалося показати вчасно. Натисніть кнопку.
form-stale = Ця форма стосується попереднього звернення. Закрийте її й відкрийте форму знову.
form-waits = Усі запитання зібрано в одній формі. Написане вами збережено.
draft-first = У вас розпочато звернення за іншу людину. Надішліть або скасуйте його, а тоді виберіть повідомлення знову.
draft-waits-form = У вас є незакінчене звернення. Написане вами збережено; його можна продовжити тут.
made-for = Створено звернення { $reference } (заявник: { $name }); заявник отримає повідомлення про нього.
answered-in-chat = Відповідь в особистих повідомленнях зі мною.

## Answers that can't be taken: what is allowed

advice-headline = Зі спокійною темою допоможуть швидше: скажіть, що не працює і де, наприклад «У вебзастосунку не друкуються рахунки». Наскільки це терміново, можна вказати в описі.
refused-needed = Це обов’язкове запитання: дайте, будь ласка, відповідь.
refused-no-words = Дайте, будь ласка, відповідь словами.
refused-no-file = Тут потрібен файл: { $accepted }.
refused-too-long = Задовгий текст: символів { $length }, а вміщується не більше { $most }. Скоротіть, будь ласка.
refused-too-short = Закороткий текст: найменша кількість символів — { $least }.
refused-pattern = Формат не підходить.
refused-choose = Натисніть, будь ласка, одну з кнопок.
refused-number = Дайте, будь ласка, відповідь числом, наприклад 12 або 3,5.
refused-number-small = Число має бути не менше { $least }.
refused-number-great = Число має бути не більше { $most }.
refused-date = Дайте, будь ласка, відповідь датою, наприклад 30.11.2026 або 2026-11-30.
refused-too-many = Найбільша кількість файлів: { $most }.
refused-file-too-big = Файл «{ $name }» завеликий: дозволено не більше 20 МБ. Приймаються: { $accepted }.
refused-file-empty = Файл «{ $name }» порожній. Надішліть його, будь ласка, ще раз. Приймаються: { $accepted }.
refused-file-gone = Файл «{ $name }» не вдалося отримати. Надішліть його, будь ласка, ще раз. Приймаються: { $accepted }.
refused-file-infected = «{ $name }» відхилено: антивірус щось у ньому знайшов. Приймаються: { $accepted }.
refused-file-private = У «{ $name }» видно, де і чим його зроблено, а з таких зображень це не прибрати. Надішліть його як JPEG або PNG. Приймаються: { $accepted }.
refused-file-kind = Судячи з вмісту, файл «{ $name }» тут прийняти не можна. Приймаються: { $accepted }.
refused-file-long =
    { $most ->
        [one] Файл «{ $name }» задовгий: дозволено не більше { $most } секунди. Приймаються: { $accepted }.
        [few] Файл «{ $name }» задовгий: дозволено не більше { $most } секунд. Приймаються: { $accepted }.
        [many] Файл «{ $name }» задовгий: дозволено не більше { $most } секунд. Приймаються: { $accepted }.
       *[other] Файл «{ $name }» задовгий: дозволено не більше { $most } секунди. Приймаються: { $accepted }.
    }

## A ticket, for the requester

taken = Вашим зверненням { $reference } займається { $name }.
was-it-solved = Вашу проблему вирішено?
confirm-ask = { $reference }: з нашого боку все готово.
confirm-remind =
    { $days ->
        [one] Щодо звернення { $reference } досі чекаємо на вашу відповідь. Без неї воно закриється через { $days } день.
        [few] Щодо звернення { $reference } досі чекаємо на вашу відповідь. Без неї воно закриється через { $days } дні.
        [many] Щодо звернення { $reference } досі чекаємо на вашу відповідь. Без неї воно закриється через { $days } днів.
       *[other] Щодо звернення { $reference } досі чекаємо на вашу відповідь. Без неї воно закриється через { $days } дня.
    }
confirmed =
    { $days ->
        [0] Дякуємо! Звернення { $reference } закрито.
        [one] Дякуємо! Звернення { $reference } закрито. Дайте відповідь на одне з його повідомлень протягом { $days } дня, і воно відкриється знову.
        [few] Дякуємо! Звернення { $reference } закрито. Дайте відповідь на одне з його повідомлень протягом { $days } днів, і воно відкриється знову.
        [many] Дякуємо! Звернення { $reference } закрито. Дайте відповідь на одне з його повідомлень протягом { $days } днів, і воно відкриється знову.
       *[other] Дякуємо! Звернення { $reference } закрито. Дайте відповідь на одне з його повідомлень протягом { $days } дня, і воно відкриється знову.
    }
closed-by-silence =
    { $days ->
        [0] Відповіді від вас не було, тому звернення { $reference } закрито.
        [one] Відповіді від вас не було, тому звернення { $reference } закрито. Дайте відповідь на одне з його повідомлень протягом { $days } дня, і воно відкриється знову.
        [few] Відповіді від вас не було, тому звернення { $reference } закрито. Дайте відповідь на одне з його повідомлень протягом { $days } днів, і воно відкриється знову.
        [many] Відповіді від вас не було, тому звернення { $reference } закрито. Дайте відповідь на одне з його повідомлень протягом { $days } днів, і воно відкриється знову.
       *[other] Відповіді від вас не було, тому звернення { $reference } закрито. Дайте відповідь на одне з його повідомлень протягом { $days } дня, і воно відкриється знову.
    }
what-is-missing = Чого ще бракує щодо звернення { $reference }? Наступне ваше повідомлення отримає команда.
reason-passed-on = Передано. Звернення { $reference } знову в роботі.
reopened = Звернення { $reference } знову відкрито; ваше повідомлення передано.
reopened-by-agent = Звернення { $reference } знову відкрито ({ $name }).
state-told = Новий статус звернення { $reference }: { $state }.
which-ticket = У вас відкрито кілька звернень. Якого з них стосується це повідомлення?
goes-to = Передано до звернення { $reference }.
your-tickets =
    { $count ->
        [1] У вас одне звернення:
        [one] У вас { $count } звернення:
        [few] У вас { $count } звернення:
        [many] У вас { $count } звернень:
       *[other] У вас { $count } звернення:
    }
no-tickets = У вас поки немає звернень. Командою /start можна почати перше.
no-such-ticket = У вас немає звернення { $reference }. Список ваших звернень: /tickets.
ticket-taker = Займається { $name }
help =
    На зв’язку { $desk }. Напишіть, що вам потрібно, або виберіть:
    /new нове звернення
    /tickets як просуваються ваші звернення
    /profile ім’я, мова й часовий пояс
    /language інша мова
    /invite запросити колегу до вашої компанії
    /link пов’язати облікові записи двох каналів
    /cancel перервати розпочате
help-delete = /delete відкликати своє повідомлення (у відповідь на нього)
delete-how = Щоб відкликати своє повідомлення, дайте на нього відповідь командою /delete.
deleted = Відкликано.
which-language = Якою мовою спілкуватимемося?
language-name = Українська
language-chosen = Тепер ми говоримо українською.
lost-file-too-big = «{ $name }» не вдалося передати: файл більший за { $most } МБ.
lost-file-empty = Файл «{ $name }» передати не вдалося: він порожній.
lost-file-gone = Файл «{ $name }» передати не вдалося: на платформі його вже немає.
lost-file-disguised = «{ $name }» не передано: це програма або сторінка, що виконується в браузері, під чужою назвою.
lost-file-infected = «{ $name }» не передано: антивірус щось у ньому знайшов.
lost-file-private = «{ $name }» не передано: у ньому видно, де і чим його зроблено, а з таких зображень це не прибрати. Надішліть його як JPEG або PNG.
file-too-big-for-you = { $reference }: { $agent } надсилає «{ $name }», але для { $channel } це завеликий файл. Він зберігається разом зі зверненням; команда знайде інший спосіб.
file-kept = «{ $name }» ({ $size } МБ) зберігається у зверненні: для { $channel } це завеликий файл.
file-kept-link = «{ $name }» ({ $size } МБ) зберігається у зверненні: для { $channel } це завеликий файл. Для агентів, на тиждень: { $link }
sticker-shown-still = Анімований стікер, показано нерухомим зображенням.
file-replaced = Замість «{ $name }»:
not-shown = { $reference }: це повідомлення не вдалося показати команді або вдалося не повністю: { $reason }.
file-not-shown = { $reference }: файл «{ $name }» не вдалося показати команді: { $reason }.
answers-not-shown = { $reference }: частину ваших відповідей не вдалося показати команді: { $reason }.
change-not-shown = { $reference }: ваше виправлення не вдалося показати команді: { $reason }.
shown-after-all = { $reference }: те, що не вдавалося показати команді, все ж дійшло до неї.
sent-again = ↻ надіслано повторно: перша спроба могла дійти

## Companies: who is let in, seats, invitations

door-closed = { $desk } допомагає співробітникам компаній зі свого списку. Вас може запросити власник вашої компанії: попросіть у нього посилання, він отримає його тут командою /invite. Ми занотували ваше звернення.
door-not-delivered = Ваше повідомлення не доставлено.
seat-needed = Із запитом «{ $kind }» зверніться до колеги: { $who }.
seat-needed-nobody = «{ $kind }» доступно лише для цієї ролі в компанії: { $seats }.
invite-no-company = Запрошувати може лише той, хто є у списку компанії.
invite-not-you = Щоб запросити когось, зверніться до колеги: { $who }.
invite-whom = Кого ви запрошуєте? Напишіть ім’я та, якщо хочете, адресу електронної пошти. Команда /cancel скасовує.
invite-command = /start
invite-seat = Яку роль матиме { $name }?
invite-link = За цим посиланням увійде { $name } — один раз і протягом { $days } днів. Передайте його лише цій людині:
invited = { $name } запрошує вас звертатися до { $desk } від імені компанії { $company }. Термін дії запрошення в днях: { $days }.
invitation-sent = Запрошення доставляється: { $name }.
invitation-unknown = Таке запрошення тут невідоме. Можливо, бракує кінця посилання: відкрийте його ще раз або попросіть нове.
invitation-used = Це запрошення вже використано. Попросіть нове в того, хто вас запросив.
invitation-expired = Це запрошення більше не діє. Попросіть нове в того, хто вас запросив.
invitation-yours = Ви вже належите до компанії { $company }, запрошення не знадобилося.
invitation-other = Ви належите до компанії { $company }, тому запрошення до іншої компанії не використано.
invitation-full = Усі місця компанії { $company } зайняті. Більше місць дає інший тариф.
welcome-in = Ласкаво просимо! Тепер ви в компанії { $company }. Ваша роль: { $seat }.
came-in = Запрошення прийнято: { $name }. Роль: { $seat }.

## One person on two channels

link-code =
    Напишіть мені це в іншому каналі протягом { $count } хвилин; код діє один раз.
    Telegram: { "/" }link { $code }
    Slack: /support link { $code }
link-wrong = Цей код не підходить. Отримайте код в іншому каналі ({ "/" }link у Telegram, /support link у Slack) та напишіть його тут протягом чверті години.
link-too-many = Забагато хибних кодів. Спробуйте знову за чверть години.
link-two-people = У списку компаній ці два облікові записи — дві різні людини, тому вони лишаються окремими. Зверніться до власника вашої компанії.
linked = Пов’язано: ваші звернення з обох каналів тепер в одному списку.

## The profile

button-profile-name = Ім’я
button-profile-language = Мова
button-profile-zone = Часовий пояс
profile-language = Мова: { $spoken }
profile-zone = Часовий пояс: { $zone }
profile-company = Компанія: { $company }
profile-ask-name = Як до вас звертатися? Команда бачить поруч ім’я вашого облікового запису.
profile-named = Тепер ваше ім’я тут: { $name }.
profile-ask-zone = Де ви перебуваєте? Виберіть або напишіть місто чи часовий пояс, наприклад Europe/Rome.
zone-unknown = Часовий пояс «{ $said }» мені невідомий. Напишіть більше місто поблизу або часовий пояс, наприклад Europe/Rome.
zone-chosen = Тепер ваш часовий пояс: { $zone }.
prompt-ended = Усе лишилося як було.
colleagues-tickets =
    { $count ->
        [one] У ваших колег { $count } звернення:
        [few] У ваших колег { $count } звернення:
        [many] У ваших колег { $count } звернень:
       *[other] У ваших колег { $count } звернення:
    }
ticket-asker = Від: { $name }

## Secrets: asked, kept sealed, shown once

button-reveal = Показати
button-ask-again = Запитати знову
button-give-secret = Надіслати зараз
secret-kept = ••• (надійно збережено)
secret-how = Повідомлення із цими даними одразу видаляється з чату. Вони зберігаються запечатаними, і той, хто займеться зверненням, побачить їх один раз.
secret-how-form = Відповідь зберігається запечатаною, і той, хто займеться зверненням, побачить її один раз.
refused-secret-file = Файл не можна зберегти надійно, тому від нього нічого не збережено. Будь ласка, напишіть текстом.
secret-delete-yourself = Не вдалося видалити це ваше повідомлення з чату. Будь ласка, видаліть його самі, щоб його тут ніхто не прочитав.
secret-asked = { $reference }: { $name } просить ще раз: { $slot }. Будь ласка, не пишіть це звичайним повідомленням: натисніть кнопку або дайте відповідь на це повідомлення.
secret-asked-form = { $reference }: { $name } просить ще раз: { $slot }. Будь ласка, не пишіть це тут повідомленням: натисніть кнопку.
secret-next = Ваше наступне повідомлення буде надійно збережено для звернення { $reference } і видалено з чату. Команда /cancel скасовує це.
secret-not-given = Гаразд: ваше наступне повідомлення знову звичайне.
secret-passed-on = Надійно збережено. Той, хто займається зверненням { $reference }, побачить це один раз.
secret-too-late = Звернення { $reference } тим часом закрито, тому надіслане не збережено.
secret-shown-once = Це бачите лише ви й лише один раз.
secret-shown-already = { $slot }: уже показано ({ $name }). Показується лише один раз.
secret-gone = { $slot }: більше не зберігається.
secret-was-asked = Запит надіслано: { $requester }.
thread-secret-given = Передано дані ({ $requester }): { $slot }. Хто займається зверненням, знайде їх тут: «{ button-more }», «{ button-reveal }».
thread-secret-not-shown = { $slot }: показати не вдалося, { $reason }. Кнопка «{ button-reveal }» знову працює.
reason-unsealable = запечатано іншим ключем (FRONTDOOR_SECRET_KEY)

## Support tokens

button-create-token = Створити
button-revoke = Відкликати
button-token = Код підтримки
token-about =
    { $hours ->
        [one] Буде створено код підтримки, за яким команда «{ $team }» може зазирнути у ваше середовище. Він діє { $hours } годину, його бачить лише той, хто займеться зверненням, кожне використання записується, і ви можете відкликати його будь-коли. Разом зі зверненням він припиняє діяти.
        [few] Буде створено код підтримки, за яким команда «{ $team }» може зазирнути у ваше середовище. Він діє { $hours } години, його бачить лише той, хто займеться зверненням, кожне використання записується, і ви можете відкликати його будь-коли. Разом зі зверненням він припиняє діяти.
        [many] Буде створено код підтримки, за яким команда «{ $team }» може зазирнути у ваше середовище. Він діє { $hours } годин, його бачить лише той, хто займеться зверненням, кожне використання записується, і ви можете відкликати його будь-коли. Разом зі зверненням він припиняє діяти.
       *[other] Буде створено код підтримки, за яким команда «{ $team }» може зазирнути у ваше середовище. Він діє { $hours } години, його бачить лише той, хто займеться зверненням, кожне використання записується, і ви можете відкликати його будь-коли. Разом зі зверненням він припиняє діяти.
    }
token-code = Код підтримки для звернення { $reference }:
token-how =
    { $hours ->
        [one] Він діє { $hours } годину. У команди він уже є, нікому пересилати його не потрібно.
        [few] Він діє { $hours } години. У команди він уже є, нікому пересилати його не потрібно.
        [many] Він діє { $hours } годин. У команди він уже є, нікому пересилати його не потрібно.
       *[other] Він діє { $hours } години. У команди він уже є, нікому пересилати його не потрібно.
    }
token-used = { $reference }: ваш код підтримки використано вперше.
token-revoked = Код підтримки для звернення { $reference } більше не діє.
token-seen = Код підтримки для звернення { $reference }. Його бачите лише ви; перегляд записано.
thread-token-given = Створено код підтримки ({ $requester }). Хто займається зверненням, знайде його тут: «{ button-more }», «{ button-token }».
thread-token-revoked = Код підтримки відкликано ({ $requester }).
thread-token-used = Код підтримки використано.
no-token = У звернення { $reference } немає чинного коду підтримки.

## The card and the thread, for agents

card-requester = Заявник: { $name }
card-language = Мова: { $spoken }
card-where = Де: { $where }
card-priority = Пріоритет: { $priority }
card-follows = Продовжує { $reference }
card-taker = Займається { $name }
card-nobody = Поки ніхто не взяв
requester-name = { $name } (заявник)
taken-back = відкликано заявником:
thread-file-taken-back = Файл відкликано заявником ({ $requester }).
edited-before = змінено, раніше:
offer-take-and-send = Це звернення поки ніхто не взяв, тому ваші слова не надіслано. Взяти його й надіслати їх чи залишити серед співробітників?
offer-was-sent = Надіслано. Зверненням займається { $name }.
offer-was-kept = Залишено внутрішнім ({ $name }).
offer-was-taken = Зверненням займається { $name }; написане раніше залишається внутрішнім.
next-is-question = Ваше наступне повідомлення в цій гілці піде як запитання.
more-for = Ще для { $reference }:
thread-asked = Поставлено запитання, чи вирішено проблему (отримувач: { $requester }).
thread-reminded = Надіслано нагадування про запитання (отримувач: { $requester }).
thread-confirmed = { $requester } підтверджує: вирішено. Закрито.
thread-not-solved = { $requester } відповідає: не зовсім. Далі — чого бракує.
thread-closed-by-silence = { $requester } не відповідає: закрито. Відповідь заявника відкриє звернення знову.
thread-reopened = Надійшла відповідь ({ $requester }): знову відкрито.
thread-reopened-by-agent = Знову відкрито ({ $name }).
thread-taken-over = Тепер займається { $name }, раніше — { $former }.
thread-priority = Пріоритет: { $priority } ({ $name }).
thread-state = Статус: { $state } ({ $name }).
thread-not-delivered = Не доставлено (отримувач: { $requester }): { $reason }.
thread-not-shown = Не вдалося показати тут частину надісланого (відправник: { $requester }): { $reason }.
thread-not-changed = { $requester } і далі бачить попередній текст: { $reason }.
thread-not-removed = { $requester } і далі бачить те, що ви відкликали: { $reason }.
thread-maybe-seen = Відкликане могло дійти з першої спроби (отримувач: { $requester }); повторно його не надсилають.
thread-first-copy-stays = Перша спроба теж могла дійти (отримувач: { $requester }); та копія лишається такою, як була.
forwarded-from = Переслано від { $name }:
reacted = { $name }: реакція { $emoji } на це повідомлення.
thread-taker-left = { $name } більше не бере участі в цьому чаті, а звернення й далі за цією особою. Щоб узяти його собі, натисніть «{ button-take-over }».
thread-unreachable = Зв’язку більше немає ({ $requester }): облікового запису вже немає або бота заблоковано. Те, що туди пишуть, ніхто не читає.
thread-reachable = Зв’язок знову є: { $requester }.
thread-made-anew = Попередньої гілки цього звернення вже немає, тому продовжуємо тут.

reason-blocked = бота заблоковано отримувачем
reason-gone = облікового запису або чату більше немає
reason-refused = платформа відхилила повідомлення
reason-archived = канал в архіві
reason-not-in-channel = бота вилучено з каналу
reason-migrated = у групи нова адреса
reason-too-big = файл завеликий для платформи
reason-unsure = відповіді не було двічі; повідомлення могло дійти, а могло й ні
reason-given-up = платформа надто довго була недоступна
reason-no-whisper = на платформі немає повідомлень, видимих лише одній людині
reason-thread-gone = гілки більше немає

## Working time: when to expect an answer, what is due, what nobody has taken

answer-by = Відповімо не пізніше: { $when }.
closed-answer-by = Зараз неробочий час. Відповімо не пізніше: { $when }.
closed-until = Зараз неробочий час. Знову на зв’язку: { $when }.
stale-apology =
    { $days ->
        [0] Перепрошуємо: звернення { $reference } поки ніхто не взяв. Ми підвищили його пріоритет і нагадали команді.
        [one] Перепрошуємо: звернення { $reference } чекає вже { $days } день, і його поки ніхто не взяв. Ми підвищили його пріоритет і нагадали команді.
        [few] Перепрошуємо: звернення { $reference } чекає вже { $days } дні, і його поки ніхто не взяв. Ми підвищили його пріоритет і нагадали команді.
        [many] Перепрошуємо: звернення { $reference } чекає вже { $days } днів, і його поки ніхто не взяв. Ми підвищили його пріоритет і нагадали команді.
       *[other] Перепрошуємо: звернення { $reference } чекає вже { $days } дня, і його поки ніхто не взяв. Ми підвищили його пріоритет і нагадали команді.
    }
card-due-first-reply = Відповісти до: { $when }
card-due-solution = Вирішити до: { $when }
card-overdue-first-reply = Відповідь прострочено, строк: { $when }
card-overdue-solution = Вирішення прострочено, строк: { $when }
thread-near-first-reply = Відповіді ще немає (заявник: { $requester }). Строк: { $when }.
thread-near-solution = Ще не вирішено (заявник: { $requester }). Строк: { $when }.
thread-missed-first-reply = Відповіді досі немає (заявник: { $requester }). Строк минув: { $when }.
thread-missed-solution = Досі не вирішено (заявник: { $requester }). Строк минув: { $when }.
thread-stale =
    { $days ->
        [0] Звернення поки ніхто не взяв. Заявнику ({ $requester }) принесено вибачення; пріоритет тепер { $priority }.
        [one] Звернення ніхто не взяв уже { $days } день. Заявнику ({ $requester }) принесено вибачення; пріоритет тепер { $priority }.
        [few] Звернення ніхто не взяв уже { $days } дні. Заявнику ({ $requester }) принесено вибачення; пріоритет тепер { $priority }.
        [many] Звернення ніхто не взяв уже { $days } днів. Заявнику ({ $requester }) принесено вибачення; пріоритет тепер { $priority }.
       *[other] Звернення ніхто не взяв уже { $days } дня. Заявнику ({ $requester }) принесено вибачення; пріоритет тепер { $priority }.
    }

## Prices: told before the form, quoted, accepted or refused

button-accept = Погоджуюсь
button-refuse = Відмовляюсь
billable = може бути платним: спершу ми назвемо ціну, і без вашої згоди нічого не почнемо
quote-ask = { $reference }: ми можемо це зробити за { $amount }.
quote-what-follows = Ви згодні? Робота почнеться лише з вашої згоди; до того платити нічого не треба.
quote-accepted = Дякуємо! { $reference }: ціну { $amount } прийнято, починаємо роботу.
quote-refused = { $reference }: ви відмовилися від ціни { $amount }. Команда про це знає й напише вам тут.
quote-withdrawn = { $reference }: названа нами ціна більше не діє.
thread-quoted = { $name } називає ціну: { $amount }. Чекаємо відповіді (заявник: { $requester }).
thread-quote-accepted = Ціну { $amount } прийнято (заявник: { $requester }). Можна починати роботу.
thread-quote-refused = Від ціни { $amount } відмовилися (заявник: { $requester }). Назвіть іншу ціну, продовжуйте без неї або закрийте звернення.
thread-quote-withdrawn = { $name } відкликає ціну.
card-quote-open = Ціна: { $amount }, відповіді ще немає
card-quote-accepted = Ціна: { $amount }, прийнято
card-quote-refused = Ціна: { $amount }, відмова
card-quote-withdrawn = Ціна: { $amount }, відкликано
button-quote = Назвати ціну
quote-how = Напишіть команду в цій гілці: quote 120 EUR і, якщо хочете, кілька слів. Команда quote cancel відкликає ціну.
quote-amount = Сума пишеться цифрами, знаків після коми не більше, ніж у валюти, і вона більша за нуль: 1200 UAH або 1200,50 UAH, без роздільників тисяч.
quote-currency = Після суми стоїть валюта трьома літерами, наприклад 120 UAH, 120 EUR або 120 USD.
no-quote = Звернення { $reference } не має ціни, що чекає на відповідь.
said-once = Редагування цього повідомлення не змінює ні ціни, ні часу. Напишіть команду ще раз, будь ласка.

## Time spent, and what a plan includes of it

button-time = Витрачений час
span-hours = { $count } год
span-minutes = { $count } хв
time-of-ticket = Витрачено часу: { $time }
time-of-month = { $company }, цього місяця: використано { $used }, залишилося { $left }
thread-time = { $name } записує час: { $time }.
thread-time-month = { $name } записує час: { $time }. { $company }, цього місяця: використано { $used }, залишилося { $left }.
thread-time-beyond = { $company }: цього місяця використано більше, ніж входить у тариф ({ $included }).
time-how = Напишіть команду в цій гілці: time 1h30m і, якщо хочете, кілька слів; time -30m віднімає. Не більше 24 годин за раз.
time-too-little = Тут записано лише { $time }; більше відняти не можна.

## The agents' queue

queue-head = Звернення, які ще ніхто не взяв, спершу найтерміновіші:
queue-empty = Черга порожня: усі звернення взято.
queue-more = Це перші { $count }; за ними чекають ще.

## The latest changes, and proposals

button-changes = Останні зміни
button-changes-tell = Повідомляти про зміни
button-changes-stop = Більше не повідомляти
button-changes-newer = ◀ Новіші
button-changes-older = Раніші ▶
changes-head = Останні зміни: { $desk }
changes-new = Нове: { $desk }
changes-none = Тут поки немає змін.
changes-told = Гаразд: повідомлятимемо тут про нові зміни.
changes-stopped = Гаразд: більше не повідомляємо. Читати про зміни можна будь-коли.
help-changes = /changes що нового
receipt-proposal = Дякуємо за пропозицію! Команда прочитає її й напише тут, що з нею буде; /tickets покаже, на якому вона етапі.
proposal-done = { $reference }: вашу пропозицію виконано.
proposal-as-meant = Вийшло так, як ви хотіли?

## Handing a ticket over: to a colleague, another team, another kind of request

moved-team = Зверненням { $reference } тепер займається команда «{ $team }». Там уже знають усе, що було сказано.
moved-kind = Новий тип звернення { $reference }: { $kind }.
move-where = Куди передати звернення { $reference }?
move-nowhere = Тут немає ані іншої команди, ані іншого типу звернень.
move-unknown = Куди? Можна вибрати: { $choices }.
moved-already = Воно вже там.
moved-away = Зверненням { $reference } тепер займається команда «{ $team }». Написане тут залишається тут.
thread-moved = { $name } передає звернення, тепер ним займається команда «{ $team }». Що буде написано тут далі, залишиться тут.
thread-came = Звернення тепер тут: передає { $name }. Вище — усе, що було сказано; його ще ніхто не взяв.
thread-kind = { $name } змінює тип звернення: { $kind }.
thread-assigned = тепер це звернення у вас: передає { $name }.
assign-whom = Кому? Назвіть одного колегу: assign @ім’я.
assign-no-agent = { $name } не належить до цієї команди, тому нічого не змінилося.

## A conversation with a specialist, without a form

live-soon = { $reference }: спеціаліст команди «{ $team }» незабаром вам відповість.
live-closed = Звернення { $reference } прийняла команда «{ $team }». Зараз спеціалістів на місці немає.
live-write = Напишіть просто тут, про що йдеться: кожне повідомлення отримає команда.
card-live = 💬 Жива розмова: заявник чекає в чаті

## E-mail

mail-new = Нове звернення { $reference } ({ $team }).
mail-new-foot = На нього відповідають у його гілці. Відповіді на цей лист ніхто не читає.
mail-foot = Відповісти можна у вашому чаті: { $desk }. Відповіді на цей лист ніхто не читає.

## Refusals to agents

no-agent = Це можуть робити лише учасники каналу цієї команди.
no-agent-wrote = Тут можуть відповідати лише учасники каналу цієї команди. Ваші слова не надіслано.
already-taken = Зверненням { $reference } уже займається { $taker }.
already-yours = Ви вже займаєтеся зверненням { $reference }.
already-asked = Запитання, чи вирішено звернення { $reference }, заявнику вже поставлено.
not-taken = Звернення { $reference } поки ніхто не взяв.
not-the-taker = Зверненням { $reference } займається { $taker }. Спершу натисніть «{ button-take-over }».
take-first = Спершу візьміть звернення { $reference }.
is-closed = Звернення { $reference } закрито.
not-closed = Звернення { $reference } не закрито.
closed-kept-internal = Звернення { $reference } закрито, тому ваші слова залишилися внутрішніми. Спершу натисніть на картці «{ button-reopen }».
state-follows = Цей статус змінюється сам за перебігом подій; вручну його не встановити.
no-such-priority = Пріоритети пишуться так: low, normal, high, urgent.
no-such-command = Такої команди немає, тому ваш рядок залишився внутрішнім. Після згадки я розумію: { $commands }.
agent-commands = Після згадки я розумію: { $commands }.

## Agents in topics, and in two places at once

anonymous-wrote = Ви пишете тут анонімно: ніхто не може знати, хто ви, і ваші слова не надіслано. Вимкніть «Анонімність» у правах адміністратора або пишіть від свого імені. Це повідомлення з’являється один раз.
agent-delete-how = Дайте відповідь командою /delete на повідомлення, яке хочете відкликати.
agent-deleted = Відкликано: у заявника цього більше немає.
slash-commands = Я розумію: { $commands }.
no-such-slash-command = Такої команди немає, тому ваш рядок залишився внутрішнім. Я розумію: { $commands }.
sent-privately = Це у вашому особистому чаті зі мною.
thread-token-not-shown = Код підтримки ({ $requester }) не вдалося показати: { $reason }.
channel-slack = Slack
channel-telegram = Telegram
mirror-note = { $name } ({ $channel }, внутрішнє)
thread-held-up = У гілку цього звернення в { $channel } не можна писати: { $reason }. Усе, що їй призначено, чекає.
reason-no-rights = боту бракує прав у групі
reason-no-private-chat = відкрийте особистий чат із ботом, натисніть «Старт» і спробуйте ще раз

## The command menu

command-start = Почати звернення
command-new = Нове звернення поруч із відкритими
command-tickets = Як просуваються ваші звернення
command-changes = Що нового
command-profile = Ім’я, мова й часовий пояс
command-language = Інша мова
command-invite = Запросити колегу до вашої компанії
command-link = Пов’язати облікові записи двох каналів
command-cancel = Перервати розпочате
command-delete = Відкликати своє повідомлення (у відповідь на нього)
command-help = Що тут можна зробити
