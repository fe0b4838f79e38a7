### Every sentence Front Door says, in Romanian. People are addressed as dumneavoastră.

## Buttons. CONTRACT fixes their order; an emoji may stand before them.

button-skip = Omite
button-back = Înapoi
button-cancel = Anulează
button-done = Gata
button-keep = Lasă așa
button-next = Mai multe ▶
button-previous = ◀ Înapoi la primele
button-send = Trimite
button-next-step = Mai departe
button-open-form = Deschide formularul
button-new-request = Solicitare nouă
button-open = Deschide
button-show = Arată
button-accept-invitation = Acceptă invitația
button-change = Modifică
button-go-on = Continuă
button-begin-anew = Ia de la capăt
button-yes = Da
button-not-quite = Nu chiar
button-take = Preia
button-take-over = Preia de la coleg
button-solved = Rezolvat
button-question = Întrebare
button-more = Altele
button-reopen = Redeschide
button-move = Mută
button-take-and-send = Preia și trimite
button-keep-internal = Păstrează intern
button-priority-low = Prioritate: scăzută
button-priority-normal = Prioritate: normală
button-priority-high = Prioritate: ridicată
button-priority-urgent = Prioritate: urgentă
button-state-in-progress = Stare: se procesează
button-state-waiting-for-vendor = Stare: la furnizor
button-state-planned = Stare: planificat

## States, where the desk file has no words of its own

state-new = Nepreluat
state-taken = Preluat
state-in-progress = Se procesează
state-waiting-for-requester = Întrebare la client
state-waiting-for-approval = Așteaptă aprobarea
state-waiting-for-vendor = La furnizor
state-planned = Planificat
state-waiting-for-confirmation = Așteaptă confirmarea
state-closed = Închis

priority-low = scăzută
priority-normal = normală
priority-high = ridicată
priority-urgent = urgentă

## Seats in a company

seat-owner = titular
seat-admin = administrator
seat-member = membru

## The built-in slots: question, line of help, short name

slot-subsystem-ask = La ce parte vă referiți?
slot-subsystem-hint = Alegeți-o pe cea mai apropiată; un agent o poate corecta.
slot-subsystem-name = Subsistem
slot-area-ask = Despre ce zonă este vorba?
slot-area-hint = Alegeți-o pe cea mai apropiată.
slot-area-name = Zonă
slot-topic-ask = Despre ce este vorba, într-un rând?
slot-topic-hint = Un subiect bun spune ce nu merge și unde: „Factura 118 nu se tipărește”.
slot-topic-name = Subiect
slot-description-ask = Descrieți, vă rugăm, situația.
slot-description-hint = Ce făceați, ce ați văzut, de când. Puteți trimite mai multe mesaje.
slot-description-name = Descriere
slot-steps-ask = Cum putem vedea și noi, pas cu pas?
slot-steps-hint = De exemplu: deschideți lista facturilor, alegeți una, apăsați Tipărește.
slot-steps-name = Pași
slot-expected_result-ask = Ce vă așteptați să se întâmple?
slot-expected_result-hint = O propoziție este de ajuns.
slot-expected_result-name = Rezultat așteptat
slot-screenshot-ask = Ne puteți arăta? Trimiteți o captură de ecran, un video scurt sau un fișier text.
slot-screenshot-hint = O imagine scutește adesea o zi de întrebări.
slot-screenshot-name = Captură de ecran

accept-image = imagine
accept-video = video
accept-audio = audio
accept-text = fișier text
accept-pdf = PDF
accept-any = orice fișier

## The intake

greeting = Bună ziua, { $name }! Aici { $desk }.
ask-kind = Cu ce vă putem ajuta?
chosen-kind = Ați ales:
kept-as-description = Am păstrat mesajul dumneavoastră ca descriere.
kept-your-file = Am păstrat fișierul dumneavoastră.
kept-file-words-needed = Am păstrat fișierul împreună cu solicitarea. La această întrebare e nevoie de un răspuns în cuvinte, vă rugăm.
kept-beside = Am păstrat și acest mesaj împreună cu solicitarea.
kept-beside-because = Am păstrat acest text lângă răspuns, ca mesaj separat. { $why }
picked-already = Din acest mesaj s-a făcut deja o solicitare: { $reference }.
picked-unread = Nu pot citi acel mesaj: nu sunt în canalul lui. Invitați-mă acolo (/invite în canal) sau folosiți „Make it a ticket” din meniul mesajului.
kept-context =
    { $count ->
        [one] Se adaugă un mesaj din discuția lui, ca echipa să înțeleagă despre ce e vorba.
        [few] Se adaugă { $count } mesaje din discuția lui, ca echipa să înțeleagă despre ce e vorba.
       *[other] Se adaugă { $count } de mesaje din discuția lui, ca echipa să înțeleagă despre ce e vorba.
    }
context-not-in-channel = Discuția și fișierele mesajului nu au putut fi citite, pentru că nu sunt în acel canal. Ca să fie adăugate, invitați-mă acolo (/invite în canal) și alegeți din nou mesajul.
context-unreachable = Discuția mesajului nu a putut fi citită acum și nu se adaugă. Alegeți din nou mesajul ca să mai încerc o dată.
context-name = Din discuție (context)
context-left-out =
    { $count ->
        [one] … (un mesaj omis) …
        [few] … ({ $count } mesaje omise) …
       *[other] … ({ $count } de mesaje omise) …
    }
