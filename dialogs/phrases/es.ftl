### Every sentence Front Door says, in Spanish. People are addressed as usted.

## Buttons. CONTRACT fixes their order; an emoji may stand before them.

button-skip = Omitir
button-back = Atrás
button-cancel = Cancelar
button-done = Listo
button-keep = Dejar así
button-next = Más ▶
button-previous = ◀ Volver a los primeros
button-send = Enviar
button-next-step = Siguiente
button-open-form = Abrir el formulario
button-new-request = Nueva solicitud
button-open = Abrir
button-show = Mostrar
button-accept-invitation = Aceptar la invitación
button-change = Cambiar
button-go-on = Continuar
button-begin-anew = Empezar de nuevo
button-yes = Sí
button-not-quite = No del todo
button-take = Tomar
button-take-over = Tomar el relevo
button-solved = Resuelto
button-question = Pregunta
button-more = Más
button-reopen = Reabrir
button-move = Mover
button-take-and-send = Tomar y enviar
button-keep-internal = Mantener interno
button-priority-low = Prioridad: baja
button-priority-normal = Prioridad: normal
button-priority-high = Prioridad: alta
button-priority-urgent = Prioridad: urgente
button-state-in-progress = Estado: en curso
button-state-waiting-for-vendor = Estado: con el proveedor
button-state-planned = Estado: planificado

## States, where the desk file has no words of its own

state-new = Nuevo
state-taken = Asignado
state-in-progress = En curso
state-waiting-for-requester = Preguntas al cliente
state-waiting-for-approval = A la espera de aprobación
state-waiting-for-vendor = Con el proveedor
state-planned = Planificado
state-waiting-for-confirmation = A la espera de confirmación
state-closed = Cerrado

priority-low = baja
priority-normal = normal
priority-high = alta
priority-urgent = urgente

## Seats in a company

seat-owner = titular
seat-admin = administrador
seat-member = miembro

## The built-in slots: question, line of help, short name

slot-subsystem-ask = ¿A qué parte se refiere?
slot-subsystem-hint = Elija la más cercana; un agente puede corregirla.
slot-subsystem-name = Subsistema
slot-area-ask = ¿De qué área se trata?
slot-area-hint = Elija la más cercana.
slot-area-name = Área
slot-topic-ask = ¿De qué se trata, en una línea?
slot-topic-hint = Un buen asunto dice qué falla y dónde: «La factura 118 no se imprime».
slot-topic-name = Asunto
slot-description-ask = Descríbalo, por favor.
slot-description-hint = Qué estaba haciendo, qué vio, desde cuándo. Puede enviar varios mensajes.
slot-description-name = Descripción
slot-steps-ask = ¿Cómo podemos verlo nosotros, paso a paso?
slot-steps-hint = Por ejemplo: abrir la lista de facturas, elegir una, pulsar Imprimir.
slot-steps-name = Pasos
slot-expected_result-ask = ¿Qué esperaba que ocurriera?
slot-expected_result-hint = Basta con una frase.
slot-expected_result-name = Resultado esperado
slot-screenshot-ask = ¿Puede mostrárnoslo? Envíe una captura de pantalla, un vídeo corto o un archivo de texto.
slot-screenshot-hint = Una imagen suele ahorrar un día de preguntas.
slot-screenshot-name = Captura de pantalla

accept-image = imagen
accept-video = vídeo
accept-audio = audio
accept-text = archivo de texto
accept-pdf = PDF
accept-any = cualquier archivo

## The intake

greeting = ¡Hola, { $name }! Le atiende { $desk }.
ask-kind = ¿En qué podemos ayudarle?
chosen-kind = Ha elegido:
kept-as-description = He guardado su mensaje como descripción.
kept-your-file = He guardado su archivo.
kept-file-words-needed = He guardado su archivo con la solicitud. A esta pregunta hay que responder con palabras, por favor.
kept-beside = También he guardado esto con su solicitud.
kept-beside-because = He guardado esto junto a su respuesta, como mensaje aparte. { $why }
picked-already = Ya se hizo una solicitud con este mensaje: { $reference }.
picked-unread = No puedo leer ese mensaje: no estoy en su canal. Invíteme allí (/invite en el canal) o use «Make it a ticket» en el menú del mensaje.
kept-context =
    { $count ->
        [one] Se adjunta un mensaje de su hilo, para que el equipo lo entienda.
        [many] Se adjuntan { $count } de mensajes de su hilo, para que el equipo lo entienda.
       *[other] Se adjuntan { $count } mensajes de su hilo, para que el equipo lo entienda.
    }
context-not-in-channel = No se han podido leer el hilo ni los archivos del mensaje, porque no estoy en ese canal. Para adjuntarlos, invíteme allí (/invite en el canal) y elija el mensaje otra vez.
context-unreachable = Ahora mismo no se ha podido leer el hilo del mensaje y no se adjunta. Elija el mensaje otra vez para volver a intentarlo.
context-name = Del hilo (contexto)
context-left-out =
    { $count ->
        [one] … (un mensaje omitido) …
        [many] … ({ $count } de mensajes omitidos) …
       *[other] … ({ $count } mensajes omitidos) …
    }
