//! One operator, more uses: what breaks a constraint in a near miss makes a reference break it,
//! and a run reports exactly that constraint.

use futures_util::{StreamExt, stream};
use ringtrue::{
    contract::{Party, glob_matches},
    contracts::{Suite, suite},
    engine::{Progress, RunOptions, run_reference},
    judge::Profile,
};

use crate::support::{base, evidence, options, recorded, reported};

/// How many references run at once; they mostly wait.
const SIDE_BY_SIDE: usize = 16;
/// One in so many rules is tried in the ordinary run of the tests.
const SAMPLE: usize = 12;

/// Constraints on what a message is told by: without it, it is another message, or none. Nobody
/// can see on the wire that such a constraint was broken.
const TOLD_BY: [(&str, &[&str]); 6] = [
    ("axp-engagement", &["AuthenticationResponse/event:const", "Pong/event:*"]),
    (
        "bayeux",
        &[
            "*/channel:required",
            "*/channel:const",
            "PublishReply/channel:type",
            "ChannelName:type",
            "HandshakeReply/successful:*",
            "HandshakeFailure/successful:const",
            "PublishReply/successful:required",
        ],
    ),
    ("gws-interactions", &["ConnectReply/channel:*"]),
    ("gws-workbins", &["*Notification/data:required", "*Change:type", "*Change/messageType:const"]),
    ("gms-callback-events", &["*/event_id:required", "*/event_id:const", "*/message:required"]),
    (
        "gms-chat-delayed",
        &[
            "*/event_id:*",
            "AgentAvailable:type",
            "TargetFound:type",
            "RouteToAgent:type",
            "ServiceExit:type",
        ],
    ),
];

/// Whether nobody can see on the wire that a constraint is broken, as a message is told by it.
fn is_told_by(suite: &dyn Suite, rule: &str) -> bool {
    let contract = suite.id();
    let (_, globs) = TOLD_BY.iter().find(|(id, _)| *id == contract).unwrap();
    let within = rule.strip_prefix(contract).unwrap().trim_start_matches('/');
    // What is no object is no message; but an answer to an exchange is one whatever it is.
    let messages = &suite.protocol().unwrap().contract.messages;
    let named = contract != "gms-chat-delayed";
    let is_root = named && messages.iter().any(|m| within == format!("{}:type", m.schema));
    is_root || globs.iter().any(|glob| glob_matches(glob, within))
}

/// Whatever else breaks, the first run finds.
fn scenarios() -> RunOptions {
    RunOptions { generated: false, ..options(Profile::Strict) }
}

/// The constraints that messages of the provider reach in a clean run.
async fn reached(suite: &dyn Suite) -> Vec<String> {
    let (outcome, _) = recorded(suite, &[], &scenarios()).await;
    let verdicts = outcome.judgement.verdicts.into_iter();
    let of_provider = verdicts.filter(|v| v.schema && v.role == Party::Provider);
    of_provider.filter(|v| v.exercised > 0).map(|v| v.rule).collect()
}

/// What is wrong with a run against a reference that breaks this constraint; none if all is well.
///
/// A message without the id that answers are matched by breaks rules of conduct too, which is as
/// it should be: what counts is that no other constraint is reported, and that the harness is not
/// taken in.
async fn wrong(suite: &dyn Suite, rule: &str) -> Option<String> {
    let mut observe = |_: Progress<'_>| {};
    let faults = [rule.to_owned()];
    let run = run_reference(suite, &faults, &base(), &scenarios(), &mut observe).await;
    let (outcome, reference) = run.expect("the run runs");
    let mut schema = reported(&outcome);
    schema.retain(|rule| rule.contains('/'));
    // What no message breaks alone may be broken by a message all the same, with what it entails.
    let excused = suite.shaping().unbreakable(rule).is_some();
    let what = match (reference.triggered.has(rule), is_told_by(suite, rule)) {
        (false, told_by) if told_by || excused => return None,
        (false, _) => "never came to bear",
        (true, true) => "came to bear, though messages are told by it",
        _ if !outcome.judgement.harness_faults.is_empty() => "the harness is at fault",
        _ if schema.len() == 1 && schema.contains(rule) => return None,
        _ => "not reported alone",
    };
    Some(format!("{rule}: {what}: {schema:?}\n{}", evidence(&outcome)))
}

/// Tries one in `step` of the constraints that a contract's provider reaches.
async fn every(contract: &str, step: usize) {
    let suite = suite(contract).unwrap();
    let rules: Vec<String> = reached(suite).await.into_iter().step_by(step).collect();
    assert!(!rules.is_empty());
    let tries = rules.iter().map(|rule| wrong(suite, rule));
    let results: Vec<Option<String>> = stream::iter(tries).buffered(SIDE_BY_SIDE).collect().await;
    let mut all = Vec::new();
    for (rule, result) in rules.iter().zip(results) {
        // Many at once on few cores are late: what is wrong then must be wrong alone too.
        if result.is_some() {
            all.extend(wrong(suite, rule).await);
        }
    }
    assert!(all.is_empty(), "{} of {}:\n{}", all.len(), rules.len(), all.join("\n"));
}

/// A test of a sample, and one of everything for who has minutes.
macro_rules! tried {
    ($($name:ident: $contract:literal;)+) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn a_broken_constraint_is_reported_and_no_other() {
                super::every($contract, super::SAMPLE).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "takes minutes"]
            async fn each_broken_constraint_is_reported_and_no_other() {
                super::every($contract, 1).await;
            }
        }
    )+};
}

tried! {
    axp_engagement: "axp-engagement";
    bayeux: "bayeux";
    gws_interactions: "gws-interactions";
    gws_workbins: "gws-workbins";
    gms_callback_events: "gms-callback-events";
    gms_chat_delayed: "gms-chat-delayed";
}
