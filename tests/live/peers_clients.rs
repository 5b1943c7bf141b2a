//! Clients that we did not write, told the stories of Bayeux: the run agrees with every row of
//! `docs/peers.md`. Needs Node and `npm ci` in `tests/peers`, and for the last of them Python with
//! aiocometd-ng; run with `cargo test --test live peers -- --ignored`.

use ringtrue::{
    contract::Party,
    contracts::suite,
    drive::Limits,
    engine::{Consumer, Outcome, Progress, run_consumer},
    judge::{Profile, Verdict},
};

use crate::peers::{rows, rows_of, said};

async fn outcome(script: &str) -> Outcome {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers");
    let command = format!("cd '{folder}' && TRANSPORT=long-polling exec {script}");
    let mut options = crate::support::options(Profile::Practical);
    options.subject = vec![Party::Consumer];
    // Many processes that start at once on few cores are late in ways that are not theirs.
    let limits = Limits { parallel: 4, max_time: 180.0, ..Limits::default() };
    let consumer = Consumer::Command(command);
    let mut observe = |_: Progress<'_>| {};
    let suite = suite("bayeux").unwrap();
    run_consumer(suite, &consumer, &limits, &options, &mut observe).await.unwrap()
}

async fn compare(client: &str, script: &str) {
    let outcome = outcome(script).await;
    let evidence = crate::support::evidence(&outcome);
    assert!(outcome.judgement.harness_faults.is_empty(), "{evidence}");
    let rows = rows(client);
    assert!(rows.len() >= 20, "{client}: the page has {} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let (verdict, rules) = said(&outcome, &row.clause);
        let agrees = match row.verdict.as_str() {
            "broken" => matches!(verdict, Verdict::Gap | Verdict::Deviation),
            "kept" => matches!(verdict, Verdict::Pass | Verdict::Note),
            _ => matches!(verdict, Verdict::Unexercised | Verdict::Untestable),
        };
        let expected = if agrees { "agrees" } else { "differs" };
        if !row.run.starts_with(expected) {
            wrong.push(format!(
                "{}: the page says {}, the run {verdict} ({}): `{}` should begin with {expected}",
                row.clause,
                row.verdict,
                rules.join(", "),
                row.run
            ));
        }
    }
    let found = crate::support::reported(&outcome);
    // What a receiver owes no clause says: of near misses the page has rows of their own.
    let misses = rows_of(client, "| near misses");
    assert!(!misses.is_empty(), "{client}: the page says nothing of near misses");
    for rule in misses.iter().flat_map(|row| row.run.split('`').skip(1).step_by(2)) {
        if !found.contains(rule) {
            wrong.push(format!("the page says that {rule} is reported, and it is not"));
        }
    }
    let accounts = |rule: &str| rows.iter().chain(&misses).any(|row| row.run.contains(rule));
    for rule in found.iter().filter(|rule| !accounts(rule)) {
        wrong.push(format!("no row accounts for {rule}"));
    }
    assert!(wrong.is_empty(), "{client}:\n{}\n{evidence}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Node and npm ci in tests/peers"]
async fn the_cometd_client_does_what_the_page_says() {
    compare("Client: cometd", "node consumer_cometd.js").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Node and npm ci in tests/peers"]
async fn the_faye_client_does_what_the_page_says() {
    compare("Client: faye", "node consumer_faye.js").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Python with aiocometd-ng"]
async fn the_client_of_aiocometd_ng_does_what_the_page_says() {
    let python = std::env::var("PEERS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    compare("Client: aiocometd-ng", &format!("{python} consumer_aiocometd.py")).await;
}
