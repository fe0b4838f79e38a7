### Every sentence Front Door says, in English. `tests/dialogs/test_phrases.py` keeps the other languages in step.

## Buttons. CONTRACT fixes these words; an emoji may stand before them.

button-skip = Skip
button-back = Back
button-cancel = Cancel
button-done = Done
button-keep = Keep it
button-next = More ▶
button-previous = ◀ Back to the first ones
button-send = Send
button-next-step = Next
button-open-form = Open the form
button-new-request = New request
button-open = Open
button-show = Show
button-accept-invitation = Accept the invitation
button-change = Change
button-go-on = Go on
button-begin-anew = Begin anew
button-yes = Yes
button-not-quite = Not quite
button-take = Take
button-take-over = Take over
button-solved = Solved
button-question = Question
button-more = More
button-reopen = Reopen
button-move = Move
button-take-and-send = Take and send
button-keep-internal = Keep internal
button-priority-low = Priority: low
button-priority-normal = Priority: normal
button-priority-high = Priority: high
button-priority-urgent = Priority: urgent
button-state-in-progress = State: in progress
button-state-waiting-for-vendor = State: with the vendor
button-state-planned = State: planned

## States, where the desk file has no words of its own

state-new = new
state-taken = taken
state-in-progress = in progress
state-waiting-for-requester = waiting for the requester
state-waiting-for-approval = waiting for approval
state-waiting-for-vendor = with the vendor
state-planned = planned
state-waiting-for-confirmation = waiting for confirmation
state-closed = closed

priority-low = low
priority-normal = normal
priority-high = high
priority-urgent = urgent

## Seats in a company

seat-owner = owner
seat-admin = administrator
seat-member = member

## The built-in slots: question, line of help, short name

slot-subsystem-ask = Which part is it about?
slot-subsystem-hint = Choose the nearest one; an agent can correct it.
slot-subsystem-name = Subsystem
slot-area-ask = Which area of it?
slot-area-hint = Choose the nearest one.
slot-area-name = Area
slot-topic-ask = What is it, in one line?
slot-topic-hint = A good topic names the thing and what is wrong with it: “Invoice 118 can't be printed”.
slot-topic-name = Topic
slot-description-ask = Please describe it.
slot-description-hint = What you were doing, what you saw, since when. Several messages are fine.
slot-description-name = Description
slot-steps-ask = How can we see it ourselves, step by step?
slot-steps-hint = For example: open the invoice list, choose one, press Print.
slot-steps-name = Steps
slot-expected_result-ask = What did you expect to happen instead?
slot-expected_result-hint = One sentence is enough.
slot-expected_result-name = Expected result
slot-screenshot-ask = Can you show it? Send a screenshot, a short video or a text file.
slot-screenshot-hint = A picture often saves a day of questions.
slot-screenshot-name = Screenshot

accept-image = picture
accept-video = video
accept-audio = sound
accept-text = text file
accept-pdf = PDF
accept-any = any file

## The intake

greeting = Hello { $name }! This is { $desk }.
ask-kind = What can we do for you?
chosen-kind = You chose
kept-as-description = I have kept your message as the description.
kept-your-file = I have kept your file.
kept-file-words-needed = I have kept your file with the request. This question needs an answer in words, please.
kept-beside = I have kept this with your request as well.
kept-beside-because = I have kept this beside your answer, as a message of its own. { $why }
picked-already = A request was made of this message already: { $reference }.
picked-unread = I can't read that message: I am not in its channel. Invite me there (/invite in the channel), or use “Make it a ticket” in the message's menu.
kept-context =
    { $count ->
        [one] One message of its thread goes along, for the team to understand it.
       *[other] { $count } messages of its thread go along, for the team to understand it.
    }
context-not-in-channel = Its thread and files could not be read, since I am not in that channel. To have them go along, invite me there (/invite in the channel) and choose the message again.
context-unreachable = Its thread could not be read just now, and does not go along. Choose the message again to try once more.
context-name = From the thread (context)
context-left-out =
    { $count ->
        [one] … (one message left out) …
       *[other] … ({ $count } messages left out) …
    }