page-new = ¿Qué necesita de { $desk }?
page-draft = Tiene una solicitud que aún no ha enviado.
page-last-word = Último mensaje: { $at }
press-lost = Durante un rato no he estado disponible. Si mientras tanto ha pulsado un botón, púlselo aquí otra vez.
no-room = Por ahora no se puede guardar nada más: caben { $messages } mensajes y { $files } archivos, y lo último que envió ya no cabe. Responda primero a la pregunta abierta o pulse uno de sus botones y después envíe el resto.
progress = { $number } de { $total }
answered-before = Ahora: { $answer }
files-allowed =
    { $most ->
        [one] Un archivo, hasta 20 MB: { $accepted }.
        [many] Hasta { $most } de archivos, máximo 20 MB cada uno: { $accepted }.
       *[other] Hasta { $most } archivos, máximo 20 MB cada uno: { $accepted }.
    }
files-so-far = Recibidos { $count } de { $most }. Envíe otro o pulse «{ button-done }».
album-surplus =
    { $most ->
        [one] { $slot }: se admite un solo archivo; he guardado los demás con su solicitud.
        [many] { $slot }: se admiten { $most } de archivos; he guardado los demás con su solicitud.
       *[other] { $slot }: se admiten { $most } archivos; he guardado los demás con su solicitud.
    }
draft-expired = Una solicitud que había empezado llevaba una semana sin enviarse, así que se ha descartado.
form-changed = Mientras tanto el formulario ha cambiado, así que se pregunta de nuevo. Lo que escribió se conserva.
draft-waits = Tiene una solicitud sin terminar. ¿Quiere continuarla o empezar de nuevo?
cancelled = Cancelado. No se ha guardado nada. Con /start puede empezar de nuevo cuando quiera.
cancelled-waiting = Cancelado: el mensaje que esperaba no se ha enviado.
nothing-to-cancel = No hay nada que cancelar. Con /start empieza una solicitud.
corrected = Corregido: { $slot }.
correction-refused = No se puede aceptar la corrección, así que queda la respuesta anterior. { $why }
preview-title = Su solicitud: { $kind }
preview-beside =
    { $count ->
        [one] y un mensaje suyo más
        [many] y { $count } de mensajes suyos más
       *[other] y { $count } mensajes suyos más
    }
preview-from = De { $name }. ¿Está todo bien?
change-which = ¿Qué respuesta quiere cambiar?
receipt = { $reference } está en manos de { $team }.
receipt-next = Le responderán aquí, en este chat. Escriba cuando quiera añadir algo; /tickets muestra cómo van sus solicitudes.
receipt-next-below = Le responderán en el hilo de este mensaje. Escriba allí cuando quiera añadir algo; /tickets muestra cómo van sus solicitudes.
already-answered = Esta pregunta ya está respondida.

## The intake in one form

form-beside =
    { $count ->
        [one] Se adjunta otro mensaje suyo.
        [many] Se adjuntan otros { $count } de mensajes suyos.
       *[other] Se adjuntan otros { $count } mensajes suyos.
    }
form-attached = Ya adjuntos: { $names }.
form-for = Es una solicitud de { $name }, que escribió el mensaje.
not-kept-for-another = Su mensaje no se ha guardado: la solicitud abierta aquí es de { $name }. Envíela o cancélela primero; lo que haya que decir en ella se escribe en el formulario.
token-for-oneself = Un código de soporte nos permite ver el entorno de quien lo crea, por eso cada uno crea solo el suyo.
form-kept = El formulario se ha cerrado; su solicitud se conserva una semana y todavía no se ha enviado.
form-more = Sus respuestas se conservan. Falta una respuesta más.
form-not-shown = El formulario no se pudo mostrar a tiempo. Pulse el botón.
form-stale = Este formulario pertenece a una solicitud anterior. Ciérrelo y abra el formulario de nuevo.
form-waits = Las preguntas están en un solo formulario. Lo que escribió se conserva.
draft-first = Tiene en curso una solicitud para otra persona. Envíela o cancélela y vuelva a elegir el mensaje.
draft-waits-form = Tiene una solicitud sin terminar. Lo que escribió se conserva; puede continuarla aquí.
made-for = Se ha creado { $reference } para { $name }, a quien se ha avisado.
answered-in-chat = Encontrará la respuesta en sus mensajes directos conmigo.

## Answers that can't be taken: what is allowed