page-new = De ce aveți nevoie de la { $desk }?
page-draft = Aveți o solicitare care nu a fost trimisă încă.
page-last-word = Ultimul mesaj: { $at }
press-lost = O vreme nu am fost disponibil. Dacă între timp ați apăsat un buton, apăsați-l aici încă o dată.
no-room = Deocamdată nu se mai păstrează nimic: este loc pentru { $messages } de mesaje și { $files } de fișiere, iar ce ați trimis la urmă depășește. Răspundeți mai întâi la întrebarea deschisă sau apăsați unul dintre butoanele ei, apoi trimiteți restul.
progress = { $number } din { $total }
answered-before = Acum: { $answer }
files-allowed =
    { $most ->
        [one] Un fișier, de cel mult 20 MB: { $accepted }.
        [few] Cel mult { $most } fișiere, de până la 20 MB fiecare: { $accepted }.
       *[other] Cel mult { $most } de fișiere, de până la 20 MB fiecare: { $accepted }.
    }
files-so-far = Am primit { $count } din { $most }. Mai trimiteți unul sau apăsați „{ button-done }”.
album-surplus =
    { $most ->
        [one] { $slot }: se acceptă un singur fișier; pe celelalte le-am păstrat împreună cu solicitarea.
        [few] { $slot }: se acceptă { $most } fișiere; pe celelalte le-am păstrat împreună cu solicitarea.
       *[other] { $slot }: se acceptă { $most } de fișiere; pe celelalte le-am păstrat împreună cu solicitarea.
    }
draft-expired = O solicitare începută a așteptat o săptămână fără să fie trimisă, așa că s-a renunțat la ea.
form-changed = Între timp formularul s-a schimbat, așa că întrebăm din nou. Ce ați scris s-a păstrat.
draft-waits = Aveți o solicitare neterminată. O continuați sau o luați de la capăt?
cancelled = Anulat. Nu s-a păstrat nimic. Cu /start puteți începe din nou oricând.
cancelled-waiting = Anulat: mesajul care aștepta nu a fost transmis.
nothing-to-cancel = Nu este nimic de anulat. Cu /start începeți o solicitare.
corrected = Corectat: { $slot }.
correction-refused = Corectura nu poate fi acceptată, așa că rămâne răspunsul dinainte. { $why }
preview-title = Solicitarea dumneavoastră: { $kind }
preview-beside =
    { $count ->
        [one] și încă un mesaj de la dumneavoastră
        [few] și încă { $count } mesaje de la dumneavoastră
       *[other] și încă { $count } de mesaje de la dumneavoastră
    }
preview-from = De la { $name }. Este totul în regulă?
change-which = Ce răspuns doriți să modificați?
receipt = { $reference } a ajuns la { $team }.
receipt-next = Vă răspundem aici, în acest chat. Puteți adăuga oricând ceva; /tickets arată în ce stadiu sunt solicitările.
receipt-next-below = Vă răspundem în firul acestui mesaj. Puteți adăuga acolo oricând ceva; /tickets arată în ce stadiu sunt solicitările.
already-answered = La această întrebare s-a răspuns deja.

## The intake in one form

form-beside =
    { $count ->
        [one] Se adaugă încă un mesaj al dumneavoastră.
        [few] Se adaugă încă { $count } mesaje ale dumneavoastră.
       *[other] Se adaugă încă { $count } de mesaje ale dumneavoastră.
    }
form-attached = Atașate deja: { $names }.
form-for = Este o solicitare de la { $name }, care a scris mesajul.
not-kept-for-another = Mesajul dumneavoastră nu a fost păstrat: solicitarea deschisă aici este a altei persoane ({ $name }). Trimiteți-o sau anulați-o mai întâi; ce este de spus în ea se scrie în formular.
token-for-oneself = Un token de asistență ne permite să intrăm în mediul celui care îl creează, de aceea fiecare îl poate crea doar pe al său.
form-kept = Formularul a fost închis; solicitarea se păstrează o săptămână și încă nu a fost trimisă.
form-more = Răspunsurile s-au păstrat. Mai este nevoie de un răspuns.
form-not-shown = Formularul nu a putut fi afișat la timp. Apăsați butonul.
form-stale = Acest formular ține de o solicitare mai veche. Închideți-l și deschideți formularul din nou.
form-waits = Întrebările sunt într-un singur formular. Ce ați scris s-a păstrat.
draft-first = Aveți în lucru o solicitare pentru altcineva. Trimiteți-o sau anulați-o, apoi alegeți din nou mesajul.
draft-waits-form = Aveți o solicitare neterminată. Ce ați scris s-a păstrat; continuați aici.
made-for = { $reference } a fost creată pentru { $name }; această persoană primește un mesaj.
answered-in-chat = Găsiți răspunsul în mesajele directe cu mine.

## Answers that can't be taken: what is allowed

