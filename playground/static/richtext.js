// Formatted texts, made of elements and text nodes only: nothing anybody wrote is ever read as HTML.

import { html, useState } from "./vendor/htm-preact.js";
import { Link } from "./kit.js";

// Telegram: a text, and entities that say what is bold or a link, counted in UTF-16 units as JavaScript does.

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

function Spoiler({ children }) {
  const [shown, setShown] = useState(false);
  if (shown) return html`<span>${children}</span>`;
  const show = () => setShown(true);
  return html`<span class="spoiler" role="button" tabindex="0" aria-label="Hidden words: show them" onClick=${show}
    onKeyDown=${(event) => ["Enter", " "].includes(event.key) && show()}>${children}</span>`;
}

function dressed(entity, inner, raw, onCommand) {
  const tag = TAGS[entity.type.replace("expandable_", "")];
  if (tag) return html`<${tag}>${inner}<//>`;
  if (entity.type === "spoiler") return html`<${Spoiler}>${inner}<//>`;
  if (entity.type === "url") return html`<${Link} to=${raw}>${inner}<//>`;
  if (entity.type === "text_link") return html`<${Link} to=${entity.url}>${inner}<//>`;
  if (entity.type === "email") return html`<${Link} to=${`mailto:${raw}`}>${inner}<//>`;
  if (entity.type === "bot_command") {
    return html`<button type="button" class="in-text" onClick=${() => onCommand(raw)}>${inner}</button>`;
  }
  return ["mention", "hashtag", "text_mention"].includes(entity.type) ? html`<span class="mark">${inner}</span>` : inner;
}

export function Entities({ text, entities, onCommand }) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const walk = (start, end, inside) => {
    const parts = [];
    let at = start;
    while (inside.length) {
      const [entity] = inside;
      const stop = Math.min(entity.offset + entity.length, end);
      if (entity.offset > at) parts.push(text.slice(at, entity.offset));
      const within = inside.slice(1).filter((other) => other.offset < stop);
      parts.push(dressed(entity, walk(entity.offset, stop, within), text.slice(entity.offset, stop), onCommand));
      // A block ends its line by itself.
      at = BLOCKS.has(entity.type) && text[stop] === "\n" ? stop + 1 : stop;
      inside = inside.slice(1).filter((other) => other.offset >= stop);
    }
    if (at < end) parts.push(text.slice(at, end));
    return parts;
  };
  return html`<span class="text">${walk(0, text.length, sorted)}</span>`;
}

// Slack: mrkdwn, see docs.slack.dev/messaging/formatting-message-text.

const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const INLINE = new RegExp(
  [
    "<(?<token>[^<>\\n]+)>",
    "(?<![\\p{L}\\p{N}])`(?![\\s\u200b])(?<code>[^`\\n]+)`",
    "(?<![\\p{L}\\p{N}_*])\\*(?![\\s\u200b])(?<bold>[^*\\n]*[^*\\s\u200b])\\*(?![\\p{L}\\p{N}_*])",
    "(?<![\\p{L}\\p{N}_])_(?![\\s\u200b])(?<italic>[^_\\n]*[^_\\s\u200b])_(?![\\p{L}\\p{N}_])",
    "(?<![\\p{L}\\p{N}_~])~(?![\\s\u200b])(?<strike>[^~\\n]*[^~\\s\u200b])~(?![\\p{L}\\p{N}_~])",
    ":(?<emoji>[a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?",
  ].join("|"),
  "gu",
);

function token(content, names) {
  const bar = content.indexOf("|");
  const [target, label] = bar < 0 ? [content, ""] : [content.slice(0, bar), content.slice(bar + 1)];
  if (target.startsWith("@")) return html`<span class="mention">@${names[target.slice(1)] ?? plain(label || target.slice(1))}</span>`;
  if (target.startsWith("#")) return html`<span class="mention">#${plain(label || target.slice(1))}</span>`;
  if (target.startsWith("!")) return html`<span class="mention">${plain(label) || `@${target.slice(1).split("^")[0]}`}</span>`;
  return html`<${Link} to=${plain(target)}>${plain(label || target.replace(/^mailto:/, ""))}<//>`;
}