advice-headline = Un asunto tranquilo recibe ayuda antes: diga qué falla y dónde, por ejemplo «Las facturas no se imprimen en la aplicación web». La urgencia puede indicarla en la descripción.
refused-needed = Esta pregunta es obligatoria; respóndala, por favor.
refused-no-words = Responda con palabras, por favor.
refused-no-file = Aquí hace falta un archivo: { $accepted }.
refused-too-long = El texto es demasiado largo: { $length } caracteres, y aquí caben como máximo { $most }. Acórtelo un poco, por favor.
refused-too-short = El texto es demasiado corto: hacen falta al menos { $least } caracteres.
refused-pattern = El formato no es correcto.
refused-choose = Elija uno de los botones, por favor.
refused-number = Responda con un número, por ejemplo 12 o 3,5.
refused-number-small = El número mínimo es { $least }.
refused-number-great = El número máximo es { $most }.
refused-date = Responda con una fecha, por ejemplo 30/11/2026 o 2026-11-30.
refused-too-many = Número máximo de archivos: { $most }.
refused-file-too-big = «{ $name }» es demasiado grande: un archivo puede tener hasta 20 MB. Se aceptan: { $accepted }.
refused-file-empty = «{ $name }» está vacío. Envíelo de nuevo, por favor. Se aceptan: { $accepted }.
refused-file-gone = No se ha podido descargar «{ $name }». Envíelo de nuevo, por favor. Se aceptan: { $accepted }.
refused-file-infected = «{ $name }» se rechaza: el antivirus encontró algo en él. Se aceptan: { $accepted }.
refused-file-private = «{ $name }» revela dónde y con qué se hizo, y eso no se puede quitar de este tipo de imagen. Envíelo como JPEG o PNG. Se aceptan: { $accepted }.
refused-file-kind = Por su contenido, «{ $name }» no es de un tipo que se acepte aquí. Se aceptan: { $accepted }.
refused-file-long =
    { $most ->
        [one] «{ $name }» es demasiado largo: como máximo un segundo. Se aceptan: { $accepted }.
        [many] «{ $name }» es demasiado largo: como máximo { $most } de segundos. Se aceptan: { $accepted }.
       *[other] «{ $name }» es demasiado largo: como máximo { $most } segundos. Se aceptan: { $accepted }.
    }

## A ticket, for the requester

taken = { $name } se ocupa de { $reference }.
was-it-solved = ¿Se ha resuelto su problema?
confirm-ask = { $reference }: nuestra respuesta está completa.
confirm-remind =
    { $days ->
        [one] { $reference } sigue a la espera de su confirmación. Sin ella se cerrará dentro de un día.
        [many] { $reference } sigue a la espera de su confirmación. Sin ella se cerrará dentro de { $days } de días.
       *[other] { $reference } sigue a la espera de su confirmación. Sin ella se cerrará dentro de { $days } días.
    }
confirmed =
    { $days ->
        [0] ¡Gracias! La solicitud { $reference } está cerrada.
        [one] ¡Gracias! La solicitud { $reference } está cerrada. Responda a uno de sus mensajes en el plazo de un día y se abrirá de nuevo.
        [many] ¡Gracias! La solicitud { $reference } está cerrada. Responda a uno de sus mensajes en el plazo de { $days } de días y se abrirá de nuevo.
       *[other] ¡Gracias! La solicitud { $reference } está cerrada. Responda a uno de sus mensajes en el plazo de { $days } días y se abrirá de nuevo.
    }
closed-by-silence =
    { $days ->
        [0] No hemos tenido noticias suyas, así que la solicitud { $reference } está cerrada.
        [one] No hemos tenido noticias suyas, así que la solicitud { $reference } está cerrada. Responda a uno de sus mensajes en el plazo de un día y se abrirá de nuevo.
        [many] No hemos tenido noticias suyas, así que la solicitud { $reference } está cerrada. Responda a uno de sus mensajes en el plazo de { $days } de días y se abrirá de nuevo.
       *[other] No hemos tenido noticias suyas, así que la solicitud { $reference } está cerrada. Responda a uno de sus mensajes en el plazo de { $days } días y se abrirá de nuevo.
    }
what-is-missing = ¿Qué falta todavía en { $reference }? Su próximo mensaje llegará al equipo.
reason-passed-on = Enviado al equipo. { $reference } está de nuevo en curso.
reopened = La solicitud { $reference } está abierta de nuevo; su mensaje se ha enviado al equipo.
reopened-by-agent = { $name } ha reabierto { $reference }.
state-told = { $reference }, nuevo estado: { $state }.
which-ticket = Tiene varias solicitudes abiertas. ¿A cuál corresponde este mensaje?
goes-to = Esto va a { $reference }.
your-tickets =
    { $count ->
        [one] Tiene una solicitud:
        [many] Tiene { $count } de solicitudes:
       *[other] Tiene { $count } solicitudes:
    }
