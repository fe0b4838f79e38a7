// The requester's phone: one person's private chat with the desk's bot.

import { html, useEffect, useState } from "./vendor/htm-preact.js";
import { act } from "./api.js";
import { Avatar, IconButton, Popover } from "./kit.js";
import { Conversation } from "./telegram.js";

const TYPING_SECONDS = 5;

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

export function Phone({ top, chat, person, root }) {
  const typing = useTyping(chat);
  const block = (blocked) => act("telegram", "block", { person, blocked });
  return html`<section class="half phone-half" aria-label="Requester's Telegram">
    ${top}
    <div class="phone telegram">
      <${Header} chat=${chat} typing=${typing} onBlock=${block} />
      <${Conversation} key=${person} chat=${chat} talk=${{ person }} root=${root} title=${`Chat with ${chat.bot.name}`} label="Message to the bot"
        empty=${html`<${Empty} name=${chat.bot.name} />`} />
    </div>
  </section>`;
}
