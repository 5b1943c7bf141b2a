//! The public suite itself, as the server that the harness's client talks to: an echo, as it wants.
//! It needs Python 2.7, which is no longer to be had everywhere, so it is run by hand:
//!
//! ```sh
//! pip install autobahntestsuite==25.10.1
//! echo '{"url":"ws://127.0.0.1:9001","outdir":"reports","cases":["*"],"exclude-cases":["12.*","13.*"]}' > spec.json
//! wstest -m fuzzingserver -s spec.json -u 0 &
//! AUTOBAHN=ws://127.0.0.1:9001 cargo test --test frames -- --ignored
//! ```

use ringtrue::{
    drive::{CaseTape, Limits, Recorder, Socket},
    transcript::{Body, Kind, Pseudonyms, Source},
};
use url::Url;

/// Large enough for the messages of group 9.
const LARGEST: usize = 17 << 20;

/// Connects, sends back every message, and returns the last.
async fn echo(base: &Url, path: &str, back: bool) -> Option<Body> {
    let (recorder, _events) = Recorder::new(Pseudonyms::default());
    let (tape, mut feed) = CaseTape::new(recorder, path);
    let limits = Limits { body: LARGEST, ..Limits::default() };
    let url = base.join(path).unwrap();
    let mut socket = Socket::open(&tape, "client", &url, &[], &limits).await.expect("it opens");
    let mut last = None;
    while let Some((_, event)) = feed.recv().await {
        match event.kind {
            _ if event.from == Some(Source::Consumer) => {}
            Kind::Close { .. } | Kind::Error { .. } => break,
            Kind::Frame { opcode, body, .. } if opcode == "text" || opcode == "binary" => {
                if back {
                    socket.send(body.as_bytes().to_vec(), opcode == "binary").await;
                }
                last = Some(body);
            }
            _ => {}
        }
    }
    last
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs the suite's server, whose Python is 2.7"]
async fn the_public_suite_says_what_it_thinks_of_the_client_of_the_harness() {
    let base = std::env::var("AUTOBAHN").expect("AUTOBAHN is the URL of the suite's server");
    let base = Url::parse(&base).unwrap();
    let count = echo(&base, "/getCaseCount", false).await.unwrap();
    let count: usize = count.as_text().unwrap().parse().unwrap();
    let mut wrong = Vec::new();
    for case in 1..=count {
        echo(&base, &format!("/runCase?case={case}&agent=ringtrue"), true).await;
        let path = format!("/getCaseStatus?case={case}&agent=ringtrue");
        let status = echo(&base, &path, false).await.unwrap().as_text().unwrap().to_owned();
        if !["OK", "NON-STRICT", "INFORMATIONAL"].iter().any(|good| status.contains(good)) {
            wrong.push(format!("{case}: {status}"));
        }
    }
    echo(&base, "/updateReports?agent=ringtrue", false).await;
    assert!(wrong.is_empty(), "of {count}: {wrong:#?}");
}
