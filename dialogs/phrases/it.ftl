### Every sentence Front Door says, in Italian. The requester is addressed formally, or not at all where that sounds natural.

## Buttons. CONTRACT fixes their order; an emoji may stand before them.

button-skip = Salta
button-back = Indietro
button-cancel = Annulla
button-done = Fatto
button-keep = Lascia così
button-next = Altri ▶
button-previous = ◀ Torna ai primi
button-send = Invia
button-next-step = Avanti
button-open-form = Apri il modulo
button-new-request = Nuova richiesta
button-open = Apri
button-show = Mostra
button-accept-invitation = Accetta l’invito
button-change = Modifica
button-go-on = Continua
button-begin-anew = Ricomincia
button-yes = Sì
button-not-quite = Non del tutto
button-take = Prendi in carico
button-take-over = Subentra
button-solved = Risolto
button-question = Domanda
button-more = Altro
button-reopen = Riapri
button-move = Sposta
button-take-and-send = Prendi e invia
button-keep-internal = Tieni interno
button-priority-low = Priorità: bassa
button-priority-normal = Priorità: normale
button-priority-high = Priorità: alta
button-priority-urgent = Priorità: urgente
button-state-in-progress = Stato: in lavorazione
button-state-waiting-for-vendor = Stato: al fornitore
button-state-planned = Stato: pianificato

## States, where the desk file has no words of its own

state-new = Aperto
state-taken = Presa in carico
state-in-progress = In lavorazione
state-waiting-for-requester = Domanda al cliente
state-waiting-for-approval = In attesa di approvazione
state-waiting-for-vendor = Inoltrato al fornitore
state-planned = Pianificato
state-waiting-for-confirmation = In attesa di conferma
state-closed = Chiuso

priority-low = bassa
priority-normal = normale
priority-high = alta
priority-urgent = urgente

## Seats in a company

seat-owner = titolare
seat-admin = amministratore
seat-member = membro

## The built-in slots: question, line of help, short name

slot-subsystem-ask = A quale parte si riferisce?
slot-subsystem-hint = Basta la più vicina: un operatore può correggerla.
slot-subsystem-name = Sottosistema
slot-area-ask = Di quale area si tratta?
slot-area-hint = Basta la più vicina.
slot-area-name = Area
slot-topic-ask = Di che cosa si tratta, in una riga?
slot-topic-hint = Un buon oggetto dice che cosa non va e dove: «La fattura 118 non si stampa».
slot-topic-name = Oggetto
slot-description-ask = Ci descriva il problema o la richiesta.
slot-description-hint = Che cosa stava facendo, che cosa ha visto, da quando. Anche in più messaggi.
slot-description-name = Descrizione
slot-steps-ask = Come possiamo vederlo anche noi, passo per passo?
slot-steps-hint = Per esempio: aprire l’elenco delle fatture, sceglierne una, premere Stampa.
slot-steps-name = Passaggi
slot-expected_result-ask = Che cosa si aspettava che succedesse?
slot-expected_result-hint = Basta una frase.
slot-expected_result-name = Risultato atteso
slot-screenshot-ask = Può mostrarcelo? Invii una schermata, un breve video o un file di testo.
slot-screenshot-hint = Un’immagine spesso risparmia un giorno di domande.
slot-screenshot-name = Schermata

accept-image = immagine
accept-video = video
accept-audio = audio
accept-text = file di testo
accept-pdf = PDF
accept-any = qualsiasi file

## The intake

greeting = Buongiorno, { $name }! Qui { $desk }.
ask-kind = Come possiamo aiutarla?
chosen-kind = Ha scelto:
kept-as-description = Il suo messaggio è stato conservato come descrizione.
kept-your-file = Il suo file è stato conservato.
kept-file-words-needed = Il file è stato aggiunto alla richiesta. A questa domanda, però, serve una risposta a parole.
kept-beside = Anche questo è stato aggiunto alla sua richiesta.
kept-beside-because = Questo è stato conservato accanto alla risposta, come messaggio a sé. { $why }
picked-already = Da questo messaggio è già stata creata una richiesta: { $reference }.
picked-unread = Non posso leggere quel messaggio: non sono nel suo canale. Mi inviti lì (/invite nel canale) oppure usi «Make it a ticket» nel menu del messaggio.
kept-context =
    { $count ->
        [one] Viene allegato un messaggio della sua discussione, perché il team capisca di che si tratta.
        [many] Vengono allegati { $count } di messaggi della sua discussione, perché il team capisca di che si tratta.
       *[other] Vengono allegati { $count } messaggi della sua discussione, perché il team capisca di che si tratta.
    }
context-not-in-channel = La discussione e i file del messaggio non si sono potuti leggere, perché non sono in quel canale. Per allegarli mi inviti lì (/invite nel canale) e scelga di nuovo il messaggio.
context-unreachable = In questo momento la discussione del messaggio non si è potuta leggere e non viene allegata. Scelga di nuovo il messaggio per riprovare.
context-name = Dalla discussione (contesto)
context-left-out =
    { $count ->
        [one] … (un messaggio omesso) …
        [many] … ({ $count } di messaggi omessi) …
       *[other] … ({ $count } messaggi omessi) …
    }
