//! The table `published.txt`: one line for each case of the public Autobahn suite, with what it
//! sends and what is a right answer. `published.py` wrote it; this reads it.
//!
//! A step is `opcode`, `-` if it is not the last frame of its message, `/` and the reserved bits, `:`
//! and the payload in hexadecimal digits; after that `*` repeats the payload up to a length, `^` cuts
//! the message into frames of a size, `~` writes pieces of a size, `/` writes pieces that end at these
//! places of the payload, and `#` says how often. `pause` waits for the peer.

use super::wire::Frame;

/// What a right answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Right {
    /// The connection goes on, and ends in good order when it is closed.
    On,
    /// The close is answered with one of these codes, or without any.
    Closes(Vec<u16>),
    /// The peer fails the connection: with one of these codes, or by dropping it.
    Fails(Vec<u16>),
    /// Not even the suite says.
    Any,
}

/// Something that a case does.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Send(Sent),
    Pause,
}

/// Frames of one kind, and in which pieces they are written.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) frames: Vec<Frame>,
    /// The size of the pieces.
    pub(crate) chop: Option<usize>,
    /// Where pieces of the payload end.
    pub(crate) cuts: Vec<usize>,
}

/// A case.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) steps: Vec<Step>,
    /// The payloads of the pongs that must come, in order.
    pub(crate) pongs: Vec<Vec<u8>>,
    pub(crate) right: Right,
}

impl Case {
    /// All frames that it sends.
    pub(crate) fn frames(&self) -> impl Iterator<Item = &Frame> {
        let sent = self.steps.iter().filter_map(|step| match step {
            Step::Send(sent) => Some(&sent.frames),
            Step::Pause => None,
        });
        sent.flatten()
    }

    /// The messages that it sends, put together: the opcode and the payload of each.
    pub(crate) fn messages(&self) -> Vec<(u8, Vec<u8>)> {
        let (mut out, mut open) = (Vec::new(), None);
        for frame in self.frames().filter(|f| f.opcode < 8) {
            let (_, payload) = open.get_or_insert_with(|| (frame.opcode, Vec::new()));
            payload.extend(&frame.payload);
            if frame.fin {
                out.extend(open.take());
            }
        }
        out
    }
}

/// All cases.
pub(crate) fn cases() -> Vec<Case> {
    let cases: Vec<Case> = include_str!("published.txt").lines().map(case).collect();
    assert_eq!(cases.len(), 301, "the published cases, but for those of compression");
    cases
}

fn case(line: &str) -> Case {
    let [name, steps, answer] = line.split('\t').collect::<Vec<_>>()[..] else {
        panic!("{line}: not three columns")
    };
    let mut pongs = Vec::new();
    let mut right = None;
    for word in answer.split(' ') {
        let (kind, rest) = word.split_once(':').unwrap_or((word, ""));
        let codes = || rest.split(',').map(|code| code.parse().unwrap()).collect();
        match kind {
            "pong" => pongs.push(hex(rest)),
            "on" => right = Some(Right::On),
            "any" => right = Some(Right::Any),
            "closes" => right = Some(Right::Closes(codes())),
            "fails" => right = Some(Right::Fails(codes())),
            other => panic!("{line}: {other}"),
        }
    }
    let steps = steps.split(' ').map(step).collect();
    Case { name: name.to_owned(), steps, pongs, right: right.unwrap() }
}

fn step(text: &str) -> Step {
    if text == "pause" {
        return Step::Pause;
    }
    let (head, body) = text.split_once(':').unwrap();
    let (name, rsv) = head.split_once('/').map_or((head, 0), |(n, r)| (n, r.parse().unwrap()));
    let (name, fin) = name.strip_suffix('-').map_or((name, true), |name| (name, false));
    let opcode = match name {
        "cont" => 0,
        "text" => 1,
        "binary" => 2,
        "close" => 8,
        "ping" => 9,
        "pong" => 10,
        number => u8::from_str_radix(number.strip_prefix("0x").unwrap(), 16).unwrap(),
    };
    let end = body.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(body.len());
    let (mut payload, mut rest) = (hex(&body[..end]), &body[end..]);
    let (mut chop, mut cuts, mut size, mut times) = (None, Vec::new(), None, 1);
    while let Some(mark) = rest.chars().next() {
        let end = rest[1..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |at| at + 1);
        let number: usize = rest[1..end].parse().unwrap();
        match mark {
            '*' => payload = payload.iter().copied().cycle().take(number).collect(),
            '^' => size = Some(number),
            '~' => chop = Some(number),
            '/' => cuts.push(number),
            '#' => times = number,
            other => panic!("{text}: {other}"),
        }
        rest = &rest[end..];
    }
    let one = Frame { fin, rsv, opcode, payload };
    let frames = size.map_or_else(|| vec![one.clone()], |size| fragments(&one, size));
    let frames = frames.iter().cycle().take(frames.len() * times).cloned().collect();
    Step::Send(Sent { frames, chop, cuts })
}

/// A message in frames of this size.
fn fragments(whole: &Frame, size: usize) -> Vec<Frame> {
    let parts: Vec<&[u8]> = whole.payload.chunks(size).collect();
    let last = parts.len() - 1;
    let frame = |(at, part): (usize, &&[u8])| Frame {
        fin: at == last,
        rsv: 0,
        opcode: if at == 0 { whole.opcode } else { 0 },
        payload: part.to_vec(),
    };
    parts.iter().enumerate().map(frame).collect()
}

fn hex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    digits.map(|two| u8::from_str_radix(str::from_utf8(two).unwrap(), 16).unwrap()).collect()
}