no-tickets = Todavía no tiene solicitudes. Con /start empieza una.
no-such-ticket = No tiene ninguna solicitud { $reference }. /tickets muestra las suyas.
ticket-taker = La atiende { $name }
help =
    Le atiende { $desk }. Escriba lo que necesite, o use:
    /new una solicitud nueva
    /tickets cómo van sus solicitudes
    /profile su nombre, idioma y zona horaria
    /language otro idioma
    /invite invitar a un compañero a su empresa
    /link vincular sus cuentas de dos canales
    /cancel interrumpir lo que está en curso
help-delete = /delete retirar un mensaje suyo (en respuesta a él)
delete-how = Para retirar un mensaje suyo, responda a ese mensaje con /delete.
deleted = Retirado.
which-language = ¿En qué idioma hablamos?
language-name = Español
language-chosen = Ahora hablamos español.
lost-file-too-big = «{ $name }» no se pudo transmitir: supera los { $most } MB.
lost-file-empty = No se ha podido enviar «{ $name }»: está vacío.
lost-file-gone = No se ha podido enviar «{ $name }»: la plataforma ya no lo tiene.
lost-file-disguised = «{ $name }» no se transmitió: es un programa, o una página que se ejecuta en el navegador, con el nombre de otra cosa.
lost-file-infected = «{ $name }» no se transmitió: el antivirus encontró algo en él.
lost-file-private = «{ $name }» no se transmitió: revela dónde y con qué se hizo, y eso no se puede quitar de este tipo de imagen. Envíelo como JPEG o PNG.
file-too-big-for-you = { $reference }: { $agent } envió «{ $name }», demasiado grande para { $channel }. Se guarda con su solicitud; el equipo buscará otra vía.
file-kept = «{ $name }» ({ $size } MB) se guarda en el ticket, demasiado grande para { $channel }.
file-kept-link = «{ $name }» ({ $size } MB) se guarda en el ticket, demasiado grande para { $channel }. Para los agentes, durante una semana: { $link }
sticker-shown-still = Una pegatina animada, mostrada como imagen fija.
file-replaced = En lugar de «{ $name }»:
not-shown = { $reference }: no se ha podido mostrar este mensaje al equipo, o no entero: { $reason }.
file-not-shown = { $reference }: no se ha podido mostrar «{ $name }» al equipo: { $reason }.
answers-not-shown = { $reference }: no se han podido mostrar al equipo algunas de sus respuestas: { $reason }.
change-not-shown = { $reference }: no se ha podido mostrar al equipo su cambio: { $reason }.
shown-after-all = { $reference }: lo que no se pudo mostrar al equipo le ha llegado finalmente.
sent-again = ↻ enviado de nuevo: puede que el primer intento haya llegado

## Companies: who is let in, seats, invitations

door-closed = { $desk } atiende a las personas de las empresas que están en su lista. El titular de su empresa puede invitarle: pídale un enlace, que se obtiene aquí con /invite. Hemos anotado su intento de acceso.
door-not-delivered = Su mensaje no se ha entregado.
seat-needed = Para «{ $kind }» diríjase a { $who }.
seat-needed-nobody = «{ $kind }» es solo para este puesto en la empresa: { $seats }.
invite-no-company = Solo puede invitar quien está en la lista de una empresa.
invite-not-you = Para invitar a un compañero, diríjase a { $who }.
invite-whom = ¿A quién desea invitar? Escriba su nombre y, si quiere, su correo electrónico. Con /cancel se interrumpe.
invite-command = /start
invite-seat = ¿Qué puesto tendrá { $name }?
invite-link = Con este enlace entra { $name }, una sola vez y en un plazo de { $days } días. Envíelo solo a esa persona:
invited = { $name } le invita a dirigirse a { $desk } en nombre de { $company }. La invitación vale { $days } días.
invitation-sent = { $name } ha recibido la invitación.
invitation-unknown = Esta invitación no consta aquí. Quizá falte el final del enlace: ábralo otra vez o pida uno nuevo.
invitation-used = Esta invitación ya se ha usado. Pida otra a quien le invitó.
invitation-expired = Esta invitación ya no es válida. Pida otra a quien le invitó.
invitation-yours = Ya pertenece a { $company }, así que la invitación no hacía falta.
invitation-other = Pertenece a { $company }, así que esta invitación de otra empresa no se ha usado.
invitation-full = Todos los puestos de { $company } están ocupados. Para tener más hace falta otro plan.
welcome-in = ¡Le damos la bienvenida! Ahora pertenece a { $company }. Su puesto: { $seat }.
came-in = { $name } ya ha entrado. Puesto: { $seat }.

## One person on two channels

link-code =
    Escríbame esto en su otro canal en un plazo de { $count } minutos; vale una sola vez.
    Telegram: { "/" }link { $code }
    Slack: /support link { $code }
link-wrong = Este código no es válido. Pida uno en su otro canal ({ "/" }link en Telegram, /support link en Slack) y escríbalo aquí antes de un cuarto de hora.
link-too-many = Demasiados códigos erróneos. Inténtelo de nuevo dentro de un cuarto de hora.
link-two-people = En la lista de empresas estas dos cuentas son dos personas, así que siguen separadas. Diríjase al titular de su empresa.
linked = Vinculadas: sus solicitudes de ambos canales aparecen ahora juntas.

