"""One chaos run from beginning to end, and its report."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.chaos.agent import Agent
from tests.chaos.judge import Judge, Verdict
from tests.chaos.place import Place
from tests.chaos.plan import Plan
from tests.chaos.requester import Requester
from tests.chaos.storm import Storm
from tests.chaos.transcript import transcript
from tests.chaos.watch import Watch
from tests.chaos.words import Words

LAST_INTAKE = 0.6
"""After this share of the talk nobody begins a new request."""

QUIET = 3.0
"""Seconds without any change after which nothing more is expected."""


@dataclass
class Report:
    """What a run says about itself."""

    plan: Plan
    verdict: Verdict
    struck: Counter[str]
    settled_in: float
    unfinished: list[str] = field(default_factory=list)
    undelivered: int = 0
    given_up: int = 0
    tracebacks: int = 0

    @property
    def good(self) -> bool:
        """Whether every promise was kept."""
        return not self.verdict.faults

    def lines(self) -> list[str]:
        """The report in words."""
        plan, found = self.plan, self.verdict
        where = "two webs, two workers, PostgreSQL, Redis" if plan.spread else "one process, SQLite"
        said = {kind: count for kind, count in found.said.items() if kind != "note"}
        doubled = ", ".join(f"{count} because {why}" for why, count in found.doubled.items()) or "none"
        return [
            f"{plan.requesters} requesters and {plan.agents} agents talked for {plan.seconds:.0f} s; {where};"
            f" Telegram by {plan.telegram}, Slack by sockets; seed {plan.seed}",
            "",
            *(f"{count:6}  {what}" for what, count in sorted(self.struck.items())),
            "",
            f"said          {sum(said.values())} ({', '.join(f'{count} {kind}' for kind, count in sorted(said.items()))})",
            f"arrived       {sum(found.arrived.values())}",
            f"told          {len(found.told)} (a sign and a note, or a message, says that it did not arrive)",
            f"lost          {len(found.lost)}",
            f"doubled       {sum(found.doubled.values())} rightly, with the line that says so ({doubled});"
            f" wrongly {len(found.wrongly_doubled)}",
            f"out of order  {len(found.out_of_order)} ({found.told_in_another_order} stand as the platform told them,"
            " in another order than said)",
            f"leaked        {len(found.leaked)} of {found.said['note']} notes; astray {len(found.astray)}",
            f"tickets       {found.tickets} of {found.intakes_sent} intakes sent",
            f"settled in    {self.settled_in:.0f} s; {self.undelivered} updates not taken yet, "
            f"{self.given_up} given up by Slack; {self.tracebacks} tracebacks in the logs",
            *(f"  not finished: {one}" for one in self.unfinished),
            *(f"  {one}" for one in found.faults),
            "",
            "nothing lost, nothing doubled, nothing out of order" if self.good else f"FAILED: {len(found.faults)}",
        ]


async def chaos(plan: Plan, tell: Callable[[str], None] = lambda line: None) -> Report:
    """Runs it. `tell` is told how far it is."""
    words = Words(plan.seed)
    async with Place(plan) as place, Watch(place.world) as watch:
        await place.ready()
        storm = Storm(place, watch)
        requesters, agents = _requesters(place, watch, words), _agents(place, watch, words)
        last_intake = time.time() + plan.seconds * LAST_INTAKE
        people = [asyncio.create_task(one.lives(last_intake), name=one.name) for one in requesters]
        people += [asyncio.create_task(one.works(), name=one.person.name) for one in agents]
        tell(f"{plan.seconds:.0f} s of talk …")
        await storm.rages()
        await watch.until(lambda: words.exchanged() >= plan.least or None, plan.settle)
        watch.finish()
        tell("everything is there again; waiting until nothing is under way …")
        judge = Judge(place, words, requesters, storm)
        began = time.monotonic()
        unfinished = await _settles(plan, watch, people, judge)
        (plan.folder / "transcript.txt").write_text("\n".join(storm.log) + transcript(place, requesters))
        return Report(
            plan,
            judge.verdict(),
            storm.struck,
            time.monotonic() - began,
            unfinished,
            len(place.world.telegram.pending()) + len(place.world.slack.workspace.state.pending),
            len(place.world.slack.given_up),
            place.logs().count("Traceback"),
        )


def _requesters(place: Place, watch: Watch, words: Words) -> list[Requester]:
    world, plan = place.world, place.plan
    found = []
    for number in range(plan.requesters):
        person = world.telegram.person(f"Requester {number:02}", username=f"requester_{number}").with_bot(world.bot)
        kind = plan.kinds[number % len(plan.kinds)]
        found.append(Requester(person, world, watch, words, kind, f"{plan.seed} requester {number}"))
    return found


def _agents(place: Place, watch: Watch, words: Words) -> list[Agent]:
    slack, plan = place.world.slack, place.plan
    channels = list(place.channels.values())
    found = []
    for number in range(plan.agents):
        own, second = channels[number], channels[number - 1]
        seed = f"{plan.seed} agent {number}"
        found.append(Agent(slack, place.world.app, place.agents[number], own, second, watch, words, seed))
    return found


async def _settles(plan: Plan, watch: Watch, people: list[asyncio.Task[None]], judge: Judge) -> list[str]:
    """Until everybody has finished and everything stands where it belongs, and then until nothing changes any more; at most
    `plan.settle` seconds. Returns what was not finished."""
    until = time.monotonic() + plan.settle
    done, waiting = await asyncio.wait(people, timeout=plan.settle)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    for task in done:
        task.result()
    while judge.missing() and (left := until - time.monotonic()) > 0:
        await watch.pause(min(1.0, left))
    await watch.quiet(QUIET, until)
    return [task.get_name() for task in waiting]
