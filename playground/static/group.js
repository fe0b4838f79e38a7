// The agents' Telegram: a group with a topic for every ticket.

import { html, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { act } from "./api.js";
import { Avatar, Icon, IconButton, Popover, dayOf, many, timeOf } from "./kit.js";
import { Conversation } from "./telegram.js";

/** Below the topics stands the agent's own chat with the bot. */
const PRIVATE = -1;

const nameOf = (topic, group) => (topic.id === PRIVATE ? group.bot.name : topic.name);

/** A topic's icon as Telegram draws it: a bubble in the topic's colour. The sign of the ticket's state is in the name. */
function TopicIcon({ topic, group }) {
  if (topic.id === PRIVATE) return html`<${Avatar} name=${group.bot.name} extra="round" />`;
  if (!topic.color) return html`<span class="topic-icon general" aria-hidden="true">#</span>`;
  const letter = [...topic.name].find((sign) => /\p{L}/u.test(sign)) ?? "?";
  return html`<span class="topic-icon" aria-hidden="true" style=${{ backgroundColor: topic.color }}>${letter}</span>`;
}

/** Which topics have something that was not looked at in this tab. */
function useUnseen(group, person) {
  const seen = useRef({});
  seen.current[person] ??= Object.fromEntries(group.topics.map((topic) => [topic.id, topic.newest]));
  const known = seen.current[person];
  known[group.topic] = group.topics.find((topic) => topic.id === group.topic)?.newest ?? 0;
  return (topic) => topic.newest > (known[topic.id] ?? 0);
}

const when = (seconds) => (dayOf(seconds) === "Today" ? timeOf(seconds) : dayOf(seconds));

function Topics({ group, isUnseen, onOpen }) {
  return html`<nav class="topics" aria-label="Topics">
    <header class="phone-header"><${Avatar} name=${group.title} />
      <div class="phone-title"><h2>${group.title}</h2><p title=${group.members.join(", ")}>${many(group.members.length, "member", "members")}</p></div></header>
    <ul>${group.topics.map((topic) => html`<li key=${topic.id}>
      <button type="button" aria-current=${topic.id === group.topic} onClick=${() => onOpen(topic.id)}>
        <${TopicIcon} topic=${topic} group=${group} />
        <span class="topic-words"><b>${nameOf(topic, group)}</b>
          <small>${topic.last ? html`<i>${topic.last.name}:</i> ${topic.last.text}` : topic.id === PRIVATE ? "Your private chat with the bot" : "Nothing was said here yet"}</small></span>
        <span class="topic-side">${topic.last && html`<time>${when(topic.last.date)}</time>`}
          ${topic.closed && html`<${Icon} name="lock" />`}
          ${isUnseen(topic) && html`<i class="dot" role="img" aria-label="new messages"></i>`}</span>
      </button></li>`)}</ul>
  </nav>`;
}

/** What an administrator may do with a topic, so that one can see what the desk makes of it. */
function TopicMenu({ topic, talk, onTrouble }) {
  const [open, setOpen] = useState(false);
  const change = (how) => {
    setOpen(false);
    act("telegram", "topic", { ...talk, how }).catch((error) => onTrouble(error.message));
  };
  return html`<${IconButton} name="more" label="Topic" aria-expanded=${open} onClick=${() => setOpen(!open)} />
    ${open && html`<${Popover} label="Topic" onClose=${() => setOpen(false)} extra="phone-menu">
      <button type="button" onClick=${() => change(topic.closed ? "reopen" : "close")}>${topic.closed ? "Reopen topic" : "Close topic"}</button>
      <button type="button" class="danger" onClick=${() => change("delete")}>Delete topic</button>
    <//>`}`;
}

function Pinned({ messages }) {
  const pinned = messages.filter((message) => message.pinned).at(-1);
  if (!pinned) return null;
  const show = () => document.getElementById(`tg-${pinned.id}`)?.scrollIntoView({ block: "center", behavior: "smooth" });
  return html`<button type="button" class="pinned" title="Show the pinned message" onClick=${show}>
    <span><b>Pinned message</b><small>${pinned.text.split("\n")[0]}</small></span><${Icon} name="pin" /></button>`;
}

function Empty({ topic }) {
  const [title, words] = topic.id === PRIVATE
    ? ["A private chat", "What only you may see comes here, a revealed password for instance. Nobody gets a bot's message before pressing START."]
    : [topic.id === 0 ? "General" : "A new topic", "Every request becomes a topic of its own in this group, beside its thread in #support. What is said in General stays here."];
  return html`<div class="phone-empty"><div><b>${title}</b><p>${words}</p></div></div>`;
}

export function GroupSide({ top, group, person, root, isAsked, onTopic, onTried }) {
  const [trouble, setTrouble] = useState("");
  // Where there is no room for both, one goes from the list to a topic and back.
  const [listed, setListed] = useState(!isAsked);
  const isUnseen = useUnseen(group, person);
  useEffect(() => {
    // A topic that came by itself stays before one's eyes when the next one comes.
    if (!isAsked && group.topic) onTopic(group.topic);
  }, [isAsked, group.topic]);
  useEffect(() => setTrouble(""), [person, group.topic]);
  const topic = group.topics.find((item) => item.id === group.topic);
  const talk = { person, topic: topic.id };
  const about = topic.id === PRIVATE ? "private chat with the bot" : topic.closed ? "closed topic" : group.title;
  return html`<section class="half group-half" aria-label="Agents' Telegram">
    ${top}
    <div class="group telegram ${listed ? "listed" : ""}">
      <${Topics} group=${group} isUnseen=${isUnseen} onOpen=${(id) => { onTopic(id); setListed(false); }} />
      <div class="topic">
        <header class="phone-header">
          <${IconButton} name="back" label="All topics" extra="to-topics" onClick=${() => setListed(true)} />
          <${TopicIcon} topic=${topic} group=${group} />
          <div class="phone-title"><h2>${nameOf(topic, group)}</h2><p>${about}</p></div>
          ${topic.id > 0 && group.manages && html`<${TopicMenu} topic=${topic} talk=${talk} onTrouble=${setTrouble} />`}
        </header>
        <${Pinned} messages=${group.messages} />
        ${trouble && html`<p class="composer-error" role="alert">${trouble}</p>`}
        <${Conversation} key=${`${person} ${topic.id}`} chat=${group} talk=${talk} root=${root} title=${`Topic ${nameOf(topic, group)}`}
          named=${topic.id !== PRIVATE} label="Message to the topic" empty=${html`<${Empty} topic=${topic} />`} onSent=${() => onTried("answered")}
          onPressed=${() => onTried("pressed")} />
      </div>
    </div>
  </section>`;
}
