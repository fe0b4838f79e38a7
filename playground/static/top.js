// The line at the top: what this is, what is simulated, and what to try first.

import { html } from "./vendor/htm-preact.js";
import { IconButton } from "./kit.js";

const STEPS = [
  ["asked", "On the phone press START, or write what is wrong, and answer until the request is sent."],
  ["pressed", "Its card appears in #support, and as a topic in Maria's Telegram: press Take."],
  ["answered", "Answer in the card's thread, or in the topic, and see it arrive on the phone."],
];

function Simulated() {
  return html`<details class="simulated">
    <summary>What is simulated</summary>
    <div>
      <p><b>Simulated:</b> the Telegram and the Slack on this page. They are small servers on this machine that answer as
        the real ones do, with made-up people. The desk talks to them through its usual libraries and can't tell the difference.</p>
      <p><b>Real:</b> the desk itself. What it asks, keeps and passes on is what it would do on the real platforms, and
        everything is still here after a restart.</p>
      <p><b>Both ways:</b> Ann and Carlo ask in Telegram, Sam in Slack: by a message, by /support, or from any message in #general.
        Agents answer in #support or in the Telegram group; the desk keeps the two in step.</p>
      <p><b>Left out:</b> other chats and channels, calls, search, voice recording, notifications, read receipts. In Telegram,
        bots are told neither of deleted messages nor of reactions in private chats; here neither.</p>
    </div>
  </details>`;
}

function Steps({ tried, onDismiss }) {
  const next = STEPS.findIndex(([key]) => !tried.includes(key));
  return html`<div class="steps" role="note" aria-label="Try this first">
    <b>Try this first</b>
    <ol>${STEPS.map(([key, words], number) => html`
      <li key=${key} class=${tried.includes(key) ? "done" : number === next ? "next" : ""}>
        <span class="step-number" aria-hidden="true">${tried.includes(key) ? "✓" : number + 1}</span><span>${words}</span></li>`)}
    </ol>
    <${IconButton} name="close" label="Hide the hint" onClick=${onDismiss} />
  </div>`;
}

export function Top({ tried, hint, lost, onDismiss }) {
  const done = STEPS.every(([key]) => tried.includes(key));
  return html`<div class="top">
    <div class="top-line">
      <p><b>Playground:</b> a simulated Telegram and a simulated Slack on this machine. Nothing leaves it.</p>
      ${lost && html`<p class="lost" role="status">No connection: trying again…</p>`}
      <${Simulated} />
    </div>
    ${hint && !done && html`<${Steps} tried=${tried} onDismiss=${onDismiss} />`}
  </div>`;
}