page-new = Di che cosa ha bisogno da { $desk }?
page-draft = Ha una richiesta non ancora inviata.
page-last-word = Ultimo messaggio: { $at }
press-lost = Per un po’ non sono stato raggiungibile. Se nel frattempo ha premuto un pulsante, lo prema qui ancora una volta.
no-room = Per ora non si conserva altro: c’è posto per { $messages } messaggi e { $files } file, e ciò che ha inviato per ultimo va oltre. Prima risponda alla domanda aperta o prema uno dei suoi pulsanti, poi invii il resto.
progress = { $number } di { $total }
answered-before = Ora: { $answer }
files-allowed =
    { $most ->
        [one] Un file, fino a 20 MB: { $accepted }.
        [many] Fino a { $most } di file, massimo 20 MB ciascuno: { $accepted }.
       *[other] Fino a { $most } file, massimo 20 MB ciascuno: { $accepted }.
    }
files-so-far = Ricevuti { $count } di { $most }. Ne invii un altro, oppure prema «{ button-done }».
album-surplus =
    { $most ->
        [one] { $slot }: è previsto un solo file; gli altri sono stati aggiunti alla richiesta.
        [many] { $slot }: sono previsti { $most } di file; gli altri sono stati aggiunti alla richiesta.
       *[other] { $slot }: sono previsti { $most } file; gli altri sono stati aggiunti alla richiesta.
    }
draft-expired = Una richiesta iniziata e mai inviata è rimasta in attesa una settimana, quindi è stata eliminata.
form-changed = Nel frattempo il modulo è cambiato, quindi la domanda viene posta di nuovo. Ciò che ha scritto resta conservato.
draft-waits = C’è una richiesta non ancora terminata. Vuole continuarla o ricominciare da capo?
cancelled = Annullata. Non è stato conservato nulla. Con /start può ricominciare quando vuole.
cancelled-waiting = Annullato: il messaggio in attesa non è stato inoltrato.
nothing-to-cancel = Non c’è nulla da annullare. Con /start inizia una richiesta.
corrected = Corretto: { $slot }.
correction-refused = La correzione non può essere accettata, quindi resta la risposta di prima. { $why }
preview-title = La sua richiesta: { $kind }
preview-beside =
    { $count ->
        [one] e un altro suo messaggio
        [many] e altri { $count } di suoi messaggi
       *[other] e altri { $count } suoi messaggi
    }
preview-from = Da { $name }. È tutto corretto?
change-which = Quale risposta vuole modificare?
receipt = { $reference } è in mano a { $team }.
receipt-next = La risposta arriva qui, in questa chat. Può aggiungere qualcosa in qualsiasi momento; /tickets mostra a che punto sono le sue richieste.
receipt-next-below = La risposta arriva nel thread sotto questo messaggio. Lì può aggiungere qualcosa in qualsiasi momento; /tickets mostra a che punto sono le sue richieste.
already-answered = A questa domanda è già stato risposto.

## The intake in one form

form-beside =
    { $count ->
        [one] Viene allegato un altro suo messaggio.
        [many] Vengono allegati altri { $count } di suoi messaggi.
       *[other] Vengono allegati altri { $count } suoi messaggi.
    }
form-attached = Già allegati: { $names }.
form-for = È una richiesta di { $name }, che ha scritto il messaggio.
not-kept-for-another = Il suo messaggio non è stato conservato: la richiesta aperta qui è di { $name }. Prima la invii o la annulli; ciò che va detto in quella richiesta si scrive nel modulo.
token-for-oneself = Un token di assistenza ci permette di entrare nell’ambiente di chi lo crea, perciò ognuno può creare solo il proprio.
form-kept = Il modulo è stato chiuso; la richiesta resta conservata per una settimana e non è ancora stata inviata.
form-more = Le risposte sono conservate. Manca ancora una risposta.
form-not-shown = Non è stato possibile mostrare il modulo in tempo. Prema il pulsante.
form-stale = Questo modulo appartiene a una richiesta precedente. Lo chiuda e apra di nuovo il modulo.
form-waits = Le domande sono in un unico modulo. Ciò che ha scritto è conservato.
draft-first = È in corso una richiesta per un’altra persona. La invii o la annulli, poi scelga di nuovo il messaggio.
draft-waits-form = C’è una richiesta non ancora terminata. Ciò che ha scritto è conservato; può continuarla qui.
made-for = { $reference } è stata aperta per { $name }, che riceve un avviso.
answered-in-chat = Trova la risposta nei messaggi diretti con me.

## Answers that can't be taken: what is allowed

