//! Messages a second of validation and judging over a generated AXP file, next to a plain parse
//! of the same bytes by `serde_json`, in one run. Ratios are what counts.

use std::{hint::black_box, time::Instant};

use ringtrue::{
    codec::json::{Limits, parse},
    contracts::suite,
    engine::{Bare, RunOptions, check},
    generate::{Choices, Values},
};

const MESSAGES: usize = 5_000;
const ROUNDS: usize = 5;

fn main() {
    let axp = suite("axp-engagement").unwrap();
    let contract = &axp.protocol().unwrap().contract;
    let values = Values::compile(&contract.schemas).with_spice(0);
    let branches: Vec<&str> = contract
        .messages
        .iter()
        .filter(|m| m.part_of.as_deref() == Some("notification"))
        .map(|m| m.name.as_str())
        .collect();
    let mut lines = String::new();
    for number in 0..MESSAGES {
        let tape = Choices::tape(number as u64, 8192);
        let mut choices = Choices::new(&tape);
        let mut notification = values.value("Notification", &mut choices);
        let event = branches.get(number % branches.len()).unwrap();
        let mut body = values.value(event, &mut choices);
        body["event"] = serde_json::Value::String((*event).to_owned());
        notification["body"] = body;
        lines.push_str(&notification.to_string());
        lines.push('\n');
    }
    println!("{MESSAGES} notifications, {} bytes on average\n", lines.len() / MESSAGES);
    let floor = rate("serde_json, plain parse", None, || {
        for line in lines.lines() {
            black_box(serde_json::from_str::<serde_json::Value>(line).unwrap());
        }
    });
    let limits = Limits::default();
    rate("lossless parse", Some(floor), || {
        for line in lines.lines() {
            black_box(parse(line.as_bytes(), &limits).unwrap());
        }
    });
    rate("parse and validate", Some(floor), || {
        for line in lines.lines() {
            let node = parse(line.as_bytes(), &limits).unwrap().root;
            black_box(contract.schemas.validate("Notification", &node).unwrap());
        }
    });
    let options = RunOptions::default();
    let bare = Bare { contract: Some("axp-engagement"), message: Some("notification") };
    rate("check: parse, validate, all monitors", Some(floor), || {
        let checked =
            check(lines.as_bytes(), "bench", bare, &suite, &options, &mut |_| {}).unwrap();
        black_box(checked.outcome.unwrap().judgement.events);
    });
}

/// The median rate over some rounds, and its ratio to the floor.
fn rate(name: &str, floor: Option<f64>, mut work: impl FnMut()) -> f64 {
    let mut rates: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            work();
            MESSAGES as f64 / started.elapsed().as_secs_f64()
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    let median = rates.get(ROUNDS / 2).copied().unwrap();
    let ratio = floor
        .map_or_else(|| "floor".to_owned(), |floor| format!("{:.2} of the floor", median / floor));
    println!("{name:<40} {median:>9.0} messages/s   {ratio}");
    median
}