page-new = What do you need from { $desk }?
page-draft = You have a request that is not sent yet.
page-last-word = Last word: { $at }
press-lost = I could not be reached for a while. If you have pressed a button meanwhile, please press it here once more.
no-room = No more is kept for now: there is room for { $messages } messages and { $files } files, and what you sent last goes beyond it. Please answer the open question or press one of its buttons first, then send the rest.
progress = { $number } of { $total }
answered-before = Now: { $answer }
files-allowed =
    { $most ->
        [one] One file, up to 20 MB: { $accepted }.
       *[other] Up to { $most } files of 20 MB each: { $accepted }.
    }
files-so-far = Got { $count } of { $most }. Send another, or press Done.
album-surplus =
    { $most ->
        [one] { $slot } takes one file; I have kept the others with your request.
       *[other] { $slot } takes { $most } files; I have kept the others with your request.
    }
draft-expired = A request you had begun waited a week without being sent, so it was let go.
form-changed = The form has changed meanwhile, so this is asked anew. What you wrote is kept.
draft-waits = You have a request that isn't finished yet. Go on with it, or begin anew?
cancelled = Cancelled. Nothing was kept. /start begins again whenever you like.
cancelled-waiting = Cancelled: the message that waited was not passed on.
nothing-to-cancel = There is nothing to cancel. /start begins a request.
corrected = Corrected: { $slot }.
correction-refused = Your correction can't be taken, so the earlier answer stays. { $why }
preview-title = Your request: { $kind }
preview-beside =
    { $count ->
        [one] and one more message of yours
       *[other] and { $count } more messages of yours
    }
preview-from = From { $name }. Is everything right?
change-which = Which answer do you want to change?
receipt = { $reference } is with { $team }.
receipt-next = They answer here, in this chat. Write whenever you want to add something; /tickets shows where your requests stand.
receipt-next-below = They answer in the thread of this message. Write there whenever you want to add something; /tickets shows where your requests stand.
already-answered = This question was already answered.

## The intake in one form

form-beside =
    { $count ->
        [one] One more message of yours goes along.
       *[other] { $count } more messages of yours go along.
    }
form-attached = Already attached: { $names }.
form-for = This is a request of { $name }, who wrote the message.
not-kept-for-another = Your message was not kept: the request that is open here is { $name }'s. Send it or cancel it first; what it must say goes into the form.
token-for-oneself = A support token lets us look into its owner's environment, so everybody makes only their own.
form-kept = The form was closed; your request is kept for a week and not sent yet.
form-more = Your answers are kept. One thing more is to be answered.
form-not-shown = The form could not be shown in time. Please press the button.
form-stale = This form belongs to an earlier request. Please close it and open the form anew.
form-waits = The questions stand in one form. What you wrote is kept.
draft-first = You have a request under way for somebody else. Please send or cancel it first, then pick the message again.
draft-waits-form = You have a request that isn’t finished yet. What you wrote is kept; go on with it here.
made-for = { $reference } was made for { $name }, who is told of it.
answered-in-chat = You find the answer in your direct messages with me.

## Answers that can't be taken: what is allowed

advice-headline = A calm topic gets help faster: say what is broken and where, for example “Invoices can't be printed in the web app”. How urgent it is you can say in the description.
refused-needed = This one is needed, please answer it.
refused-no-words = Please answer in words.
refused-no-file = This question wants a file: { $accepted }.
refused-too-long = That is { $length } characters; at most { $most } fit here. Please say it shorter.
refused-too-short = That is too short: at least { $least } characters, please.
refused-pattern = That doesn't have the right form.
refused-choose = Please choose one of the buttons.
refused-number = Please answer with a number, for example 12 or 3.5.
refused-number-small = The number must be at least { $least }.
refused-number-great = The number must be at most { $most }.
refused-date = Please answer with a date, for example 2026-11-30 or 30.11.2026.
refused-too-many = At most { $most } files, please.
refused-file-too-big = “{ $name }” is too big: files may have up to 20 MB. Accepted: { $accepted }.
refused-file-empty = “{ $name }” is empty. Please send it again. Accepted: { $accepted }.
refused-file-gone = “{ $name }” could not be fetched. Please send it again. Accepted: { $accepted }.
refused-file-infected = “{ $name }” is refused: the virus scanner found something in it. Accepted: { $accepted }.
refused-file-private = “{ $name }” tells where and with what it was made, and that can’t be taken out of this kind of picture. Please send it as JPEG or PNG. Accepted: { $accepted }.
refused-file-kind = “{ $name }” is not of a kind that can be taken here, judged by its content. Accepted: { $accepted }.
refused-file-long =
    { $most ->
        [one] “{ $name }” is too long: at most one second.
       *[other] “{ $name }” is too long: at most { $most } seconds. Accepted: { $accepted }.
    }