advice-headline = Un oggetto tranquillo fa arrivare prima l’aiuto: dica che cosa non va e dove, per esempio «Le fatture non si stampano nell’app web». Quanto è urgente può dirlo nella descrizione.
refused-needed = Questa risposta è necessaria.
refused-no-words = Risponda a parole, per favore.
refused-no-file = Qui serve un file: { $accepted }.
refused-too-long = Il testo è troppo lungo: { $length } caratteri, qui al massimo { $most }. Lo accorci un po’, per favore.
refused-too-short = Il testo è troppo breve: servono almeno { $least } caratteri.
refused-pattern = Il formato non è quello giusto.
refused-choose = Scelga uno dei pulsanti, per favore.
refused-number = Risponda con un numero, per esempio 12 o 3,5.
refused-number-small = Il numero minimo è { $least }.
refused-number-great = Il numero massimo è { $most }.
refused-date = Risponda con una data, per esempio 30/11/2026 o 2026-11-30.
refused-too-many = Numero massimo di file: { $most }.
refused-file-too-big = «{ $name }» è troppo grande: un file può avere al massimo 20 MB. Sono accettati: { $accepted }.
refused-file-empty = «{ $name }» è vuoto. Lo invii di nuovo, per favore. Sono accettati: { $accepted }.
refused-file-gone = Non è stato possibile scaricare «{ $name }». Lo invii di nuovo, per favore. Sono accettati: { $accepted }.
refused-file-infected = «{ $name }» è rifiutato: l’antivirus vi ha trovato qualcosa. Accettati: { $accepted }.
refused-file-private = «{ $name }» rivela dove e con che cosa è stato fatto, e da questo tipo di immagine non si può togliere. Lo invii come JPEG o PNG. Accettati: { $accepted }.
refused-file-kind = A giudicare dal contenuto, «{ $name }» non è di un tipo accettato qui. Sono accettati: { $accepted }.
refused-file-long =
    { $most ->
        [one] «{ $name }» è troppo lungo: al massimo un secondo. Sono accettati: { $accepted }.
        [many] «{ $name }» è troppo lungo: al massimo { $most } di secondi. Sono accettati: { $accepted }.
       *[other] «{ $name }» è troppo lungo: al massimo { $most } secondi. Sono accettati: { $accepted }.
    }

## A ticket, for the requester

taken = { $name } si sta occupando di { $reference }.
was-it-solved = Il suo problema è stato risolto?
confirm-ask = { $reference }: la nostra risposta è completa.
confirm-remind =
    { $days ->
        [one] { $reference } attende ancora un suo cenno. Senza risposta si chiude tra un giorno.
        [many] { $reference } attende ancora un suo cenno. Senza risposta si chiude tra { $days } di giorni.
       *[other] { $reference } attende ancora un suo cenno. Senza risposta si chiude tra { $days } giorni.
    }
confirmed =
    { $days ->
        [0] Grazie! La richiesta { $reference } è chiusa.
        [one] Grazie! La richiesta { $reference } è chiusa. Per riaprirla basta rispondere a uno dei suoi messaggi entro un giorno.
        [many] Grazie! La richiesta { $reference } è chiusa. Per riaprirla basta rispondere a uno dei suoi messaggi entro { $days } di giorni.
       *[other] Grazie! La richiesta { $reference } è chiusa. Per riaprirla basta rispondere a uno dei suoi messaggi entro { $days } giorni.
    }
closed-by-silence =
    { $days ->
        [0] Non abbiamo ricevuto risposta, quindi la richiesta { $reference } è chiusa.
        [one] Non abbiamo ricevuto risposta, quindi la richiesta { $reference } è chiusa. Per riaprirla basta rispondere a uno dei suoi messaggi entro un giorno.
        [many] Non abbiamo ricevuto risposta, quindi la richiesta { $reference } è chiusa. Per riaprirla basta rispondere a uno dei suoi messaggi entro { $days } di giorni.
       *[other] Non abbiamo ricevuto risposta, quindi la richiesta { $reference } è chiusa. Per riaprirla basta rispondere a uno dei suoi messaggi entro { $days } giorni.
    }
what-is-missing = Che cosa manca ancora in { $reference }? Il suo prossimo messaggio arriva a chi se ne occupa.
reason-passed-on = Inoltrato. { $reference } è di nuovo in lavorazione.
reopened = La richiesta { $reference } è di nuovo aperta; il suo messaggio è stato inoltrato.
reopened-by-agent = { $name } ha riaperto { $reference }.
state-told = { $reference }, nuovo stato: { $state }.
which-ticket = Ci sono più richieste aperte. A quale si riferisce questo messaggio?
goes-to = Questo va a { $reference }.
your-tickets =
    { $count ->
        [one] Ha una richiesta:
        [many] Ha { $count } di richieste:
       *[other] Ha { $count } richieste:
    }
no-tickets = Non ha ancora richieste. Con /start ne inizia una.
no-such-ticket = Tra le sue richieste non c’è { $reference }. L’elenco è in /tickets.
ticket-taker = Se ne occupa { $name }
help =
    Qui { $desk }. Scriva ciò che le serve, oppure usi:
    /new una nuova richiesta
    /tickets a che punto sono le sue richieste
    /profile nome, lingua e fuso orario
    /language un’altra lingua
    /invite invitare un collega nella sua azienda
    /link collegare i suoi account su due canali
    /cancel interrompere ciò che è in corso
