// The requester's phone: one person's private chat with the desk's bot.

import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { act, actWithFiles, inLine } from "./api.js";
import { Bubble, arranged } from "./bubbles.js";
import { Composer } from "./composer.js";
import { Avatar, Icon, IconButton, Popover, Scroller, Switcher } from "./kit.js";

const TOAST_SECONDS = 3;
const TYPING_SECONDS = 5;
const LANGUAGES = { en: "English", it: "Italian", ro: "Romanian", es: "Spanish", ru: "Russian", uk: "Ukrainian" };

function Header({ chat, typing, onBlock }) {
  const [open, setOpen] = useState(false);
  return html`<header class="phone-header">
    <${Avatar} name=${chat.bot.name} />
    <div class="phone-title"><h2>${chat.bot.name}</h2>
      <p aria-live="polite">${typing ? html`<span class="typing">typing<i></i><i></i><i></i></span>` : "bot"}</p></div>
    <${IconButton} name="more" label="More" onClick=${() => setOpen(!open)} />
    ${open && html`<${Popover} label="Chat" onClose=${() => setOpen(false)} extra="phone-menu">
      <button type="button" onClick=${() => { setOpen(false); onBlock(!chat.blocked); }}>
        ${chat.blocked ? "Unblock the bot" : "Stop and block the bot"}</button>
    <//>`}
  </header>`;
}

function Above({ title, text, onClose }) {
  return html`<div class="above-composer">
    <div><b>${title}</b><span>${text}</span></div>
    <${IconButton} name="close" label="Never mind" onClick=${onClose} />
  </div>`;
}

function Alert({ text, onClose }) {
  const button = useRef(null);
  useEffect(() => button.current.focus(), []);
  return html`<div class="phone-alert" role="alertdialog" aria-label="Message from the bot"
      onKeyDown=${(event) => event.key === "Escape" && onClose()}>
    <div><p>${text}</p><button type="button" ref=${button} onClick=${onClose}>OK</button></div>
  </div>`;
}

function Empty({ name }) {
  return html`<div class="phone-empty">
    <div><b>What can this bot do?</b>
    <p>${name} is the desk's support bot. Press START, or just write what you need, as anybody would.</p></div>
  </div>`;
}

/** Whether the bot's "typing…" is still to be shown: it ends by itself, without anybody saying so. */
function useTyping(chat) {
  const [over, setOver] = useState(null);
  useEffect(() => {
    const timer = setTimeout(() => setOver(chat.version), TYPING_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [chat.version]);
  return Boolean(chat.action) && over !== chat.version;
}

function useActs(person, { onToast, onAlert, onError, onReply, onEdit }) {
  const doing = (name, fields) => act("telegram", name, { person, ...fields }).catch((error) => onError(error.message));
  return {
    reply: onReply,
    edit: onEdit,
    remove: (message) => doing("delete", { message: message.id }),
    react: (message, emoji) => doing("react", { message: message.id, emoji }),
    command: (text) => doing("say", { text }),
    block: (blocked) => doing("block", { blocked }),
    press: async (message, button) => {
      const answer = await doing("press", { message: message.id, data: button.data });
      if (answer?.text) (answer.alert ? onAlert : onToast)(answer.text);
    },
  };
}

/** How chosen files are to be sent. */
function SendingOptions({ files, ways, onChange }) {
  const visual = files.some((file) => /^(image|video)\//.test(file.type));
  return html`<div class="sending-options">
    ${files.length > 1 && html`<label><input type="checkbox" checked=${ways.album}
      onChange=${(event) => onChange({ ...ways, album: event.target.checked })} /> Together, as one album</label>`}
    ${visual && html`<label><input type="checkbox" checked=${ways.asFiles}
      onChange=${(event) => onChange({ ...ways, asFiles: event.target.checked })} /> As files, not pictures</label>`}
  </div>`;
}

function Foot({ chat, person, reply, edited, acts, onDone, onSent }) {
  const [ways, setWays] = useState({ album: true, asFiles: false });
  const [menu, setMenu] = useState(false);
  if (chat.blocked) {
    return html`<button type="button" class="phone-wide" onClick=${() => acts.block(false)}>UNBLOCK</button>`;
  }
  const say = (text) => inLine("telegram", () => act("telegram", "say", { person, text, reply_to: reply?.id ?? null }));
  const send = async (text, files) => {
    if (edited) await act("telegram", "edit", { person, message: edited.id, text });
    else if (files.length) {
      const fields = { person, caption: text, reply_to: reply?.id ?? "" };
      fields.album = ways.album ? "yes" : "no";
      fields.as_files = ways.asFiles ? "yes" : "no";
      await inLine("telegram", () => actWithFiles("telegram", "send", fields, files));
    } else await say(text);
    onDone();
    onSent();
  };
  const matching = (text) =>
    text.startsWith("/") && !text.includes(" ") ? chat.commands.filter((item) => `/${item.command}`.startsWith(text)) : [];
  const shown = (items) => items.map((item) => ({ text: `/${item.command}`, about: item.description }));
  const before = chat.commands.length > 0 && html`
    <${IconButton} name="menu" label="Commands" extra="menu-button" onClick=${() => setMenu(!menu)} />`;
  const place = edited ? `edit ${edited.id}` : `telegram ${person}`;
  return html`
    ${reply && html`<${Above} title=${`Reply to ${reply.name}`} text=${reply.text || "a file"} onClose=${onDone} />`}
    ${edited && html`<${Above} title="Edit message" text=${edited.text} onClose=${onDone} />`}
    ${menu && html`<${Popover} label="Commands" extra="command-menu" onClose=${() => setMenu(false)}>
      ${shown(chat.commands).map((item) => html`<button type="button" key=${item.text}
        onClick=${() => { setMenu(false); acts.command(item.text); onSent(); }}><b>${item.text}</b> <span>${item.about}</span></button>`)}
    <//>`}
    ${chat.messages.length === 0 && html`<button type="button" class="phone-wide start"
      onClick=${() => { acts.command("/start"); onSent(); }}>START</button>`}
    <${Composer} key=${place} place=${place} label="Message to the bot" placeholder="Message" onSend=${send} before=${before}
      onCancel=${reply || edited ? onDone : undefined} editing=${edited ? edited.text : undefined} withFiles=${!edited} suggestions=${(text) => shown(matching(text))}
      options=${(files) => html`<${SendingOptions} files=${files} ways=${ways} onChange=${setWays} />`} />
    ${chat.keyboard && html`<div class="reply-keyboard">
      ${chat.keyboard.map((row) => html`<div class="keyboard-row">${row.map((label) => html`
        <button type="button" onClick=${() => acts.command(label)}>${label}</button>`)}</div>`)}
    </div>`}`;
}

/** Whose chats have messages that were not looked at in this tab. */
function useNews(news, person) {
  const seen = useRef(news);
  seen.current = { ...seen.current, [person]: news[person] };
  return (key) => news[key] > (seen.current[key] ?? 0);
}

export function Phone({ chat, news, people, person, root, onPerson }) {
  const [toast, setToast] = useState(null);
  const [alert, setAlert] = useState(null);
  const [reply, setReply] = useState(null);
  const [edited, setEdited] = useState(null);
  const [sent, setSent] = useState(0);
  const typing = useTyping(chat);
  const done = () => {
    setReply(null);
    setEdited(null);
  };
  useEffect(() => {
    done();
    setToast(null);
    setAlert(null);
  }, [person]);
  useEffect(() => {
    if (!toast) return undefined;
    const timer = setTimeout(() => setToast(null), TOAST_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [toast]);
  const focus = () => setTimeout(() => document.querySelector(".phone textarea")?.focus());
  const acts = useActs(person, {
    onToast: (text) => setToast({ text }),
    onAlert: setAlert,
    onError: (text) => setToast({ text, isError: true }),
    onReply: (message) => { setEdited(null); setReply(message); focus(); },
    onEdit: (message) => { setReply(null); setEdited(message); },
  });
  const isNew = useNews(news, person);
  const choices = people.map((item) => ({
    ...item, news: isNew(item.key), note: item.language.toUpperCase(), about: `${item.name}: their Telegram is in ${LANGUAGES[item.language] ?? item.language}`,
  }));
  const rows = arranged(chat.messages);
  return html`<section class="half phone-half" aria-label="Requester's Telegram">
    <div class="half-top"><h1>Requester <small>Telegram</small></h1>
      <${Switcher} label="Whose phone" people=${choices} chosen=${person} onChoose=${onPerson} /></div>
    <div class="phone">
      <${Header} chat=${chat} typing=${typing} onBlock=${acts.block} />
      <div class="phone-screen">
        ${toast && html`<div class="toast ${toast.isError ? "error" : ""}" role="status">${toast.text}</div>`}
        <${Scroller} key=${person} label=${`Chat with ${chat.bot.name}`} extra="chat" growth=${chat.messages.length} follow=${sent}>
          ${rows.length === 0 && html`<${Empty} name=${chat.bot.name} />`}
          ${rows.map((row, number) => {
            if (row.day) return html`<p class="pill" key=${row.key}>${row.day}</p>`;
            if (row.service) return html`<p class="pill" key=${row.key}>${row.service}</p>`;
            const next = rows[number + 1]?.messages?.[0];
            return html`<${Bubble} key=${row.key} messages=${row.messages} acts=${acts} root=${root}
              isLast=${next?.who !== row.messages[0].who} />`;
          })}
        <//>
      </div>
      <${Foot} chat=${chat} person=${person} reply=${reply} edited=${edited} acts=${acts} onDone=${done}
        onSent=${() => setSent(sent + 1)} />
      ${alert && html`<${Alert} text=${alert} onClose=${() => setAlert(null)} />`}
    </div>
  </section>`;
}