advice-headline = Un subiect calm aduce ajutorul mai repede: spuneți ce nu merge și unde, de exemplu „Facturile nu se tipăresc în aplicația web”. Cât este de urgent puteți spune în descriere.
refused-needed = Răspunsul la această întrebare este obligatoriu.
refused-no-words = Răspundeți în cuvinte, vă rugăm.
refused-no-file = Aici este nevoie de un fișier: { $accepted }.
refused-too-long = Textul este prea lung (caractere: { $length }, maximum { $most }). Scurtați-l puțin, vă rugăm.
refused-too-short = Textul este prea scurt (caractere: minimum { $least }).
refused-pattern = Formatul nu este cel potrivit.
refused-choose = Alegeți unul dintre butoane, vă rugăm.
refused-number = Răspundeți cu un număr, de exemplu 12 sau 3,5.
refused-number-small = Numărul trebuie să fie cel puțin { $least }.
refused-number-great = Numărul trebuie să fie cel mult { $most }.
refused-date = Răspundeți cu o dată, de exemplu 30.11.2026 sau 2026-11-30.
refused-too-many = Numărul maxim de fișiere: { $most }.
refused-file-too-big = „{ $name }” este prea mare: un fișier poate avea cel mult 20 MB. Se acceptă: { $accepted }.
refused-file-empty = „{ $name }” este gol. Trimiteți-l din nou, vă rugăm. Se acceptă: { $accepted }.
refused-file-gone = „{ $name }” nu a putut fi descărcat. Trimiteți-l din nou, vă rugăm. Se acceptă: { $accepted }.
refused-file-infected = „{ $name }” este refuzat: antivirusul a găsit ceva în el. Se acceptă: { $accepted }.
refused-file-private = „{ $name }” arată unde și cu ce a fost făcut, iar din acest tip de imagine nu se poate scoate. Trimiteți-l ca JPEG sau PNG. Se acceptă: { $accepted }.
refused-file-kind = După conținut, „{ $name }” nu este de un tip acceptat aici. Se acceptă: { $accepted }.
refused-file-long =
    { $most ->
        [one] „{ $name }” este prea lung: cel mult o secundă. Se acceptă: { $accepted }.
        [few] „{ $name }” este prea lung: cel mult { $most } secunde. Se acceptă: { $accepted }.
       *[other] „{ $name }” este prea lung: cel mult { $most } de secunde. Se acceptă: { $accepted }.
    }

## A ticket, for the requester

taken = { $name } se ocupă de { $reference }.
was-it-solved = S-a rezolvat problema dumneavoastră?
confirm-ask = { $reference }: răspunsul nostru este complet.
confirm-remind =
    { $days ->
        [one] { $reference } așteaptă încă răspunsul dumneavoastră. Fără el, se închide peste o zi.
        [few] { $reference } așteaptă încă răspunsul dumneavoastră. Fără el, se închide peste { $days } zile.
       *[other] { $reference } așteaptă încă răspunsul dumneavoastră. Fără el, se închide peste { $days } de zile.
    }
confirmed =
    { $days ->
        [0] Vă mulțumim! Solicitarea { $reference } este închisă.
        [one] Vă mulțumim! Solicitarea { $reference } este închisă. Răspundeți la unul dintre mesajele ei în decurs de o zi și se redeschide.
        [few] Vă mulțumim! Solicitarea { $reference } este închisă. Răspundeți la unul dintre mesajele ei în decurs de { $days } zile și se redeschide.
       *[other] Vă mulțumim! Solicitarea { $reference } este închisă. Răspundeți la unul dintre mesajele ei în decurs de { $days } de zile și se redeschide.
    }
closed-by-silence =
    { $days ->
        [0] Nu am mai primit vești de la dumneavoastră, așa că solicitarea { $reference } este închisă.
        [one] Nu am mai primit vești de la dumneavoastră, așa că solicitarea { $reference } este închisă. Răspundeți la unul dintre mesajele ei în decurs de o zi și se redeschide.
        [few] Nu am mai primit vești de la dumneavoastră, așa că solicitarea { $reference } este închisă. Răspundeți la unul dintre mesajele ei în decurs de { $days } zile și se redeschide.
       *[other] Nu am mai primit vești de la dumneavoastră, așa că solicitarea { $reference } este închisă. Răspundeți la unul dintre mesajele ei în decurs de { $days } de zile și se redeschide.
    }
what-is-missing = Ce lipsește încă la { $reference }? Următorul mesaj ajunge la echipă.
reason-passed-on = Transmis. { $reference } este din nou în lucru.
reopened = Solicitarea { $reference } este din nou deschisă; mesajul dumneavoastră a fost transmis.
reopened-by-agent = { $name } a redeschis { $reference }.
state-told = { $reference }, stare nouă: { $state }.
which-ticket = Aveți mai multe solicitări deschise. La care se referă acest mesaj?
goes-to = Acesta merge la { $reference }.
your-tickets =
    { $count ->
        [one] Aveți o solicitare:
        [few] Aveți { $count } solicitări:
       *[other] Aveți { $count } de solicitări:
    }