## The profile

button-profile-name = Nombre
button-profile-language = Idioma
button-profile-zone = Zona horaria
profile-language = Idioma: { $spoken }
profile-zone = Zona horaria: { $zone }
profile-company = Empresa: { $company }
profile-ask-name = ¿Cómo quiere que le llamemos? El equipo ve al lado el nombre de su cuenta.
profile-named = Desde ahora le llamamos { $name }.
profile-ask-zone = ¿Dónde está? Elija, o escriba una ciudad o una zona horaria como Europe/Rome.
zone-unknown = No conozco la zona horaria «{ $said }». Escriba una ciudad más grande cercana o una zona horaria como Europe/Rome.
zone-chosen = Su zona horaria es ahora { $zone }.
prompt-ended = Todo queda como estaba.
colleagues-tickets =
    { $count ->
        [one] Sus compañeros tienen una solicitud:
        [many] Sus compañeros tienen { $count } de solicitudes:
       *[other] Sus compañeros tienen { $count } solicitudes:
    }
ticket-asker = De { $name }

## Secrets: asked, kept sealed, shown once

button-reveal = Mostrar
button-ask-again = Pedirlo de nuevo
button-give-secret = Enviarlo ahora
secret-kept = ••• (a buen recaudo)
secret-how = Su mensaje se borra de este chat en cuanto llega. Queda sellado y se muestra una sola vez a quien atienda su solicitud.
secret-how-form = Queda sellado y se muestra una sola vez a quien atienda su solicitud.
refused-secret-file = Un archivo no se puede guardar de forma segura, así que no se ha guardado nada de él. Escríbalo como texto, por favor.
secret-delete-yourself = No he podido borrar del chat este mensaje suyo. Bórrelo usted, por favor, para que nadie lo lea aquí.
secret-asked = { $reference }: { $name } necesita esto otra vez: { $slot }. Por favor, no lo escriba como un mensaje normal: pulse el botón o responda a este mensaje.
secret-asked-form = { $reference }: { $name } necesita esto otra vez: { $slot }. Por favor, no lo escriba aquí como mensaje: pulse el botón.
secret-next = Su próximo mensaje se guarda sellado para { $reference } y se borra de este chat. Con /cancel puede dejarlo.
secret-not-given = De acuerdo: su próximo mensaje vuelve a ser uno normal.
secret-passed-on = Guardado. Se muestra una sola vez a quien lleva { $reference }.
secret-too-late = Entretanto { $reference } se ha cerrado, así que lo que envió no se ha guardado.
secret-shown-once = Solo usted ve esto, y una sola vez.
secret-shown-already = { $slot }: ya se mostró a { $name }. Se muestra una sola vez.
secret-gone = { $slot }: ya no se conserva.
secret-was-asked = Se le ha pedido a { $requester }.
thread-secret-given = { $requester } ha facilitado: { $slot }. Quien lleva el ticket lo encuentra en «{ button-more }», «{ button-reveal }».
thread-secret-not-shown = { $slot }: no se pudo mostrar, { $reason }. «{ button-reveal }» vuelve a funcionar.
reason-unsealable = se selló con otra clave (FRONTDOOR_SECRET_KEY)

## Support tokens

button-create-token = Crear
button-revoke = Revocar
button-token = Código de soporte
token-about =
    { $hours ->
        [one] Esto crea un código de soporte con el que { $team } puede entrar en su entorno. Vale una hora, solo lo ve quien atienda su solicitud, cada uso queda registrado y puede revocarlo en cualquier momento. Caduca al cerrarse la solicitud.
        [many] Esto crea un código de soporte con el que { $team } puede entrar en su entorno. Vale { $hours } horas, solo lo ve quien atienda su solicitud, cada uso queda registrado y puede revocarlo en cualquier momento. Caduca al cerrarse la solicitud.
       *[other] Esto crea un código de soporte con el que { $team } puede entrar en su entorno. Vale { $hours } horas, solo lo ve quien atienda su solicitud, cada uso queda registrado y puede revocarlo en cualquier momento. Caduca al cerrarse la solicitud.
    }
token-code = El código de soporte de { $reference }:
token-how =
    { $hours ->
        [one] Vale una hora. El equipo ya lo tiene: no hace falta que lo envíe a nadie.
        [many] Vale { $hours } de horas. El equipo ya lo tiene: no hace falta que lo envíe a nadie.
       *[other] Vale { $hours } horas. El equipo ya lo tiene: no hace falta que lo envíe a nadie.
    }