export function signs(text, emoji) {
  return plain(text).replace(/:([a-z0-9_+'-]+):/g, (whole, name) => emoji[name] ?? whole);
}

function inline(text, ways) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    const { token: inner, code, bold, italic, strike, emoji } = found.groups;
    if (found.index > at) parts.push(plain(text.slice(at, found.index)));
    if (inner !== undefined) parts.push(token(inner, ways.names));
    else if (code !== undefined) parts.push(html`<code>${plain(code)}</code>`);
    else if (bold !== undefined) parts.push(html`<b>${inline(bold, ways)}</b>`);
    else if (italic !== undefined) parts.push(html`<i>${inline(italic, ways)}</i>`);
    else if (strike !== undefined) parts.push(html`<s>${inline(strike, ways)}</s>`);
    else parts.push(ways.emoji[emoji] ?? found[0]);
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push(plain(text.slice(at)));
  return parts;
}

function paragraphs(text, ways) {
  const parts = [];
  let quote = [];
  const flush = () => {
    if (quote.length) parts.push(html`<blockquote>${inline(quote.join("\n"), ways)}</blockquote>`);
    quote = [];
  };
  let run = [];
  const flushRun = () => {
    if (run.length) parts.push(html`<span class="text">${inline(run.join("\n"), ways)}</span>`);
    run = [];
  };
  for (const line of text.split("\n")) {
    const quoted = line.match(/^(?:&gt;|>) ?(.*)$/);
    if (quoted) {
      flushRun();
      quote.push(quoted[1]);
    } else {
      flush();
      run.push(line);
    }
  }
  flush();
  flushRun();
  return parts;
}

/** `ways` holds `names` (of people, by id) and `emoji` (signs, by name). */
export function Mrkdwn({ text, ways }) {
  const pieces = text.split("```");
  return html`<div class="mrkdwn">
    ${pieces.map((piece, number) => {
      if (number % 2 && number < pieces.length - 1) return html`<pre>${plain(piece).replace(/^\n|\n$/g, "")}</pre>`;
      const shown = number % 2 ? "```" + piece : number ? piece.replace(/^\n/, "") : piece;
      return shown && paragraphs(shown, ways);
    })}
  </div>`;
}

function TextObject({ of, ways }) {
  if (of.type === "mrkdwn") return html`<${Mrkdwn} text=${of.text} ways=${ways} />`;
  return html`<span class="text">${signs(of.text, ways.emoji)}</span>`;
}

function richParts(elements, ways) {
  return elements.map((element) => {
    if (element.type === "emoji") return ways.emoji[element.name] ?? `:${element.name}:`;
    if (element.type === "user") return html`<span class="mention">@${ways.names[element.user_id] ?? element.user_id}</span>`;
    if (element.type === "channel") return html`<span class="mention">#${element.channel_id}</span>`;
    if (element.type === "broadcast") return html`<span class="mention">@${element.range}</span>`;
    if (element.type === "link") return html`<${Link} to=${element.url}>${element.text || element.url}<//>`;
    if (element.type === "rich_text_quote") return html`<blockquote>${richParts(element.elements, ways)}</blockquote>`;
    if (element.type === "rich_text_preformatted") return html`<pre>${richParts(element.elements, ways)}</pre>`;
    if (element.type === "rich_text_list") {
      const tag = element.style === "ordered" ? "ol" : "ul";
      return html`<${tag} class="indent-${element.indent ?? 0}" start=${element.offset ? element.offset + 1 : undefined}>${element.elements.map((item) => html`<li>${richParts(item.elements, ways)}</li>`)}<//>`;
    }
    if (element.elements) return html`<span class="text">${richParts(element.elements, ways)}</span>`;
    const { bold, italic, strike, underline, code } = element.style ?? {};
    let shown = signs(element.text ?? "", ways.emoji);
    if (code) shown = html`<code>${shown}</code>`;
    if (strike) shown = html`<s>${shown}</s>`;
    if (underline) shown = html`<u>${shown}</u>`;
    if (italic) shown = html`<i>${shown}</i>`;
    return bold ? html`<b>${shown}</b>` : shown;
  });
}

/** One Block Kit block; `button({label, look, to})` draws its buttons. */
export function Block({ block, ways, button }) {
  const parts = (items) => items.map((item) => part(item));
  const part = (element) => {
    if (["mrkdwn", "plain_text"].includes(element.type)) return html`<${TextObject} of=${element} ways=${ways} />`;
    if (element.type === "button") return button({ label: element.text.text, look: element.style, to: element.url });
    if (element.type === "overflow") return element.options.map((option) => button({ label: option.text.text }));
    if (element.type === "image") return html`<small class="not-shown">${element.alt_text}</small>`;
    return html`<small class="not-shown">${element.type.replaceAll("_", " ")} (not shown in the playground)</small>`;
  };
  switch (block.type) {
    case "section":
      return html`<div class="block section">
        <div>
          ${block.text && html`<${TextObject} of=${block.text} ways=${ways} />`}
          ${block.fields && html`<div class="fields">${parts(block.fields)}</div>`}
        </div>
        ${block.accessory && part(block.accessory)}
      </div>`;
    case "header":
      return html`<h4 class="block">${signs(block.text.text, ways.emoji)}</h4>`;
    case "context":
      return html`<div class="block context">${parts(block.elements)}</div>`;
    case "actions":
      return html`<div class="block actions">${parts(block.elements)}</div>`;
    case "divider":
      return html`<hr class="block" />`;
    case "markdown":
      return html`<div class="block text">${block.text}</div>`;
    case "rich_text":
      return html`<div class="block">${richParts(block.elements, ways)}</div>`;
    default:
      return html`<div class="block">${part(block)}</div>`;
  }
}
