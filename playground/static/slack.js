// A Slack window: the channel or conversation, a thread beside it, and a modal over both.

import { html, useEffect, useMemo, useRef, useState } from "./vendor/htm-preact.js";
import { act, actWithFiles, inLine } from "./api.js";
import { Composer } from "./composer.js";
import { Avatar, IconButton, Scroller, many } from "./kit.js";
import { SlackMessage, lined } from "./messages.js";
import { ModalView } from "./modal.js";
import { Block } from "./richtext.js";
import { SLACK_MARKS } from "./typed.js";

const newest = (message) => message.replies.filter((reply) => !reply.ephemeral).at(-1)?.ts ?? message.ts;
const isCard = (message) => message.is_bot && message.blocks.length > 0 && !message.ephemeral;

/** Which thread is open. Where `byItself`, the first card opens its thread; what is closed by hand stays closed. */
function useThread(messages, place, byItself) {
  const [chosen, setChosen] = useState(byItself ? undefined : null);
  const seen = useRef(new Map());
  const newestCard = messages.filter(isCard).at(-1);
  const open = chosen === undefined ? newestCard?.ts : chosen;
  const root = messages.find((message) => message.ts === open) ?? null;
  useEffect(() => {
    if (chosen === undefined && newestCard) setChosen(newestCard.ts);
  }, [newestCard?.ts]);
  if (root) seen.current.set(`${place} ${root.ts}`, newest(root));
  const unseen = (message) => {
    const known = seen.current.get(`${place} ${message.ts}`);
    return message.ts !== root?.ts && known !== newest(message) && (known !== undefined || isCard(message));
  };
  return { root, open: setChosen, close: () => setChosen(null), unseen };
}

function useActs(talk, { open, onError, onTried, onDismiss }) {
  const doing = (name, fields) => act("slack", name, { ...talk, ...fields }).catch((error) => onError(error.message));
  return {
    open,
    press: async (message, label) => {
      await doing("press", { message: message.ts, label });
      onTried("pressed");
    },
    react: (message, name, on) => doing("react", { message: message.ts, name, on }),
    edit: (message, text) => act("slack", "edit", { ...talk, message: message.ts, text }),
    remove: (message) => doing("delete", { message: message.ts }),
    shortcut: (message) => doing("shortcut", { message: message.ts }),
    join: (joined) => doing("join", { joined }),
    home: (tab) => doing("home", { tab }),
    pressAtHome: (label) => doing("press_at_home", { label }),
    dismiss: onDismiss,
  };
}

const COMMAND = { text: "/support", about: "A new request; or with a word behind it: tickets, language, help", fills: "/support" };

function Writing({ talk, name, view, thread, acts, onSent }) {
  if (!view.is_member) {
    return html`<div class="join"><p><b>#${view.name}</b><br />${name} can read this channel but is not in it.</p>
      <button type="button" class="press primary" onClick=${() => acts.join(true)}>Join channel</button></div>`;
  }
  const place = `slack ${talk.person} ${view.id} ${thread ?? ""}`;
  const send = async (text, files) => {
    const fields = { ...talk, text, thread: thread ?? "" };
    // Slack has no commands in threads: there it is a text like any other.
    const isCommand = /^\/\w/.test(text) && !thread && !files.length;
    await inLine("slack", () => {
      if (files.length) return actWithFiles("slack", "post", fields, files);
      return act("slack", isCommand ? "command" : "post", fields);
    });
    onSent();
  };
  const to = view.is_im ? view.name : `#${view.name}`;
  const words = thread ? "Reply…" : `Message ${to}`;
  const suggestions = (text) => {
    if (!thread && text.startsWith("/") && COMMAND.text.startsWith(text) && text !== COMMAND.text) return [COMMAND];
    const begun = text.match(/(?:^|\s)@([^@\n]{0,30})$/)?.[1];
    const names = begun === undefined ? [] : view.members.map((member) => member.name);
    return names
      .filter((known) => known.toLowerCase().startsWith(begun.toLowerCase()) && known !== begun.trim())
      .map((known) => ({ text: `@${known}`, about: "", fills: `${text.slice(0, text.length - begun.length)}${known} ` }));
  };
  return html`<${Composer} key=${place} place=${place} suggestions=${suggestions} marks=${SLACK_MARKS} label=${thread ? "Reply in the thread" : words}
    placeholder=${words} onSend=${send} />`;
}