no-tickets = Nu aveți încă solicitări. Cu /start începeți una.
no-such-ticket = Nu aveți nicio solicitare { $reference }. /tickets arată solicitările dumneavoastră.
ticket-taker = Se ocupă { $name }
help =
    Aici { $desk }. Scrieți de ce aveți nevoie sau folosiți:
    /new o solicitare nouă
    /tickets în ce stadiu sunt solicitările
    /profile numele, limba și fusul orar
    /language altă limbă
    /invite invitați un coleg în companie
    /link asociați conturile de pe două canale
    /cancel încheiați ce este în curs
help-delete = /delete retrageți un mesaj al dumneavoastră (ca răspuns la el)
delete-how = Pentru a retrage un mesaj, răspundeți la el cu /delete.
deleted = Retras.
which-language = În ce limbă vorbim?
language-name = Română
language-chosen = De acum vorbim românește.
lost-file-too-big = „{ $name }” nu a putut fi transmis: depășește { $most } MB.
lost-file-empty = „{ $name }” nu a putut fi transmis: este gol.
lost-file-gone = „{ $name }” nu a putut fi transmis: platforma nu îl mai are.
lost-file-disguised = „{ $name }” nu a fost transmis: este un program, sau o pagină care rulează în browser, sub numele a altceva.
lost-file-infected = „{ $name }” nu a fost transmis: antivirusul a găsit ceva în el.
lost-file-private = „{ $name }” nu a fost transmis: arată unde și cu ce a fost făcut, iar din acest tip de imagine nu se poate scoate. Trimiteți-l ca JPEG sau PNG.
file-too-big-for-you = { $reference }: { $agent } a trimis „{ $name }”, prea mare pentru { $channel }. Este păstrat la cererea dumneavoastră; echipa găsește altă cale.
file-kept = „{ $name }” ({ $size } MB) este păstrat în tichet, prea mare pentru { $channel }.
file-kept-link = „{ $name }” ({ $size } MB) este păstrat în tichet, prea mare pentru { $channel }. Pentru agenți, timp de o săptămână: { $link }
sticker-shown-still = Un sticker animat, arătat ca imagine fixă.
file-replaced = În loc de „{ $name }”:
not-shown = { $reference }: acest mesaj nu a putut fi arătat echipei sau nu în întregime: { $reason }.
file-not-shown = { $reference }: „{ $name }” nu a putut fi arătat echipei: { $reason }.
answers-not-shown = { $reference }: unele dintre răspunsurile dumneavoastră nu au putut fi arătate echipei: { $reason }.
change-not-shown = { $reference }: modificarea dumneavoastră nu a putut fi arătată echipei: { $reason }.
shown-after-all = { $reference }: ceea ce nu putuse fi arătat echipei a ajuns totuși la ea.
sent-again = ↻ trimis din nou: este posibil ca prima încercare să fi ajuns

## Companies: who is let in, seats, invitations

door-closed = { $desk } este pentru oamenii companiilor de pe lista sa. Vă poate invita titularul companiei dumneavoastră: cereți-i un link, pe care îl obține aici cu /invite. Am notat încercarea dumneavoastră de a intra.
door-not-delivered = Mesajul dumneavoastră nu a fost livrat.
seat-needed = Pentru „{ $kind }” adresați-vă la: { $who }.
seat-needed-nobody = „{ $kind }” este numai pentru acest rol în companie: { $seats }.
invite-no-company = Numai cei aflați pe lista unei companii îi pot invita pe alții.
invite-not-you = Pentru a invita un coleg, adresați-vă la: { $who }.
invite-whom = Pe cine invitați? Scrieți numele și, dacă doriți, adresa de e-mail. Cu /cancel renunțați.
invite-command = /start
invite-seat = Ce rol primește { $name }?
invite-link = Cu acest link intră { $name }, o singură dată, în cel mult { $days } zile. Trimiteți-l numai acestei persoane:
invited = { $name } vă invită să vă adresați la { $desk } pentru { $company }. Invitația este valabilă { $days } zile.
invitation-sent = { $name } a primit invitația.
invitation-unknown = Această invitație nu este cunoscută aici. Poate lipsește sfârșitul linkului: deschideți-l încă o dată sau cereți unul nou.
invitation-used = Această invitație a fost deja folosită. Cereți una nouă de la cine v-a invitat.
invitation-expired = Această invitație nu mai este valabilă. Cereți una nouă de la cine v-a invitat.
invitation-yours = Faceți deja parte din { $company }, așa că invitația nu era necesară.
invitation-other = Faceți parte din { $company }, așa că această invitație la altă companie nu a fost folosită.
invitation-full = Toate locurile companiei { $company } sunt ocupate. Pentru mai multe este nevoie de alt plan.
welcome-in = Bine ați venit! Acum faceți parte din { $company }. Rolul dumneavoastră: { $seat }.
came-in = { $name } a acceptat invitația. Rol: { $seat }.

## One person on two channels

link-code =
    Scrieți-mi acest text pe celălalt canal în cel mult { $count } minute; este valabil o singură dată.
    Telegram: { "/" }link { $code }
    Slack: /support link { $code }
