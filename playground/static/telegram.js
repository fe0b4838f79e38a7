// One Telegram chat on the screen, a private one or a group's topic: its messages, and the box one writes in.

import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { act, actWithFiles, inLine } from "./api.js";
import { Bubble, arranged } from "./bubbles.js";
import { Composer } from "./composer.js";
import { IconButton, Popover, Scroller } from "./kit.js";
import { TELEGRAM_MARKS, marked, typed } from "./typed.js";

const TOAST_SECONDS = 3;
const SAMPLES = [["voice", "Voice message"], ["sticker", "Sticker"], ["location", "Location"], ["contact", "My contact"], ["forward", "A forwarded message"]];

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

function useActs(talk, { onToast, onAlert, onError, onReply, onEdit, onPressed }) {
  const doing = (name, fields) => act("telegram", name, { ...talk, ...fields }).catch((error) => onError(error.message));
  return {
    reply: onReply,
    edit: onEdit,
    remove: (message) => doing("delete", { message: message.id }),
    react: (message, emoji) => doing("react", { message: message.id, emoji }),
    command: (text) => doing("say", { text }),
    block: (blocked) => doing("block", { blocked }),
    sample: (kind) => doing("sample", { kind }),
    press: async (message, button) => {
      const answer = await doing("press", { message: message.id, data: button.data });
      onPressed?.();
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

/** A button that opens a list to choose from; `items` are [key, words, more words]. */
function Menu({ icon, label, extra, items, onChoose }) {
  const [open, setOpen] = useState(false);
  const choose = (key) => {
    setOpen(false);
    onChoose(key);
  };
  return html`<${IconButton} name=${icon} label=${label} extra=${extra} aria-expanded=${open} onClick=${() => setOpen(!open)} />
    ${open && html`<${Popover} label=${label} extra="command-menu" onClose=${() => setOpen(false)}>
      ${items.map(([key, words, more]) => html`<button type="button" key=${key} onClick=${() => choose(key)}>
        <b>${words}</b> <span>${more}</span></button>`)}
    <//>`}`;
}

function Foot({ chat, talk, label, reply, edited, acts, onDone, onSent }) {
  const [ways, setWays] = useState({ album: true, asFiles: false });
  if (chat.blocked) {
    return html`<button type="button" class="phone-wide" onClick=${() => acts.block(false)}>UNBLOCK</button>`;
  }
  const say = (text) => inLine("telegram", () => act("telegram", "say", { ...talk, ...typed(text), reply_to: reply?.id ?? null, quote: reply?.quote ?? "" }));
  const send = async (text, files) => {
    if (edited) await act("telegram", "edit", { ...talk, message: edited.id, ...typed(text) });
    else if (files.length) {
      const caption = typed(text);
      const fields = { ...talk, caption: caption.text, entities: JSON.stringify(caption.entities ?? []), reply_to: reply?.id ?? "" };
      fields.album = ways.album ? "yes" : "no";
      fields.as_files = ways.asFiles ? "yes" : "no";
      await inLine("telegram", () => actWithFiles("telegram", "send", fields, files));
    } else await say(text);
    onDone();
    onSent();
  };
  const quickly = (text) => {
    acts.command(text);
    onSent();
  };
  const matching = (text) =>
    text.startsWith("/") && !text.includes(" ") ? chat.commands.filter((item) => `/${item.command}`.startsWith(text)) : [];
  const before = html`
    ${chat.commands.length > 0 && html`<${Menu} icon="menu" label="Commands" extra="menu-button" onChoose=${quickly}
      items=${chat.commands.map((item) => [`/${item.command}`, `/${item.command}`, item.description])} />`}
    ${!edited && html`<${Menu} icon="add" label="Voice, sticker, place" items=${SAMPLES} onChoose=${(kind) => { acts.sample(kind); onSent(); }} />`}`;
  const place = edited ? `edit ${edited.id}` : `telegram ${talk.person} ${talk.topic ?? ""}`;
  return html`
    ${reply && html`<${Above} title=${reply.quote ? `Quote of ${reply.name}` : `Reply to ${reply.name}`} text=${reply.quote || reply.text || "a file"} onClose=${onDone} />`}
    ${edited && html`<${Above} title="Edit message" text=${edited.text} onClose=${onDone} />`}
    ${chat.messages.length === 0 && chat.chat.type === "private" && html`<button type="button" class="phone-wide start"
      onClick=${() => quickly("/start")}>START</button>`}
    <${Composer} key=${place} place=${place} label=${label} placeholder="Message" onSend=${send} before=${before} marks=${TELEGRAM_MARKS}
      onCancel=${reply || edited ? onDone : undefined} editing=${edited ? marked(edited.text, edited.entities) : undefined} withFiles=${!edited}
      suggestions=${(text) => matching(text).map((item) => ({ text: `/${item.command}`, about: item.description }))}
      options=${(files) => html`<${SendingOptions} files=${files} ways=${ways} onChange=${setWays} />`} />
    ${chat.keyboard && html`<div class="reply-keyboard">
      ${chat.keyboard.map((row) => html`<div class="keyboard-row">${row.map((words) => html`
        <button type="button" onClick=${() => acts.command(words)}>${words}</button>`)}</div>`)}
    </div>`}`;
}

const speaker = (row) => (row?.messages ? row.messages[0].who + row.messages[0].name : null);

/** The messages of `chat` and its box. `talk` says who speaks and, in a group, in which topic; `empty` stands where nothing was said. */
export function Conversation({ chat, talk, root, title, label, empty, named = false, onSent, onPressed }) {
  const [toast, setToast] = useState(null);
  const [alert, setAlert] = useState(null);
  const [reply, setReply] = useState(null);
  const [edited, setEdited] = useState(null);
  const [sent, setSent] = useState(0);
  const box = useRef(null);
  const done = () => {
    setReply(null);
    setEdited(null);
  };
  useEffect(() => {
    if (!toast) return undefined;
    const timer = setTimeout(() => setToast(null), TOAST_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [toast]);
  const acts = useActs(talk, {
    onToast: (text) => setToast({ text }),
    onAlert: setAlert,
    onPressed,
    onError: (text) => setToast({ text, isError: true }),
    onReply: (message, quote) => {
      setEdited(null);
      setReply({ ...message, quote });
      setTimeout(() => box.current?.querySelector("textarea")?.focus());
    },
    onEdit: (message) => { setReply(null); setEdited(message); },
  });
  const rows = arranged(chat.messages);
  return html`<div class="conversation" ref=${box}>
    <div class="phone-screen">
      ${toast && html`<div class="toast ${toast.isError ? "error" : ""}" role="status">${toast.text}</div>`}
      <${Scroller} label=${title} extra="chat" growth=${chat.messages.length} follow=${sent}>
        ${rows.length === 0 && empty}
        ${rows.map((row, number) => {
          if (row.day) return html`<p class="pill" key=${row.key}>${row.day}</p>`;
          if (row.service) return html`<p class="pill" key=${row.key}>${row.service}</p>`;
          return html`<${Bubble} key=${row.key} messages=${row.messages} acts=${acts} root=${root}
            isFirst=${named && speaker(rows[number - 1]) !== speaker(row)} named=${named} isLast=${speaker(rows[number + 1]) !== speaker(row)} />`;
        })}
      <//>
    </div>
    <${Foot} chat=${chat} talk=${talk} label=${label} reply=${reply} edited=${edited} acts=${acts} onDone=${done}
      onSent=${() => { setSent(sent + 1); onSent?.(); }} />
    ${alert && html`<${Alert} text=${alert} onClose=${() => setAlert(null)} />`}
  </div>`;
}