function Thread({ root, shared, talk, name, view, acts, onClose, onTried }) {
  const [sent, setSent] = useState(0);
  const pane = useRef(null);
  const replies = lined(root.replies, false);
  const count = root.replies.filter((reply) => !reply.system && !reply.ephemeral).length;
  return html`<aside class="thread" ref=${pane} aria-label="Thread"
      onKeyDown=${(event) => event.key === "Escape" && event.target.tagName !== "TEXTAREA" && onClose()}>
    <header><div><h3>Thread</h3><small>${view.is_im ? view.name : `#${view.name}`}</small></div>
      <${IconButton} name="close" label="Close the thread" onClick=${onClose} /></header>
    <${Scroller} key=${root.ts} label="Thread" growth=${root.replies.length} follow=${sent}>
      <${SlackMessage} message=${root} inThread=${true} ...${shared} />
      ${count > 0 && html`<p class="reply-count"><span>${many(count, "reply", "replies")}</span></p>`}
      ${replies.map(({ key, message, goesOn }) => html`
        <${SlackMessage} key=${key} message=${message} goesOn=${goesOn} inThread=${true} ...${shared} />`)}
    <//>
    <${Writing} talk=${talk} name=${name} view=${view} thread=${root.ts} acts=${acts}
      onSent=${() => { setSent(sent + 1); onTried("answered"); }} />
  </aside>`;
}

function Trouble({ text, onClose }) {
  return html`<div class="trouble" role="alert"><span>${text}</span><${IconButton} name="close" label="Dismiss" onClick=${onClose} /></div>`;
}

/** The messages without those somebody put away: as in Slack, only this window forgets them. */
function without(messages, dismissed) {
  const kept = (message) => !dismissed.includes(message.ts);
  return messages.filter(kept).map((message) => ({ ...message, replies: message.replies.filter(kept) }));
}

/** Where who may choose can be: channels and direct conversations, with a mark at what was not looked at. */
function Rooms({ view, onRoom }) {
  const seen = useRef(null);
  seen.current ??= Object.fromEntries(view.rooms.map((room) => [room.key, room.news]));
  seen.current[view.room] = view.rooms.find((room) => room.key === view.room).news;
  return html`<nav class="rooms" aria-label="Conversations">
    ${view.rooms.map((room) => html`<button type="button" key=${room.key} aria-current=${room.key === view.room} onClick=${() => onRoom(room.key)}>
      ${room.is_im ? html`<${Avatar} name=${room.name} extra="tiny" />` : "#"} ${room.name}
      ${room.news > seen.current[room.key] && html`<i class="dot" role="img" aria-label="new messages"></i>`}</button>`)}
  </nav>`;
}

/** The message that a link of Slack's leads to (…/archives/D123/p1234567890123456); null for any other link. */
const linked = (to, channel) => to?.match(`/archives/${channel}/p(\\d{10})(\\d{6})$`)?.slice(1).join(".") ?? null;

/** `onMessage` is told which message a button's link leads to. */
function Home({ view, ways, acts, onMessage }) {
  const blocks = view.home;
  const button = ({ label, look, to }) => html`<button type="button" class="press ${look ?? ""}" onClick=${() => {
    acts.pressAtHome(label);
    if (linked(to, view.id)) onMessage(linked(to, view.id));
  }}>${label}</button>`;
  return html`<div class="home words blocks">
    ${blocks
      ? blocks.map((block, number) => html`<${Block} key=${block.block_id ?? number} block=${block} ways=${ways} button=${button} />`)
      : html`<p class="not-shown">The desk has put nothing on its home tab.</p>`}
  </div>`;
}

function Header({ view, tab, onTab }) {
  if (view.is_im) {
    return html`<header><h2>${view.name} <span class="app-badge">APP</span></h2>
      <div class="tabs" role="group" aria-label="Tabs of the app">
        ${[["messages", "Messages"], ["home", "Home"]].map(([key, words]) => html`
          <button type="button" key=${key} aria-pressed=${tab === key} onClick=${() => onTab(key)}>${words}</button>`)}</div></header>`;
  }
  return html`<header><h2># ${view.name}</h2>
    <span class="members" title=${view.members.map((member) => member.name).join(", ")}>
      ${view.humans.map((member) => html`<${Avatar} key=${member.id} name=${member.name} extra="tiny" />`)}
      <small>${many(view.members.length, "member", "members")}</small></span></header>`;
}

function Empty({ view }) {
  if (!view.is_im) {
    return html`<div class="channel-empty"><b># ${view.name}</b>
      <p>${view.rooms
        ? "A channel like any other. Point at a message and choose Make it a ticket."
        : "Every request becomes a card here, with a thread of its own. It is quiet now: begin on the phone."}</p></div>`;
  }
  return html`<div class="channel-empty"><b>${view.name}</b>
    <p>Write what you need, as to a colleague, or type /support for the form.</p></div>`;
}

/** Somebody's Slack window: a channel or a conversation, a thread beside it, a modal over both. */
export function SlackSide({ label, half, top, view, people, who, emoji, shortcut, root, onRoom, onTried }) {
  const [trouble, setTrouble] = useState("");
  const [sent, setSent] = useState(0);
  const [tab, setTab] = useState("messages");
  const [dismissed, setDismissed] = useState([]);
  const messages = without(view.messages, dismissed);
  const thread = useThread(messages, `${who} ${view.id}`, !view.rooms);
  const talk = { person: who, room: view.room ?? "" };
  const acts = useActs(talk, {
    open: thread.open, onError: setTrouble, onTried, onDismiss: (message) => setDismissed([...dismissed, message.ts]),
  });
  const ways = useMemo(() => ({ emoji, names: view.names }), [emoji, view]);
  const shared = { viewer: view.viewer.id, acts, ways, root, shortcut };
  const name = people.find((person) => person.key === who).name;
  const rows = lined(messages);
  const atHome = view.is_im && tab === "home";
  useEffect(() => setTrouble(""), [who, view.id]);
  const chooseTab = (next) => {
    setTab(next);
    acts.home(next);
  };
  return html`<section class="half slack-half" data-half=${half} aria-label=${label}>
    ${top}
    <div class="slack ${thread.root && !atHome ? "with-thread" : ""}">
      <div class="slack-bar"><b>Harbour</b>${view.rooms && html`<${Rooms} view=${view} onRoom=${onRoom} />`}</div>
      <div class="channel">
        <${Header} view=${view} tab=${tab} onTab=${chooseTab} />
        ${trouble && html`<${Trouble} text=${trouble} onClose=${() => setTrouble("")} />`}
        ${atHome ? html`<${Home} view=${view} ways=${ways} acts=${acts} onMessage=${(ts) => { chooseTab("messages"); thread.open(ts); }} />` : html`
        <${Scroller} key=${`${who} ${view.id}`} label=${view.is_im ? `Conversation with ${view.name}` : `Channel ${view.name}`} growth=${messages.length} follow=${sent}>
          ${rows.length === 0 && html`<${Empty} view=${view} />`}
          ${rows.map((row) => row.day
            ? html`<p class="day" key=${row.key}><span>${row.day}</span></p>`
            : html`<${SlackMessage} key=${row.key} message=${row.message} goesOn=${row.goesOn} inThread=${false} ...${shared}
                isOpen=${row.message.ts === thread.root?.ts} unseen=${thread.unseen(row.message)}
                isNew=${!view.rooms && isCard(row.message) && thread.unseen(row.message)} />`)}
        <//>
        <${Writing} talk=${talk} name=${name} view=${view} acts=${acts} onSent=${() => setSent(sent + 1)} />`}
      </div>
      ${thread.root && !atHome && html`<${Thread} key=${who} root=${thread.root} shared=${shared} talk=${talk} name=${name} view=${view} acts=${acts}
        onClose=${thread.close} onTried=${onTried} />`}
      ${view.modal && html`<${ModalView} key=${view.modal.root_view_id} modal=${view.modal} talk=${talk} ways=${ways}
        onPress=${(words) => act("slack", "press", { ...talk, message: "", label: words })} />`}
    </div>
  </section>`;
}
