// The messages of a Telegram chat.

import { html, useState } from "./vendor/htm-preact.js";
import { Avatar, EmojiChoice, Icon, IconButton, colorOf, dayOf, exactly, sizeOf, timeOf } from "./kit.js";
import { Entities } from "./richtext.js";

const REACTIONS = [["👍", "thumbs up"], ["❤", "heart"], ["🔥", "fire"], ["🎉", "party"], ["🙏", "thanks"], ["😢", "sad"]];

/** Days, service lines, and bubbles; the parts of an album are one bubble. */
export function arranged(messages) {
  const rows = [];
  let day = "";
  for (const message of messages) {
    const last = rows.at(-1);
    if (dayOf(message.date) !== day) {
      day = dayOf(message.date);
      rows.push({ key: `day ${day}`, day });
    } else if (message.album && last?.messages?.[0].album === message.album) {
      last.messages.push(message);
      continue;
    }
    rows.push(message.service ? { key: message.id, service: message.service } : { key: message.id, messages: [message] });
  }
  return rows;
}

function Media({ media, root }) {
  const url = `${root}/${media.url}`;
  const ratio = media.width && media.height ? `${media.width} / ${media.height}` : undefined;
  if (media.kind === "photo" || media.kind === "sticker" || (media.kind === "animation" && media.mime.startsWith("image/"))) {
    return html`<a class="media ${media.kind}" href=${url} target="_blank" rel="noopener">
      <img src=${url} alt=${media.name || "Photo"} style=${{ aspectRatio: ratio }} />
    </a>`;
  }
  if (["video", "animation", "video_note"].includes(media.kind)) {
    return html`<video class="media ${media.kind}" src=${url} controls preload="metadata" aria-label=${media.name}></video>`;
  }
  if (["voice", "audio"].includes(media.kind)) return html`<audio class="media" src=${url} controls preload="metadata"></audio>`;
  return html`<a class="file-chip" href=${url} download=${media.name} title=${`Download ${media.name}`}>
    <span class="file-icon"><${Icon} name="file" /></span>
    <span class="file-words"><b>${media.name}</b><small>${sizeOf(media.size)}</small></span>
  </a>`;
}

function Keyboard({ message, onPress }) {
  const [waiting, setWaiting] = useState(null);
  const press = async (button, key) => {
    if (waiting !== null) return;
    setWaiting(key);
    await onPress(message, button);
    setWaiting(null);
  };
  return html`<div class="keyboard" role="group" aria-label="Buttons">
    ${message.buttons.map((row, line) => html`<div class="keyboard-row" key=${line}>
      ${row.map((button, column) => {
        const key = `${line}.${column}`;
        if (button.url) {
          return html`<a key=${key} class="key" href=${/^https?:/i.test(button.url) ? button.url : undefined}
            target="_blank" rel="noopener noreferrer"><span>${button.label}</span><i>↗</i></a>`;
        }
        return html`<button type="button" key=${key} class="key ${button.style ?? ""}" aria-busy=${waiting === key}
          disabled=${button.data === null} onClick=${() => press(button, key)}><span>${button.label}</span></button>`;
      })}
    </div>`)}
  </div>`;
}

/** The words that are selected in a bubble, if they are the message's own: who replies then quotes them. */
function selectedIn(bubble, message) {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  const inside = [selection.anchorNode, selection.focusNode].every((node) => bubble.contains(node));
  return inside && message.text.includes(words) ? words : "";
}

function Tools({ message, acts }) {
  const [choosing, setChoosing] = useState(false);
  const mine = message.who === "me";
  const worded = message.text || (message.media && !["sticker", "video_note"].includes(message.media.kind));
  return html`<div class="bubble-tools ${choosing ? "open" : ""}">
    <${IconButton} name="reply" label="Reply" title="Reply; to quote, select words first"
      onMouseDown=${(event) => event.preventDefault()}
      onClick=${(event) => acts.reply(message, selectedIn(event.currentTarget.closest(".bubble-line"), message))} />
    <${IconButton} name="react" label="React" onClick=${() => setChoosing(true)} />
    ${mine && worded && html`<${IconButton} name="edit" label="Edit" onClick=${() => acts.edit(message)} />`}
    ${mine && html`<${IconButton} name="trash" label="Delete" onClick=${() => acts.remove(message)} />`}
    ${choosing && html`<${EmojiChoice} choices=${REACTIONS} onClose=${() => setChoosing(false)}
      onChoose=${(_, sign) => acts.react(message, sign)} />`}
  </div>`;
}

