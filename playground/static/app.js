// The page: fetches what is there, again after every change, and shows both halves.

import { html, render, useCallback, useEffect, useRef, useState } from "./vendor/htm-preact.js";
import { listen, setup, state } from "./api.js";
import { GroupSide } from "./group.js";
import { HalfTop } from "./kit.js";
import { Phone } from "./phone.js";
import { SlackSide } from "./slack.js";
import { Top } from "./top.js";

/** A value the browser tab remembers over a reload; `lasting` also over a new visit. */
function useKept(name, first, lasting = false) {
  const store = lasting ? localStorage : sessionStorage;
  const [value, setValue] = useState(() => {
    try {
      return JSON.parse(store.getItem(name)) ?? first;
    } catch {
      return first;
    }
  });
  useEffect(() => store.setItem(name, JSON.stringify(value)), [value]);
  return [value, setValue];
}

const same = (one, other) => Object.keys(one).every((key) => one[key] === other[key]);

/** What both sides look like now for who is `asked`; one request at a time, one more if something changed meanwhile. */
function useLive(asked) {
  const [now, setNow] = useState(null);
  const [lost, setLost] = useState(false);
  const who = useRef();
  const fetching = useRef(false);
  const again = useRef(false);
  const refresh = useCallback(async () => {
    if (fetching.current) {
      again.current = true;
      return;
    }
    fetching.current = true;
    try {
      do {
        again.current = false;
        const whose = who.current;
        const found = await state(whose);
        if (same(whose, who.current)) setNow({ ...found, ...whose });
        else again.current = true;
      } while (again.current);
      setLost(false);
    } catch {
      setLost(true);
    } finally {
      fetching.current = false;
    }
  }, []);
  who.current = asked;
  useEffect(() => {
    refresh();
  }, Object.values(asked));
  useEffect(() => listen(refresh, setLost), []);
  return [now, lost];
}

/** Where the desk has written since one looked there, in this tab. `shown` are the places before one's eyes. */
function useNews(news, shown) {
  const seen = useRef(null);
  seen.current ??= news;
  if (news) for (const place of shown) seen.current = { ...seen.current, [place]: news[place] };
  return (place) => Boolean(news) && news[place] > (seen.current[place] ?? 0);
}

const LANGUAGES = { en: "English", it: "Italian", ro: "Romanian", es: "Spanish", ru: "Russian", uk: "Ukrainian" };

/** Who one can be on a side, by platform; a place that is one's own has its mark at the name, a shared one at the platform. */
function asked(fixed, isNew) {
  const phones = fixed.requesters.telegram.map((item) => ({
    ...item, news: isNew(item.key), note: item.language.toUpperCase(), about: `${item.name}: their Telegram is in ${LANGUAGES[item.language] ?? item.language}`,
  }));
  const desks = fixed.requesters.slack.map((item) => ({ ...item, news: isNew(item.key), about: `${item.name}, ${item.title}: asks in Slack` }));
  return [{ name: "Telegram", label: "Whose phone", people: phones }, { name: "Slack", label: "Who asks in Slack", people: desks }];
}

function answering(fixed, isNew, members) {
  const desks = fixed.agents.slack.map((item) => {
    const outside = members && !members.has(item.id) ? "not in #support" : "";
    return { ...item, note: outside, about: `${item.name}, ${item.title}${outside && `: ${outside}`}` };
  });
  const phones = fixed.agents.telegram.map((item) => ({ ...item, about: `${item.name}: answers in the Telegram group` }));
  return [
    { name: "Slack", label: "Who you are in Slack", people: desks, news: isNew("support") },
    { name: "Telegram", label: "Who you are in the group", people: phones, news: isNew("group") },
  ];
}

function App({ fixed }) {
  const all = (side) => [...fixed[side].telegram, ...fixed[side].slack].map((item) => item.key);
  const known = (keys, key, first) => (keys.includes(key) ? key : first);
  const [person, setPerson] = useKept("person", "ann");
  const [agent, setAgent] = useKept("agent", "anna");
  const [room, setRoom] = useKept("room", "desk");
  const [topic, setTopic] = useKept("topic", "");
  const [side, setSide] = useKept("side", "phone");
  const [tried, setTried] = useKept("tried", [], true);
  const [hint, setHint] = useKept("hint", true, true);
  const [now, lost] = useLive({ person: known(all("requesters"), person, "ann"), agent: known(all("agents"), agent, "anna"), room, topic });
  const isIn = (people, key) => people.some((item) => item.key === key);
  const inGroup = now && isIn(fixed.agents.telegram, now.agent);
  const isNew = useNews(now?.news, now ? [now.person, inGroup ? "group" : "support"] : []);
  const members = useRef(null);
  if (now && !inGroup) members.current = new Set(now.right.members.map((member) => member.id));
  const did = (step) => setTried((before) => (before.includes(step) ? before : [...before, step]));
  const hasCard = now?.news.support > 0;
  useEffect(() => {
    if (hasCard) did("asked");
  }, [hasCard]);
  if (!now) return html`<p class="loading">${lost ? "The playground can't be reached. Is it still running?" : "One moment…"}</p>`;
  const { telegram, slack } = fixed.paths;
  const left = html`<${HalfTop} title="Requesters" groups=${asked(fixed, isNew)} chosen=${now.person} onChoose=${setPerson} />`;
  const right = html`<${HalfTop} title="Agents" groups=${answering(fixed, isNew, members.current)} chosen=${now.agent} onChoose=${setAgent} />`;
  const window = { emoji: fixed.emoji, shortcut: fixed.shortcut, root: slack, onTried: did };
  return html`
    <${Top} tried=${tried} hint=${hint} lost=${lost} onDismiss=${() => setHint(false)} />
    <div class="sides" role="group" aria-label="Which half">
      <button type="button" aria-pressed=${side === "phone"} onClick=${() => setSide("phone")}>Requesters</button>
      <button type="button" aria-pressed=${side === "slack"} onClick=${() => setSide("slack")}>Agents</button>
    </div>
    <main class="halves show-${side} ${isIn(fixed.requesters.slack, now.person) ? "wide-left" : ""}">
      ${isIn(fixed.requesters.telegram, now.person)
        ? html`<${Phone} top=${left} chat=${now.left} person=${now.person} root=${telegram} />`
        : html`<${SlackSide} key="asks" label="Requester's Slack" half="left" top=${left} view=${now.left} people=${fixed.requesters.slack} who=${now.person}
            onRoom=${setRoom} ...${window} />`}
      ${inGroup
        ? html`<${GroupSide} top=${right} group=${now.right} person=${now.agent} root=${telegram} isAsked=${topic !== ""} onTopic=${setTopic} onTried=${did} />`
        : html`<${SlackSide} key="answers" label="Agents' Slack" half="right" top=${right} view=${now.right} people=${fixed.agents.slack} who=${now.agent}
            ...${window} />`}
    </main>`;
}

const place = document.getElementById("app");

setup().then(
  (fixed) => render(html`<${App} fixed=${fixed} />`, place),
  (error) => render(html`<p class="loading">${error.message}</p>`, place),
);
