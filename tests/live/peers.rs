//! Servers that we did not write: the run agrees with every row of `docs/peers.md`, or the row says
//! why not. Needs Node and `npm ci` in `tests/peers`; run with `cargo test --test live peers -- --ignored`.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use ringtrue::{
    contract::glob_matches,
    contracts::suite,
    drive::Target,
    engine::{ExitCode, Outcome, Progress, run},
    judge::{Profile, Verdict},
};

/// A server that runs until it is dropped.
pub(crate) struct Peer {
    process: Child,
    /// Where it serves.
    pub(crate) url: String,
}

impl Peer {
    /// Starts a script in `tests/peers`.
    pub(crate) fn start(script: &str) -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers");
        let mut process = Command::new("node")
            .args([script, "0"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node starts");
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url =
            line.trim().strip_prefix("URL ").expect("the peer says where it serves").to_owned();
        Self { process, url }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A row of the page.
pub(crate) struct Row {
    pub(crate) clause: String,
    pub(crate) verdict: String,
    pub(crate) run: String,
}

/// The rows about clauses in the sections whose heading begins with the peer's name.
pub(crate) fn rows(peer: &str) -> Vec<Row> {
    rows_of(peer, "| B")
}

/// Those of its rows that begin like this.
pub(crate) fn rows_of(peer: &str, beginning: &str) -> Vec<Row> {
    let page = include_str!("../../docs/peers.md");
    let mut inside = false;
    let mut rows = Vec::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            inside = heading.starts_with(peer);
        }
        if !inside || !line.starts_with(beginning) {
            continue;
        }
        let line = line.replace("\\|", "\u{1}");
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        rows.push(Row {
            clause: cells[0].to_owned(),
            verdict: cells[1].to_owned(),
            run: cells.last().unwrap().replace('\u{1}', "|"),
        });
    }
    rows
}

/// What the run says about a clause: the worst verdict of the rules that cover it.
pub(crate) fn said(outcome: &Outcome, clause: &str) -> (Verdict, Vec<String>) {
    let contract = &suite("bayeux").unwrap().protocol().unwrap().contract;
    let lettered = |id: &str| {
        id == clause
            || id
                .strip_prefix(clause)
                .is_some_and(|r| r.len() == 1 && r.starts_with(char::is_alphabetic))
    };
    let globs: Vec<&String> =
        contract.requirements.iter().filter(|r| lettered(&r.id)).flat_map(|r| &r.rules).collect();
    let rules: Vec<_> = outcome
        .judgement
        .verdicts
        .iter()
        .filter(|v| globs.iter().any(|g| glob_matches(g, &v.rule)))
        .collect();
    for verdict in
        [Verdict::Gap, Verdict::Deviation, Verdict::Note, Verdict::Pass, Verdict::Untestable]
    {
        let named: Vec<String> =
            rules.iter().filter(|v| v.verdict == verdict).map(|v| v.rule.clone()).collect();
        if !named.is_empty() {
            return (verdict, named);
        }
    }
    (Verdict::Unexercised, Vec::new())
}

/// Tells whether any rule covers a clause.
fn covered(clause: &str) -> bool {
    let contract = &suite("bayeux").unwrap().protocol().unwrap().contract;
    contract.requirements.iter().any(|r| r.id == clause && !r.rules.is_empty())
}

async fn outcome(url: &str) -> Outcome {
    let target = Target::new(url::Url::parse(url).unwrap());
    let options = crate::support::options(Profile::Practical);
    let mut observe = |_: Progress<'_>| {};
    run(suite("bayeux").unwrap(), &target, &options, &mut observe).await.unwrap()
}

async fn compare(peer: &str, script: &str) {
    let server = Peer::start(script);
    let mut before: Option<BTreeSet<String>> = None;
    let mut wrong = Vec::new();
    for round in 1..=3 {
        let started = Instant::now();
        let outcome = outcome(&server.url).await;
        assert!(started.elapsed() < Duration::from_secs(120), "round {round} took too long");
        assert_eq!(
            outcome.exit(),
            ExitCode::Gaps,
            "{peer}: {}",
            crate::support::evidence(&outcome)
        );
        assert!(
            outcome.judgement.harness_faults.is_empty(),
            "{}",
            crate::support::evidence(&outcome)
        );
        let gaps: BTreeSet<String> = outcome
            .judgement
            .verdicts
            .iter()
            .filter(|v| v.verdict == Verdict::Gap)
            .map(|v| v.rule.clone())
            .collect();
        if let Some(before) = &before {
            assert_eq!(*before, gaps, "{peer}: round {round} found other gaps");
            continue;
        }
        let rows = rows(peer);
        assert!(rows.len() >= 40, "{peer}: the page has {} rows", rows.len());
        for row in &rows {
            let (verdict, rules) = said(&outcome, &row.clause);
            let broken = matches!(verdict, Verdict::Gap | Verdict::Deviation);
            let agrees = match row.verdict.as_str() {
                "broken" => broken,
                "kept" => matches!(verdict, Verdict::Pass | Verdict::Note),
                _ => matches!(verdict, Verdict::Unexercised | Verdict::Untestable),
            };
            let expected = match (covered(&row.clause), agrees) {
                (false, _) => "no rule",
                (true, true) => "agrees",
                (true, false) => "differs",
            };
            if !row.run.starts_with(expected) {
                wrong.push(format!(
                    "{peer} {}: the page says {}, the run {verdict} ({}): `{}` should begin with {expected}",
                    row.clause, row.verdict, rules.join(", "), row.run
                ));
            }
        }
        for gap in &gaps {
            if !rows.iter().any(|row| row.run.contains(gap.as_str())) {
                wrong.push(format!("{peer}: no row accounts for {gap}"));
            }
        }
        before = Some(gaps);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Node and npm ci in tests/peers"]
async fn three_runs_against_faye_agree_with_the_page_and_with_each_other() {
    compare("faye", "faye.js").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Node and npm ci in tests/peers"]
async fn three_runs_against_cometd_nodejs_server_agree_with_the_page_and_with_each_other() {
    compare("cometd-nodejs-server", "cometd.js").await;
}