link-wrong = Acest cod nu este valabil. Obțineți unul pe celălalt canal ({ "/" }link în Telegram, /support link în Slack) și scrieți-l aici în cel mult un sfert de oră.
link-too-many = Prea multe coduri greșite. Încercați din nou peste un sfert de oră.
link-two-people = Pe lista companiilor aceste două conturi sunt două persoane, așa că rămân separate. Adresați-vă titularului companiei.
linked = Conturi asociate: solicitările de pe ambele canale apar acum împreună.

## The profile

button-profile-name = Nume
button-profile-language = Limbă
button-profile-zone = Fus orar
profile-language = Limbă: { $spoken }
profile-zone = Fus orar: { $zone }
profile-company = Companie: { $company }
profile-ask-name = Cum să vă spunem? Echipa vede alături numele contului dumneavoastră.
profile-named = De acum numele dumneavoastră aici este { $name }.
profile-ask-zone = Unde vă aflați? Alegeți sau scrieți un oraș ori un fus orar, de exemplu Europe/Rome.
zone-unknown = Nu cunosc fusul orar „{ $said }”. Scrieți un oraș mai mare din apropiere sau un fus orar, de exemplu Europe/Rome.
zone-chosen = Fusul dumneavoastră orar este acum { $zone }.
prompt-ended = A rămas totul cum era.
colleagues-tickets =
    { $count ->
        [one] Colegii dumneavoastră au o solicitare:
        [few] Colegii dumneavoastră au { $count } solicitări:
       *[other] Colegii dumneavoastră au { $count } de solicitări:
    }
ticket-asker = De la { $name }

## Secrets: asked, kept sealed, shown once

button-reveal = Arată
button-ask-again = Cere din nou
button-give-secret = Trimite acum
secret-kept = ••• (păstrat în siguranță)
secret-how = Mesajul cu aceste date este șters imediat din acest chat. Datele rămân sigilate și sunt arătate o singură dată celui care preia solicitarea.
secret-how-form = Datele rămân sigilate și sunt arătate o singură dată celui care preia solicitarea.
refused-secret-file = Un fișier nu poate fi păstrat în siguranță, așa că nu s-a păstrat nimic din el. Vă rugăm să scrieți datele ca text.
secret-delete-yourself = Nu am putut șterge din chat acest mesaj al dumneavoastră. Vă rugăm să îl ștergeți chiar dumneavoastră, ca să nu îl citească nimeni aici.
secret-asked = { $reference }: { $name } are nevoie încă o dată de: { $slot }. Vă rugăm să nu trimiteți datele într-un mesaj obișnuit: apăsați butonul sau răspundeți la acest mesaj.
secret-asked-form = { $reference }: { $name } are nevoie încă o dată de: { $slot }. Vă rugăm să nu scrieți datele aici, într-un mesaj: apăsați butonul.
secret-next = Următorul dumneavoastră mesaj este păstrat în siguranță pentru { $reference } și șters din acest chat. Cu /cancel renunțați.
secret-not-given = Bine: următorul dumneavoastră mesaj este din nou unul obișnuit.
secret-passed-on = Păstrat în siguranță. Este arătat o singură dată celui care se ocupă de { $reference }.
secret-too-late = Între timp { $reference } a fost închisă, așa că ce ați trimis nu s-a păstrat.
secret-shown-once = Numai dumneavoastră vedeți acest mesaj, o singură dată.
secret-shown-already = { $slot }: arătat deja, lui { $name }. Se arată o singură dată.
secret-gone = { $slot }: nu se mai păstrează.
secret-was-asked = Cererea a ajuns la { $requester }.
thread-secret-given = { $requester } a transmis: { $slot }. Cine se ocupă de tichet găsește datele la „{ button-more }”, „{ button-reveal }”.
thread-secret-not-shown = { $slot }: nu s-a putut arăta, { $reason }. „{ button-reveal }” funcționează din nou.
reason-unsealable = a fost sigilat cu altă cheie (FRONTDOOR_SECRET_KEY)

## Support tokens

button-create-token = Creează
button-revoke = Revocă
button-token = Token de asistență
token-about =
    { $hours ->
        [one] Astfel se creează un token de asistență: un cod cu care { $team } poate intra în mediul dumneavoastră. Este valabil o oră, îl vede numai cine preia solicitarea, fiecare utilizare se înregistrează și îl puteți revoca oricând. Expiră odată cu solicitarea.
        [few] Astfel se creează un token de asistență: un cod cu care { $team } poate intra în mediul dumneavoastră. Este valabil { $hours } ore, îl vede numai cine preia solicitarea, fiecare utilizare se înregistrează și îl puteți revoca oricând. Expiră odată cu solicitarea.
       *[other] Astfel se creează un token de asistență: un cod cu care { $team } poate intra în mediul dumneavoastră. Este valabil { $hours } de ore, îl vede numai cine preia solicitarea, fiecare utilizare se înregistrează și îl puteți revoca oricând. Expiră odată cu solicitarea.
    }
token-code = Tokenul de asistență pentru { $reference }:
token-how =
    { $hours ->
        [one] Este valabil o oră. Echipa îl are deja, nu trebuie să îl trimiteți nimănui.
        [few] Este valabil { $hours } ore. Echipa îl are deja, nu trebuie să îl trimiteți nimănui.
       *[other] Este valabil { $hours } de ore. Echipa îl are deja, nu trebuie să îl trimiteți nimănui.
    }