help-delete = /delete ritirare un suo messaggio (in risposta ad esso)
delete-how = Per ritirare un suo messaggio, risponda a quel messaggio con /delete.
deleted = Ritirato.
which-language = In quale lingua parliamo?
language-name = Italiano
language-chosen = Ora parliamo italiano.
lost-file-too-big = «{ $name }» non è stato inoltrato: supera i { $most } MB.
lost-file-empty = Non è stato possibile inoltrare «{ $name }»: è vuoto.
lost-file-gone = Non è stato possibile inoltrare «{ $name }»: la piattaforma non lo ha più.
lost-file-disguised = «{ $name }» non è stato inoltrato: è un programma, o una pagina che si esegue nel browser, sotto il nome di qualcos’altro.
lost-file-infected = «{ $name }» non è stato inoltrato: l’antivirus vi ha trovato qualcosa.
lost-file-private = «{ $name }» non è stato inoltrato: rivela dove e con che cosa è stato fatto, e da questo tipo di immagine non si può togliere. Lo invii come JPEG o PNG.
file-too-big-for-you = { $reference }: { $agent } ha inviato «{ $name }», troppo grande per { $channel }. È conservato con la Sua richiesta; il team troverà un altro modo.
file-kept = «{ $name }» ({ $size } MB) è conservato nel ticket, troppo grande per { $channel }.
file-kept-link = «{ $name }» ({ $size } MB) è conservato nel ticket, troppo grande per { $channel }. Per gli operatori, per una settimana: { $link }
sticker-shown-still = Uno sticker animato, mostrato come immagine fissa.
file-replaced = Al posto di «{ $name }»:
not-shown = { $reference }: non è stato possibile mostrare questo messaggio al team, o non per intero: { $reason }.
file-not-shown = { $reference }: non è stato possibile mostrare «{ $name }» al team: { $reason }.
answers-not-shown = { $reference }: non è stato possibile mostrare al team alcune delle sue risposte: { $reason }.
change-not-shown = { $reference }: non è stato possibile mostrare al team la sua modifica: { $reason }.
shown-after-all = { $reference }: quello che non si poteva mostrare al team è arrivato, alla fine.
sent-again = ↻ inviato di nuovo: il primo tentativo potrebbe essere arrivato

## Companies: who is let in, seats, invitations

door-closed = { $desk } è a disposizione di chi fa parte di un’azienda in elenco. Può invitarla il titolare della sua azienda: gli chieda un link, che si ottiene qui con /invite. Abbiamo preso nota della sua richiesta di accesso.
door-not-delivered = Il suo messaggio non è stato consegnato.
seat-needed = Per «{ $kind }» si rivolga a { $who }.
seat-needed-nobody = «{ $kind }» è riservato a questo ruolo in azienda: { $seats }.
invite-no-company = Può invitare altri solo chi è nell’elenco di un’azienda.
invite-not-you = Per invitare un collega si rivolga a { $who }.
invite-whom = Chi desidera invitare? Scriva il nome e, se vuole, l’indirizzo e-mail. Con /cancel si interrompe.
invite-command = /start
invite-seat = Quale ruolo avrà { $name }?
invite-link = Questo link fa entrare { $name }, una sola volta ed entro { $days } giorni. Lo inoltri solo all’interessato:
invited = { $name } la invita a rivolgersi a { $desk } per { $company }. L’invito vale { $days } giorni.
invitation-sent = { $name } ha ricevuto l’invito.
invitation-unknown = Questo invito non risulta. Forse manca la fine del link: lo apra di nuovo oppure ne chieda uno nuovo.
invitation-used = Questo invito è già stato usato. Ne chieda uno nuovo a chi l’ha invitata.
invitation-expired = Questo invito non è più valido. Ne chieda uno nuovo a chi l’ha invitata.
invitation-yours = Fa già parte di { $company }: l’invito non era necessario.
invitation-other = Fa parte di { $company }, quindi questo invito di un’altra azienda non è stato usato.
invitation-full = Tutti i posti di { $company } sono occupati. Per averne altri serve un altro piano.
welcome-in = Le diamo il benvenuto! Ora fa parte di { $company }. Il suo ruolo: { $seat }.
came-in = { $name } ha accettato l’invito. Ruolo: { $seat }.

## One person on two channels

link-code =
    Mi scriva questo sull’altro canale entro { $count } minuti; vale una sola volta.
    Telegram: { "/" }link { $code }
    Slack: /support link { $code }
link-wrong = Questo codice non è valido. Ne richieda uno sull’altro canale ({ "/" }link in Telegram, /support link in Slack) e lo scriva qui entro un quarto d’ora.
link-too-many = Troppi codici errati. Riprovi tra un quarto d’ora.
link-two-people = Nell’elenco delle aziende questi due account sono due persone diverse, quindi restano separati. Si rivolga al titolare della sua azienda.
linked = Collegati: ora le sue richieste dei due canali sono elencate insieme.

