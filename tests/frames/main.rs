//! The cases of the public Autobahn suite, as a table of our own, played with frames made by hand to
//! everything of ours that speaks WebSocket: the reference providers, the harness's client, the
//! reference consumer, and the recorder's reader of frames. RFC 6455 says what is right.
//!
//! The suite wants its peers to echo, and ours do not. So a case's right answer is: the same pongs; a
//! request that our documents describe is still answered; or the connection fails as it must.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "tests fail by panicking"
)]

mod autobahn;
mod consumer;
mod driver;
mod exchange;
mod providers;
mod recorder;
mod server;
mod table;
mod wire;

use std::collections::BTreeMap;

use futures_util::{StreamExt, stream};

use self::{
    exchange::{Outcome, judge},
    table::{Case, cases},
};

/// How many cases are played side by side.
const TOGETHER: usize = 16;

/// A case that one of our parts does not answer as the suite wants, and why that stays.
type Known = (&'static str, &'static str);

/// Plays every case; each is right, or stands among the known differences, all of which occur.
async fn play_all<F: Future<Output = (Outcome, Result<(), String>)>>(
    known: &[Known],
    play: impl Fn(Case) -> F,
) -> BTreeMap<String, Outcome> {
    let play = &play;
    let plays = cases().into_iter().map(|case| async move {
        let (outcome, besides) = play(case.clone()).await;
        let verdict = judge(&case, &outcome).and(besides);
        (case.name, outcome, verdict)
    });
    let all: Vec<_> = stream::iter(plays).buffered(TOGETHER).collect().await;
    let mut wrong = Vec::new();
    for (name, _, verdict) in &all {
        match (verdict, known.iter().find(|(case, _)| case == name)) {
            (Err(what), None) => wrong.push(what.clone()),
            (Ok(()), Some(_)) => wrong.push(format!("{name} is right by now: no difference")),
            _ => {}
        }
    }
    for (case, _) in known {
        assert!(all.iter().any(|(name, ..)| name == case), "{case} is no case");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    all.into_iter().map(|(name, outcome, _)| (name, outcome)).collect()
}

/// Text that is not UTF-8 is refused as soon as a frame shows it, not when its message is over: the
/// suite asks for that where a text comes in frames.
fn refused_early(outcomes: &BTreeMap<String, Outcome>) {
    for name in ["6.4.1", "6.4.2"] {
        assert!(outcomes[name].early, "{name}: {:?}", outcomes[name]);
    }
}

#[test]
fn the_table_has_the_cases_of_every_group_but_compression() {
    let mut groups = BTreeMap::<String, usize>::new();
    for case in cases() {
        let group = case.name.split('.').next().unwrap().to_owned();
        *groups.entry(group).or_default() += 1;
    }
    let counts: Vec<(&str, usize)> = groups.iter().map(|(g, n)| (g.as_str(), *n)).collect();
    let expected = [
        ("1", 16),
        ("10", 1),
        ("2", 11),
        ("3", 7),
        ("4", 10),
        ("5", 20),
        ("6", 145),
        ("7", 37),
        ("9", 54),
    ];
    assert_eq!(counts, expected);
}
