#!/usr/bin/env node
// A receiver of callback events: node receiver.js. Needs nothing but Node.
"use strict";
const http = require("node:http");

const ACKS = process.env.RINGTRUE_ACK_URL;
const LARGEST = 128 * 1024;

// The event in a delivery, in its wrapper or alone.
function eventOf(body) {
  const told = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  const event = told.message !== undefined && told.event_id === undefined ? told.message : told;
  const stamp = typeof event.timestamp === "string" || typeof event.timestamp === "number";
  const named = event._service_id === undefined || typeof event._service_id === "string";
  if (typeof event.event_id !== "string" || !stamp || !named) throw new Error("no event");
  return event;
}

async function receive(request, response) {
  if (request.method !== "POST") return response.writeHead(405).end();
  const pieces = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length <= LARGEST) pieces.push(piece);
  }
  if (length > LARGEST) return response.writeHead(413).end();
  let event;
  try {
    event = eventOf(Buffer.concat(pieces));
  } catch {
    return response.writeHead(400).end();
  }
  if (ACKS && event._service_id) {
    const body = JSON.stringify({ id: event._service_id, outcome: "accept" });
    await fetch(ACKS, { method: "POST", body });
  }
  response.writeHead(200).end();
}

const server = http.createServer((request, response) => {
  receive(request, response).catch(() => response.destroy());
});
server.listen(0, "127.0.0.1", () => {
  console.log(`URL http://127.0.0.1:${server.address().port}/callback-events`);
});
