// Small things both halves use.

import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/htm-preact.js";

const ICONS = {
  add: "M12 5v14M5 12h14",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.7-7.7",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  down: "M12 5v13M6 12.5l6 6 6-6",
  edit: "M4 20l1-4L16 5l3 3L8 19l-4 1zM14 7l3 3",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4z",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M4.5 11.9h.9v.2h-.9zM11.5 11.9h.9v.2h-.9zM18.5 11.9h.9v.2h-.9z",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  react: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5c1 1.5 2.2 2 3.5 2s2.5-.5 3.5-2M9 9.5h.01M15 9.5h.01",
  reply: "M10 6l-6 6 6 6M4 12h11a5 5 0 0 1 5 5v1",
  send: "M12 19V6M6 11.5l6-6 6 6",
  ticket: "M4 7h16v3.5a1.8 1.8 0 0 0 0 3.5v3.5H4V14a1.8 1.8 0 0 0 0-3.5zM14 7v2M14 11.5v1.5M14 15.5v2",
  thread: "M4 5h16v11H10l-4 4v-4H4zM8 9h8M8 12.5h5",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
};

export const Icon = ({ name }) => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${ICONS[name]} /></svg>
`;

export function IconButton({ name, label, onClick, extra = "", ...rest }) {
  return html`<button type="button" class="icon-button ${extra}" title=${label} aria-label=${label} onClick=${onClick} ...${rest}>
    <${Icon} name=${name} />
  </button>`;
}

const PALETTE = ["#c4557a", "#3d7ea6", "#4d8a53", "#a8672c", "#7a5cad", "#2d8a87", "#b0524a", "#6b7a2f"];

export function colorOf(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return PALETTE[sum % PALETTE.length];
}

export const Avatar = ({ name, extra = "" }) => html`
  <span class="avatar ${extra}" aria-hidden="true" style=${{ backgroundColor: colorOf(name) }}>
    ${([...name].find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? "?").toUpperCase()}
  </span>
`;

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayName = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const fullTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });

export const timeOf = (seconds) => clock.format(new Date(seconds * 1000));
export const exactly = (seconds) => fullTime.format(new Date(seconds * 1000));

export function dayOf(seconds) {
  const day = new Date(seconds * 1000);
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (day.toDateString() === today.toDateString()) return "Today";
  if (day.toDateString() === yesterday.toDateString()) return "Yesterday";
  return dayName.format(day);
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;

/** Only web and mail addresses become links; anything else that was sent as one stays text. */
export function Link({ to, children }) {
  if (!/^(https?:|mailto:)/i.test(to)) return html`<span>${children}</span>`;
  return html`<a href=${to} target="_blank" rel="noopener noreferrer">${children}</a>`;
}

const NEAR = 40;

/** A list that stays at its end while it grows, unless the reader has scrolled up. */
export function Scroller({ label, extra, growth, children, follow = 0 }) {
  const box = useRef(null);
  const inner = useRef(null);
  const atEnd = useRef(true);
  const [behind, setBehind] = useState(false);
  const ended = useRef({ at: 0, size: "" });
  const distance = () => box.current.scrollHeight - box.current.scrollTop - box.current.clientHeight;
  const size = () => `${box.current.clientWidth} ${box.current.clientHeight}`;
  // A box that changes its size scrolls by itself; otherwise only the reader goes up.
  const wentUp = () => distance() > NEAR && size() === ended.current.size && box.current.scrollTop < ended.current.at - NEAR;
  const toEnd = () => {
    box.current.scrollTop = box.current.scrollHeight;
    ended.current = { at: box.current.scrollTop, size: size() };
    atEnd.current = true;
    setBehind(false);
  };
  const keep = () => {
    if (atEnd.current && wentUp()) atEnd.current = false;
    if (atEnd.current) toEnd();
    return atEnd.current;
  };
  const scrolled = () => {
    if (atEnd.current && distance() > NEAR) keep();
    else if (!atEnd.current && distance() < NEAR) {
      atEnd.current = true;
      ended.current = { at: box.current.scrollHeight - box.current.clientHeight, size: size() };
      setBehind(false);
    }
  };
  useLayoutEffect(toEnd, [follow]);
  useLayoutEffect(() => {
    if (!keep()) setBehind(true);
  }, [growth]);
  useEffect(() => {
    // Pictures that load late, keyboards that come and go, and windows that change their size move the end too.
    const watch = new ResizeObserver(keep);
    watch.observe(inner.current);
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return html`<div class="scroller ${extra}">
    <div class="scroller-box" ref=${box} onScroll=${scrolled} tabindex="0" role="log" aria-label=${label}>
      <div class="scroller-inner" ref=${inner}>${children}</div>
    </div>
    ${behind && html`<button type="button" class="to-end" onClick=${toEnd}><${Icon} name="down" /> New messages</button>`}
  </div>`;
}

/** A small panel that closes with Escape, a press outside, or a choice. */
export function Popover({ label, onClose, extra = "", children }) {
  const box = useRef(null);
  useEffect(() => {
    const opener = document.activeElement;
    const outside = (event) => !box.current?.contains(event.target) && onClose();
    const key = (event) => {
      if (event.key !== "Escape") return;
      onClose();
      opener?.focus?.();
    };
    // The click that opened it is still on its way.
    const later = setTimeout(() => document.addEventListener("pointerdown", outside));
    document.addEventListener("keydown", key);
    box.current.querySelector("button")?.focus({ preventScroll: true });
    return () => {
      clearTimeout(later);
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("keydown", key);
    };
  }, []);
  return html`<div class="popover ${extra}" role="group" aria-label=${label} ref=${box}>${children}</div>`;
}

export function EmojiChoice({ choices, onChoose, onClose, extra = "" }) {
  return html`<${Popover} label="Choose a reaction" onClose=${onClose} extra="emoji-choice ${extra}">
    ${choices.map(([sign, name]) => html`
      <button type="button" key=${name} title=${name} aria-label=${`React with ${name}`}
        class="sign" onClick=${() => { onClose(); onChoose(name, sign); }}>${sign}</button>
    `)}
  <//>`;
}

const News = () => html`<i class="dot" role="img" aria-label="new messages"></i>`;

/** Who one is: a row of names, one of them pressed. */
function Switcher({ label, people, chosen, onChoose }) {
  return html`<div class="switcher" role="group" aria-label=${label}>
    ${people.map((person) => html`
      <button type="button" key=${person.key} aria-pressed=${person.key === chosen} title=${person.about}
        onClick=${() => onChoose(person.key)}>
        <${Avatar} name=${person.name} extra="tiny" /> ${person.name.split(" ")[0]}
        ${person.note && html`<small>${person.note}</small>`}
        ${person.news && html`<${News} />`}
      </button>
    `)}
  </div>`;
}

/** The line above a half: who one can be, platform by platform; who is chosen decides what is shown below. */
export function HalfTop({ title, groups, chosen, onChoose }) {
  return html`<div class="half-top"><h1>${title}</h1>
    ${groups.map((group) => {
      const here = group.people.some((person) => person.key === chosen);
      return html`<div class="you-are ${here ? "here" : ""}" key=${group.name}>
        <span>${group.name}${group.news && html` <${News} />`}</span>
        <${Switcher} label=${group.label} people=${group.people} chosen=${chosen} onChoose=${onChoose} /></div>`;
    })}
  </div>`;
}