token-used = { $reference }: su código de soporte se ha usado por primera vez.
token-revoked = El código de soporte de { $reference } ya no vale.
token-seen = El código de soporte de { $reference }. Solo usted lo ve, y queda registrado que lo ha mirado.
thread-token-given = { $requester } ha creado un código de soporte. Quien lleva el ticket lo encuentra en «{ button-more }», «{ button-token }».
thread-token-revoked = { $requester } ha revocado el código de soporte.
thread-token-used = Se ha usado el código de soporte.
no-token = { $reference } no tiene un código de soporte válido.

## The card and the thread, for agents

card-requester = De { $name }
card-language = Idioma: { $spoken }
card-where = Dónde: { $where }
card-priority = Prioridad: { $priority }
card-follows = Sigue a { $reference }
card-taker = Lo atiende { $name }
card-nobody = Nadie lo ha tomado todavía
requester-name = { $name } (solicitante)
taken-back = retirado por el solicitante:
thread-file-taken-back = { $requester } ha retirado un archivo.
edited-before = editado, antes:
offer-take-and-send = Nadie ha tomado este ticket todavía, así que su mensaje no ha salido. ¿Quiere tomarlo y enviarlo, o dejarlo entre los agentes?
offer-was-sent = { $name } ha tomado el ticket y lo ha enviado.
offer-was-kept = { $name } lo ha mantenido interno.
offer-was-taken = { $name } ha tomado el ticket; lo escrito antes queda interno.
next-is-question = Su próximo mensaje en este hilo saldrá como la pregunta.
more-for = Más para { $reference }:
thread-asked = Se ha preguntado a { $requester } si está resuelto.
thread-reminded = Se ha recordado la pregunta a { $requester }.
thread-confirmed = { $requester } dice que está resuelto. Cerrado.
thread-not-solved = { $requester } dice: no del todo. A continuación, lo que falta.
thread-closed-by-silence = Sin noticias de { $requester }: cerrado. Una respuesta suya lo reabre.
thread-reopened = { $requester } ha respondido: abierto de nuevo.
thread-reopened-by-agent = { $name } lo ha reabierto.
thread-taken-over = { $name } ha tomado el relevo de { $former }.
thread-priority = { $name } ha cambiado la prioridad: { $priority }.
thread-state = { $name } ha cambiado el estado: { $state }.
thread-not-delivered = No entregado a { $requester }: { $reason }.
thread-not-shown = No se ha podido mostrar aquí algo que envió { $requester }: { $reason }.
thread-not-changed = { $requester } sigue viendo el texto anterior: { $reason }.
thread-not-removed = { $requester } sigue viendo lo que se retiró: { $reason }.
thread-maybe-seen = Es posible que lo que retiró llegara a { $requester } en el primer intento; no se envía de nuevo.
thread-first-copy-stays = Es posible que el primer intento también llegara a { $requester }; esa copia queda como estaba.
forwarded-from = Reenviado de { $name }:
reacted = { $name } ha reaccionado con { $emoji } a este mensaje.
thread-taker-left = { $name }, que lleva este ticket, ya no está aquí. El ticket sigue a su cargo hasta que alguien pulse «{ button-take-over }».
thread-unreachable = Ya no es posible contactar con { $requester }: la cuenta ya no existe o ha bloqueado el bot. Nadie lee lo que se le escribe.
thread-reachable = Ya es posible contactar de nuevo con { $requester }.
thread-made-anew = El hilo anterior de este ticket ya no existe, así que se sigue aquí.

reason-blocked = el destinatario ha bloqueado el bot
reason-gone = la cuenta o el chat ya no existe
reason-refused = la plataforma ha rechazado el mensaje
reason-archived = el canal está archivado
reason-not-in-channel = el bot ya no está en el canal
reason-migrated = el grupo tiene una dirección nueva
reason-too-big = el archivo es demasiado grande para la plataforma
reason-unsure = no hubo respuesta, dos veces; puede que haya llegado o no
reason-given-up = la plataforma no ha estado disponible durante demasiado tiempo
reason-no-whisper = la plataforma no tiene mensajes privados dentro de un chat
reason-thread-gone = el hilo ya no existe

## Working time: when to expect an answer, what is due, what nobody has taken

answer-by = Responderemos a más tardar el { $when }.
closed-answer-by = Ahora estamos cerrados. Responderemos a más tardar el { $when }.
closed-until = Ahora estamos cerrados. Volvemos el { $when }.
stale-apology =
    { $days ->
        [0] Lo sentimos: nadie ha tomado todavía la solicitud { $reference }. Le hemos dado más prioridad y hemos avisado al equipo.
        [one] Lo sentimos: la solicitud { $reference } lleva un día esperando y nadie la ha tomado todavía. Le hemos dado más prioridad y hemos avisado al equipo.
        [many] Lo sentimos: la solicitud { $reference } lleva { $days } de días esperando y nadie la ha tomado todavía. Le hemos dado más prioridad y hemos avisado al equipo.
       *[other] Lo sentimos: la solicitud { $reference } lleva { $days } días esperando y nadie la ha tomado todavía. Le hemos dado más prioridad y hemos avisado al equipo.
    }
