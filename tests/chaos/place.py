"""Where it happens: the two platforms on ports of their own, the program's processes, the servers under them."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from starlette.applications import Starlette
from starlette.routing import Mount

from playground.serve import Server
from playground.servers import Postgres, Redis
from playground.slack import Channel
from playground.world import SLACK_PATH, TELEGRAM_PATH, World
from tests.chaos.balancer import Balancer
from tests.chaos.plan import SLACK_RETRIES, Plan, write_desk
from tests.stories.processes import Process, free_port, run

START_WITHIN = 60.0
"""Seconds the program may take to start."""


class Place:
    """Opened, everything is served and running. `processes` by name; `channels` by kind of request."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.world = World()
        self.telegram_server = Server(Starlette(routes=[Mount(TELEGRAM_PATH, app=self.world.telegram.app)]))
        self.slack_server = Server(Starlette(routes=[Mount(SLACK_PATH, app=self.world.slack.app)]))
        self.processes: dict[str, Process] = {}
        self.postgres: Postgres | None = None
        self.redis: Redis | None = None
        self.channels: dict[str, Channel] = {}
        self.agents = [self.world.slack.person(f"Agent {name}") for name in ("Ada", "Ben", "Cleo", "Dan", "Eve")]
        self._settings: dict[str, str] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Place:
        async with AsyncExitStack() as stack:
            await self._serve(stack)
            await self._start_servers(stack)
            ports = [free_port() for _ in range(2 if self.plan.spread else 1)]
            balancer = await stack.enter_async_context(Balancer(ports))
            self._settings = self._environment(balancer.url)
            code, said = await run(self.process("migrate"))
            if code:
                raise RuntimeError(f"frontdoor migrate ended with {code}: {said}")
            for name, port in self._names(ports):
                process = self.processes[name] = self.process(name.split("-")[0], PORT=str(port))
                await stack.enter_async_context(process)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def ready(self) -> None:
        """Waits until the program listens to both platforms. Raises NotSeen."""
        world = self.world
        await world.slack.connected(world.app, START_WITHIN)
        listens = world.telegram.parts.world.bot(world.bot.id)
        await world.telegram.changes.wait(
            lambda: listens["webhook"] or world.telegram.polled(world.bot), START_WITHIN, "nobody listens to Telegram"
        )

    def process(self, *command: str, **environ: str) -> Process:
        """One `frontdoor COMMAND` with the settings of this place."""
        return Process(self.plan.folder, {**self._settings, **environ}, *command)

    def logs(self) -> str:
        """What all processes have logged so far."""
        return "".join(process.log for process in self.processes.values())

    def _names(self, ports: list[int]) -> list[tuple[str, int]]:
        if not self.plan.spread:
            return [("run", ports[0])]
        return [("web-1", ports[0]), ("web-2", ports[1]), ("worker-1", 0), ("worker-2", 0)]

    async def _serve(self, stack: AsyncExitStack) -> None:
        world = self.world
        await stack.enter_async_context(self.telegram_server)
        await stack.enter_async_context(self.slack_server)
        await stack.enter_async_context(world)
        world.slack.retry_delays = SLACK_RETRIES
        kinds = self.plan.kinds
        for number, kind in enumerate(kinds):
            pair = [self.agents[number], self.agents[(number + 1) % len(kinds)]]
            self.channels[kind] = world.slack.channel(kind.lower(), [*pair, world.app])

    async def _start_servers(self, stack: AsyncExitStack) -> None:
        if self.plan.spread:
            self.postgres = Postgres(self.plan.folder / "postgres")
            self.redis = Redis(self.plan.folder / "redis") if self.plan.redis else None
            for server in filter(None, (self.postgres, self.redis)):
                await asyncio.to_thread(server.start)
                stack.push_async_callback(asyncio.to_thread, server.stop)

    def _environment(self, public_url: str) -> dict[str, str]:
        folder = self.plan.folder
        desk = folder / "chaos.json"
        write_desk(desk, {kind: channel.id for kind, channel in self.channels.items()})
        given = self.world.environment(self.telegram_server.url)
        self.world.slack.public_url = self.slack_server.url + SLACK_PATH
        given |= {
            "SLACK_API_URL": self.world.slack.api_url,
            "DATABASE_URL": self.postgres.url if self.postgres else f"sqlite:///{folder / 'frontdoor.db'}",
            "FRONTDOOR_FILES": str(folder / "files"),
            "FRONTDOOR_DESK": str(desk),
        }
        if self.redis:
            given["REDIS_URL"] = self.redis.url
        if self.plan.telegram == "webhook":
            given["FRONTDOOR_PUBLIC_URL"] = public_url
        return given