## The profile

button-profile-name = Nome
button-profile-language = Lingua
button-profile-zone = Fuso orario
profile-language = Lingua: { $spoken }
profile-zone = Fuso orario: { $zone }
profile-company = Azienda: { $company }
profile-ask-name = Come dobbiamo chiamarla? Accanto il team vede il nome del suo account.
profile-named = D’ora in poi il suo nome qui è { $name }.
profile-ask-zone = Dove si trova? Scelga, oppure scriva una città o un fuso orario come Europe/Rome.
zone-unknown = Non conosco il fuso orario «{ $said }». Scriva una città più grande nelle vicinanze, o un fuso orario come Europe/Rome.
zone-chosen = Ora il suo fuso orario è { $zone }.
prompt-ended = Tutto resta com’era.
colleagues-tickets =
    { $count ->
        [one] I suoi colleghi hanno una richiesta:
        [many] I suoi colleghi hanno { $count } di richieste:
       *[other] I suoi colleghi hanno { $count } richieste:
    }
ticket-asker = Da { $name }

## Secrets: asked, kept sealed, shown once

button-reveal = Mostra
button-ask-again = Chiedi di nuovo
button-give-secret = Invia ora
secret-kept = ••• (al sicuro)
secret-how = Il messaggio che lo contiene viene tolto subito da questa chat. Resta sigillato e viene mostrato una sola volta a chi prende in carico la richiesta.
secret-how-form = Resta sigillato e viene mostrato una sola volta a chi prende in carico la richiesta.
refused-secret-file = Un file non può essere custodito in sicurezza, quindi non ne è stato conservato nulla. Lo scriva come testo, per favore.
secret-delete-yourself = Non sono riuscito a togliere questo suo messaggio dalla chat. Lo cancelli lei, per favore, così che nessuno lo legga qui.
secret-asked = { $reference }: { $name } ha di nuovo bisogno di questo dato: { $slot }. Per favore non lo scriva come un messaggio qualsiasi: prema il pulsante o risponda a questo messaggio.
secret-asked-form = { $reference }: { $name } ha di nuovo bisogno di questo dato: { $slot }. Per favore non lo scriva qui come messaggio: prema il pulsante.
secret-next = Il suo prossimo messaggio viene custodito al sicuro per { $reference } e tolto da questa chat. Con /cancel può rinunciare.
secret-not-given = Va bene: il suo prossimo messaggio è di nuovo un messaggio qualsiasi.
secret-passed-on = Al sicuro. Viene mostrato una sola volta a chi segue { $reference }.
secret-too-late = Nel frattempo { $reference } è stata chiusa, quindi ciò che ha inviato non è stato conservato.
secret-shown-once = Lo vede solo lei, e una volta sola.
secret-shown-already = { $slot }: già mostrato a { $name }. Si mostra una volta sola.
secret-gone = { $slot }: non è più conservato.
secret-was-asked = È stato chiesto a { $requester }.
thread-secret-given = { $requester } ha fornito: { $slot }. Chi ha in carico il ticket lo trova sotto «{ button-more }», «{ button-reveal }».
thread-secret-not-shown = { $slot }: impossibile mostrarlo, { $reason }. «{ button-reveal }» funziona di nuovo.
reason-unsealable = è stato sigillato con un’altra chiave (FRONTDOOR_SECRET_KEY)

## Support tokens

button-create-token = Crea
button-revoke = Revoca
button-token = Token di assistenza
token-about =
    { $hours ->
        [one] Così si crea un token di assistenza: un codice con cui { $team } può entrare nel suo ambiente. Vale un’ora, lo vede solo chi prende in carico la richiesta, ogni uso viene registrato e può revocarlo in ogni momento. Scade alla chiusura della richiesta.
        [many] Così si crea un token di assistenza: un codice con cui { $team } può entrare nel suo ambiente. Vale { $hours } ore, lo vede solo chi prende in carico la richiesta, ogni uso viene registrato e può revocarlo in ogni momento. Scade alla chiusura della richiesta.
       *[other] Così si crea un token di assistenza: un codice con cui { $team } può entrare nel suo ambiente. Vale { $hours } ore, lo vede solo chi prende in carico la richiesta, ogni uso viene registrato e può revocarlo in ogni momento. Scade alla chiusura della richiesta.
    }
token-code = Il token di assistenza di { $reference }:
token-how =
    { $hours ->
        [one] Vale un’ora. L’assistenza lo ha già: non occorre inviarlo a nessuno.
        [many] Vale { $hours } di ore. L’assistenza lo ha già: non occorre inviarlo a nessuno.
       *[other] Vale { $hours } ore. L’assistenza lo ha già: non occorre inviarlo a nessuno.
    }