## A ticket, for the requester

taken = { $name } is looking at { $reference }.
was-it-solved = Was your problem solved?
confirm-ask = { $reference }: our answer is complete.
confirm-remind =
    { $days ->
        [one] { $reference } still waits for your word. Without one it is closed in a day.
       *[other] { $reference } still waits for your word. Without one it is closed in { $days } days.
    }
confirmed =
    { $days ->
        [0] Thank you! { $reference } is closed.
        [one] Thank you! { $reference } is closed. Reply to one of its messages within a day and it is open again.
       *[other] Thank you! { $reference } is closed. Reply to one of its messages within { $days } days and it is open again.
    }
closed-by-silence =
    { $days ->
        [0] We have not heard from you, so { $reference } is closed.
        [one] We have not heard from you, so { $reference } is closed. Reply to one of its messages within a day and it is open again.
       *[other] We have not heard from you, so { $reference } is closed. Reply to one of its messages within { $days } days and it is open again.
    }
what-is-missing = What is still missing in { $reference }? Your next message goes to the team.
reason-passed-on = Passed on. { $reference } is in progress again.
reopened = { $reference } is open again; your message was passed on.
reopened-by-agent = { $name } opened { $reference } again.
state-told = { $reference } is now: { $state }.
which-ticket = You have several open requests. Which one is this for?
goes-to = This goes to { $reference }.
your-tickets =
    { $count ->
        [one] You have one request:
       *[other] You have { $count } requests:
    }
no-tickets = You have no requests yet. /start begins one.
no-such-ticket = You have no request { $reference }. /tickets lists yours.
ticket-taker = With { $name }
help =
    This is { $desk }. Write what you need, or use:
    /new a new request
    /tickets where your requests stand
    /profile your name, language and time zone
    /language another language
    /invite invite a colleague into your company
    /link link your accounts on two channels
    /cancel end what you are in the middle of
help-delete = /delete take a message of yours back (in reply to it)
delete-how = To take a message of yours back, reply to it with /delete.
deleted = Taken back.
which-language = Which language shall we speak?
language-name = English
language-chosen = We speak English now.
lost-file-too-big = “{ $name }” could not be passed on: it is larger than { $most } MB.
lost-file-empty = “{ $name }” could not be passed on: it is empty.
lost-file-gone = “{ $name }” could not be passed on: the platform no longer has it.
lost-file-disguised = “{ $name }” was not passed on: it is a program, or a page that runs in a browser, under the name of something else.
lost-file-infected = “{ $name }” was not passed on: the virus scanner found something in it.
lost-file-private = “{ $name }” was not passed on: it tells where and with what it was made, and that can’t be taken out of this kind of picture. Send it as JPEG or PNG.
file-too-big-for-you = { $reference }: { $agent } sent “{ $name }”, which is too big for { $channel }. It is kept with your request; the team finds another way.
file-kept = “{ $name }” ({ $size } MB) is kept in the ticket, too big for { $channel }.
file-kept-link = “{ $name }” ({ $size } MB) is kept in the ticket, too big for { $channel }. For agents, for a week: { $link }
sticker-shown-still = An animated sticker, shown as a still picture.
file-replaced = Instead of “{ $name }”:
not-shown = { $reference }: this could not be shown to the team, or not the whole of it: { $reason }.
file-not-shown = { $reference }: “{ $name }” could not be shown to the team: { $reason }.
answers-not-shown = { $reference }: some of your answers could not be shown to the team: { $reason }.
change-not-shown = { $reference }: your change could not be shown to the team: { $reason }.
shown-after-all = { $reference }: what could not be shown to the team has reached them after all.
sent-again = ↻ sent again: the first attempt may have arrived

