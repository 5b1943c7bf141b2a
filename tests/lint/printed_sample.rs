//! The sample file as the vendor printed it, in which most underscores are lost.

use std::{collections::BTreeSet, fs, path::Path};

use super::{findings, ringtrue};

const SAMPLE: &str = "corpus/gms-callback-events/as-printed/GMS_Events.cfg";

/// The names that the sample means, from the vendor's list of events and their attributes.
const NAMES: [&str; 27] = [
    "_enable_status_notification",
    "_status_notification_provider",
    "_status_notification_type",
    "_status_notification_target",
    "notify_params",
    "notify_custom",
    "_cbe_on_service_create",
    "_cbe_on_virtual_ixn_create",
    "_cbe_on_target_found",
    "_cbe_on_dial_init",
    "_cbe_on_dial_done",
    "_cbe_on_connect_treatment_start",
    "_cbe_on_customer_queued",
    "_cbe_on_route_to_agent",
    "_cbe_on_service_exit",
    "_service_id",
    "_service_name",
    "_customer_number",
    "_urs_virtual_queue",
    "_vq_for_outbound_calls",
    "c_target",
    "c_dialed_number",
    "c_call_result",
    "c_call_num_attempt",
    "c_agent_id",
    "c_agent_extension",
    "_phone_number",
];

/// Where a name of the sample lost underscores: every word between the signs of the format that
/// becomes a name once its blanks are underscores, with one in front or without.
fn lost_underscores(text: &str) -> BTreeSet<String> {
    let mut lost = BTreeSet::new();
    for (number, line) in text.lines().enumerate() {
        let mut start = 0;
        for part in line.split(['[', ']', '=', ',']) {
            let word = part.trim();
            let column = start + part.len() - part.trim_start().len() + 1;
            start += part.len() + 1;
            let whole = word.replace(' ', "_");
            let meant =
                NAMES.iter().find(|n| **n == whole || n.strip_prefix('_') == Some(whole.as_str()));
            if let Some(meant) = meant.filter(|meant| **meant != word) {
                let at = format!("{}:{column}", number + 1);
                lost.insert(format!("{at}: expected {meant}, found \"{word}\""));
            }
        }
    }
    lost
}

#[test]
fn every_underscore_that_the_printed_sample_lost_is_explained_and_none_is_a_gap() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE)).unwrap();
    let (code, out, err) = ringtrue(&[SAMPLE], b"");
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let told: Vec<&str> = out.lines().filter_map(|l| l.strip_prefix(SAMPLE)).collect();
    let explained: Vec<String> = told
        .iter()
        .filter(|line| line.contains("gms-list-underscores"))
        .map(|line| {
            let line = line.trim_start_matches(':').replace(" deviation gms-list-underscores:", "");
            line.strip_suffix(" [C-233]").unwrap().to_owned()
        })
        .collect();
    let expected = lost_underscores(&text);
    assert_eq!(expected.len(), 61, "as counted by hand: {expected:#?}");
    assert_eq!(explained.len(), 61, "each once");
    assert_eq!(explained.into_iter().collect::<BTreeSet<_>>(), expected);
    assert!(told.iter().all(|line| !line.contains(" gap ")), "{out}");
}

#[test]
fn what_else_is_odd_in_the_printed_sample_is_told_once() {
    let (_, out, _) = ringtrue(&[SAMPLE], b"");
    let others = findings(&out, SAMPLE).into_iter().filter(|f| !f.contains("underscores"));
    assert_eq!(
        others.collect::<Vec<_>>(),
        [
            "2:30: note gms-list-notify-unsubscribed",
            "5:29: deviation gms-list-target-url",
            // The table offers none of these: the customer's number, but the number that was
            // dialed; and those of agents, but the queue.
            "22:43: deviation gms-list-params-offered",
            "25:43: deviation gms-list-params-offered",
            "28:43: deviation gms-list-params-offered",
            "28:60: deviation gms-list-params-offered",
            "29:1: deviation gms-list-wrapped-value",
            "32:45: deviation gms-list-params-offered",
            "32:63: deviation gms-list-params-offered",
            "35:32: deviation gms-list-params-offered",
            "39:32: deviation gms-list-params-offered",
        ],
        "and nothing on line 13, which has its underscores and asks for the target"
    );
}

#[test]
fn findings_come_in_the_order_of_the_file_on_screen_and_in_ndjson() {
    let ordered = |places: Vec<(u64, u64)>| {
        assert_eq!(places.len(), 72);
        assert!(places.is_sorted(), "{places:?}");
    };
    let (_, out, _) = ringtrue(&[SAMPLE], b"");
    let place = |finding: &&str| {
        let mut numbers = finding.split(':').map(|n| n.parse().unwrap_or_default());
        (numbers.next().unwrap(), numbers.next().unwrap())
    };
    ordered(findings(&out, SAMPLE).iter().map(place).collect());
    let (_, out, _) = ringtrue(&[SAMPLE, "--format", "ndjson"], b"");
    let place = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(finding["file"], SAMPLE);
        (finding["line"].as_u64().unwrap(), finding["column"].as_u64().unwrap())
    };
    ordered(out.lines().map(place).collect());
}

#[test]
fn the_printed_sample_fails_only_where_deviations_do_or_nothing_is_forgiven() {
    assert_eq!(ringtrue(&[SAMPLE, "--fail-on", "deviation"], b"").0, 1);
    assert_eq!(ringtrue(&[SAMPLE, "--profile", "strict"], b"").0, 1);
}