token-used = { $reference }: il suo token di assistenza è stato usato per la prima volta.
token-revoked = Il token di assistenza di { $reference } non vale più.
token-seen = Il token di assistenza di { $reference }. Lo vede solo lei, e resta registrato che lo ha guardato.
thread-token-given = { $requester } ha creato un token di assistenza. Chi ha in carico il ticket lo trova sotto «{ button-more }», «{ button-token }».
thread-token-revoked = { $requester } ha revocato il token di assistenza.
thread-token-used = Il token di assistenza è stato usato.
no-token = { $reference } non ha un token di assistenza valido.

## The card and the thread, for agents

card-requester = Da { $name }
card-language = Lingua: { $spoken }
card-where = Dove: { $where }
card-priority = Priorità: { $priority }
card-follows = Segue { $reference }
card-taker = In carico a { $name }
card-nobody = Nessuno l’ha ancora preso in carico
requester-name = { $name } (richiedente)
taken-back = ritirato dal richiedente:
thread-file-taken-back = { $requester } ha ritirato un file.
edited-before = modificato, prima:
offer-take-and-send = Nessuno ha ancora preso in carico questo ticket, quindi le sue parole non sono partite. Vuole prenderlo e inviarle, o tenerle tra gli operatori?
offer-was-sent = { $name } ha preso in carico il ticket e ha inviato il messaggio.
offer-was-kept = { $name } ha scelto di tenerlo interno.
offer-was-taken = { $name } ha preso in carico il ticket; ciò che era stato scritto prima resta interno.
next-is-question = Il suo prossimo messaggio in questo thread parte come domanda.
more-for = Altro per { $reference }:
thread-asked = È stato chiesto a { $requester } se il problema è risolto.
thread-reminded = La domanda è stata ricordata a { $requester }.
thread-confirmed = { $requester } conferma: risolto. Chiuso.
thread-not-solved = { $requester } dice: non del tutto. Segue ciò che manca.
thread-closed-by-silence = Nessuna risposta da { $requester }: chiuso. Una sua risposta lo riapre.
thread-reopened = { $requester } ha risposto: di nuovo aperto.
thread-reopened-by-agent = { $name } l’ha riaperto.
thread-taken-over = Ora se ne occupa { $name } al posto di { $former }.
thread-priority = { $name } ha impostato la priorità: { $priority }.
thread-state = { $name } ha impostato lo stato: { $state }.
thread-not-delivered = Non consegnato a { $requester }: { $reason }.
thread-not-shown = Qualcosa inviato da { $requester } non ha potuto essere mostrato qui: { $reason }.
thread-not-changed = { $requester } vede ancora le parole di prima: { $reason }.
thread-not-removed = { $requester } vede ancora ciò che è stato ritirato: { $reason }.
thread-maybe-seen = Ciò che ha ritirato potrebbe essere arrivato a { $requester } al primo tentativo; non viene inviato di nuovo.
thread-first-copy-stays = Anche il primo tentativo potrebbe essere arrivato a { $requester }; quella copia resta com’era.
forwarded-from = Inoltrato da { $name }:
reacted = { $name } ha reagito con { $emoji } a questo messaggio.
thread-taker-left = { $name }, che segue questo ticket, non è più qui. Il ticket resta in carico a questa persona finché qualcuno non preme «{ button-take-over }».
thread-unreachable = { $requester } non è più raggiungibile: l’account non esiste più o ha bloccato il bot. Nessuno legge ciò che gli viene scritto.
thread-reachable = { $requester } è di nuovo raggiungibile.
thread-made-anew = Il thread precedente di questo ticket non c’è più, quindi si continua qui.

reason-blocked = il bot è stato bloccato dal destinatario
reason-gone = l’account o la chat non esiste più
reason-refused = la piattaforma ha rifiutato il messaggio
reason-archived = il canale è archiviato
reason-not-in-channel = il bot è stato rimosso dal canale
reason-migrated = il gruppo ha un nuovo indirizzo
reason-too-big = il file è troppo grande per la piattaforma
reason-unsure = nessuna risposta, due volte; potrebbe essere arrivato oppure no
reason-given-up = la piattaforma non è stata raggiungibile troppo a lungo
reason-no-whisper = la piattaforma non ha messaggi visibili a una sola persona
reason-thread-gone = il thread non esiste più

## Working time: when to expect an answer, what is due, what nobody has taken

answer-by = Risponderemo entro { $when }.
closed-answer-by = Adesso siamo chiusi. Risponderemo entro { $when }.
closed-until = Adesso siamo chiusi. Riapriamo { $when }.
stale-apology =
    { $days ->
        [0] Ci scusiamo: nessuno si è ancora occupato della richiesta { $reference }. Ora ha la precedenza e il team è stato avvisato.
        [one] Ci scusiamo: la richiesta { $reference } aspetta da un giorno e nessuno se ne è ancora occupato. Ora ha la precedenza e il team è stato avvisato.
        [many] Ci scusiamo: la richiesta { $reference } aspetta da { $days } di giorni e nessuno se ne è ancora occupato. Ora ha la precedenza e il team è stato avvisato.
       *[other] Ci scusiamo: la richiesta { $reference } aspetta da { $days } giorni e nessuno se ne è ancora occupato. Ora ha la precedenza e il team è stato avvisato.
    }