token-used = { $reference }: tokenul dumneavoastră de asistență a fost folosit pentru prima dată.
token-revoked = Tokenul de asistență pentru { $reference } nu mai este valabil.
token-seen = Tokenul de asistență pentru { $reference }. Îl vedeți numai dumneavoastră, iar vizualizarea se înregistrează.
thread-token-given = { $requester } a creat un token de asistență. Cine se ocupă de tichet îl găsește la „{ button-more }”, „{ button-token }”.
thread-token-revoked = { $requester } a revocat tokenul de asistență.
thread-token-used = Tokenul de asistență a fost folosit.
no-token = { $reference } nu are un token de asistență valabil.

## The card and the thread, for agents

card-requester = De la { $name }
card-language = Limba: { $spoken }
card-where = Unde: { $where }
card-priority = Prioritate: { $priority }
card-follows = Continuă { $reference }
card-taker = Preluat de { $name }
card-nobody = Nu l-a preluat încă nimeni
requester-name = { $name } (solicitant)
taken-back = retras de solicitant:
thread-file-taken-back = { $requester } a retras un fișier.
edited-before = editat, înainte:
offer-take-and-send = Nimeni nu a preluat încă acest tichet, așa că mesajul nu a plecat. Îl preluați și îl trimiteți, sau rămâne între agenți?
offer-was-sent = { $name } a preluat tichetul și a trimis mesajul.
offer-was-kept = { $name } a păstrat mesajul intern.
offer-was-taken = { $name } a preluat tichetul; ce s-a scris înainte rămâne intern.
next-is-question = Următorul dumneavoastră mesaj din acest fir pleacă drept întrebare.
more-for = Altele pentru { $reference }:
thread-asked = { $requester } a primit întrebarea dacă s-a rezolvat.
thread-reminded = { $requester } a primit din nou întrebarea.
thread-confirmed = { $requester } confirmă: rezolvat. Închis.
thread-not-solved = { $requester } spune: nu chiar. Urmează ce lipsește.
thread-closed-by-silence = Niciun răspuns de la { $requester }: închis. Un răspuns îl redeschide.
thread-reopened = { $requester } a răspuns: deschis din nou.
thread-reopened-by-agent = { $name } l-a redeschis.
thread-taken-over = { $name } l-a preluat de la { $former }.
thread-priority = { $name } a stabilit prioritatea: { $priority }.
thread-state = { $name } a stabilit starea: { $state }.
thread-not-delivered = Nu a ajuns la { $requester }: { $reason }.
thread-not-shown = Ceva trimis de { $requester } nu a putut fi arătat aici: { $reason }.
thread-not-changed = { $requester } vede în continuare textul dinainte: { $reason }.
thread-not-removed = { $requester } vede în continuare ce s-a retras: { $reason }.
thread-maybe-seen = Este posibil ca textul retras să fi ajuns la { $requester } la prima încercare; nu se trimite din nou.
thread-first-copy-stays = Este posibil ca și prima încercare să fi ajuns la { $requester }; acea copie rămâne cum era.
forwarded-from = Redirecționat de la { $name }:
reacted = { $name } a reacționat cu { $emoji } la acest mesaj.
thread-taker-left = { $name }, care se ocupă de acest tichet, nu mai este aici. Tichetul îi rămâne atribuit până când cineva apasă „{ button-take-over }”.
thread-unreachable = { $requester } nu mai poate fi contactat: contul nu mai există sau a blocat botul. Ce i se scrie nu citește nimeni.
thread-reachable = { $requester } poate fi contactat din nou.
thread-made-anew = Firul anterior al acestui tichet nu mai există, așa că se continuă aici.

reason-blocked = destinatarul a blocat botul
reason-gone = contul sau chatul nu mai există
reason-refused = platforma a refuzat mesajul
reason-archived = canalul este arhivat
reason-not-in-channel = botul a fost scos din canal
reason-migrated = grupul are o adresă nouă
reason-too-big = fișierul este prea mare pentru platformă
reason-unsure = nu a venit niciun răspuns, de două ori; poate a ajuns, poate nu
reason-given-up = platforma a fost prea mult timp indisponibilă
reason-no-whisper = platforma nu are mesaje vizibile unei singure persoane
reason-thread-gone = firul nu mai există

## Working time: when to expect an answer, what is due, what nobody has taken

answer-by = Vă răspundem până { $when }.
closed-answer-by = Acum suntem în afara programului. Vă răspundem până { $when }.
closed-until = Acum suntem în afara programului. Revenim { $when }.
stale-apology =
    { $days ->
        [0] Ne cerem scuze: nimeni nu a preluat încă solicitarea { $reference }. I-am ridicat prioritatea și am anunțat echipa.
        [one] Ne cerem scuze: solicitarea { $reference } așteaptă de o zi și nimeni nu a preluat-o încă. I-am ridicat prioritatea și am anunțat echipa.
        [few] Ne cerem scuze: solicitarea { $reference } așteaptă de { $days } zile și nimeni nu a preluat-o încă. I-am ridicat prioritatea și am anunțat echipa.
       *[other] Ne cerem scuze: solicitarea { $reference } așteaptă de { $days } de zile și nimeni nu a preluat-o încă. I-am ridicat prioritatea și am anunțat echipa.
    }
