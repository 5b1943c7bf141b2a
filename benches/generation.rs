//! Valid messages a second, next to writing ready-made trees with `serde_json` in the same run;
//! and next to strategies that were written by hand with proptest for the same schemas. Ratios are
//! what counts.

use std::{hint::black_box, time::Instant};

use proptest::{
    prelude::*,
    strategy::ValueTree,
    string::string_regex,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use ringtrue::{
    contracts::{REGISTRY, suite},
    generate::{Choices, Values},
};
use serde_json::{Value, json};

const ROUNDS: usize = 5;
/// Bytes of tape for one message: small ones need no more than the first.
const SMALL: usize = 64;
const LARGE: usize = 1024;

fn main() {
    let axp = suite("axp-engagement").unwrap();
    let schemas = &axp.protocol().unwrap().contract.schemas;
    let started = Instant::now();
    let values = Values::compile(schemas);
    println!("compiled in {:.1} ms\n", started.elapsed().as_secs_f64() * 1000.0);
    let calm = Values::compile(schemas).with_spice(0);
    for (count, tape, names) in [
        (200_000, SMALL, &["Ping", "Pong", "Authentication"][..]),
        (200_000, SMALL, &["Authentication"]),
        (20_000, LARGE, &["Notification"]),
    ] {
        println!("{}, {} bytes on average", names.join(", "), size(&values, names, tape));
        let floor = floor(&values, names, tape, count);
        let name = "generated";
        rate(name, count, Some(floor), &mut generator(&values, names, tape));
        rate("generated, calm", count, Some(floor), &mut generator(&calm, names, tape));
        if names == ["Authentication"] {
            rate("proptest, by hand", count / 4, Some(floor), &mut by_hand(authentication()));
        }
        if names == ["Notification"] {
            rate("proptest, by hand", count / 4, Some(floor), &mut by_hand(notification()));
        }
        println!();
    }
    for suite in REGISTRY {
        let contract = &suite.protocol().unwrap().contract;
        let values = Values::compile(&contract.schemas);
        let mut names: Vec<&str> = contract.messages.iter().map(|m| m.schema.as_str()).collect();
        names.dedup();
        println!("{}, {} bytes on average", suite.id(), size(&values, &names, LARGE));
        let floor = floor(&values, &names, LARGE, 20_000);
        rate("generated", 20_000, Some(floor), &mut generator(&values, &names, LARGE));
        println!();
    }
}

/// Writes messages of these names in turn, each from a tape of its own.
fn generator<'v>(values: &'v Values, names: &'v [&str], tape: usize) -> impl FnMut(&mut String) {
    let mut random = fastrand::Rng::with_seed(7);
    let mut tape = vec![0; tape];
    let mut turn = names.iter().cycle();
    move |out| {
        random.fill(&mut tape);
        assert!(values.write(turn.next().unwrap(), &mut Choices::new(&tape), out));
    }
}

fn size(values: &Values, names: &[&str], tape: usize) -> usize {
    let mut write = generator(values, names, tape);
    let mut out = String::new();
    (0..2_000).for_each(|_| write(&mut out));
    out.len() / 2_000
}

/// The rate at which the same messages are written when they need not be thought up.
fn floor(values: &Values, names: &[&str], tape: usize, count: usize) -> f64 {
    let mut write = generator(values, names, tape);
    let ready: Vec<Value> = (0..2_000)
        .map(|_| {
            let mut text = String::new();
            write(&mut text);
            serde_json::from_str(&text).unwrap()
        })
        .collect();
    let mut next = ready.iter().cycle();
    rate("serde_json, ready-made trees", count, None, &mut |out| {
        out.push_str(&serde_json::to_string(next.next().unwrap()).unwrap());
    })
}

/// The median rate over some rounds, and its ratio to the floor.
fn rate(name: &str, count: usize, floor: Option<f64>, write: &mut dyn FnMut(&mut String)) -> f64 {
    let mut out = String::new();
    let mut rates: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            for _ in 0..count {
                out.clear();
                write(&mut out);
                black_box(&out);
            }
            count as f64 / started.elapsed().as_secs_f64()
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    let median = rates.get(ROUNDS / 2).copied().unwrap();
    let ratio = floor
        .map_or_else(|| "floor".to_owned(), |floor| format!("{:.3} of the floor", median / floor));
    println!("  {name:<38} {median:>9.0} messages/s   {ratio}");
    median
}

fn by_hand(strategy: impl Strategy<Value = Value>) -> impl FnMut(&mut String) {
    let rng = TestRng::from_seed(RngAlgorithm::XorShift, &[7; 16]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    move |out| {
        let value = strategy.new_tree(&mut runner).unwrap().current();
        out.push_str(&value.to_string());
    }
}

/// Text of at least one character: mostly an id, sometimes anything.
fn filled() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => string_regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}").unwrap(),
        1 => proptest::collection::vec(any::<char>(), 1..12).prop_map(String::from_iter),
    ]
}

fn authentication() -> impl Strategy<Value = Value> {
    (filled(), filled()).prop_map(|(subscription, token)| {
        json!({"event": "authentication", "subscriptionId": subscription, "token": token})
    })
}

fn notification() -> impl Strategy<Value = Value> {
    let optional = || proptest::option::of(filled());
    let sent =
        string_regex("20[0-9]{2}-0[1-9]-[12][0-9]T[01][0-9]:[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z")
            .unwrap();
    let states =
        prop_oneof![Just("LOGGED_IN"), Just("LOGGED_OUT"), Just("READY"), Just("NOT_READY")];
    let body = (filled(), optional(), states, optional(), optional()).prop_map(
        |(agent, profile, state, reason, cause)| {
            let mut body = json!({"event": "AgentState", "agentId": agent, "state": state});
            let optional = [("profileId", profile), ("reasonCode", reason), ("cause", cause)];
            for (name, value) in optional.into_iter().filter_map(|(n, v)| Some((n, v?))) {
                body[name] = Value::String(value);
            }
            body
        },
    );
    let logins = proptest::collection::vec(optional(), 8);
    (body, filled(), filled(), filled(), sent, filled(), logins).prop_map(
        |(body, correlation, subscription, family, sent, account, logins)| {
            let mut message = json!({
                "correlationId": correlation,
                "subscriptionId": subscription,
                "family": family,
                "sentAt": sent,
                "accountId": account,
                "body": body,
            });
            let names = [
                "loginId",
                "initiatingLoginId",
                "destinationLoginId",
                "observedLoginId",
                "observingLoginId",
                "coachedLoginId",
                "coachingLoginId",
                "bargingLoginId",
            ];
            for (name, login) in names.into_iter().zip(logins) {
                if let Some(login) = login {
                    message[name] = Value::String(login);
                }
            }
            message
        },
    )
}