## Companies: who is let in, seats, invitations

door-closed = { $desk } is there for the people of companies that are on its list. Your company's owner can invite you: ask them for a link, which they get here by /invite. It has been noted that you knocked.
door-not-delivered = Your message was not delivered.
seat-needed = For “{ $kind }” please ask { $who }.
seat-needed-nobody = “{ $kind }” is only for this seat in a company: { $seats }.
invite-no-company = Only people on a company's list can invite others.
invite-not-you = Please ask { $who } to invite your colleague.
invite-whom = Whom do you invite? Write their name and, if you like, their e-mail address. /cancel ends this.
invite-command = /start
invite-seat = Which seat does { $name } get?
invite-link = This link lets { $name } in, once and within { $days } days. Pass it on to them, and to nobody else:
invited = { $name } invites you to ask { $desk } for { $company }. The invitation holds { $days } days.
invitation-sent = { $name } has the invitation now.
invitation-unknown = This invitation isn't known here. Perhaps the end of the link is missing: please open it once more, or ask for a new one.
invitation-used = This invitation was used already. Please ask whoever invited you for a new one.
invitation-expired = This invitation no longer counts. Please ask whoever invited you for a new one.
invitation-yours = You belong to { $company } already, so the invitation was not needed.
invitation-other = You belong to { $company }, so this invitation to another company was not used.
invitation-full = Every seat of { $company } is taken. More of them come with another plan.
welcome-in = Welcome! You belong to { $company } now. Your seat: { $seat }.
came-in = { $name } has come in. Seat: { $seat }.

## One person on two channels

link-code =
    Say this to me on your other channel within { $count } minutes; it works once.
    Telegram: { "/" }link { $code }
    Slack: /support link { $code }
link-wrong = This code doesn't count. Get one on your other channel ({ "/" }link in Telegram, /support link in Slack), and say it here within a quarter of an hour.
link-too-many = Too many wrong codes. Please try again in a quarter of an hour.
link-two-people = The companies' list knows these two accounts as two people, so they stay apart. Please ask your company's owner.
linked = Linked: your requests from both channels are listed together now.

## The profile

button-profile-name = Name
button-profile-language = Language
button-profile-zone = Time zone
profile-language = Language: { $spoken }
profile-zone = Time zone: { $zone }
profile-company = Company: { $company }
profile-ask-name = What shall we call you? The team sees your account's name beside it.
profile-named = We call you { $name } now.
profile-ask-zone = Where are you? Choose, or write a city or a time zone such as Europe/Rome.
zone-unknown = I know no time zone “{ $said }”. Please write a larger city nearby, or a time zone such as Europe/Rome.
zone-chosen = Your time zone is { $zone } now.
prompt-ended = Left as it was.
colleagues-tickets =
    { $count ->
        [one] Your colleagues have one request:
       *[other] Your colleagues have { $count } requests:
    }
ticket-asker = From { $name }

## Secrets: asked, kept sealed, shown once

button-reveal = Reveal
button-ask-again = Ask again
button-give-secret = Send it now
secret-kept = ••• (kept safe)
secret-how = Your message with it is removed from this chat at once. It is kept sealed, and shown once to whoever takes your request.
secret-how-form = It is kept sealed, and shown once to whoever takes your request.
refused-secret-file = A file can't be kept safe, so nothing of it was kept. Please write it as text.
secret-delete-yourself = I could not remove this message of yours from the chat. Please delete it yourself, so that nobody reads it here.
secret-asked = { $reference }: { $name } needs this once more: { $slot }. Please don’t write it as a usual message: press the button, or reply to this one.
secret-asked-form = { $reference }: { $name } needs this once more: { $slot }. Please don’t write it here as a message: press the button.
secret-next = Your next message is kept safe for { $reference } and removed from this chat. /cancel lets it be.
secret-not-given = All right: your next message is a usual one again.
secret-passed-on = Kept safe. It is shown once to whoever has { $reference }.
secret-too-late = { $reference } is closed meanwhile, so what you sent was not kept.
secret-shown-once = Only you see this, and only once.
secret-shown-already = { $slot } was shown already, to { $name }. It is shown once only.
secret-gone = { $slot } is not kept any more.
secret-was-asked = { $requester } was asked for it.
thread-secret-given = { $requester } gave this: { $slot }. Its taker finds it under “{ button-more }”, “{ button-reveal }”.
thread-secret-not-shown = { $slot } could not be shown: { $reason }. “{ button-reveal }” works again.
reason-unsealable = it was sealed under another key (FRONTDOOR_SECRET_KEY)