card-due-first-reply = Risposta entro: { $when }
card-due-solution = Soluzione entro: { $when }
card-overdue-first-reply = Risposta in ritardo, termine: { $when }
card-overdue-solution = Soluzione in ritardo, termine: { $when }
thread-near-first-reply = { $requester } non ha ancora una risposta. Il termine è { $when }.
thread-near-solution = Non ancora risolto per { $requester }. Il termine è { $when }.
thread-missed-first-reply = { $requester } non ha ancora una risposta. Il termine era { $when }.
thread-missed-solution = Ancora non risolto per { $requester }. Il termine era { $when }.
thread-stale =
    { $days ->
        [0] Nessuno l’ha ancora preso in carico. Ci siamo scusati con { $requester }; la priorità ora è { $priority }.
        [one] Da un giorno nessuno l’ha preso in carico. Ci siamo scusati con { $requester }; la priorità ora è { $priority }.
        [many] Da { $days } di giorni nessuno l’ha preso in carico. Ci siamo scusati con { $requester }; la priorità ora è { $priority }.
       *[other] Da { $days } giorni nessuno l’ha preso in carico. Ci siamo scusati con { $requester }; la priorità ora è { $priority }.
    }

## Prices: told before the form, quoted, accepted or refused

button-accept = Accetto
button-refuse = Rifiuto
billable = può avere un costo: prima le comunichiamo il prezzo e nulla comincia senza la sua conferma
quote-ask = { $reference }: possiamo farlo per { $amount }.
quote-what-follows = Accetta? Il lavoro comincia solo con il Suo consenso; fino ad allora non si paga nulla.
quote-accepted = Grazie! { $reference }: { $amount } accettato, il lavoro comincia.
quote-refused = { $reference }: { $amount } rifiutato. Il team lo sa e le scriverà qui.
quote-withdrawn = { $reference }: il prezzo che le avevamo indicato non è più valido.
thread-quoted = { $name } ha proposto un prezzo: { $amount }. { $requester } deve accettare o rifiutare.
thread-quote-accepted = { $requester } ha accettato { $amount }. Il lavoro può cominciare.
thread-quote-refused = { $requester } ha rifiutato { $amount }. Proponga un altro prezzo, prosegua senza o segni il ticket come risolto.
thread-quote-withdrawn = { $name } ha ritirato il prezzo.
card-quote-open = Prezzo: { $amount }, ancora senza risposta
card-quote-accepted = Prezzo: { $amount }, accettato
card-quote-refused = Prezzo: { $amount }, rifiutato
card-quote-withdrawn = Prezzo: { $amount }, ritirato
button-quote = Proponi un prezzo
quote-how = Scriva il comando in questo thread: quote 120 EUR e, se vuole, qualche parola. Con quote cancel il prezzo si ritira.
quote-amount = Un importo si scrive in cifre, con al massimo i decimali della sua valuta, ed è maggiore di zero: 1200 EUR o 1200,50 EUR, senza separatori delle migliaia.
quote-currency = Dopo l’importo va la sigla di tre lettere della valuta, per esempio 120 EUR, 120 RON o 120 USD.
no-quote = { $reference } non ha un prezzo in attesa di risposta.
said-once = Modificare questo messaggio non cambia né il prezzo né il tempo. Scriva di nuovo il comando, per favore.

## Time spent, and what a plan includes of it

button-time = Tempo impiegato
span-hours = { $count } h
span-minutes = { $count } min
time-of-ticket = Tempo impiegato: { $time }
time-of-month = { $company }, questo mese: tempo usato { $used }, rimasto { $left }
thread-time = { $name } ha annotato { $time }.
thread-time-month = { $name } ha annotato { $time }. { $company }, questo mese: tempo usato { $used }, rimasto { $left }.
thread-time-beyond = Questo mese { $company } ha superato il tempo compreso nel piano: { $included }.
time-how = Scriva il comando in questo thread: time 1h30m e, se vuole, qualche parola; time -30m ne toglie. Al massimo 24 ore alla volta.
time-too-little = Qui è annotato solo { $time }: non si può togliere di più.

## The agents' queue

queue-head = Ticket non ancora presi in carico, i più urgenti per primi:
queue-empty = Nulla in attesa: ogni ticket è stato preso in carico.
queue-more = Questi sono i primi { $count }; dietro ce ne sono altri.

## The latest changes, and proposals

button-changes = Ultime novità
button-changes-tell = Ricevi le novità
button-changes-stop = Basta avvisi
button-changes-newer = ◀ Più recenti
button-changes-older = Precedenti ▶
changes-head = Ultime novità: { $desk }
changes-new = Novità da { $desk }
changes-none = Qui non ci sono novità da leggere.
changes-told = Va bene: la avviseremo qui delle novità.
changes-stopped = Va bene: non la avviseremo più. Può leggere le novità in ogni momento.
help-changes = /changes le ultime novità
receipt-proposal = Grazie della proposta! Il team la leggerà e le farà sapere qui che cosa ne sarà; /tickets mostra a che punto è.
proposal-done = { $reference }: la sua proposta è stata realizzata.
proposal-as-meant = È come l’aveva immaginata?

