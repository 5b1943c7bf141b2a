//! Stories of messages that break one rule each, told to our consumers and to one that dies of them.

use ringtrue::{
    contract::Party,
    contracts::{Fault, Suite, suite},
    drive::Limits,
    engine::{Consumer, RunOptions, run_consumer, try_clean},
    judge::{Duty, Profile, Verdict},
};

/// The contracts over Bayeux, and how many rules their near misses break.
const CONTRACTS: [(&str, usize); 4] =
    [("bayeux", 4), ("gws-interactions", 4), ("gws-workbins", 4), ("gms-chat-delayed", 2)];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn our_consumers_refuse_what_is_broken_and_take_what_is_told_with_it_and_after_it() {
    let options = crate::support::options(Profile::Practical);
    for (id, broken) in CONTRACTS {
        let trial = try_clean(suite(id).unwrap(), Party::Consumer, &options).await.unwrap();
        let verdicts = &trial.outcome.judgement.verdicts;
        let refused = verdicts.iter().filter(|v| v.duty == Some(Duty::Reject));
        let refused: Vec<_> = refused.filter(|v| v.verdict == Verdict::Pass).collect();
        let evidence = crate::support::evidence(&trial.outcome);
        assert_eq!(refused.len(), broken, "{id}:\n{evidence}");
        for row in refused {
            let survived = |v: &&_| {
                let v: &ringtrue::judge::RuleVerdict = v;
                v.rule == row.rule && v.duty == Some(Duty::Survive) && v.verdict == Verdict::Pass
            };
            assert!(verdicts.iter().any(|v| survived(&v)), "{id}: {}", row.rule);
        }
        assert!(crate::support::reported(&trial.outcome).is_empty(), "{id}:\n{evidence}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_fails_at_a_near_miss_is_found_by_what_it_owes_and_by_nothing_else() {
    const FAULTS: [&str; 13] = [
        "stops-at-a-broken-event",
        "deaf-after-a-broken-event",
        "batch-dropped-for-one-event",
        "missing-data-taken-for-null",
        "numbers-understood-as-text",
        "gws-desk-stops-at-user-data-it-cannot-read",
        "gws-desk-deaf-after-a-broken-one",
        "gws-desk-offers-nothing-by-itself",
        "workbin-desk-stops-at-a-broken-item",
        "workbin-desk-deaf-after-a-broken-message",
        "workbin-desk-takes-any-action-for-added",
        "chat-app-deaf-after-a-broken-text",
        "chat-app-takes-anything-for-text",
    ];
    let mut faults: Vec<(&'static dyn Suite, &'static Fault)> = Vec::new();
    for (id, _) in CONTRACTS {
        let suite = suite(id).unwrap();
        let theirs = suite.faults().iter().filter(|fault| FAULTS.contains(&fault.name));
        faults.extend(theirs.map(|fault| (suite, fault)));
    }
    assert_eq!(faults.len(), FAULTS.len());
    let wrong = crate::support::try_faults(&faults, 4).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Looks for `data` without asking whether there are any.
const DIES: &str = r#"
import json, os, urllib.request

def ask(*messages):
    fields = {"Content-Type": "application/json"}
    body = json.dumps(messages).encode()
    with urllib.request.urlopen(urllib.request.Request(os.environ["RINGTRUE_URL"], body, fields)) as r:
        return json.load(r)

types = ["long-polling"]
reply, = ask({"channel": "/meta/handshake", "id": "1", "version": "1.0", "supportedConnectionTypes": types})
me = reply["clientId"]
ask({"channel": "/meta/subscribe", "id": "2", "clientId": me, "subscription": "/news/**"})
for number in range(3, 1000):
    connect = {"channel": "/meta/connect", "id": str(number), "clientId": me, "connectionType": types[0]}
    for message in ask(connect):
        if not message["channel"].startswith("/meta/"):
            print(message["data"])
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_dies_of_a_near_miss_is_found_though_it_says_nothing_of_messages() {
    let rule = "bayeux-robust-broken-event";
    let mut options = RunOptions { subject: vec![Party::Consumer], ..RunOptions::default() };
    options.judge.rules = vec![rule.to_owned()];
    let consumer = Consumer::Command(format!("exec python3 -c '{DIES}'"));
    let suite = suite("bayeux").unwrap();
    let limits = Limits::default();
    let outcome = run_consumer(suite, &consumer, &limits, &options, &mut |_| {}).await.unwrap();
    let evidence = crate::support::evidence(&outcome);
    assert_eq!(outcome.cases, 1, "{evidence}");
    let row = outcome.judgement.verdicts.iter().find(|v| v.rule == rule).unwrap();
    // What no document speaks of is at most that.
    assert_eq!(row.verdict, Verdict::Deviation, "{evidence}");
    assert_eq!(row.evidence[0].found, "its end (exit 1)");
}