card-due-first-reply = Respuesta antes de: { $when }
card-due-solution = Solución antes de: { $when }
card-overdue-first-reply = Respuesta atrasada, plazo: { $when }
card-overdue-solution = Solución atrasada, plazo: { $when }
thread-near-first-reply = { $requester } aún no tiene respuesta. El plazo vence el { $when }.
thread-near-solution = Aún sin resolver para { $requester }. El plazo vence el { $when }.
thread-missed-first-reply = { $requester } sigue sin respuesta. El plazo venció el { $when }.
thread-missed-solution = Sigue sin resolver para { $requester }. El plazo venció el { $when }.
thread-stale =
    { $days ->
        [0] Nadie lo ha tomado todavía. Hemos pedido disculpas a { $requester }; la prioridad es ahora { $priority }.
        [one] Lleva un día sin que nadie lo tome. Hemos pedido disculpas a { $requester }; la prioridad es ahora { $priority }.
        [many] Lleva { $days } de días sin que nadie lo tome. Hemos pedido disculpas a { $requester }; la prioridad es ahora { $priority }.
       *[other] Lleva { $days } días sin que nadie lo tome. Hemos pedido disculpas a { $requester }; la prioridad es ahora { $priority }.
    }

## Prices: told before the form, quoted, accepted or refused

button-accept = Aceptar
button-refuse = Rechazar
billable = puede tener un coste: primero le decimos el precio y nada empieza sin su conformidad
quote-ask = { $reference }: podemos hacerlo por { $amount }.
quote-what-follows = ¿Acepta? El trabajo empieza solo con su conformidad; hasta entonces nada tiene coste.
quote-accepted = ¡Gracias! { $reference }: ha aceptado { $amount }, empezamos el trabajo.
quote-refused = { $reference }: ha rechazado { $amount }. El equipo lo sabe y le escribirá aquí.
quote-withdrawn = { $reference }: el precio que le propusimos ya no es válido.
thread-quoted = { $name } ha propuesto un precio: { $amount }. Se espera la respuesta de { $requester }.
thread-quote-accepted = { $requester } ha aceptado { $amount }. El trabajo puede empezar.
thread-quote-refused = { $requester } ha rechazado { $amount }. Proponga otro precio, siga sin él o dé el ticket por resuelto.
thread-quote-withdrawn = { $name } ha retirado el precio.
card-quote-open = Precio: { $amount }, aún sin respuesta
card-quote-accepted = Precio: { $amount }, aceptado
card-quote-refused = Precio: { $amount }, rechazado
card-quote-withdrawn = Precio: { $amount }, retirado
button-quote = Proponer un precio
quote-how = Escriba el comando en este hilo: quote 120 EUR y, si quiere, unas palabras. Con quote cancel se retira el precio.
quote-amount = Un importe se escribe en cifras, como mucho con los decimales de su moneda, y es mayor que cero: 1200 EUR o 1200,50 EUR, sin separador de miles.
quote-currency = Tras el importe va el código de tres letras de la moneda, por ejemplo 120 EUR, 120 RON o 120 USD.
no-quote = { $reference } no tiene un precio que espere respuesta.
said-once = Editar este mensaje no cambia ni el precio ni el tiempo. Escriba el comando otra vez, por favor.

## Time spent, and what a plan includes of it

button-time = Tiempo dedicado
span-hours = { $count } h
span-minutes = { $count } min
time-of-ticket = Tiempo dedicado: { $time }
time-of-month = { $company }, este mes: usado { $used }, queda { $left }
thread-time = { $name } ha anotado { $time }.
thread-time-month = { $name } ha anotado { $time }. { $company }, este mes: usado { $used }, queda { $left }.
thread-time-beyond = Este mes { $company } ha superado el tiempo incluido en su plan: { $included }.
time-how = Escriba el comando en este hilo: time 1h30m y, si quiere, unas palabras; time -30m resta tiempo. Como mucho 24 horas de una vez.
time-too-little = Aquí solo hay anotado { $time }; no se puede restar más.

## The agents' queue

queue-head = Tickets que nadie ha tomado todavía, los más urgentes primero:
queue-empty = No hay nada pendiente: todos los tickets están tomados.
queue-more = Estos son los primeros { $count }; detrás esperan más.

## The latest changes, and proposals

button-changes = Últimos cambios
button-changes-tell = Recibir avisos
button-changes-stop = Dejar de recibir avisos
button-changes-newer = ◀ Más recientes
button-changes-older = Anteriores ▶
changes-head = Últimos cambios: { $desk }
changes-new = Novedades de { $desk }
changes-none = Todavía no hay cambios que leer aquí.
changes-told = De acuerdo: le avisaremos aquí de los cambios.
changes-stopped = De acuerdo: no le avisaremos más. Puede leer los cambios cuando quiera.
help-changes = /changes los últimos cambios
receipt-proposal = ¡Gracias por la propuesta! El equipo la leerá y le dirá aquí qué será de ella; /tickets muestra cómo va.
proposal-done = { $reference }: su propuesta ya está hecha realidad.
proposal-as-meant = ¿Es como se la imaginaba?

