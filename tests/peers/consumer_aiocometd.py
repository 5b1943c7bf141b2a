"""aiocometd-ng as a consumer under test: RINGTRUE_URL says where, RINGTRUE_ACK_URL who wants to
know what it understood. TRANSPORT: long-polling or websocket; its own choice if it is not set."""

import asyncio
import os

import aiohttp
from aiocometd_ng import Client, ConnectionType
from aiocometd_ng.exceptions import AiocometdException


async def acknowledge(http, mark):
    url = os.environ.get("RINGTRUE_ACK_URL")
    if url and mark is not None:
        async with http.post(url, json={"id": mark, "outcome": "accept"}):
            pass


async def obey(client, asked):
    please, channel = asked.get("please"), asked.get("channel")
    if please == "publish":
        await client.publish(channel, asked.get("data"))
    if please == "subscribe":
        await client.subscribe(channel)
    if please == "unsubscribe":
        await client.unsubscribe(channel)
    if please == "leave":
        await client.close()


async def main():
    named = os.environ.get("TRANSPORT")
    types = ConnectionType(named) if named else None
    client = Client(os.environ["RINGTRUE_URL"], types)
    async with aiohttp.ClientSession() as http:
        try:
            await client.open()
            await client.subscribe("/ringtrue/**")
            await client.subscribe("/ringtrue/events")
        except AiocometdException as error:
            # The library leaves it to its application what to do now; this one does nothing.
            print(type(error).__name__, error)
        while not client.closed:
            try:
                event = await client.receive()
            except AiocometdException as error:
                # What the library reports and does not mend ends it; everything else goes on.
                print(type(error).__name__, error)
                continue
            await acknowledge(http, event.get("id"))
            if event["channel"] == "/ringtrue/control" and isinstance(event["data"], dict):
                asyncio.ensure_future(obey(client, event["data"]))
    await asyncio.sleep(3600)


asyncio.run(main())