## Handing a ticket over: to a colleague, another team, another kind of request

moved-team = { $reference } è ora presso { $team }. Sanno già quello che è stato detto finora.
moved-kind = { $reference } prosegue ora come: { $kind }.
move-where = Dove va { $reference }?
move-nowhere = Qui non ci sono altri team né altri tipi di richiesta.
move-unknown = Dove? Può scegliere tra: { $choices }.
moved-already = È già lì.
moved-away = { $reference } è ora presso { $team }. Quello che si scrive qui resta qui.
thread-moved = { $name } ha spostato il ticket a { $team }: si continua là. Quello che si scrive qui da adesso resta qui.
thread-came = { $name } ha spostato qui il ticket. Sopra c’è quello che è stato detto finora; nessuno l’ha ancora preso in carico.
thread-kind = { $name } ha cambiato il tipo di richiesta: { $kind }.
thread-assigned = ora questo ticket è in carico a lei: gliel’ha assegnato { $name }.
assign-whom = A chi? Indichi un collega: assign @nome.
assign-no-agent = { $name } non fa parte di questo team, quindi non è cambiato nulla.

## A conversation with a specialist, without a form

live-soon = { $reference }: uno specialista di { $team } sarà da lei tra poco.
live-closed = { $reference } è presso { $team }. In questo momento nessuno specialista è disponibile.
live-write = Scriva pure qui di che cosa si tratta: ogni messaggio arriva al team.
card-live = 💬 Chat dal vivo: il richiedente aspetta

## E-mail

mail-new = { $team } ha una nuova richiesta: { $reference }.
mail-new-foot = Si risponde nel thread del ticket. Nessuno legge le risposte a questa e-mail.
mail-foot = Per rispondere scriva nella sua chat con { $desk }. Nessuno legge le risposte a questa e-mail.

## Refusals to agents

no-agent = Possono farlo solo i membri del canale di questo team.
no-agent-wrote = Qui possono rispondere solo i membri del canale di questo team. Le sue parole non sono state inviate.
already-taken = { $taker } ha già preso in carico { $reference }.
already-yours = { $reference } è già in carico a lei.
already-asked = Al richiedente è già stato chiesto se { $reference } è risolto.
not-taken = Nessuno ha ancora preso in carico { $reference }.
not-the-taker = { $reference } è in carico a { $taker }. Prema prima «{ button-take-over }».
take-first = Prenda prima in carico { $reference }.
is-closed = { $reference } è chiuso.
not-closed = { $reference } non è chiuso.
closed-kept-internal = { $reference } è chiuso, quindi le sue parole sono rimaste interne. Prema prima «{ button-reopen }» sulla scheda.
state-follows = Questo stato dipende da ciò che accade; non si può impostare a mano.
no-such-priority = Le priorità si scrivono low, normal, high o urgent.
no-such-command = Comando sconosciuto: la riga è rimasta interna. Dopo una menzione sono disponibili: { $commands }.
agent-commands = Dopo una menzione sono disponibili: { $commands }.

## Agents in topics, and in two places at once

anonymous-wrote = Qui scrive in forma anonima: nessuno può sapere chi è, e le sue parole non sono state inviate. Disattivi «Resta anonimo» nei suoi diritti di amministratore, oppure scriva a suo nome. Questo avviso compare una volta sola.
agent-delete-how = Risponda con /delete al messaggio che vuole ritirare.
agent-deleted = Ritirato: il richiedente non lo ha più.
slash-commands = Sono disponibili: { $commands }.
no-such-slash-command = Comando sconosciuto: la riga è rimasta interna. Sono disponibili: { $commands }.
sent-privately = Lo trova nella sua chat privata con me.
thread-token-not-shown = Non è stato possibile mostrare il token di assistenza di { $requester }: { $reason }.
channel-slack = Slack
channel-telegram = Telegram
mirror-note = { $name } ({ $channel }, interno)
thread-held-up = Non si può scrivere nel thread di questo ticket su { $channel }: { $reason }. Ciò che gli è destinato resta in attesa.
reason-no-rights = al bot mancano i permessi necessari nel gruppo
reason-no-private-chat = apra una chat privata con il bot, prema Avvia e riprovi

## The command menu

command-start = Iniziare una richiesta
command-new = Una nuova richiesta, oltre a quelle aperte
command-tickets = A che punto sono le sue richieste
command-changes = Le ultime novità
command-profile = Nome, lingua e fuso orario
command-language = Un’altra lingua
command-invite = Invitare un collega nella sua azienda
command-link = Collegare i suoi account su due canali
command-cancel = Interrompere ciò che è in corso
command-delete = Ritirare un messaggio (in risposta ad esso)
command-help = Che cosa si può fare qui
