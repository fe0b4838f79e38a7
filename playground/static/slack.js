// The agents' Slack: the channel, and a thread beside it.

import { html, useEffect, useMemo, useRef, useState } from "./vendor/htm-preact.js";
import { act, actWithFiles, inLine } from "./api.js";
import { Composer } from "./composer.js";
import { Avatar, IconButton, Scroller, Switcher, many } from "./kit.js";
import { SlackMessage, lined } from "./messages.js";

const newest = (message) => message.replies.filter((reply) => !reply.ephemeral).at(-1)?.ts ?? message.ts;
const isCard = (message) => message.is_bot && message.blocks.length > 0 && !message.ephemeral;

/** Which thread is open. The first card opens its thread by itself; what is closed by hand stays closed. */
function useThread(messages, agent) {
  const [chosen, setChosen] = useState(undefined);
  const seen = useRef(new Map());
  const newestCard = messages.filter(isCard).at(-1);
  const open = chosen === undefined ? newestCard?.ts : chosen;
  const root = messages.find((message) => message.ts === open) ?? null;
  useEffect(() => {
    if (chosen === undefined && newestCard) setChosen(newestCard.ts);
  }, [newestCard?.ts]);
  if (root) seen.current.set(`${agent} ${root.ts}`, newest(root));
  const unseen = (message) => {
    const known = seen.current.get(`${agent} ${message.ts}`);
    return message.ts !== root?.ts && known !== newest(message) && (known !== undefined || isCard(message));
  };
  return { root, open: setChosen, close: () => setChosen(null), unseen };
}

function useActs(agent, { open, onError, onTried, onDismiss }) {
  const doing = (name, fields) => act("slack", name, { person: agent, ...fields }).catch((error) => onError(error.message));
  return {
    open,
    press: async (message, label) => {
      await doing("press", { message: message.ts, label });
      onTried("pressed");
    },
    react: (message, name, on) => doing("react", { message: message.ts, name, on }),
    edit: (message, text) => act("slack", "edit", { person: agent, message: message.ts, text }),
    remove: (message) => doing("delete", { message: message.ts }),
    join: (joined) => doing("join", { joined }),
    dismiss: onDismiss,
  };
}

function Writing({ agent, name, channel, thread, acts, onSent }) {
  if (!channel.is_member) {
    return html`<div class="join"><p><b>#${channel.name}</b><br />${name} can read this channel but is not in it.</p>
      <button type="button" class="press primary" onClick=${() => acts.join(true)}>Join channel</button></div>`;
  }
  const place = `slack ${agent} ${thread ?? ""}`;
  const send = async (text, files) => {
    const fields = { person: agent, text, thread: thread ?? "" };
    await inLine("slack", () => (files.length ? actWithFiles("slack", "post", fields, files) : act("slack", "post", fields)));
    onSent();
  };
  const words = thread ? "Reply…" : `Message #${channel.name}`;
  const mentions = (text) => {
    const begun = text.match(/(?:^|\s)@([^@\n]{0,30})$/)?.[1];
    const names = begun === undefined ? [] : channel.members.map((member) => member.name);
    return names
      .filter((known) => known.toLowerCase().startsWith(begun.toLowerCase()) && known !== begun.trim())
      .map((known) => ({ text: `@${known}`, about: "", fills: `${text.slice(0, text.length - begun.length)}${known} ` }));
  };
  return html`<${Composer} key=${place} place=${place} suggestions=${mentions} label=${thread ? "Reply in the thread" : words} placeholder=${words} onSend=${send} />`;
}

function Thread({ root, shared, agent, name, channel, acts, onClose, onTried }) {
  const [sent, setSent] = useState(0);
  const pane = useRef(null);
  const replies = lined(root.replies, false);
  const count = root.replies.filter((reply) => !reply.system && !reply.ephemeral).length;
  return html`<aside class="thread" ref=${pane} aria-label="Thread"
      onKeyDown=${(event) => event.key === "Escape" && event.target.tagName !== "TEXTAREA" && onClose()}>
    <header><div><h3>Thread</h3><small>#${channel.name}</small></div>
      <${IconButton} name="close" label="Close the thread" onClick=${onClose} /></header>
    <${Scroller} key=${root.ts} label="Thread" growth=${root.replies.length} follow=${sent}>
      <${SlackMessage} message=${root} inThread=${true} ...${shared} />
      ${count > 0 && html`<p class="reply-count"><span>${many(count, "reply", "replies")}</span></p>`}
      ${replies.map(({ key, message, goesOn }) => html`
        <${SlackMessage} key=${key} message=${message} goesOn=${goesOn} inThread=${true} ...${shared} />`)}
    <//>
    <${Writing} agent=${agent} name=${name} channel=${channel} thread=${root.ts} acts=${acts}
      onSent=${() => { setSent(sent + 1); onTried("answered"); }} />
  </aside>`;
}

