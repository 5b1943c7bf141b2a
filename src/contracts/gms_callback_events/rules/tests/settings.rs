//! Who subscribes and where notifications go: lists, options of services, parameters of queries.

use super::tape::{Tape, recording};

const TYPE: &str = "_status_notification_type";
const TARGET: &str = "_status_notification_target";

/// A list with these options.
fn list(options: &[(&str, &str)]) -> Tape {
    recording().file("transaction-list", &written("[properties]\n", options))
}

fn written(header: &str, options: &[(&str, &str)]) -> String {
    options
        .iter()
        .fold(header.to_owned(), |text, (name, value)| format!("{text}{name} = {value}\n"))
}

impl Tape {
    /// Options of a service beside what is there.
    fn options(self, options: &[(&str, &str)]) -> Self {
        self.file("notification-options", &written("[General]\n", options))
    }
}

fn nothing(times: u64) -> (u64, Vec<String>) {
    (times, Vec::new())
}

fn once(found: &str) -> (u64, Vec<String>) {
    (1, vec![found.to_owned()])
}

#[test]
fn a_list_that_leaves_the_subscribing_to_others_is_pointed_out() {
    let of =
        |mode: &str| list(&[("_enable_status_notification", mode)]).linted("notify-unsubscribed");
    assert_eq!(of("subscribe_notify"), nothing(1));
    let expected = "subscribe_notify, or an application that subscribes by itself";
    let at = "/properties/_enable_status_notification";
    assert_eq!(of("notify"), once(&format!("{at}: {expected}, not notify")));
    assert_eq!(list(&[(TYPE, "httpcb")]).linted("notify-unsubscribed"), nothing(0));
}

#[test]
fn with_httpcb_the_target_is_a_url() {
    let of =
        |kind: &str, target: &str| list(&[(TYPE, kind), (TARGET, target)]).linted("target-url");
    assert_eq!(of("httpcb", "http://h/a"), nothing(1));
    let wrong = "/properties/_status_notification_target: an absolute http or https URL, not";
    assert_eq!(of("httpcb", "/a"), once(&format!("{wrong} \"/a\"")));
    for target in ["http://h/a b", "http://h/<your path>"] {
        assert_eq!(of("httpcb", target), once(&format!("{wrong} {target:?}")));
    }
    assert_eq!(of("httpcb", ""), once(&format!("{wrong} nothing")));
    assert_eq!(of("orscb", "00LOP2RSK4"), nothing(0), "that is a session");
    assert_eq!(list(&[(TARGET, "/a")]).linted("target-url"), nothing(0), "the type is elsewhere");
    let number = format!("{{\"{TYPE}\":\"httpcb\",\"{TARGET}\":7}}");
    let number = recording().file("notification-options", &number);
    assert_eq!(number.linted("target-url"), nothing(0), "schemas say that it is no text");
}

#[test]
fn with_orscb_the_target_is_a_session() {
    let of = |kind: &str, target: &str| {
        recording().options(&[(TYPE, kind), (TARGET, target)]).linted("target-session")
    };
    assert_eq!(of("orscb", "00LOP2RSK4CTL3BA"), nothing(1));
    let wrong = "/_status_notification_target: the id of an ORS session, not";
    for target in ["http://h/a", "two words", "<session>", "{session}"] {
        assert_eq!(of("orscb", target), once(&format!("{wrong} {target:?}")));
    }
    assert_eq!(of("orscb", ""), once(&format!("{wrong} nothing")));
    assert_eq!(of("httpcb", "http://h/a"), nothing(0));
    assert_eq!(recording().options(&[(TARGET, "a b")]).linted("target-session"), nothing(0));
}

#[test]
fn orscb_is_for_those_who_customise_ors() {
    let of = |kind: &str| list(&[(TYPE, kind)]).linted("orscb-advanced");
    assert_eq!(of("httpcb"), nothing(1));
    let expected = "httpcb, unless ORS itself is customised";
    assert_eq!(of("orscb"), once(&format!("/properties/{TYPE}: {expected}, not orscb")));
    assert_eq!(list(&[(TARGET, "http://h/a")]).linted("orscb-advanced"), nothing(0));
}

#[test]
fn what_the_service_sets_wins_over_the_list_in_whichever_order_the_files_come() {
    let rule = "overridden";
    let (own, other) = ([(TARGET, "http://h/a")], [(TARGET, "http://h/b")]);
    assert_eq!(list(&own).options(&own).linted(rule), nothing(1), "both say the same");
    assert_eq!(list(&own).options(&[(TYPE, "httpcb")]).linted(rule), nothing(0));
    assert_eq!(
        list(&own).options(&other).linted(rule),
        once(&format!(
            "/{TARGET}: \"http://h/a\", as the list has it, \
             not a {TARGET} of the service or query, which wins"
        ))
    );
    let after = recording()
        .options(&other)
        .file("transaction-list", &written("[properties]\n", &own))
        .linted(rule);
    assert_eq!(
        after,
        once(&format!(
            "/properties/{TARGET}: \"http://h/b\", which the service or query sets and which wins, \
             not another {TARGET} in the list"
        ))
    );
    let two_services = recording().options(&own).options(&other).linted(rule);
    assert_eq!(two_services, nothing(0), "neither is a list");
}

#[test]
fn options_beside_a_list_that_nobody_saw_may_win_over_it() {
    let rule = "overridden";
    let named = [("_callback_events_list", "GMS_Events"), (TYPE, "httpcb")];
    assert_eq!(
        recording().options(&named).linted(rule),
        once(&format!(
            "/{TYPE}: that the value of the service or query wins over the list's, \
             not {TYPE} beside the list \"GMS_Events\""
        ))
    );
    assert_eq!(recording().options(&[(TYPE, "httpcb")]).linted(rule), nothing(0));
    let seen = list(&[(TARGET, "http://h/a")]).options(&named);
    assert_eq!(seen.linted(rule), nothing(0), "the list was seen and has no type");
}
