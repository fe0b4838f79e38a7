// The messages of a Slack channel or thread.

import { html, useState } from "./vendor/htm-preact.js";
import { Composer } from "./composer.js";
import { Avatar, EmojiChoice, Icon, IconButton, dayOf, exactly, many, sizeOf, timeOf } from "./kit.js";
import { Block, Mrkdwn, signs } from "./richtext.js";
import { SLACK_MARKS } from "./typed.js";

const REACTIONS = ["white_check_mark", "warning", "eyes", "+1", "heart", "tada", "pray", "thinking_face"];
const TOGETHER_SECONDS = 300;

/** Days and messages; a message that goes on where its author just was stands without the name again. */
export function lined(messages, withDays = true) {
  const rows = [];
  let day = "";
  let before = null;
  for (const message of messages) {
    if (withDays && dayOf(message.time) !== day) {
      day = dayOf(message.time);
      rows.push({ key: `day ${day}`, day });
      before = null;
    }
    const goesOn = before && !message.ephemeral && !before.ephemeral && !message.system && !before.system &&
      before.author === message.author && before.is_bot === message.is_bot && before.replies.length === 0 &&
      message.time - before.time < TOGETHER_SECONDS;
    rows.push({ key: message.ts, message, goesOn });
    before = message;
  }
  return rows;
}

function PressButton({ label, look, to, message, acts, ways }) {
  const [waiting, setWaiting] = useState(false);
  const shown = signs(label, ways.emoji);
  if (to) return html`<a class="press" href=${/^https?:/i.test(to) ? to : undefined} target="_blank" rel="noopener noreferrer">${shown}</a>`;
  const press = async () => {
    if (waiting) return;
    setWaiting(true);
    await acts.press(message, shown);
    setWaiting(false);
  };
  return html`<button type="button" class="press ${look ?? ""}" aria-busy=${waiting} onClick=${press}>${shown}</button>`;
}

function Files({ files, root }) {
  if (!files.length) return null;
  return html`<div class="slack-files">
    ${files.map((file) => {
      const url = file.url && `${root}/${file.url}`;
      if (!url) return html`<span class="slack-file gone" key=${file.id}>This file was deleted.</span>`;
      if (/^image\/(png|jpe?g|gif|webp)$/.test(file.mimetype)) {
        return html`<figure key=${file.id}><figcaption>${file.name}</figcaption>
          <a href=${url} target="_blank" rel="noopener"><img src=${url} alt=${file.name} /></a></figure>`;
      }
      if (file.mimetype.startsWith("video/")) {
        return html`<figure key=${file.id}><figcaption>${file.name}</figcaption>
          <video src=${url} controls preload="metadata"></video></figure>`;
      }
      if (file.mimetype.startsWith("audio/")) {
        return html`<figure class="sound" key=${file.id}><figcaption>${file.name}</figcaption>
          <audio src=${url} controls preload="metadata" aria-label=${file.name}></audio></figure>`;
      }
      return html`<a class="slack-file" key=${file.id} href=${url} download=${file.name}>
        <span class="file-icon"><${Icon} name="file" /></span>
        <span class="file-words"><b>${file.name}</b><small>${sizeOf(file.size)}</small></span></a>`;
    })}
  </div>`;
}

function Reactions({ message, acts, ways }) {
  if (!message.reactions.length) return null;
  return html`<div class="slack-reactions">
    ${message.reactions.map((reaction) => html`<button type="button" key=${reaction.name} class=${reaction.mine ? "mine" : ""}
      aria-pressed=${reaction.mine} aria-label=${`${reaction.name.replaceAll("_", " ")}, ${reaction.count}`}
      title=${`${reaction.users.join(", ")} reacted with :${reaction.name}:`}
      onClick=${() => acts.react(message, reaction.name, !reaction.mine)}>
      <span class="sign">${ways.emoji[reaction.name] ?? reaction.sign}</span><small>${reaction.count}</small></button>`)}
  </div>`;
}

function Tools({ message, acts, inThread, isMine, ways, shortcut, onEdit }) {
  const [choosing, setChoosing] = useState(false);
  return html`<div class="message-tools ${choosing ? "open" : ""}">
    <${IconButton} name="react" label="React" onClick=${() => setChoosing(true)} />
    ${!inThread && html`<${IconButton} name="thread" label="Reply in thread" onClick=${() => acts.open(message.ts)} />`}
    ${!message.is_bot && html`<${IconButton} name="ticket" label=${shortcut.name} onClick=${() => acts.shortcut(message)} />`}
    ${isMine && html`<${IconButton} name="edit" label="Edit" onClick=${onEdit} />`}
    ${isMine && html`<${IconButton} name="trash" label="Delete" onClick=${() => acts.remove(message)} />`}
    ${choosing && html`<${EmojiChoice} choices=${REACTIONS.map((name) => [ways.emoji[name], name])}
      onClose=${() => setChoosing(false)} onChoose=${(name) => acts.react(message, name, true)} />`}
  </div>`;
}