## Support tokens

button-create-token = Create
button-revoke = Revoke
button-token = Support token
token-about =
    { $hours ->
        [one] This makes a support token: a code with which { $team } may look into your environment. It holds for an hour, only whoever takes your request sees it, every use is on record, and you can revoke it at any time. It ends with the request.
       *[other] This makes a support token: a code with which { $team } may look into your environment. It holds for { $hours } hours, only whoever takes your request sees it, every use is on record, and you can revoke it at any time. It ends with the request.
    }
token-code = The support token of { $reference }:
token-how =
    { $hours ->
        [one] It holds for an hour. The team has it already, so you needn't send it to anybody.
       *[other] It holds for { $hours } hours. The team has it already, so you needn't send it to anybody.
    }
token-used = { $reference }: your support token was used for the first time.
token-revoked = The support token of { $reference } no longer works.
token-seen = The support token of { $reference }. Only you see it, and that you looked is on record.
thread-token-given = { $requester } made a support token. Its taker finds it under “{ button-more }”, “{ button-token }”.
thread-token-revoked = { $requester } revoked the support token.
thread-token-used = The support token was used.
no-token = { $reference } has no support token that holds.

## The card and the thread, for agents

card-requester = From { $name }
card-language = Language: { $spoken }
card-where = Where: { $where }
card-priority = Priority: { $priority }
card-follows = Follows { $reference }
card-taker = Taken by { $name }
card-nobody = Nobody has taken it yet
requester-name = { $name } (requester)
taken-back = taken back by the requester:
thread-file-taken-back = { $requester } took a file back.
edited-before = edited, before:
offer-take-and-send = Nobody has taken this ticket yet, so your words have not gone out. Take it and send them, or keep them among agents?
offer-was-sent = { $name } took the ticket and sent it.
offer-was-kept = { $name } kept it internal.
offer-was-taken = { $name } took the ticket; what was written before stays internal.
next-is-question = Your next message in this thread goes out as the question.
more-for = More for { $reference }:
thread-asked = { $requester } was asked whether it is solved.
thread-reminded = { $requester } was reminded of the question.
thread-confirmed = { $requester } says it is solved. Closed.
thread-not-solved = { $requester } says: not quite. What is missing follows.
thread-closed-by-silence = No word from { $requester }: closed. A reply of theirs reopens it.
thread-reopened = { $requester } replied: open again.
thread-reopened-by-agent = { $name } opened it again.
thread-taken-over = { $name } took it over from { $former }.
thread-priority = { $name } set the priority to { $priority }.
thread-state = { $name } set the state: { $state }.
thread-not-delivered = Not delivered to { $requester }: { $reason }.
thread-not-shown = Something { $requester } sent could not be shown here: { $reason }.
thread-not-changed = { $requester } still sees the former words: { $reason }.
thread-not-removed = { $requester } still sees what you took back: { $reason }.
thread-maybe-seen = What you took back may have reached { $requester } at the first attempt; it is not sent again.
thread-first-copy-stays = The first attempt may have reached { $requester } as well; that copy stays as it was.
forwarded-from = Forwarded from { $name }:
reacted = { $name } reacted with { $emoji } to this.
thread-taker-left = { $name }, who has this ticket, has left this place. It stays with them until somebody presses “{ button-take-over }”.
thread-unreachable = { $requester } can't be reached any more: the account is gone, or has blocked the bot. What is written to them is read by nobody.
thread-reachable = { $requester } can be reached again.
thread-made-anew = The earlier thread of this ticket is gone, so it goes on here.

reason-blocked = they have blocked the bot
reason-gone = the account or chat no longer exists
reason-refused = the platform refused the message
reason-archived = the channel is archived
reason-not-in-channel = the bot was removed from the channel
reason-migrated = the group has a new address
reason-too-big = the file is too big for the platform
reason-unsure = no answer came, twice; it may or may not have arrived
reason-given-up = the platform could not be reached for too long
reason-no-whisper = the platform has no private words
reason-thread-gone = the thread is gone

