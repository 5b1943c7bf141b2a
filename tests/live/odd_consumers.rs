//! Consumers that do nothing right: each ends within its limit with a sentence of its own, and the
//! harness keeps going.

use std::time::{Duration, Instant};

use ringtrue::{
    contract::Party,
    contracts::suite,
    drive::Limits,
    engine::{Consumer, ExitCode, Outcome, RunOptions, run_consumer},
};

/// Speaks TCP to the provider, in words of bash.
const DIAL: &str = r#"u=${RINGTRUE_URL#http://}; u=${u%%/*}; exec 3<>/dev/tcp/${u%%:*}/${u##*:};"#;

/// Runs a consumer through the first two stories of `bayeux`.
async fn outcome(command: &str) -> Outcome {
    let options =
        RunOptions { subject: vec![Party::Consumer], max_cases: Some(2), ..RunOptions::default() };
    let limits = Limits { patience: 1.0, max_time: 60.0, ..Limits::default() };
    let consumer = Consumer::Command(format!("exec bash -c '{command}'"));
    let suite = suite("bayeux").unwrap();
    run_consumer(suite, &consumer, &limits, &options, &mut |_| {}).await.unwrap()
}

fn sentence(outcome: &Outcome) -> &str {
    outcome.unreachable.as_deref().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_hangs_is_waited_for_and_given_up() {
    let begun = Instant::now();
    let outcome = outcome("sleep 300").await;
    assert!(sentence(&outcome).contains("its first request"), "{outcome:?}");
    assert_eq!((outcome.exit(), outcome.cases), (ExitCode::Inconclusive, 2));
    // The limit is that of a consumer which starts slowly, and stories run side by side.
    assert!(begun.elapsed() < Duration::from_secs(55), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_ends_at_once_is_quoted() {
    let outcome = outcome("echo no module of that name >&2; exit 3").await;
    let sentence = sentence(&outcome);
    assert!(sentence.contains("ended with 3 before"), "{sentence}");
    assert!(sentence.contains("no module of that name"), "{sentence}");
    assert_eq!((outcome.exit(), outcome.cases), (ExitCode::Inconclusive, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_speaks_garbage_is_no_consumer_of_the_contract() {
    let command = format!("{DIAL} while echo {{]%%garbage >&3; do sleep 0.1; done");
    let outcome = outcome(&command).await;
    assert!(!sentence(&outcome).is_empty(), "{outcome:?}");
    assert_eq!((outcome.exit(), outcome.cases), (ExitCode::Inconclusive, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_floods_is_not_heard_out() {
    let ask = r#"GET /bayeux HTTP/1.1\r\nHost: x\r\n\r\n"#;
    let command = format!(
        "p=$(printf \"{ask}%.0s\" $(seq 500)); flood() {{ trap \"\" PIPE; while :; do {DIAL} \
         cat <&3 >/dev/null & for i in 1 2 3 4; do printf \"$p\" >&3 2>/dev/null || break; done; \
         sleep 0.2; done; }}; flood & flood & flood & flood"
    );
    let outcome = outcome(&command).await;
    assert!(sentence(&outcome).contains("an end of its flood"), "{}", sentence(&outcome));
    assert_eq!((outcome.exit(), outcome.cases), (ExitCode::Inconclusive, 2));
}