function Words({ message, ways, acts }) {
  const edited = message.edited && html`<small class="edited"> (edited)</small>`;
  if (!message.blocks.length) {
    return message.mrkdwn && html`<div class="words"><${Mrkdwn} text=${message.mrkdwn} ways=${ways} />${edited}</div>`;
  }
  const button = (look) => html`<${PressButton} key=${look.label} ...${look} message=${message} acts=${acts} ways=${ways} />`;
  return html`<div class="words blocks">
    ${message.blocks.map((block, number) => html`<${Block} key=${block.block_id ?? number} block=${block} ways=${ways} button=${button} />`)}
    ${edited}
  </div>`;
}

function ReplyBar({ message, acts, unseen, isOpen }) {
  const replies = message.replies.filter((reply) => !reply.system && !reply.ephemeral);
  if (!replies.length) return null;
  const names = [...new Set(replies.map((reply) => reply.author))].slice(-4);
  const last = replies.at(-1);
  return html`<button type="button" class="reply-bar ${unseen ? "unseen" : ""}" aria-expanded=${isOpen} onClick=${() => acts.open(message.ts)}>
    ${names.map((name) => html`<${Avatar} key=${name} name=${name} extra="tiny" />`)}
    <b>${many(replies.length, "reply", "replies")}</b>
    <small>${unseen ? "New" : "Last"} ${dayOf(last.time) === "Today" ? "today" : dayOf(last.time)} at ${timeOf(last.time)}</small>
  </button>`;
}

/** One message. `acts` has open, press, react, edit, remove and shortcut; `viewer` is the id of who looks. */
export function SlackMessage({ message, goesOn, inThread, viewer, acts, ways, root, shortcut, unseen, isOpen, isNew }) {
  const [editing, setEditing] = useState(false);
  if (message.system) {
    return html`<div class="slack-message system"><span class="system-sign" aria-hidden="true"></span>
      <p>${message.deleted ? "This message was deleted." : html`<${Mrkdwn} text=${message.mrkdwn} ways=${ways} />`}</p></div>
      ${!inThread && html`<${ReplyBar} message=${message} acts=${acts} unseen=${unseen} isOpen=${isOpen} />`}`;
  }
  const isMine = message.user === viewer && !message.is_bot;
  const rewrite = async (text) => {
    await acts.edit(message, text);
    setEditing(false);
  };
  const kinds = [goesOn && "goes-on", message.ephemeral && "ephemeral", isOpen && "is-open", isNew && "is-new", message.is_bot && message.blocks.length && "card"];
  return html`<article class="slack-message ${kinds.filter(Boolean).join(" ")}" aria-label=${`${message.author}, ${timeOf(message.time)}`}>
    <div class="gutter">${goesOn ? html`<time title=${exactly(message.time)}>${timeOf(message.time)}</time>` : html`<${Avatar} name=${message.author} />`}</div>
    <div class="message-body">
      ${message.ephemeral && html`<p class="only-you"><${Icon} name="eye" /> Only visible to you ·
        <button type="button" class="plain" onClick=${() => acts.dismiss(message)}>Dismiss</button></p>`}
      ${!goesOn && html`<p class="byline"><b>${message.author}</b>${message.is_bot && html`<span class="app-badge">APP</span>`}
        <time title=${exactly(message.time)}>${timeOf(message.time)}</time></p>`}
      ${editing
        ? html`<${Composer} place=${`edit ${message.ts}`} label="Edit message" placeholder="" marks=${SLACK_MARKS} editing=${message.text} withFiles=${false} onSend=${rewrite}
            onCancel=${() => setEditing(false)} />
          <button type="button" class="plain" onClick=${() => setEditing(false)}>Cancel</button>`
        : html`<${Words} message=${message} ways=${ways} acts=${acts} />`}
      <${Files} files=${message.files} root=${root} />
      <${Reactions} message=${message} acts=${acts} ways=${ways} />
      ${!inThread && html`<${ReplyBar} message=${message} acts=${acts} unseen=${unseen} isOpen=${isOpen} />`}
    </div>
    ${!message.ephemeral && !editing && html`<${Tools} message=${message} acts=${acts} inThread=${inThread} isMine=${isMine} ways=${ways} shortcut=${shortcut}
      onEdit=${() => setEditing(true)} />`}
  </article>`;
}