## Working time: when to expect an answer, what is due, what nobody has taken

answer-by = We answer by { $when }.
closed-answer-by = We are closed now. We answer by { $when }.
closed-until = We are closed now. We are back on { $when }.
stale-apology =
    { $days ->
        [0] We are sorry: nobody has taken { $reference } yet. We have moved it up and reminded the team.
        [one] We are sorry: { $reference } has waited for a day and nobody has taken it yet. We have moved it up and reminded the team.
       *[other] We are sorry: { $reference } has waited for { $days } days and nobody has taken it yet. We have moved it up and reminded the team.
    }
card-due-first-reply = Answer due: { $when }
card-due-solution = Solution due: { $when }
card-overdue-first-reply = Answer overdue since { $when }
card-overdue-solution = Solution overdue since { $when }
thread-near-first-reply = { $requester } has no answer yet. It is due by { $when }.
thread-near-solution = Not solved yet for { $requester }. It is due by { $when }.
thread-missed-first-reply = { $requester } still has no answer. It was due by { $when }.
thread-missed-solution = Still not solved for { $requester }. It was due by { $when }.
thread-stale =
    { $days ->
        [0] Nobody has taken this yet. { $requester } was told that we are sorry; the priority is now { $priority }.
        [one] Nobody has taken this for a day. { $requester } was told that we are sorry; the priority is now { $priority }.
       *[other] Nobody has taken this for { $days } days. { $requester } was told that we are sorry; the priority is now { $priority }.
    }

## Prices: told before the form, quoted, accepted or refused

button-accept = Accept
button-refuse = Refuse
billable = this may cost something: you are told the price first, and nothing is begun before you accept it
quote-ask = { $reference }: we can do this for { $amount }.
quote-what-follows = Do you accept? The work begins once you do; until then nothing costs anything.
quote-accepted = Thank you! { $reference }: { $amount } accepted, the work begins.
quote-refused = { $reference }: { $amount } refused. The team has been told and writes to you here.
quote-withdrawn = { $reference }: the price we quoted no longer counts.
thread-quoted = { $name } quoted { $amount }. { $requester } is asked to accept or refuse it.
thread-quote-accepted = { $requester } accepted { $amount }. The work can begin.
thread-quote-refused = { $requester } refused { $amount }. Quote another price, go on without one, or solve it.
thread-quote-withdrawn = { $name } withdrew the price.
card-quote-open = Price: { $amount }, no answer yet
card-quote-accepted = Price: { $amount }, accepted
card-quote-refused = Price: { $amount }, refused
card-quote-withdrawn = Price: { $amount }, withdrawn
button-quote = Quote a price
quote-how = Write the command in this thread: quote 120 EUR and, if you like, some words. quote cancel withdraws it.
quote-amount = An amount has digits and at most as many decimals as its currency, and is more than nothing: 1200 EUR or 1200.50 EUR, without signs between thousands.
quote-currency = Behind the amount stands a currency by its three letters, for example 120 EUR, 120 RON or 120 USD.
no-quote = { $reference } has no price that waits for an answer.
said-once = Changing this message changes nothing about the price or the time. Please write the command once more.

## Time spent, and what a plan includes of it

button-time = Time spent
span-hours = { $count } h
span-minutes = { $count } min
time-of-ticket = Time spent: { $time }
time-of-month = { $company }, this month: { $used } used, { $left } left
thread-time = { $name } wrote down { $time }.
thread-time-month = { $name } wrote down { $time }. { $company }, this month: { $used } used, { $left } left.
thread-time-beyond = { $company } has used more this month than the { $included } its plan includes.
time-how = Write the command in this thread: time 1h30m and, if you like, some words; time -30m takes some back. At most 24 hours at once.
time-too-little = Only { $time } is written down here; more can't be taken back.

## The agents' queue

queue-head = Nobody has taken these yet, the most pressing first:
queue-empty = Nothing waits: every ticket is taken.
queue-more = These are the first { $count }; more wait behind them.

## The latest changes, and proposals

