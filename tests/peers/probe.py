#!/usr/bin/env python3
"""Drives one Bayeux server over raw sockets and prints the bytes that decide each clause.

  python3 probe.py faye|cometd            starts the server itself, prints every exchange
  python3 probe.py faye|cometd --table    prints the rows of docs/peers.md instead

Only loopback. Python standard library only. Knows nothing of the harness.
"""
import base64, json, os, re, socket, subprocess, sys, threading, time, urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
HOLD = 3.0
LIMIT = 8.0          # seconds that any single read may take
TABLE = '--table' in sys.argv
NAMES = {'lp': 'long-polling', 'cp': 'callback-polling', 'ws': 'websocket', 'es': 'eventsource'}
_serial = [0]
_lock = threading.Lock()


def uid(prefix='q'):
    with _lock:
        _serial[0] += 1
        return '%s%d' % (prefix, _serial[0])


def dump(value):
    return json.dumps(value, separators=(',', ':'), ensure_ascii=False)


# ------------------------------------------------------------------ server

class Server:
    def __init__(self, kind, **env):
        e = dict(os.environ, HOLD_MS=str(int(HOLD * 1000)))
        e.update(env)
        self.kind = kind
        self.proc = subprocess.Popen(['node', os.path.join(HERE, kind + '.js'), '0'], env=e,
                                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        line = self.proc.stdout.readline().decode()
        if not line.startswith('URL '):
            raise SystemExit('no URL line: %r' % line)
        u = urllib.parse.urlparse(line[4:].strip())
        self.port, self.path = u.port, u.path

    def stop(self):
        self.proc.terminate()
        try:
            self.proc.wait(5)
        except subprocess.TimeoutExpired:
            self.proc.kill()


# ------------------------------------------------------------------ raw HTTP

class Reply:
    def __init__(self, raw):
        self.raw = raw
        head, _, rest = raw.partition(b'\r\n\r\n')
        lines = head.decode('latin1').split('\r\n')
        self.status = int(lines[0].split()[1]) if len(lines[0].split()) > 1 else 0
        self.headers = [(k.strip().lower(), v.strip()) for k, _, v in (l.partition(':') for l in lines[1:])]
        self.body = b''
        if self.header('transfer-encoding') == 'chunked':
            while rest:
                size, _, rest = rest.partition(b'\r\n')
                n = int(size or b'0', 16)
                if n == 0:
                    break
                self.body += rest[:n]
                rest = rest[n + 2:]
        else:
            self.body = rest

    def header(self, name):
        return next((v for k, v in self.headers if k == name), None)

    def text(self):
        return self.body.decode('utf8', 'replace')

    def messages(self):
        t = self.text()
        m = re.match(r'^/\*\*/([^(]+)\((.*)\);?$', t, re.S)
        try:
            v = json.loads(m.group(2) if m else t)
        except ValueError:
            return []
        return v if isinstance(v, list) else [v]

    def show(self):
        return '%d %s' % (self.status, self.text() or '(empty body)')


def read_reply(sock, limit=LIMIT):
    sock.settimeout(limit)
    data = b''
    try:
        while True:
            if b'\r\n\r\n' in data:
                head, _, rest = data.partition(b'\r\n\r\n')
                low = head.lower()
                m = re.search(rb'content-length: *(\d+)', low)
                if m and len(rest) >= int(m.group(1)):
                    break
                if b'transfer-encoding: chunked' in low and rest.endswith(b'0\r\n\r\n'):
                    break
            part = sock.recv(65536)
            if not part:
                break
            data += part
    except (socket.timeout, ConnectionError):
        pass
    return Reply(data) if data else None


def http_bytes(server, method, target, body=b'', ctype=None, cookies=None, extra=()):
    h = ['%s %s HTTP/1.1' % (method, target), 'Host: localhost:%d' % server.port]
    if ctype:
        h.append('Content-Type: ' + ctype)
    if cookies:
        h.append('Cookie: ' + '; '.join('%s=%s' % c for c in cookies.items()))
    h.extend(extra)
    if method == 'POST':
        h.append('Content-Length: %d' % len(body))
    return '\r\n'.join(h).encode() + b'\r\n\r\n' + body


def http(server, method, target, body=b'', ctype=None, cookies=None, limit=LIMIT, extra=()):
    raw = http_bytes(server, method, target, body, ctype, cookies, extra)
    with socket.create_connection(('127.0.0.1', server.port), 3) as s:
        s.sendall(raw)
        r = read_reply(s, limit)
    if r:
        for k, v in r.headers:
            if k == 'set-cookie' and cookies is not None:
                name, _, value = v.split(';')[0].partition('=')
                cookies[name] = value
    return r


# ------------------------------------------------------------------ raw websocket

class Ws:
    def __init__(self, server):
        self.sock = socket.create_connection(('127.0.0.1', server.port), 3)
        self.sock.sendall(http_bytes(server, 'GET', server.path, extra=(
            'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13',
            'Sec-WebSocket-Key: ' + base64.b64encode(os.urandom(16)).decode())))
        self.buf = b''
        self.sock.settimeout(3)
        while b'\r\n\r\n' not in self.buf:
            part = self.sock.recv(4096)
            if not part:
                raise SystemExit('no upgrade')
            self.buf += part
        self.head, _, self.buf = self.buf.partition(b'\r\n\r\n')
        self.frames, self.closed = [], None
        self.cond = threading.Condition()
        threading.Thread(target=self._run, daemon=True).start()

    def send(self, text):
        data, mask = text.encode(), os.urandom(4)
        n = len(data)
        head = bytes([0x81]) + (bytes([0x80 | n]) if n < 126 else bytes([0xFE]) + n.to_bytes(2, 'big'))
        self.sock.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

    def _take(self, n):
        while len(self.buf) < n:
            part = self.sock.recv(65536)
            if not part:
                raise ConnectionError
            self.buf += part
        out, self.buf = self.buf[:n], self.buf[n:]
        return out

    def _run(self):
        try:
            self.sock.settimeout(60)
            while True:
                a, b = self._take(2)
                n = b & 127
                if n == 126:
                    n = int.from_bytes(self._take(2), 'big')
                elif n == 127:
                    n = int.from_bytes(self._take(8), 'big')
                data = self._take(n)
                with self.cond:
                    if a & 15 == 8:
                        self.closed = int.from_bytes(data[:2], 'big') if data else 0
                    else:
                        self.frames.append((time.time(), data.decode('utf8', 'replace')))
                    self.cond.notify_all()
        except (OSError, ConnectionError):
            with self.cond:
                if self.closed is None:
                    self.closed = -1
                self.cond.notify_all()

    def wait(self, mark, enough, limit):
        end = time.time() + limit
        with self.cond:
            while not enough(self.frames[mark:]):
                left = end - time.time()
                if left <= 0 or (self.closed is not None and not enough(self.frames[mark:])):
                    break
                self.cond.wait(left)
            return self.frames[mark:]

    def close(self):
        try:
            self.sock.close()
        except OSError:
            pass


# ------------------------------------------------------------------ sessions

SEEN = []        # (well formed request?, request messages, transport, reply messages)


class Answer:
    """What came back for one request: shown text, messages, seconds it took."""
    def __init__(self, request, shown, messages, seconds, reply=None):
        self.request, self.shown, self.messages, self.seconds, self.reply = request, shown, messages, seconds, reply
        self.done_at = time.time()

    def of(self, ident):
        return next((m for m in self.messages if isinstance(m, dict) and m.get('id') == ident and 'successful' in m), None)

    def events(self):
        return [m for m in self.messages if isinstance(m, dict) and 'successful' not in m
                and not str(m.get('channel', '')).startswith('/meta/')]


class Session:
    def __init__(self, server, via='lp', cookies=None):
        self.server, self.via = server, via
        self.cookies = {} if cookies is None else cookies
        self.cid, self.read = None, 0
        self.ws = Ws(server) if via == 'ws' else None

    def raw(self, text, good=False, limit=LIMIT, want=None, msgs=None):
        t0 = time.time()
        if self.via == 'ws':
            mark = len(self.ws.frames)
            self.ws.send(text)
            ids = set(want or [])

            def enough(frames):
                if not ids:
                    return bool(frames)
                got = set()
                for _, f in frames:
                    try:
                        got |= {m.get('id') for m in json.loads(f) if isinstance(m, dict) and 'successful' in m}
                    except ValueError:
                        pass
                return ids <= got
            frames = self.ws.wait(mark, enough, limit)
            found = []
            for _, f in frames:
                try:
                    v = json.loads(f)
                    found += v if isinstance(v, list) else [v]
                except ValueError:
                    pass
            a = Answer(text, ' '.join(f for _, f in frames) or '(no frame)', found, time.time() - t0)
        elif self.via == 'cp':
            q = urllib.parse.urlencode({'message': text, 'jsonp': 'cb'})
            r = http(self.server, 'GET', self.server.path + '?' + q, cookies=self.cookies, limit=limit)
            a = Answer(text, r.show() if r else '(nothing)', r.messages() if r else [], time.time() - t0, r)
        else:
            r = http(self.server, 'POST', self.server.path, text.encode(), 'application/json', self.cookies, limit)
            a = Answer(text, r.show() if r else '(nothing)', r.messages() if r else [], time.time() - t0, r)
        SEEN.append((good, msgs if msgs is not None else text, self.via, a.messages, a.shown))
        return a

    def send(self, *msgs, good=True, limit=LIMIT):
        return self.raw(dump(list(msgs)), good, limit, [m['id'] for m in msgs if 'id' in m], list(msgs))

    def later(self, *msgs, good=True, limit=LIMIT):
        box = {}
        t = threading.Thread(target=lambda: box.update(a=self.send(*msgs, good=good, limit=limit)), daemon=True)
        t.start()

        def get(timeout=LIMIT):
            t.join(timeout)
            return box.get('a')
        return get

    def msg(self, channel, **kw):
        m = {'channel': channel, 'id': uid()}
        if self.cid:
            m['clientId'] = self.cid
        m.update(kw)
        return m

    def handshake(self, good=True, **kw):
        m = {'channel': '/meta/handshake', 'version': '1.0', 'minimumVersion': '1.0',
             'supportedConnectionTypes': [NAMES[self.via]], 'id': uid()}
        m.update(kw)
        a = self.send(m, good=good)
        r = a.of(m['id'])
        if r and r.get('successful'):
            self.cid = r.get('clientId')
        return a

    def connect_msg(self, **kw):
        return self.msg('/meta/connect', connectionType=NAMES[self.via], **kw)

    def open(self):
        self.handshake()
        a = self.send(self.connect_msg(advice={'timeout': 0}))
        return self

    def subscribe(self, sub, good=True):
        return self.send(self.msg('/meta/subscribe', subscription=sub), good=good)

    def publish(self, channel, data=1, good=True, **kw):
        return self.send(self.msg(channel, data=data, **kw), good=good)

    def drain(self, rounds=3, wait=250):
        out = []
        for _ in range(rounds):
            a = self.send(self.connect_msg(advice={'timeout': wait}))
            if self.ws:
                time.sleep(0.05)
                fresh = self.ws.frames[self.read:]
                self.read += len(fresh)
                return [m for _, f in fresh for m in json.loads(f) if 'successful' not in m]
            got = a.events()
            out += got
            if not got:
                break
        return out

    def close(self):
        if self.cid and not (self.ws and self.ws.closed is not None):
            try:
                self.send(self.msg('/meta/disconnect'))
            except OSError:
                pass
        if self.ws:
            self.ws.close()


# ------------------------------------------------------------------ results

ROWS = {}
ORDER = {'broken': 0, 'kept': 1, 'out of reach': 2}


def trim(text, n=330):
    text = re.sub(r'\b([0-9a-z]{6})[0-9a-z]{22,}\b', r'\1…', text)
    return text if len(text) <= n else text[:n] + ' …'


def row(clause, verdict, via, request, response):
    """One observation. Keeps the worst verdict; of equals, the first."""
    if not TABLE:
        print('== %s %s [%s]\n   > %s\n   < %s' % (clause, verdict, via, trim(request, 900), trim(response, 900)))
    r = ROWS.setdefault(clause, {'verdict': verdict, 'via': [], 'ev': (request, response)})
    for v in via.split('+'):
        if v not in r['via']:
            r['via'].append(v)
    if ORDER[verdict] < ORDER[r['verdict']]:
        r['verdict'], r['ev'] = verdict, (request, response)


def verdict(ok):
    return 'kept' if ok else 'broken'


def judge(clause, ok, via, request, response):
    row(clause, verdict(ok), via, request, response)


def note(title, request, response):
    if not TABLE:
        print('-- %s\n   > %s\n   < %s' % (title, trim(request, 900), trim(response, 900)))


# ------------------------------------------------------------------ the exchanges

def basics(server, via):
    s = Session(server, via)
    a = s.handshake()
    h = a.messages[0] if a.messages else {}
    ok = (h.get('successful') is True and h.get('channel') == '/meta/handshake' and h.get('version')
          and isinstance(h.get('supportedConnectionTypes'), list) and isinstance(h.get('clientId'), str))
    judge('B097', bool(ok), via, a.request, a.shown)
    judge('B040', bool(h.get('version')), via, a.request, a.shown)
    judge('B029', bool(re.match(r'^\d+(\.[A-Za-z0-9][A-Za-z0-9_-]*)*$', str(h.get('version')))), via, a.request, a.shown)
    sup = h.get('supportedConnectionTypes') or []
    judge('B042', all(isinstance(x, str) for x in sup) and sup != [], via, a.request, a.shown)
    judge('B043', 'long-polling' in sup, via, a.request, a.shown)
    judge('B031', bool(re.match(r'^[A-Za-z0-9]+$', str(h.get('clientId')))) and isinstance(h.get('clientId'), str), via, a.request, a.shown)
    judge('B096', bool(a.messages), via, a.request, a.shown)
    judge('B037', a.messages != [], via, a.request, a.shown)
    if via != 'ws':
        ct = a.reply.header('content-type') or ''
        if via == 'lp':
            judge('B145', ct.startswith('application/json'), via, 'POST ' + a.request, 'Content-Type: ' + ct)
            judge('B155', 'BAYEUX_BROWSER' in s.cookies, via, 'POST ' + a.request,
                  'Set-Cookie: ' + (a.reply.header('set-cookie') or '(none)') + ' ' + a.shown)
    # connect: answered at once on advice timeout 0, then held
    c0 = s.connect_msg(advice={'timeout': 0})
    a0 = s.send(c0)
    judge('B060', a0.seconds < 1.0 and a0.of(c0['id']) is not None, via, a0.request, '%s after %.2f s' % (a0.shown, a0.seconds))
    c1 = s.connect_msg()
    a1 = s.send(c1, limit=HOLD + 3)
    r1 = a1.of(c1['id'])
    judge('B111', r1 is not None, via, a1.request, '%s after %.1f s' % (a1.shown, a1.seconds))
    judge('B113', r1 is not None and r1.get('channel') == '/meta/connect' and isinstance(r1.get('successful'), bool), via, a1.request, a1.shown)
    if via == 'lp':
        judge('B007', a1.seconds > HOLD - 0.5 and r1 is not None, via, a1.request, '%s after %.1f s' % (a1.shown, a1.seconds))
    # subscribe, unsubscribe, publish: members
    ch = '/m/' + uid('c')
    a = s.subscribe(ch)
    r = a.messages[0] if a.messages else {}
    judge('B124', r.get('channel') == '/meta/subscribe' and isinstance(r.get('successful'), bool) and r.get('subscription') == ch, via, a.request, a.shown)
    judge('B080', r.get('subscription') == ch, via, a.request, a.shown)
    p = s.msg(ch, data={'k': 'v'})
    a = s.send(p)
    r = a.of(p['id']) or {}
    judge('B136', r.get('channel') == ch and isinstance(r.get('successful'), bool), via, a.request, a.shown)
    ev = a.events() + s.drain()
    judge('B137', len(ev) >= 1, via, a.request, a.shown + ' then connect -> ' + dump(ev))
    judge('B077', bool(ev) and all('data' in e for e in ev), via, a.request, dump(ev))
    judge('B141', bool(ev) and all('data' in e and e.get('channel') == ch for e in ev), via, a.request, dump(ev))
    u = s.msg('/meta/unsubscribe', subscription=ch)
    a = s.send(u)
    r = a.of(u['id']) or {}
    judge('B128', r.get('channel') == '/meta/unsubscribe' and isinstance(r.get('successful'), bool) and r.get('subscription') == ch, via, a.request, a.shown)
    judge('B080', r.get('subscription') == ch, via, a.request, a.shown)
    # reply ids, one batch with all meta requests but the handshake
    batch = [s.msg('/meta/subscribe', subscription='/i/a'), s.msg('/meta/unsubscribe', subscription='/i/a'),
             s.connect_msg(advice={'timeout': 0}), s.msg('/i/a', data=1)]
    a = s.send(*batch)
    good = all((a.of(m['id']) or {}).get('channel') == m['channel'] for m in batch)
    judge('B024', good, via, a.request, a.shown)
    judge('B072', good, via, a.request, a.shown)
    judge('B079', all(isinstance((a.of(m['id']) or {}).get('successful'), bool) for m in batch), via, a.request, a.shown)
    judge('B037', good, via, a.request, a.shown)
    sv = s.msg('/service/' + uid('s'), data=1)
    a = s.send(sv)
    judge('B028', a.of(sv['id']) is not None, via, a.request, a.shown)
    judge('B073', a.of(sv['id']) is not None, via, a.request, a.shown)
    # disconnect
    d = s.msg('/meta/disconnect')
    a = s.send(d)
    r = a.of(d['id']) or {}
    judge('B121', r.get('channel') == '/meta/disconnect' and isinstance(r.get('successful'), bool), via, a.request, a.shown)
    if s.ws:
        time.sleep(0.2)
        note('websocket after disconnect', '', 'closed=%s' % s.ws.closed)
        s.ws.close()


def number_ids(server, via):
    s = Session(server, via).open()
    for ident in (7, '', 'with space', 'é'):
        m = s.msg('/meta/subscribe', subscription='/n/a', id=ident)
        a = s.raw(dump([m]), limit=2)
        note('id %r' % (ident,), a.request, a.shown)
    s.close()


def unknown_client(server, via):
    for ch, kw in (('/meta/connect', {'connectionType': NAMES[via], 'advice': {'timeout': 0}}),
                   ('/meta/subscribe', {'subscription': '/u/a'}), ('/meta/unsubscribe', {'subscription': '/u/a'}),
                   ('/meta/disconnect', {}), ('/u/' + uid('c'), {'data': 1})):
        for cid in ('nosuchclient1', None):
            s = Session(server, via)
            m = dict({'channel': ch, 'id': uid()}, **kw)
            if cid:
                m['clientId'] = cid
            a = s.send(m)
            r = a.of(m['id'])
            judge('B012', r is not None, via, a.request, a.shown)
            judge('B024', r is not None or not ch.startswith('/meta'), via, a.request, a.shown)
            r = r or {}
            judge('B079', isinstance(r.get('successful'), bool), via, a.request, a.shown)
            if 'subscribe' in ch:
                judge('B080', r.get('subscription') == '/u/a', via, a.request, a.shown)
                judge('B124' if ch == '/meta/subscribe' else 'B128',
                      r.get('channel') == ch and r.get('subscription') == '/u/a', via, a.request, a.shown)
            if ch == '/meta/connect':
                judge('B113', r.get('channel') == ch and r.get('successful') is False, via, a.request, a.shown)
            if ch == '/meta/disconnect':
                judge('B121', r.get('channel') == ch and r.get('successful') is False, via, a.request, a.shown)
            if r.get('error'):
                grammar = r'^\d{3}:[A-Za-z0-9_!~()$@ /*.,-]*:[A-Za-z0-9_!~()$@ /*.-]*$'
                judge('B083', bool(re.match(grammar, r['error'])), via, a.request, a.shown)
            if s.ws:
                s.ws.close()


def unconnected(server, via):
    for ch in ('/service/un', '/meta/foo', '/un//bad', 'un', '/un/*'):
        s = Session(server, via)
        m = {'channel': ch, 'id': uid(), 'data': 1}
        a = s.send(m, good=False, limit=2)
        judge('B012', a.of(m['id']) is not None, via, a.request, a.shown)
        if s.ws:
            s.ws.close()


def one_bad_in_batch(server, via):
    for bad in ('un', '/meta/foo'):
        s = Session(server, via).open()
        a = s.send(s.msg('/meta/subscribe', subscription='/batch/a'), s.msg(bad, data=1), good=False, limit=2)
        note('a good subscribe beside %r' % bad, a.request, a.shown)
        s.close()


def carriers(server):
    """One client: connect over websocket, the next connect over long-polling."""
    s = Session(server, 'ws').open()
    ch = '/two/' + uid('c')
    s.subscribe(ch)
    t = Session(server, 'lp')
    t.cid = s.cid
    c = t.connect_msg()
    get = t.later(c, limit=HOLD + 2)
    time.sleep(0.3)
    Session(server).publish(ch, data='where')
    a = get()
    judge('B111', a.of(c['id']) is not None, 'lp', 'connect over websocket, then ' + a.request + ' over long-polling',
          '%s after %.1f s; on the websocket: %s' % (a.shown, a.seconds, ' '.join(f for _, f in s.ws.frames[-1:])))
    s.close()


def unique_ids(server):
    ids = []
    for _ in range(60):
        s = Session(server)
        s.handshake()
        ids.append(s.cid)
    judge('B033', len(set(ids)) == 60, 'lp', '60 handshakes', '%d different clientIds, %s, %s' % (len(set(ids)), ids[0][:12] + '..', ids[1][:12] + '..'))
    bits = len(ids[0]) * (5.17 if re.search('[g-z]', ''.join(ids)) else 4)
    judge('B032', bits >= 128, 'lp', '60 handshakes', 'clientId %s: %d characters, about %d bits' % (ids[0], len(ids[0]), bits))
    judge('B034', len(set(ids)) == 60, 'lp', '60 handshakes', 'no value twice')


def globbing(server, via):
    """Sub to each pattern from its own client, publish to each channel, look who got what."""
    base = '/g' + uid('x')
    want = {base + '/*': [base + '/bar'], base + '/**': [base + '/bar', base + '/bar/boo']}
    names = [base, base + 'bar', base + '/bar', base + '/bar/boo']
    pub = Session(server, 'lp').open()
    for pattern, clause in ((base + '/*', 'B018'), (base + '/**', 'B019')):
        s = Session(server, via).open()
        a = s.subscribe(pattern)
        for n in names:
            pub.publish(n, data=n)
        got = [e['channel'] for e in s.drain(8)]
        judge(clause, got == want[pattern], via, 'subscribe %s; publish on %s' % (pattern, ', '.join(names)), 'delivered: ' + dump(got))
        s.close()
    pub.close()


def no_delivery(server, via):
    pub = Session(server, 'lp').open()
    # service channels with a wildcard subscriber, an exact subscriber, a /service/* subscriber
    name = '/service/' + uid('x')
    for sub in ('/**', '/service/*', '/service/**', name):
        s = Session(server, via).open()
        a = s.subscribe(sub)
        p = pub.publish(name, data='svc')
        ev = [e for e in s.drain() if e.get('channel') == name]
        judge('B025', not ev, via, 'A: ' + a.request + ' B: ' + p.request, 'A gets ' + dump(ev) + ' after ' + a.shown)
        if sub == name:
            judge('B027', True, via, a.request, a.shown + '; nothing delivered later')
        s.close()
    # meta channels
    for sub in ('/meta/foo', '/meta/*', '/meta/**', '/**'):
        s = Session(server, via).open()
        a = s.subscribe(sub)
        p1 = pub.publish('/meta/foo', data='meta')
        p2 = pub.publish('/meta/subscribe', data='meta', subscription='/zz')
        ev = [e for e in s.drain() if str(e.get('channel', '')).startswith('/meta/')]
        judge('B022', not ev, via, 'A: %s B: %s' % (a.request, p1.request), 'A: %s B: %s; delivered to A: %s' % (a.shown, p1.shown, dump(ev)))
        s.close()
    pub.close()


def leak(server, via):
    a, b = Session(server, via).open(), Session(server, via).open()
    ch = '/leak/' + uid('c')
    b.subscribe(ch)
    p = a.publish(ch, data='x')
    ev = b.drain()
    text = dump(ev)
    judge('B048', bool(ev) and a.cid not in text and 'clientId' not in text, via, 'A: ' + p.request, 'B gets ' + text)
    # and again while B's connect is held
    hold = b.later(b.connect_msg())
    time.sleep(0.3)
    p = a.publish(ch, data='y')
    h = hold()
    mine = [e for e in (h.messages if h else []) if e.get('channel') == ch]
    if b.ws:
        mine = [m for _, f in b.ws.frames for m in json.loads(f) if m.get('channel') == ch and m.get('data') == 'y']
    judge('B048', bool(mine) and a.cid not in dump(mine), via, 'A: ' + p.request, 'B gets ' + dump(mine))
    # member that a publisher adds
    p = a.publish(ch, data='z', foo='bar', successful=True)
    evs = []
    got = b.send(b.connect_msg(advice={'timeout': 250}))
    if b.ws:
        evs = [m for _, f in b.ws.frames for m in json.loads(f) if m.get('data') == 'z']
    else:
        evs = [m for m in got.messages if m.get('data') == 'z']
    note('extra members in a publish', p.request, dump(evs))
    a.close(), b.close()


def parallel(server, via):
    s = Session(server, via).open()
    ch = '/par/' + uid('c')
    s.subscribe('/par/other')
    t0 = time.time()
    get = s.later(s.connect_msg(), limit=HOLD + 3)
    time.sleep(0.3)
    p = s.publish(ch, data=1)
    sub = s.subscribe(ch)
    dt = time.time() - t0
    held = get(HOLD + 4)
    ok = dt < HOLD - 0.5 and p.messages and sub.messages and held and held.seconds > HOLD - 0.5
    ev = 'publish answered after %.2f s %s, subscribe answered, connect answered after %.1f s' % (dt - 0.3, p.shown, held.seconds if held else -1)
    judge('B008', bool(ok), via, 'connect held; ' + p.request + ' on a second connection' if via != 'ws' else 'connect held; ' + p.request + ' on the same socket', ev)
    judge('B002', bool(ok), via, 'handshake, connect, subscribe, publish, deliveries', 'whole exchange done with one held connect and one other request')
    # events to a held connect of the publisher itself: B139
    get = s.later(s.connect_msg(), limit=HOLD + 3)
    time.sleep(0.3)
    p = s.publish(ch, data='own')
    held = get(HOLD + 4)
    inpub = [m for m in p.messages if m.get('data') == 'own']
    inheld = [m for m in (held.messages if held else []) if m.get('data') == 'own']
    if via != 'ws':
        judge('B139', bool(inpub), via, 'connect held; ' + p.request, 'publish: %s; held connect after %.1f s: %s' % (p.shown, held.seconds, dump(inheld)))
    else:
        note('own publish over websocket', p.request, ' '.join(f for _, f in s.ws.frames[-4:]))
    s.close()


def disconnect_held(server, via):
    s = Session(server, via).open()
    c = s.connect_msg()
    get = s.later(c, limit=HOLD + 3)
    time.sleep(0.3)
    d = s.msg('/meta/disconnect')
    a = s.send(d)
    held = get(HOLD + 4)
    if s.ws:
        time.sleep(0.3)
        allm = [m for _, f in s.ws.frames for m in json.loads(f)]
        dr = next((m for m in allm if m.get('id') == d['id']), None)
        cr = next((m for m in allm if m.get('id') == c['id']), None)
        shown = 'disconnect: %s connect: %s socket closed: %s' % (dump(dr), dump(cr), s.ws.closed)
        quick = cr is not None
    else:
        dr, cr = a.of(d['id']), held.of(c['id']) if held else None
        shown = 'disconnect: %s; connect after %.1f s: %s' % (a.shown, held.seconds if held else -1, held.shown if held else '(nothing)')
        quick = held is not None and held.seconds < HOLD - 1 and cr is not None
    judge('B121', dr is not None and isinstance(dr.get('successful'), bool), via, a.request, shown)
    judge('B119', bool(quick), via, 'connect held; ' + a.request, shown)
    judge('B111', cr is not None, via, 'connect held; ' + a.request, shown)
    # and the id is dead now
    t = Session(server, via if via != 'ws' else 'lp', s.cookies)
    t.cid = s.cid
    again = t.send(t.msg('/meta/disconnect'))
    note('second disconnect', again.request, again.shown)
    if s.ws:
        s.ws.close()


def handshake_batch(server, via):
    w = Session(server, 'lp').open()
    keep = Session(server, 'lp').open()
    ch = '/hb/' + uid('c')
    w.subscribe(ch)

    def hs():
        return {'channel': '/meta/handshake', 'version': '1.0', 'supportedConnectionTypes': [NAMES[via]], 'id': uid()}

    def pb(tag, cid=None):
        m = {'channel': ch, 'id': uid(), 'data': tag}
        if cid:
            m['clientId'] = cid
        return m
    cases = [('handshake first', lambda: [hs(), pb('first')], {}),
             ('handshake last', lambda: [pb('last'), hs()], {}),
             ('known client, handshake last', lambda: [pb('known', keep.cid), hs()], keep.cookies),
             ('known client, handshake first', lambda: [hs(), pb('known2', keep.cid)], keep.cookies)]
    for title, make, cookies in cases:
        s = Session(server, via, dict(cookies))
        msgs = make()
        a = s.send(*msgs, good=False, limit=2)
        ev = [e for e in w.drain() if e.get('channel') == ch]
        judge('B095', not ev, via, a.request, '%s; the subscriber gets %s' % (a.shown, dump(ev)))
        hid = [m['id'] for m in msgs if m['channel'] == '/meta/handshake'][0]
        judge('B096', a.of(hid) is not None, via, a.request, a.shown)
        if s.ws:
            s.ws.close()
    w.close(), keep.close()


def bad_handshakes(server, via):
    s = Session(server, via)
    a = s.handshake(supportedConnectionTypes=['nosuchtype', 'iframe'])
    h = a.messages[0] if a.messages else {}
    judge('B100', h.get('successful') is False, via, a.request, a.shown)
    if h.get('successful') is False:
        judge('B102', h.get('channel') == '/meta/handshake' and isinstance(h.get('error'), str), via, a.request, a.shown)
        judge('B040', True, via, a.request, a.shown)
    elif h.get('successful'):
        judge('B099', bool({'nosuchtype', 'iframe'} & set(h.get('supportedConnectionTypes', []))), via, a.request, a.shown)
    for kw, title in (({'supportedConnectionTypes': ['long-polling', 'nosuchtype']}, 'one in common'),
                      ({'supportedConnectionTypes': []}, 'empty list')):
        s2 = Session(server, via)
        a = s2.handshake(**kw)
        h = a.messages[0] if a.messages else {}
        if title == 'one in common':
            judge('B099', h.get('successful') is True and 'long-polling' in h.get('supportedConnectionTypes', []), via, a.request, a.shown)
        else:
            judge('B100', h.get('successful') is False, via, a.request, a.shown)
        if s2.ws:
            s2.ws.close()
    for drop in ('version', 'supportedConnectionTypes'):
        s2 = Session(server, via)
        m = {'channel': '/meta/handshake', 'version': '1.0', 'supportedConnectionTypes': [NAMES[via]], 'id': uid()}
        del m[drop]
        a = s2.send(m, good=False)
        h = a.messages[0] if a.messages else {}
        note('handshake without ' + drop, a.request, a.shown)
        judge('B096', bool(h), via, a.request, a.shown)
        if h.get('successful') is False:
            judge('B102', h.get('channel') == '/meta/handshake' and isinstance(h.get('error'), str), via, a.request, a.shown)
        if s2.ws:
            s2.ws.close()
    for v in ('0.1', '9.9', 'abc', 1.0):
        s2 = Session(server, via)
        a = s2.handshake(good=False, version=v)
        note('handshake version %r' % v, a.request, a.shown)
        if s2.ws:
            s2.ws.close()
    s2 = Session(server, via)
    a = s2.handshake(good=False, clientId='mine1', supportedConnectionTypes=['nosuchtype'])
    note('failed handshake that carried a clientId', a.request, a.shown)
    if s2.ws:
        s2.ws.close()
    if s.ws:
        s.ws.close()


def second_connect(server, via):
    s = Session(server, via).open()
    c1, c2 = s.connect_msg(), s.connect_msg()
    t0 = time.time()
    g1 = s.later(c1, limit=HOLD + 2, good=False)
    time.sleep(0.4)
    g2 = s.later(c2, limit=HOLD + 2, good=False)
    a1, a2 = g1(HOLD + 3), g2(HOLD + 3)
    d1, d2 = a1.done_at - t0, a2.done_at - t0
    first = a1.of(c1['id'])
    shown = 'first: %s by %.1f s; second: %s at %.1f s' % (
        a1.shown if via != 'ws' else dump(first) if first else '(no reply)', d1, a2.shown, d2)
    # Both requests stayed open until the hold ended: the clause does not say that a server has to end one.
    row('B109', 'out of reach' if d1 > HOLD - 1 else 'kept', via, dump([c1]) + ' then, 0.4 s later, ' + dump([c2]), shown)
    if s.ws:
        s.ws.close()
    s, p = Session(server, via).open(), Session(server, 'lp').open()
    ch = '/two/' + uid('c')
    s.subscribe(ch)
    c1, c2 = s.connect_msg(), s.connect_msg()
    g1 = s.later(c1, limit=HOLD + 1, good=False)
    time.sleep(0.3)
    g2 = s.later(c2, limit=HOLD + 1, good=False)
    time.sleep(0.3)
    p.publish(ch, data='once')
    a1, a2 = g1(HOLD + 5), g2(HOLD + 5)
    note('one event, two connects (%s, %s)' % (c1['id'], c2['id']), ch, '%s | %s' % (a1.shown, a2.shown))
    s.close(), p.close()


def bad_names(server, via):
    for kind in ('subscribe', 'publish'):
        for name in ('/foo//bar', 'foo', '/foo/b*', '/foo/**/bar', '/', '/foo/', '/foo/a.b', '/foo/a b', '/foo/é', '/foo/*', ''):
            if kind == 'subscribe' and name == '/foo/*':
                continue
            s = Session(server, via).open()
            w = Session(server, 'lp').open()
            if kind == 'subscribe':
                a = s.subscribe(name, good=False) if via != 'ws' else s.send(s.msg('/meta/subscribe', subscription=name), good=False, limit=2)
                r = a.messages[0] if a.messages else {}
                if name in ('/foo/b*', '/foo/**/bar') and r.get('successful'):
                    # does the odd name act as a pattern?
                    for n in ('/foo/bar', '/foo/x/bar', '/foo/b', '/foo/bar/bar'):
                        w.publish(n, data=n)
                    ev = s.drain(5)
                    judge('B017', not ev, via, a.request + ' then publishes on /foo/bar, /foo/x/bar, /foo/b, /foo/bar/bar', a.shown + '; delivered: ' + dump(ev))
                elif name in ('/foo/b*', '/foo/**/bar'):
                    judge('B017', True, via, a.request, a.shown)
                elif r.get('successful') is False:
                    judge('B015', True, via, a.request, a.shown)
            else:
                a0 = w.subscribe('/**', good=False)
                a1 = w.subscribe(name, good=False)
                a = s.send(s.msg(name, data='bad'), good=False, limit=2)
                ev = [e for e in w.drain(5) if e.get('data') == 'bad'] if a1.reply and a1.reply.status == 200 else []
                r = a.messages[0] if a.messages else {}
                judge('B015', not ev, via, 'A: %s' % a.request, '%s; the other client gets %s' % (a.shown, dump(ev)))
            note('%s %r' % (kind, name), a.request, a.shown)
            if kind == 'subscribe' and not a.messages and via == 'lp':
                # does the refusal hurt the session?
                ch = '/after/' + uid('c')
                b = s.subscribe(ch)
                get = s.later(s.connect_msg(), limit=HOLD + 4)
                time.sleep(0.3)
                w.publish(ch, data=1)
                h = get(HOLD + 5)
                note('session after the refusal', b.shown, 'held connect ended after %.1f s: %s' % (h.seconds, h.shown))
            s.close(), w.close()


def no_data(server, via):
    s, w = Session(server, via).open(), Session(server, via).open()
    ch = '/nd/' + uid('c')
    w.subscribe(ch)
    a = s.send(s.msg(ch), good=False)
    ev = [e for e in w.drain() if e.get('channel') == ch]
    judge('B077', all('data' in e for e in ev), via, 'A: ' + a.request, 'A: %s; the subscriber gets %s' % (a.shown, dump(ev)))
    judge('B141', all('data' in e for e in ev), via, 'A: ' + a.request, 'A: %s; the subscriber gets %s' % (a.shown, dump(ev)))
    a = s.send(s.msg(ch, data=None), good=False)
    note('data null', a.request, a.shown + ' delivered ' + dump([e for e in w.drain() if e.get('channel') == ch]))
    s.close(), w.close()


def double_match(server, via):
    s, p = Session(server, via).open(), Session(server, 'lp').open()
    base = '/dm' + uid('x')
    s.subscribe([base + '/a', base + '/*', base + '/**'])
    p.publish(base + '/a', data=1)
    ev = s.drain(5)
    note('three subscriptions match one event', '', dump(ev))
    # unsubscribe really ends delivery
    s.send(s.msg('/meta/unsubscribe', subscription=[base + '/a', base + '/*', base + '/**']))
    n = len(s.drain(5))
    p.publish(base + '/a', data=2)
    note('after unsubscribe', '', dump([e for e in s.drain(5) if e['data'] == 2]))
    s.close(), p.close()


def form_posts(server):
    def run(parts, title):
        s = Session(server).open()
        msgs, params = [], []
        for kind in parts:
            if kind == 'one':
                m = s.msg('/f/a', data=1)
                msgs.append(m['id'])
                params.append(('message', dump(m)))
            else:
                two = [s.msg('/f/a', data=1), s.msg('/f/b', data=2)]
                msgs += [m['id'] for m in two]
                params.append(('message', dump(two)))
        body = urllib.parse.urlencode(params)
        r = http(server, 'POST', server.path, body.encode(), 'application/x-www-form-urlencoded', s.cookies)
        got = [m.get('id') for m in r.messages()]
        shown = r.show()
        judge('B144', set(msgs) <= set(got), 'lp', title + ': ' + '&'.join('message=' + v for _, v in params), shown)
        s.close()
    run(['one'], 'one message')
    run(['many'], 'one array')
    run(['one', 'one'], 'two parameters, a message each')
    run(['many', 'many'], 'two parameters, an array each')
    run(['one', 'many'], 'mixed')


def jsonp(server, offered):
    def get(extra):
        m = {'channel': '/meta/handshake', 'version': '1.0', 'supportedConnectionTypes': ['callback-polling'], 'id': uid()}
        q = urllib.parse.urlencode(dict({'message': dump([m])}, **extra))
        return http(server, 'GET', server.path + '?' + q), '?' + urllib.parse.unquote_plus(q)
    r, q = get({'jsonp': 'my.cb_1'})
    t = r.show()
    ctype = ' Content-Type: ' + str(r.header('content-type'))
    if offered:
        judge('B149', bool(re.match(r'^(/\*\*/)?my\.cb_1\(\[.*\]\);?$', r.text(), re.S)), 'cp', 'GET ' + q, t + ctype)
    else:
        row('B149', 'out of reach', 'cp', 'GET ' + q, t)
    r, q = get({})
    if offered:
        judge('B150', bool(re.match(r'^(/\*\*/)?jsonpcallback\(\[.*\]\);?$', r.text(), re.S)), 'cp', 'GET ' + q, r.show())
    else:
        row('B150', 'out of reach', 'cp', 'GET ' + q, r.show())
    judge('B044', r.status == 200, 'cp', 'GET ' + q, r.show())
    r, q = get({'jsonp': 'a;alert(1)'})
    note('evil callback name', q, r.show())


def browsers(server):
    jar = {}
    a = Session(server, 'lp', jar)
    a.handshake()
    b = Session(server, 'lp', jar)
    h = b.handshake()
    note('two handshakes, one cookie', str(sorted(jar)), '%s %s' % (a.cid, b.cid))
    a.send(a.connect_msg(advice={'timeout': 0})), b.send(b.connect_msg(advice={'timeout': 0}))
    ga = a.later(a.connect_msg(), limit=HOLD + 3)
    time.sleep(0.3)
    rb = b.send(b.connect_msg(), limit=HOLD + 3)
    ra = ga(HOLD + 4)
    r = rb.messages[0] if rb.messages else {}
    adv = r.get('advice') or {}
    shown = 'first after %.1f s; second after %.2f s: %s' % (ra.seconds, rb.seconds, rb.shown)
    if 'BAYEUX_BROWSER' in jar:
        judge('B156', rb.seconds < 1 and adv.get('interval', 0) > 0, 'lp', 'two clients with one BAYEUX_BROWSER cookie, both connect', shown)
        judge('B065', adv.get('multiple-clients') in (True, False), 'lp', 'two clients with one BAYEUX_BROWSER cookie, both connect', shown)
    else:
        row('B156', 'out of reach', 'lp', 'two clients with one cookie jar, both connect', shown + ' (no cookie is set, so no second client is ever spotted)')
        row('B065', 'out of reach', 'lp', 'two clients with one cookie jar, both connect', shown + ' (the field is never sent)')
    a.close(), b.close()


def expiry(server):
    s = Session(server).open()
    w = Session(server).open()
    ch = '/exp/' + uid('c')
    s.subscribe(ch)
    wait = 2 * HOLD + 1.5 if server.kind == 'faye' else 13
    t0 = time.time()
    while time.time() - t0 < wait:
        w.send(w.connect_msg(advice={'timeout': 500}))
        time.sleep(0.2)
    a = s.send(s.connect_msg(advice={'timeout': 0}))
    r = a.messages[0] if a.messages else {}
    judge('B116', r.get('successful') is False, 'lp', 'no connect for %.1f s, then %s' % (wait, a.request), a.shown)
    judge('B120', r.get('successful') is False, 'lp', 'no disconnect, no connect for %.1f s, then %s' % (wait, a.request), a.shown)
    w.close()


def ack(server):
    s, p = Session(server), Session(server).open()
    a = s.handshake(ext={'ack': True})
    ext = (a.messages[0] or {}).get('ext') or {}
    plain = Session(server)
    b = plain.handshake()
    pext = (b.messages[0] or {}).get('ext') or {}
    on = ext.get('ack') is True
    judge('B159', 'ack' not in pext and ('ack' not in ext or on), 'lp', a.request, a.shown + '; asked without ext: ' + b.shown)
    if not on:
        for c in ('B161', 'B162'):
            row(c, 'out of reach', 'lp', a.request, a.shown + ' (extension not negotiated)')
        p.close()
        return
    ch = '/ack/' + uid('c')
    a0 = s.send(s.connect_msg(ext={'ack': 0}, advice={'timeout': 0}))
    s.subscribe(ch)
    p.publish(ch, data='m1')
    p.publish(ch, data='m2')
    a1 = s.send(s.connect_msg(ext={'ack': a0.messages[-1]['ext']['ack']}, advice={'timeout': 0}))
    p.publish(ch, data='m3')
    # the batch of a1 is not acknowledged: say again what a0 gave
    a2 = s.send(s.connect_msg(ext={'ack': a0.messages[-1]['ext']['ack']}, advice={'timeout': 0}))
    n = [x.messages[-1]['ext']['ack'] for x in (a0, a1, a2)]
    judge('B161', n[0] < n[1] < n[2], 'lp', 'three connects', 'ext.ack %s' % n)
    d1, d2 = [e['data'] for e in a1.events()], [e['data'] for e in a2.events()]
    judge('B162', d1 == ['m1', 'm2'] and d2 == ['m1', 'm2', 'm3'] and n[2] > n[1], 'lp',
          'publish m1 m2; connect; publish m3; ' + a2.request, 'first: %s ack %d; then %s' % (d1, n[1], a2.shown))
    s.close(), p.close(), plain.close()


def malformed(server, via):
    bodies = ['{"broken', '[]', '[1]', '{}', '[null]', '"text"', '7', 'null', '', '[{}]', '[[]]',
              '[{"channel":"/mf/a","channel":"/mf/b","data":1,"id":"dup1"}]', '[{"channel":7,"id":"numch","data":1}]',
              '[{"channel":"/mf/a","id":"x1","data":1},3]']
    for b in bodies:
        s = Session(server, via)
        a = s.raw(b, limit=1.5)
        note('malformed %s' % b, b, a.shown + ('' if via != 'ws' else ' closed=%s' % s.ws.closed))
        if s.ws:
            s.ws.close()
    s = Session(server, via).open()
    m = s.msg('/mf/bare', data=1)
    a = s.raw(dump(m), limit=2, want=[m['id']])
    note('bare object', a.request, a.shown)
    m = dict(s.msg('/mf/x', data=1))
    del m['channel']
    a = s.raw(dump([m]), limit=2, want=[m['id']])
    note('no channel, known client', a.request, a.shown)
    if via == 'lp':
        big = s.send(s.msg('/mf/big', data='x' * 200000))
        note('200 kB publish', '', big.shown[:80])
        r = http(server, 'POST', server.path, b'[]', None, s.cookies)
        note('POST without content type', '[]', r.show())
        m = s.msg('/mf/ct', data=1)
        for ct in ('text/plain', 'text/json', 'application/json;charset=UTF-8', None):
            r = http(server, 'POST', server.path, dump([m]).encode(), ct, s.cookies)
            note('content type %s' % ct, dump([m]), r.show())
        r = http(server, 'GET', server.path, b'', None, s.cookies)
        note('GET without parameters', 'GET', r.show() + ' headers ' + str(r.headers))
        r = http(server, 'OPTIONS', server.path, b'', None, s.cookies)
        note('OPTIONS', 'OPTIONS', r.show() + ' headers ' + str(r.headers))
        nc = Session(server, 'lp')
        nc.cid = s.cid
        a = nc.send(nc.msg('/meta/subscribe', subscription='/nc'))
        note('known clientId without its cookie', a.request, a.shown)
    # a held connect that shares its request with another message
    a = s.send(s.msg('/meta/subscribe', subscription='/mf/s'), s.connect_msg(), limit=HOLD + 3)
    note('subscribe and connect in one request', a.request, '%s after %.1f s' % (a.shown, a.seconds))
    s.close()


def pipelined(server):
    """Two requests on one connection without waiting: whose reply comes when."""
    s = Session(server).open()
    c, p = s.connect_msg(), s.msg('/pl/a', data=1)
    with socket.create_connection(('127.0.0.1', server.port), 3) as k:
        t0 = time.time()
        k.sendall(http_bytes(server, 'POST', server.path, dump([c]).encode(), 'application/json', s.cookies))
        k.sendall(http_bytes(server, 'POST', server.path, dump([p]).encode(), 'application/json', s.cookies))
        k.settimeout(HOLD + 2)
        data = b''
        try:
            while p['id'].encode() not in data:
                part = k.recv(65536)
                if not part:
                    break
                data += part
        except socket.timeout:
            pass
        note('pipelined connect and publish on one connection', '', '%.1f s: %r' % (time.time() - t0, data.decode('latin1')[-600:]))
    s.close()


def ws_close(server):
    """A websocket client that goes away while its connect is held."""
    s = Session(server, 'ws')
    note('upgrade', 'GET upgrade', s.ws.head.decode())
    s.open()
    s.subscribe('/gone/a')
    s.later(s.connect_msg())
    time.sleep(0.2)
    s.ws.close()
    time.sleep(0.2)
    t = Session(server, 'lp')
    t.cid = s.cid
    a = t.send(t.msg('/meta/connect', connectionType='long-polling', advice={'timeout': 0}))
    note('same client over long-polling after its socket is gone', a.request, a.shown)
    t.close()


def eventsource(server):
    s = Session(server).open()
    ch = '/es/' + uid('c')
    s.subscribe(ch)
    with socket.create_connection(('127.0.0.1', server.port), 3) as k:
        k.sendall(http_bytes(server, 'GET', server.path + '/' + s.cid, extra=('Accept: text/event-stream',)))
        time.sleep(0.2)
        p = Session(server).open()
        p.publish(ch, data='es')
        time.sleep(0.3)
        k.settimeout(0.5)
        data = b''
        try:
            while len(data) < 4000:
                part = k.recv(4096)
                if not part:
                    break
                data += part
        except socket.timeout:
            pass
    text = data.decode('latin1')
    note('eventsource', 'GET /bayeux/CLIENT', text)
    m = re.search(r'data: (\[.*\])', text)
    ev = json.loads(m.group(1)) if m else []
    judge('B048', 'clientId' not in dump(ev), 'es', 'GET ' + server.path + '/CLIENT Accept: text/event-stream', dump(ev))
    judge('B141', bool(ev) and 'data' in ev[0], 'es', 'GET ' + server.path + '/CLIENT Accept: text/event-stream', dump(ev))
    s.close(), p.close()


def universals(server):
    """Rules about every message a server sends, checked over all that was seen for well formed requests."""
    count, bad = 0, {'B035': None, 'B039': None, 'B053': None, 'B065': None, 'B042': None, 'B079': None, 'B036': None,
                     'B075': None, 'B086': None, 'B087': None, 'B088': None}
    vias = []
    for good, request, via, messages, shown in list(SEEN):
        if not good:
            continue
        if via not in vias:
            vias.append(via)
        req = dump(request)
        for m in messages:
            count += 1
            ev = (req, dump(m))
            if not isinstance(m, dict):
                bad['B035'] = bad['B035'] or ev
                continue
            if not isinstance(m.get('channel'), str):
                bad['B039'] = bad['B039'] or ev
            adv = m.get('advice') or {}
            if 'reconnect' in adv and adv['reconnect'] not in ('retry', 'handshake', 'none'):
                bad['B053'] = bad['B053'] or ev
            if 'multiple-clients' in adv and not isinstance(adv['multiple-clients'], bool):
                bad['B065'] = bad['B065'] or ev
            t = m.get('supportedConnectionTypes')
            if t is not None and not (isinstance(t, list) and all(isinstance(x, str) for x in t)):
                bad['B042'] = bad['B042'] or ev
            if str(m.get('channel')).startswith('/meta/') and not isinstance(m.get('successful'), bool):
                bad['B079'] = bad['B079'] or ev
            if 'timestamp' in m:
                bad['B075'] = bad['B075'] or ev
            if 'connectionId' in m:
                bad['B087'] = bad['B087'] or ev
            if 'json-comment-filtered' in dump(m):
                bad['B088'] = bad['B088'] or ev
            if 'ext' in m and not isinstance(m['ext'], dict):
                bad['B086'] = bad['B086'] or ev
        body = shown.split(' ', 1)[-1]
        if via == 'lp' and shown.startswith('200 ') and not body.startswith('['):
            bad['B036'] = bad['B036'] or (req, shown)
    for clause, ev in bad.items():
        if clause == 'B065' and not any('multiple-clients' in dump(m) for _, _, _, ms, _ in SEEN for m in ms):
            continue
        if ev:
            row(clause, 'broken', '+'.join(vias), ev[0], ev[1])
        else:
            row(clause, 'kept', '+'.join(vias), 'every well formed request of the run', '%d messages, none that breaks it' % count)


def duplicate_keys(server):
    """Raw text of replies: no message may name channel twice."""
    twice = [s for good, _, _, _, s in SEEN if good and any(
        len(re.findall(r'"channel":', part)) > 1 for part in re.findall(r'\{[^{}]*\}', s))]
    judge('B035', not twice, 'lp', 'every well formed request of the run', twice[0] if twice else 'no object with two channel members')


def main():
    kind = sys.argv[1]
    server = Server(kind)
    vias = ['lp', 'cp', 'ws'] if kind == 'faye' else ['lp']
    try:
        for via in vias:
            for f in (basics, number_ids, unknown_client, unconnected, one_bad_in_batch, no_delivery, leak, parallel, disconnect_held, handshake_batch,
                      bad_handshakes, second_connect, bad_names, no_data, double_match, malformed):
                if not TABLE:
                    print('\n######## %s over %s' % (f.__name__, NAMES[via]))
                f(server, via)
            globbing(server, via)
        unique_ids(server)
        form_posts(server)
        jsonp(server, kind == 'faye')
        browsers(server)
        pipelined(server)
        ack(server)
        expiry(server)
        if kind == 'faye':
            ws_close(server)
            carriers(server)
            eventsource(server)
        universals(server)
        duplicate_keys(server)
    finally:
        server.stop()
    if kind == 'cometd':
        server = Server(kind, DENY_HANDSHAKE='1')
        try:
            s = Session(server)
            a = s.handshake()
            h = a.messages[0]
            judge('B102', h.get('channel') == '/meta/handshake' and h.get('successful') is False and isinstance(h.get('error'), str),
                  'lp', 'with a policy that denies: ' + a.request, a.shown)
            note('denied handshake has version', a.request, str(h.get('version')))
        finally:
            server.stop()
        row('B004', 'out of reach', 'ws', '', 'offers no carrier but HTTP')
    else:
        r = {c: ROWS[c] for c in ('B024', 'B072', 'B079', 'B080', 'B097', 'B113', 'B121', 'B124', 'B128', 'B136', 'B141') if 'ws' in ROWS[c]['via']}
        judge('B004', all(v['verdict'] == 'kept' for v in r.values()), 'ws', 'the rows above over websocket', 'same members in every reply')
    if TABLE:
        for clause in sorted(ROWS):
            r = ROWS[clause]
            print('%s\t%s\t%s\t%s\t%s' % (clause, r['verdict'], ', '.join(NAMES.get(v, v) for v in r['via']), trim(r['ev'][0]), trim(r['ev'][1])))


if __name__ == '__main__':
    main()