card-due-first-reply = Răspuns până: { $when }
card-due-solution = Soluție până: { $when }
card-overdue-first-reply = Răspuns întârziat, termen: { $when }
card-overdue-solution = Soluție întârziată, termen: { $when }
thread-near-first-reply = { $requester } nu are încă un răspuns. Termenul este { $when }.
thread-near-solution = Încă nerezolvat pentru { $requester }. Termenul este { $when }.
thread-missed-first-reply = { $requester } tot nu are un răspuns. Termenul era { $when }.
thread-missed-solution = Tot nerezolvat pentru { $requester }. Termenul era { $when }.
thread-stale =
    { $days ->
        [0] Nu l-a preluat încă nimeni. I-am cerut scuze lui { $requester }; prioritatea este acum { $priority }.
        [one] Nu l-a preluat nimeni de o zi. I-am cerut scuze lui { $requester }; prioritatea este acum { $priority }.
        [few] Nu l-a preluat nimeni de { $days } zile. I-am cerut scuze lui { $requester }; prioritatea este acum { $priority }.
       *[other] Nu l-a preluat nimeni de { $days } de zile. I-am cerut scuze lui { $requester }; prioritatea este acum { $priority }.
    }

## Prices: told before the form, quoted, accepted or refused

button-accept = Accept
button-refuse = Refuz
billable = poate avea un cost: vă comunicăm mai întâi prețul și nu începem nimic fără acordul dumneavoastră
quote-ask = { $reference }: putem face acest lucru pentru { $amount }.
quote-what-follows = Acceptați? Lucrarea începe numai cu acordul dumneavoastră; până atunci nu costă nimic.
quote-accepted = Vă mulțumim! { $reference }: ați acceptat { $amount }, începem lucrarea.
quote-refused = { $reference }: ați refuzat { $amount }. Echipa știe și vă va scrie aici.
quote-withdrawn = { $reference }: prețul comunicat nu mai este valabil.
thread-quoted = { $name } a propus un preț: { $amount }. Se așteaptă răspunsul de la { $requester }.
thread-quote-accepted = { $requester } a acceptat { $amount }. Lucrarea poate începe.
thread-quote-refused = { $requester } a refuzat { $amount }. Propuneți alt preț, continuați fără preț sau marcați tichetul ca rezolvat.
thread-quote-withdrawn = { $name } a retras prețul.
card-quote-open = Preț: { $amount }, încă fără răspuns
card-quote-accepted = Preț: { $amount }, acceptat
card-quote-refused = Preț: { $amount }, refuzat
card-quote-withdrawn = Preț: { $amount }, retras
button-quote = Propune un preț
quote-how = Scrieți comanda în acest fir: quote 120 EUR și, dacă doriți, câteva cuvinte. Cu quote cancel prețul se retrage.
quote-amount = O sumă se scrie în cifre, cu cel mult atâtea zecimale câte are moneda, și este mai mare decât zero: 1200 RON sau 1200,50 RON, fără separatori de mii.
quote-currency = După sumă urmează codul de trei litere al monedei, de exemplu 120 RON, 120 EUR sau 120 USD.
no-quote = { $reference } nu are un preț care așteaptă răspuns.
said-once = Modificarea acestui mesaj nu schimbă nici prețul, nici timpul. Scrieți comanda încă o dată, vă rugăm.

## Time spent, and what a plan includes of it

button-time = Timp lucrat
span-hours = { $count } h
span-minutes = { $count } min
time-of-ticket = Timp lucrat: { $time }
time-of-month = { $company }, luna aceasta: folosit { $used }, rămas { $left }
thread-time = { $name } a notat { $time }.
thread-time-month = { $name } a notat { $time }. { $company }, luna aceasta: folosit { $used }, rămas { $left }.
thread-time-beyond = { $company } a depășit luna aceasta timpul inclus în plan: { $included }.
time-how = Scrieți comanda în acest fir: time 1h30m și, dacă doriți, câteva cuvinte; time -30m scade din timp. Cel mult 24 de ore deodată.
time-too-little = Aici este notat numai { $time }; nu se poate scădea mai mult.

## The agents' queue

queue-head = Încă nepreluate, cele mai urgente mai întâi:
queue-empty = Nu așteaptă nimic: toate tichetele sunt preluate.
queue-more = Acestea sunt primele { $count }; după ele mai așteaptă altele.

## The latest changes, and proposals

button-changes = Ultimele noutăți
button-changes-tell = Anunțați-mă
button-changes-stop = Fără anunțuri
button-changes-newer = ◀ Mai noi
button-changes-older = Mai vechi ▶
changes-head = Ultimele noutăți: { $desk }
changes-new = Noutăți de la { $desk }
changes-none = Aici nu sunt încă noutăți.
changes-told = Bine: vă anunțăm aici când apar noutăți.
changes-stopped = Bine: nu vă mai anunțăm. Noutățile le puteți citi oricând.
help-changes = /changes ultimele noutăți
receipt-proposal = Vă mulțumim pentru propunere! Echipa o va citi și vă va spune aici ce se întâmplă cu ea; /tickets arată în ce stadiu este.
proposal-done = { $reference }: propunerea dumneavoastră a fost realizată.
proposal-as-meant = Este așa cum v-ați dorit?

