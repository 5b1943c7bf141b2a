'use strict';

// cometd-nodejs-server that tells agents of interactions: node gws_publisher.js [PORT]
// HOLD_MS: how long a connect is held, in milliseconds (3000).
// REVOKE_MS: how long an invite stands, in milliseconds (1000).

console.log = console.error;
const http = require('http');
const cometd = require('cometd-nodejs-server');

const port = Number(process.argv[2] || 0);
const hold = Number(process.env.HOLD_MS || 3000);
const revoke = Number(process.env.REVOKE_MS || 1000);
const [API, TOPIC] = ['/api/v2', '/v2/me/interactions'];
const bayeux = cometd.createCometDServer({ timeout: hold });
const agents = new Map(); // by browser cookie
const interactions = new Map(); // by id
let count = 0;

const later = (milliseconds, work) => setTimeout(work, milliseconds);

function agentOf(request) {
  const [, cookie = ''] = /BAYEUX_BROWSER=([^;]+)/.exec((request && request.headers.cookie) || '') || [];
  if (!agents.has(cookie)) agents.set(cookie, { away: new Set(), sessions: new Set(), operates: false });
  return agents.get(cookie);
}

function userData(it) {
  const target = '?:Shop>1';
  const address = `reader${it.number}@home-host`;
  const data = { RTargetTypeSelected: '2', RStrategyDBID: '7', Subject: `Books ${it.number}`, RRequestedSkills: null, ServiceObjective: 0, [`PegAG${target}`]: 1 };
  const all = (text, names) => names.split(' ').forEach((name) => { data[name] = text; });
  all(target, 'RTargetObjectSelected RTargetRequested RTargetAgentGroup');
  all('Seller1', 'RTargetAgentSelected RTargetPlaceSelected RStrategyName RTenant CustomerSegment ServiceType');
  all('', 'RTargetRuleSelected RTargetObjSelDBID RRequestedSkillCombination RVQID RVQDBID');
  all('', 'CBR-actual_volume CBR-contract_DBIDs CBR-Interaction_cost CBR-IT-path_DBIDs');
  if (it.medium === 'chat') {
    return Object.assign(data, { IdentifyCreateContact: '3', ChatServerAppName: 'chat',
      ChatServerHost: 'chat-host', ChatServerPort: '4801', ChatServerDBID: '12' });
  }
  all(address, 'FromAddress EmailAddress');
  return Object.assign(data, { 'Header_Content-Type': 'text/plain', Header_Date: 'Tue, 06 May 2014 10:00:00 +0200',
    'Header_Message-ID': `<${it.number}@home-host>`, 'Header_MIME-Version': '1.0', _ContainsAttachment: 'false',
    _AttachmentsSize: '0', _AttachmentFileNames: '', _AutoReplyCount: 0, To: 'shop@shop-host', Mailbox: 'shop',
    ContactId: '0001Kb3P5C2E000C', FromPersonal: '', Origination_Source: 'Email' });
}

function line(it, event) {
  const client = event < 3 || event % 2 === 1;
  const joins = event === 1 || event === 3;
  const agent = event === 3 || !client;
  const UserId = `${agent ? '00B2' : '00B1'}${String(it.number).padStart(12, '0')}`;
  const said = { EventId: event, NoticeText: null, NoticeType: null, UserId, Visibility: 'All' };
  return joins
    ? { ...said, MessageText: null, MessageType: 'PARTY_JOINED', UserType: agent ? 'Agent' : 'Client', NickName: 'Jo' }
    : { ...said, MessageText: `line ${event}`, MessageType: 'NEW_MESSAGE', UserType: null, NickName: null };
}

