//! The harness's client of WebSocket, against a server that does what the cases say.

use ringtrue::{
    drive::{CaseTape, Limits, Recorder, Socket},
    transcript::{Body, Event, Kind, Pseudonyms},
};
use tokio::sync::mpsc::UnboundedReceiver;
use url::Url;

use super::{
    Known,
    exchange::{Outcome, Probe, exchange, is_pong},
    play_all, refused_early,
    server::{accept, agree, listen},
    table::{Case, Right},
    wire::Frame,
};

/// What it makes of a case, and whether it wrote down what was sent.
async fn play(case: Case) -> (Outcome, Result<(), String>) {
    let (listener, address) = listen().await;
    let serving = tokio::spawn({
        let case = case.clone();
        async move {
            let mut peer = accept(&listener).await;
            let head = peer.head().await;
            agree(&mut peer, &head).await;
            let probe = Probe {
                request: Frame::ping("still-here"),
                is_answer: &|frame| is_pong(frame, "still-here"),
            };
            exchange(&mut peer, &case, &probe).await
        }
    });
    let (recorder, _events) = Recorder::new(Pseudonyms::default());
    let (tape, mut feed) = CaseTape::new(recorder, &case.name);
    let url = Url::parse(&format!("ws://{address}/")).unwrap();
    let socket = Socket::open(&tape, "client", &url, &[], &Limits::default()).await;
    let seen = until_over(&mut feed).await;
    drop(socket.expect("the upgrade was agreed to"));
    let outcome = serving.await.unwrap();
    let besides = written(&case, &seen);
    (outcome, besides)
}

/// What is on the tape, to the end of the connection.
async fn until_over(feed: &mut UnboundedReceiver<(Option<String>, Event)>) -> Vec<Kind> {
    let mut seen = Vec::new();
    while let Some((_, event)) = feed.recv().await {
        let over = matches!(event.kind, Kind::Close { .. } | Kind::Error { .. });
        seen.push(event.kind);
        if over {
            break;
        }
    }
    seen
}

/// Messages are on the tape as they were sent, and so is the end: what the peer said, or what was
/// wrong with it.
fn written(case: &Case, seen: &[Kind]) -> Result<(), String> {
    let bytes = |body: &Body| body.as_bytes().to_vec();
    let data = seen.iter().filter_map(|kind| match kind {
        Kind::Frame { opcode, body, .. } if opcode == "text" => Some((1, bytes(body))),
        Kind::Frame { opcode, body, .. } if opcode == "binary" => Some((2, bytes(body))),
        _ => None,
    });
    let Some(Kind::Close { code, reason }) = seen.last() else {
        return Err(format!("{}: the tape has no end", case.name));
    };
    let sent = case.frames().find(|f| f.opcode == 8).and_then(|f| f.payload.first_chunk());
    let sent = sent.map_or(1005, |code| u16::from_be_bytes(*code));
    let right = match &case.right {
        Right::On => *code == 1000 && data.eq(case.messages()),
        Right::Closes(_) => *code == sent,
        // What it refuses itself counts as no close, and says why; a close that says what none may
        // say is written down as it came.
        Right::Fails(_) => (*code == 1006 && !reason.is_empty()) || (sent != 1005 && *code == sent),
        Right::Any => true,
    };
    match right {
        true => Ok(()),
        false => Err(format!("{}: the tape ends with {code} {reason:?}", case.name)),
    }
}

/// Where the tape cannot say what was sent.
const KNOWN: [Known; 1] = [(
    "7.9.4",
    "transcripts write 1005 for a close without a code, so one that says 1005 looks the same",
)];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_client_of_the_harness_answers_every_case_rightly_and_writes_it_down() {
    refused_early(&play_all(&KNOWN, play).await);
}
