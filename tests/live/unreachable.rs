//! Subjects that give nothing to judge: no gap, a sentence that helps, in time.

use std::time::{Duration, Instant};

use ringtrue::{
    contracts::REGISTRY,
    drive::Target,
    engine::{ExitCode, Outcome, Progress, run},
    judge::{Profile, Verdict},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

async fn outcomes(address: std::net::SocketAddr) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for suite in REGISTRY {
        let url = format!("http://{address}/");
        let mut target = Target::new(url::Url::parse(&url).unwrap());
        target.auth.token = Some("some-token-1".into());
        // What a user has to say before anything is tried.
        let said = [("account", "ABCDEF"), ("service", "samples"), ("customer-number", "5115")];
        target.facts.extend(said.map(|(name, value)| (name.into(), value.into())));
        target.limits.patience = 1.0;
        let options = crate::support::options(Profile::Practical);
        let mut observe = |_: Progress<'_>| {};
        outcomes.push(run(suite, &target, &options, &mut observe).await.unwrap());
    }
    outcomes
}

fn hold(outcomes: &[Outcome], sentence: &str) {
    for outcome in outcomes {
        assert_eq!(outcome.exit(), ExitCode::Inconclusive, "{}", outcome.judgement.contract);
        assert_eq!(outcome.judgement.count(Verdict::Gap), 0);
        let why = outcome.unreachable.as_deref().expect("a sentence that helps");
        assert!(why.contains(sentence), "{why}");
    }
}

#[tokio::test]
async fn a_provider_that_is_switched_off_is_inconclusive_and_said_to_be_unreachable() {
    let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    hold(&outcomes(address).await, "could not be reached");
}

#[tokio::test]
async fn a_provider_that_accepts_and_never_answers_is_inconclusive_within_the_time_limit() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mute = tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            kept.push(stream);
        }
    });
    let started = Instant::now();
    let found = outcomes(address).await;
    assert!(started.elapsed() < Duration::from_secs(60));
    for outcome in &found {
        assert_eq!(outcome.exit(), ExitCode::Inconclusive);
        assert_eq!(outcome.judgement.count(Verdict::Gap), 0);
        assert!(outcome.unreachable.is_some());
    }
    mute.abort();
}

#[tokio::test]
async fn a_server_that_answers_html_is_inconclusive_and_asked_whether_it_is_the_right_url() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut buffer = [0; 4096];
                let _ = stream.read(&mut buffer).await;
                let page = "<html><body>Welcome</body></html>";
                let answer = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
                    page.len()
                );
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    hold(&outcomes(address).await, "text/html");
    server.abort();
}