## Handing a ticket over: to a colleague, another team, another kind of request

moved-team = { $reference } está ahora con { $team }. Ya conocen lo que se ha dicho hasta ahora.
moved-kind = { $reference } continúa ahora como: { $kind }.
move-where = ¿Adónde va { $reference }?
move-nowhere = Este servicio no tiene otro equipo ni otro tipo de solicitud.
move-unknown = ¿Adónde? Puede elegir: { $choices }.
moved-already = Ya está ahí.
moved-away = { $reference } está ahora con { $team }. Lo que se escriba aquí se queda aquí.
thread-moved = { $name } ha movido el ticket a { $team }, donde continúa. Lo que se escriba aquí desde ahora se queda aquí.
thread-came = { $name } ha movido el ticket aquí. Arriba está lo que se ha dicho hasta ahora; nadie lo ha tomado todavía.
thread-kind = { $name } ha cambiado el tipo de solicitud: { $kind }.
thread-assigned = este ticket es suyo ahora: se lo ha asignado { $name }.
assign-whom = ¿A quién? Indique a un solo compañero: assign @nombre.
assign-no-agent = { $name } no pertenece a este equipo, así que no ha cambiado nada.

## A conversation with a specialist, without a form

live-soon = { $reference }: un especialista de { $team } estará con usted en un momento.
live-closed = { $reference } está con { $team }. Ahora mismo no hay ningún especialista.
live-write = Escriba aquí mismo de qué se trata: cada mensaje llega al equipo.
card-live = 💬 En vivo: el solicitante espera en el chat

## E-mail

mail-new = { $team } tiene una solicitud nueva: { $reference }.
mail-new-foot = Se responde en el hilo del ticket. Nadie lee las respuestas a este correo.
mail-foot = Para responder, escriba en su chat con { $desk }. Nadie lee las respuestas a este correo.

## Refusals to agents

no-agent = Solo pueden hacerlo los miembros del canal de este equipo.
no-agent-wrote = Aquí solo pueden responder los miembros del canal de este equipo. Su mensaje no se ha enviado.
already-taken = { $taker } ya ha tomado { $reference }.
already-yours = { $reference } ya es suyo.
already-asked = Ya se ha preguntado al solicitante si { $reference } está resuelto.
not-taken = Nadie ha tomado { $reference } todavía.
not-the-taker = { $reference } lo tiene { $taker }. Pulse antes «{ button-take-over }».
take-first = Tome antes { $reference }.
is-closed = { $reference } está cerrado.
not-closed = { $reference } no está cerrado.
closed-kept-internal = { $reference } está cerrado, así que su mensaje ha quedado interno. Pulse antes «{ button-reopen }» en la tarjeta.
state-follows = Ese estado depende de lo que ocurre; no se puede poner a mano.
no-such-priority = Las prioridades se escriben low, normal, high o urgent.
no-such-command = No conozco ese comando, así que su línea ha quedado interna. Tras una mención puede usar: { $commands }.
agent-commands = Tras una mención puede usar: { $commands }.

## Agents in topics, and in two places at once

anonymous-wrote = Aquí escribe de forma anónima: nadie puede saber quién es, y su mensaje no se ha enviado. Desactive «Permanecer anónimo» en sus permisos de administrador o escriba en su nombre. Este aviso aparece una sola vez.
agent-delete-how = Responda con /delete al mensaje que quiere retirar.
agent-deleted = Retirado: el solicitante ya no lo tiene.
slash-commands = Puede usar: { $commands }.
no-such-slash-command = No conozco ese comando, así que su línea ha quedado interna. Puede usar: { $commands }.
sent-privately = Está en su chat privado conmigo.
thread-token-not-shown = No se ha podido mostrar el código de soporte de { $requester }: { $reason }.
channel-slack = Slack
channel-telegram = Telegram
mirror-note = { $name } ({ $channel }, interno)
thread-held-up = No se puede escribir en el hilo de este ticket en { $channel }: { $reason }. Lo destinado a él queda a la espera.
reason-no-rights = al bot le faltan permisos en el grupo
reason-no-private-chat = abra un chat privado con el bot, pulse Iniciar e inténtelo de nuevo

## The command menu

command-start = Empezar una solicitud
command-new = Una solicitud nueva, además de las abiertas
command-tickets = Cómo van sus solicitudes
command-changes = Los últimos cambios
command-profile = Su nombre, idioma y zona horaria
command-language = Otro idioma
command-invite = Invitar a un compañero a su empresa
command-link = Vincular sus cuentas de dos canales
command-cancel = Interrumpir lo que está en curso
command-delete = Retirar un mensaje (en respuesta a él)
command-help = Qué puede hacer aquí
