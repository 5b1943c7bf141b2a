//! A case, played to a peer, and whether its answer is right. No answer is timed: what follows the
//! case is a request that only a peer answers which goes on.

use super::{
    table::{Case, Right, Sent, Step},
    wire::{Frame, Heard, Peer},
};

/// What a peer made of a case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It went on, and answered the close with this code, or with none.
    On(Option<u16>),
    /// It closed with this code, or with none.
    Closed(Option<u16>),
    /// It dropped the connection.
    Dropped,
    /// It went on, and did not answer the close.
    Deaf,
    /// It did nothing at all.
    Silent,
}

/// All that a peer answered.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) pongs: Vec<Vec<u8>>,
    pub(crate) end: End,
    /// It ended the connection before the case had sent everything.
    pub(crate) early: bool,
}

/// A request, and how its answer is known.
pub(crate) struct Probe<'p> {
    pub(crate) request: Frame,
    pub(crate) is_answer: &'p (dyn Fn(&Frame) -> bool + Sync),
}

/// Plays a case.
pub(crate) async fn exchange(peer: &mut Peer, case: &Case, probe: &Probe<'_>) -> Outcome {
    let mut outcome = Outcome { pongs: Vec::new(), end: End::Dropped, early: false };
    for step in &case.steps {
        match step {
            Step::Send(sent) => send(peer, sent).await,
            // Nothing is sent before the peer has seen what came so far.
            Step::Pause => {
                peer.send(&Frame::ping("so far")).await;
                if let Some(end) = until(peer, &mut outcome, &|f| is_pong(f, "so far")).await {
                    return Outcome { end, early: true, ..outcome };
                }
            }
        }
    }
    let asks = !matches!(case.right, Right::Closes(_) | Right::Any);
    if asks {
        peer.send(&probe.request).await;
    }
    outcome.end = match until(peer, &mut outcome, &|f| asks && (probe.is_answer)(f)).await {
        Some(end) => end,
        None => {
            peer.send(&Frame::close()).await;
            match until(peer, &mut outcome, &|_| false).await {
                Some(End::Closed(code)) => End::On(code),
                _ => End::Deaf,
            }
        }
    };
    outcome
}

/// A pong with this payload.
pub(crate) fn is_pong(frame: &Frame, payload: &str) -> bool {
    frame.opcode == 10 && frame.payload == payload.as_bytes()
}

/// Reads until this frame comes (none), or to the end. A server ends the connection itself; a client
/// waits for that after the close.
async fn until(
    peer: &mut Peer,
    outcome: &mut Outcome,
    wanted: &(dyn Fn(&Frame) -> bool + Sync),
) -> Option<End> {
    let mut end = End::Dropped;
    loop {
        let frame = match peer.next().await {
            Heard::Frame(frame) => frame,
            Heard::End => return Some(end),
            Heard::Nothing => return Some(End::Silent),
        };
        assert_eq!(frame.rsv, 0, "no extension was agreed on");
        assert_eq!(end, End::Dropped, "nothing follows a close: {frame:?}");
        match frame.opcode {
            _ if wanted(&frame) => return None,
            8 => {
                let code = frame.payload.first_chunk::<2>().map(|code| u16::from_be_bytes(*code));
                end = End::Closed(code);
                if !peer.is_client() {
                    return Some(end);
                }
            }
            10 => outcome.pongs.push(frame.payload),
            0..=2 | 9 => {}
            other => panic!("a frame with the opcode {other}"),
        }
    }
}

async fn send(peer: &mut Peer, sent: &Sent) {
    let mut batch = Vec::new();
    for frame in &sent.frames {
        let (head, payload) = peer.encode(frame);
        let start = head.len();
        let bytes = [head, payload].concat();
        if let Some(size) = sent.chop {
            for piece in bytes.chunks(size) {
                peer.write(piece).await;
            }
            continue;
        }
        let mut from = 0;
        for cut in &sent.cuts {
            peer.write(&bytes[from..start + cut]).await;
            from = start + cut;
        }
        batch.extend(&bytes[from..]);
    }
    peer.write(&batch).await;
}

/// Whether a peer did what is right.
pub(crate) fn judge(case: &Case, outcome: &Outcome) -> Result<(), String> {
    let allowed = |code: &Option<u16>, codes: &[u16]| code.is_none_or(|c| codes.contains(&c));
    let right = match (&case.right, &outcome.end) {
        (Right::Any, _) | (Right::Fails(_), End::Dropped) => true,
        (Right::On, End::On(code)) => allowed(code, &[1000]),
        (Right::Closes(codes) | Right::Fails(codes), End::Closed(code)) => allowed(code, codes),
        _ => false,
    };
    let pongs = matches!(case.right, Right::Any) || outcome.pongs == case.pongs;
    match right && pongs {
        true => Ok(()),
        false => Err(format!("{}: {:?}, but {outcome:?}", case.name, case.right)),
    }
}