function Extras({ message }) {
  const { contact, location } = message;
  if (contact) {
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
    return html`<span class="file-chip"><${Avatar} name=${name} /><span class="file-words"><b>${name}</b><small>${contact.phone_number}</small></span></span>`;
  }
  if (!location) return null;
  const at = `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`;
  return html`<span class="map" role="img" aria-label=${`Location ${at}`}><i class="sign">📍</i><small>${at}</small></span>`;
}

/** One bubble. `acts` has reply, edit, remove, react, press and command; in a group it is `named` by who wrote it. */
export function Bubble({ messages, acts, root, isLast, isFirst = false, named = false }) {
  const first = messages[0];
  const last = messages.at(-1);
  const worded = messages.find((message) => message.text) ?? first;
  const mine = first.who === "me";
  const visual = messages.every((message) => message.media && ["photo", "video"].includes(message.media.kind));
  const jump = () => {
    const target = document.getElementById(`tg-${first.reply.id}`);
    target?.scrollIntoView({ block: "center", behavior: "smooth" });
    target?.classList.add("found");
    target?.addEventListener("animationend", () => target.classList.remove("found"), { once: true });
  };
  const bare = first.media?.kind === "sticker" || first.media?.kind === "video_note";
  const writer = named && !mine;
  return html`<div class="bubble-line ${mine ? "mine" : "theirs"} ${isLast ? "last" : ""}" id=${`tg-${first.id}`}>
    ${writer && html`<span class="writer">${isLast && html`<${Avatar} name=${first.name} />`}</span>`}
    <div class="bubble-stack">
      <article class="bubble ${visual ? "visual" : ""} ${bare ? "bare" : ""} ${worded.text ? "" : "wordless"}" aria-label=${`${first.name}, ${timeOf(first.date)}`}>
        ${writer && isFirst && html`<p class="by" style=${{ color: colorOf(first.name) }}>${first.name}</p>`}
        ${first.forwarded && html`<p class="forwarded">Forwarded from <b>${first.forwarded}</b></p>`}
        ${first.reply && html`<button type="button" class="quote" onClick=${jump} title="Show this message">
          <b>${first.reply.name}</b><span>${first.reply.text || first.reply.media || "Message"}</span></button>`}
        ${first.media && html`<div class="media-set ${visual && messages.length > 1 ? "album" : ""}">
          ${messages.map((message) => html`<${Media} key=${message.id} media=${message.media} root=${root} />`)}
        </div>`}
        <${Extras} message=${first} />
        ${worded.text && html`<${Entities} text=${worded.text} entities=${worded.entities} onCommand=${acts.command} />`}
        <span class="meta" title=${exactly(last.date)}>
          ${messages.some((message) => message.edited) && html`<i>edited</i>`} <time>${timeOf(last.date)}</time>
          ${mine && html`<span class="ticks" aria-label="sent">✓✓</span>`}
        </span>
        ${first.reactions.length > 0 && html`<div class="reactions">
          ${first.reactions.map((reaction) => html`<button type="button" key=${reaction.emoji} class=${reaction.mine ? "mine" : ""}
            aria-pressed=${reaction.mine} onClick=${() => acts.react(first, reaction.mine ? null : reaction.emoji)}>
            <span class="sign">${reaction.emoji}</span>${reaction.count > 1 && html`<small>${reaction.count}</small>`}</button>`)}
        </div>`}
      </article>
      ${last.buttons.length > 0 && html`<${Keyboard} message=${last} onPress=${acts.press} />`}
    </div>
    <${Tools} message=${worded} acts=${acts} />
  </div>`;
}