function tell(it, events) {
  if (!it.session.subscriptions.some((channel) => channel.name === TOPIC)) return;
  const data = {
    userData: userData(it), currentQueue: it.medium === 'email' ? 'Mails' : 'Chats',
    interactionType: 'Inbound', interactionSubType: 'InboundNew', capabilities: [],
    state: it.state, messageType: 'InteractionStateMessage', id: it.id, channel: it.medium,
  };
  if (it.medium === 'email') data.email_object = { interactionId: it.id };
  if (it.state === 'Invited') data.capabilities = ['Accept', 'Reject'];
  if (it.state === 'Accepted') {
    data.capabilities = ['Transfer', 'PlaceInQueue', 'StopProcessing', 'PlaceInWorkbin', 'UpdateProperties', 'Reply'];
    if (it.medium === 'email') {
      const { FromAddress, To, Subject } = data.userData;
      Object.assign(data.email_object, { text: 'Hello,\r\n\r\na "book", please.\r\n', fromAddress: FromAddress, toAddress: To, subject: Subject });
      Object.assign(data, { inQueues: { __STOP__: '' }, outQueues: { MailsOut: '' } });
      data.capabilities.push('ReplyAll');
    } else {
      Object.assign(data, { chat_notifications: events.map((e) => line(it, e)), inQueues: { Transcripts: '' }, sessionId: it.id });
    }
  }
  it.session.deliver(null, TOPIC, data);
}

function settle(it, state) {
  if (it.state !== 'Invited') return false;
  it.state = state;
  if (state !== 'Rejected') tell(it, [1, 2, 3]);
  if (state === 'Accepted' && it.medium === 'chat') {
    [[4], [5, 6]].forEach((events, index) => later(150 * (index + 1), () => tell(it, events)));
  }
  return true;
}

function offer(agent, session, medium) {
  if (agent.away.has(medium)) return undefined;
  const number = (count += 1);
  const it = { id: `0001Pb${String(number).padStart(10, '0')}`, number, medium, session, state: 'Invited' };
  interactions.set(it.id, it);
  tell(it);
  later(revoke, () => { settle(it, 'Revoked'); interactions.delete(it.id); });
  return it;
}

bayeux.createServerChannel(TOPIC).addListener('subscribed', (channel, session) => {
  const agent = agentOf(bayeux.context.request);
  agent.sessions.add(session);
  session.addListener('removed', () => agent.sessions.delete(session));
  later(30, () => offer(agent, session, 'email'));
  later(60, () => offer(agent, session, 'chat'));
  // Who asks for no operation hears what another desktop of the agent does.
  const elsewhere = (medium) => () => {
    const it = agent.operates ? undefined : offer(agent, session, medium);
    if (it) later(50, () => settle(it, 'Accepted'));
  };
  later(400, elsewhere('email'));
  later(450, elsewhere('chat'));
});

function operate(request, kind, id, name) {
  const agent = agentOf(request);
  agent.operates = true;
  if (kind === 'channels' && name === 'NotReady') agent.away.add(id);
  else if (kind === 'channels' && name === 'Ready') {
    if (agent.away.delete(id)) later(30, () => agent.sessions.forEach((session) => offer(agent, session, id)));
  } else if (kind !== 'interactions' || !interactions.has(id)) return 6;
  else {
    const state = { Accept: 'Accepted', Reject: 'Rejected' }[name];
    return state && settle(interactions.get(id), state) ? 0 : 2;
  }
  return 0;
}

const server = http.createServer((request, response) => {
  const path = request.url.split('?')[0];
  if (path === `${API}/notifications` || path.startsWith(`${API}/notifications/`)) return bayeux.handle(request, response);
  const [, kind, id] = /^\/api\/v2\/me\/(\w+)\/(\w+)$/.exec(path) || [];
  let body = '';
  request.on('data', (chunk) => { body += chunk; });
  request.on('end', () => {
    let name;
    try { name = JSON.parse(body).operationName; } catch (error) { name = undefined; }
    const statusCode = name ? operate(request, kind, id, name) : 1;
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(statusCode ? { statusCode, statusMessage: 'not done' } : { statusCode }));
  });
});

process.on('SIGTERM', () => process.exit(0));

server.listen(port, '127.0.0.1', () => {
  process.stdout.write(`URL http://localhost:${server.address().port}${API}/notifications\n`);
});