## Handing a ticket over: to a colleague, another team, another kind of request

moved-team = { $reference } este acum la { $team }. Echipa știe deja ce s-a discutat până acum.
moved-kind = { $reference } continuă acum ca: { $kind }.
move-where = Unde merge { $reference }?
move-nowhere = Aici nu există altă echipă și niciun alt tip de solicitare.
move-unknown = Unde? Puteți alege: { $choices }.
moved-already = Este deja acolo.
moved-away = { $reference } este acum la { $team }. Ce se scrie aici rămâne aici.
thread-moved = { $name } a mutat tichetul la { $team }, unde continuă. Ce se scrie aici de acum înainte rămâne aici.
thread-came = { $name } a mutat tichetul aici. Mai sus este ce s-a discutat până acum; încă nu l-a preluat nimeni.
thread-kind = { $name } a schimbat tipul solicitării: { $kind }.
thread-assigned = acest tichet este acum al dumneavoastră: vi l-a atribuit { $name }.
assign-whom = Cui? Indicați un singur coleg: assign @nume.
assign-no-agent = { $name } nu face parte din această echipă, așa că nu s-a schimbat nimic.

## A conversation with a specialist, without a form

live-soon = { $reference }: un specialist de la { $team } vă răspunde într-o clipă.
live-closed = { $reference } este la { $team }. În acest moment nu este disponibil niciun specialist.
live-write = Scrieți chiar aici despre ce este vorba: fiecare mesaj ajunge la echipă.
card-live = 💬 În direct: solicitantul așteaptă în chat

## E-mail

mail-new = { $team } are o solicitare nouă: { $reference }.
mail-new-foot = Se răspunde în firul tichetului. Răspunsurile la acest e-mail nu le citește nimeni.
mail-foot = Vă rugăm să răspundeți în chatul cu { $desk }. Răspunsurile la acest e-mail nu le citește nimeni.

## Refusals to agents

no-agent = Doar membrii canalului acestei echipe pot face asta.
no-agent-wrote = Doar membrii canalului acestei echipe pot răspunde aici. Mesajul dumneavoastră nu a fost trimis.
already-taken = { $taker } a preluat deja { $reference }.
already-yours = { $reference } este deja al dumneavoastră.
already-asked = Solicitantul a fost deja întrebat dacă { $reference } este rezolvat.
not-taken = Nimeni nu a preluat încă { $reference }.
not-the-taker = { $reference } este la { $taker }. Apăsați mai întâi „{ button-take-over }”.
take-first = Preluați mai întâi { $reference }.
is-closed = { $reference } este închis.
not-closed = { $reference } nu este închis.
closed-kept-internal = { $reference } este închis, așa că mesajul a rămas intern. Apăsați mai întâi „{ button-reopen }” pe fișă.
state-follows = Această stare rezultă din ce se întâmplă; nu poate fi stabilită manual.
no-such-priority = Prioritățile se scriu low, normal, high sau urgent.
no-such-command = Nu cunosc această comandă, așa că rândul a rămas intern. După o mențiune puteți folosi: { $commands }.
agent-commands = După o mențiune puteți folosi: { $commands }.

## Agents in topics, and in two places at once

anonymous-wrote = Scrieți anonim aici, așa că nimeni nu poate ști cine sunteți, iar mesajul dumneavoastră nu a fost trimis. Dezactivați „Rămâi anonim” în drepturile de administrator sau scrieți în nume propriu. Acest mesaj apare o singură dată.
agent-delete-how = Răspundeți cu /delete la mesajul pe care vreți să-l retrageți.
agent-deleted = Retras: solicitantul nu îl mai are.
slash-commands = Puteți folosi: { $commands }.
no-such-slash-command = Nu cunosc această comandă, așa că rândul dumneavoastră a rămas intern. Puteți folosi: { $commands }.
sent-privately = Este în chatul dumneavoastră privat cu mine.
thread-token-not-shown = Tokenul de asistență ({ $requester }) nu a putut fi arătat: { $reason }.
channel-slack = Slack
channel-telegram = Telegram
mirror-note = { $name } ({ $channel }, intern)
thread-held-up = Nu se poate scrie în firul acestui tichet din { $channel }: { $reason }. Ce este pentru el așteaptă.
reason-no-rights = botului îi lipsesc drepturile necesare în grup
reason-no-private-chat = deschideți un chat privat cu botul, apăsați Start și încercați din nou

## The command menu

command-start = Începeți o solicitare
command-new = O solicitare nouă, pe lângă cele deschise
command-tickets = În ce stadiu sunt solicitările
command-changes = Ultimele noutăți
command-profile = Numele, limba și fusul orar
command-language = Altă limbă
command-invite = Invitați un coleg în companie
command-link = Asociați conturile de pe două canale
command-cancel = Încheiați ce este în curs
command-delete = Retrageți un mesaj (ca răspuns la el)
command-help = Ce puteți face aici