function Trouble({ text, onClose }) {
  return html`<div class="trouble" role="alert"><span>${text}</span><${IconButton} name="close" label="Dismiss" onClick=${onClose} /></div>`;
}

function describe(person, members) {
  const inside = members.has(person.id);
  return { ...person, note: inside ? "" : "not in #support", about: `${person.name}, ${person.title}${inside ? "" : ": not in #support"}` };
}

/** The messages without those somebody put away: as in Slack, only this window forgets them. */
function without(messages, dismissed) {
  const kept = (message) => !dismissed.includes(message.ts);
  return messages.filter(kept).map((message) => ({ ...message, replies: message.replies.filter(kept) }));
}

export function SlackSide({ channel, people, agent, emoji, root, onAgent, onTried }) {
  const [trouble, setTrouble] = useState("");
  const [sent, setSent] = useState(0);
  const [dismissed, setDismissed] = useState([]);
  const messages = without(channel.messages, dismissed);
  const thread = useThread(messages, agent);
  const onDismiss = (message) => setDismissed([...dismissed, message.ts]);
  const acts = useActs(agent, { open: thread.open, onError: setTrouble, onTried, onDismiss });
  const ways = useMemo(() => ({ emoji, names: channel.names }), [emoji, channel]);
  const shared = { viewer: channel.viewer.id, acts, ways, root };
  const members = new Set(channel.members.map((member) => member.id));
  const name = people.find((person) => person.key === agent).name;
  const humans = channel.members.filter((member) => people.some((person) => person.id === member.id));
  const rows = lined(messages);
  useEffect(() => setTrouble(""), [agent]);
  return html`<section class="half slack-half" aria-label="Agents' Slack">
    <div class="half-top"><h1>Agents <small>Slack</small></h1>
      <div class="you-are"><span>You are</span><${Switcher} label="Who you are in Slack"
        people=${people.map((person) => describe(person, members))} chosen=${agent} onChoose=${onAgent} /></div></div>
    <div class="slack ${thread.root ? "with-thread" : ""}">
      <div class="slack-bar"><b>Harbour</b></div>
      <div class="channel">
        <header><h2># ${channel.name}</h2>
          <span class="members" title=${channel.members.map((member) => member.name).join(", ")}>
            ${humans.map((member) => html`<${Avatar} key=${member.id} name=${member.name} extra="tiny" />`)}
            <small>${many(channel.members.length, "member", "members")}</small></span></header>
        ${trouble && html`<${Trouble} text=${trouble} onClose=${() => setTrouble("")} />`}
        <${Scroller} key=${agent} label=${`Channel ${channel.name}`} growth=${messages.length} follow=${sent}>
          ${rows.length === 0 && html`<div class="channel-empty"><b># ${channel.name}</b>
            <p>Every request becomes a card here, with a thread of its own. It is quiet now: begin on the phone.</p></div>`}
          ${rows.map((row) => row.day
            ? html`<p class="day" key=${row.key}><span>${row.day}</span></p>`
            : html`<${SlackMessage} key=${row.key} message=${row.message} goesOn=${row.goesOn} inThread=${false} ...${shared}
                isOpen=${row.message.ts === thread.root?.ts} unseen=${thread.unseen(row.message)}
                isNew=${isCard(row.message) && thread.unseen(row.message)} />`)}
        <//>
        <${Writing} agent=${agent} name=${name} channel=${channel} acts=${acts} onSent=${() => setSent(sent + 1)} />
      </div>
      ${thread.root && html`<${Thread} key=${agent} root=${thread.root} shared=${shared} agent=${agent} name=${name} channel=${channel} acts=${acts}
        onClose=${thread.close} onTried=${onTried} />`}
    </div>
  </section>`;
}