button-changes = Latest changes
button-changes-tell = Tell me of changes
button-changes-stop = No more
button-changes-newer = ◀ Newer
button-changes-older = Older ▶
changes-head = Latest changes: { $desk }
changes-new = New at { $desk }
changes-none = There are no changes to read here.
changes-told = All right: you hear of new changes here.
changes-stopped = All right: you hear of no more changes. You can still read them any time.
help-changes = /changes what is new
receipt-proposal = Thank you for the proposal! The team reads it and tells you here what becomes of it; /tickets shows where it stands.
proposal-done = { $reference }: what you proposed is done.
proposal-as-meant = Is it as you had in mind?

## Handing a ticket over: to a colleague, another team, another kind of request

moved-team = { $reference } is with { $team } now. They know what was said so far.
moved-kind = { $reference } now goes on as: { $kind }.
move-where = Where does { $reference } go?
move-nowhere = This desk has no other team or kind of request.
move-unknown = To where? I know: { $choices }.
moved-already = It is there already.
moved-away = { $reference } is with { $team } now. What is written here stays here.
thread-moved = { $name } moved this to { $team }, where it goes on. What is written here from now on stays here.
thread-came = { $name } moved this here. Above is what was said so far; nobody has taken it yet.
thread-kind = { $name } changed the kind of request: { $kind }.
thread-assigned = you have this ticket now, by { $name }.
assign-whom = Whom? Name one colleague: assign @name.
assign-no-agent = { $name } doesn't belong to this team, so nothing changed.

## A conversation with a specialist, without a form

live-soon = { $reference }: a specialist from { $team } will be with you in a moment.
live-closed = { $reference } is with { $team }. Just now no specialist is here.
live-write = Please write what it is about, right here: every message reaches the team.
card-live = 💬 Live: the requester waits in the chat

## E-mail

mail-new = { $team } has a new request: { $reference }.
mail-new-foot = It is answered in its thread. Nobody reads replies to this letter.
mail-foot = Please answer in your chat with { $desk }. Nobody reads replies to this letter.

## Refusals to agents

no-agent = Only members of this team's channel can do that.
no-agent-wrote = Only members of this team's channel can answer here. Your words were not sent.
already-taken = { $taker } has already taken { $reference }.
already-yours = { $reference } is already yours.
already-asked = The requester was already asked whether { $reference } is solved.
not-taken = Nobody has taken { $reference } yet.
not-the-taker = { $taker } has { $reference }. Press Take over first.
take-first = Take { $reference } first.
is-closed = { $reference } is closed.
not-closed = { $reference } isn't closed.
closed-kept-internal = { $reference } is closed, so your words stayed internal. Press Reopen on the card first.
state-follows = That state follows from what happens; it can't be set by hand.
no-such-priority = A priority is low, normal, high or urgent.
no-such-command = I don't know that word, so your line stayed internal. After a mention I know: { $commands }.
agent-commands = After a mention I know: { $commands }.

## Agents in topics, and in two places at once

anonymous-wrote = You write anonymously here, so nobody can tell who you are, and your words were not sent. Switch off “Remain anonymous” in your administrator rights, or write as yourself. This is said once.
agent-delete-how = Answer the message that you want to take back with /delete.
agent-deleted = Taken back: the requester no longer has it.
slash-commands = I know: { $commands }.
no-such-slash-command = I don't know that command, so your line stayed internal. I know: { $commands }.
sent-privately = It is in your private chat with me.
thread-token-not-shown = The support token for { $requester } could not be shown: { $reason }.
channel-slack = Slack
channel-telegram = Telegram
mirror-note = { $name } ({ $channel }, internal)
thread-held-up = This ticket's thread in { $channel } can't be written to: { $reason }. What is for it waits.
reason-no-rights = the bot lacks rights in the group
reason-no-private-chat = open a private chat with the bot and press Start, then try again

## The command menu

command-start = Begin a request
command-new = A new request beside the open ones
command-tickets = Where your requests stand
command-changes = What is new
command-profile = Your name, language and time zone
command-language = Another language
command-invite = Invite a colleague into your company
command-link = Link your accounts on two channels
command-cancel = End what you are in the middle of
command-delete = Take a message back (in reply to it)
command-help = What you can do here
