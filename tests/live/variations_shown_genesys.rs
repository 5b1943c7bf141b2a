//! Variations of conduct come to bear: what crossed the wire is another than without them.
//!
//! What notifications hold is for the unit tests of the references; here is what only a run shows.

use std::collections::BTreeMap;

use futures_util::{StreamExt, stream};
use ringtrue::{
    contract::Party::{self, Consumer, Provider},
    contracts::{Suite, suite},
    judge::Profile,
};

use self::Trace::{Before, Fewer, Has, Lacks, More, Together};
use crate::support;

/// How many references run at once; they mostly wait.
const SIDE_BY_SIDE: usize = 8;

/// How the transcript with a variation differs from that without it.
#[derive(Debug, Clone, Copy)]
enum Trace {
    /// This is there, and was not.
    Has(&'static str),
    /// This was there, and is not.
    Lacks(&'static str),
    /// This is there more often.
    More(&'static str),
    /// This is there less often.
    Fewer(&'static str),
    /// The first comes before the second, and did not.
    Before(&'static str, &'static str),
    /// One is less often in a message without the other. That both are in one more often would not
    /// do: where a run is late, what is told one by one is fetched together.
    Together(&'static str, &'static str),
}

impl Trace {
    fn shows(self, clean: &str, varied: &str) -> bool {
        let count = |text: &str, part: &str| text.matches(part).count();
        let ordered = |text: &str, one: &str, other: &str| text.find(one) < text.find(other);
        let apart = |text: &str, one: &str, other: &str| {
            text.lines().filter(|line| line.contains(one) != line.contains(other)).count()
        };
        match self {
            Has(part) => !clean.contains(part) && varied.contains(part),
            Lacks(part) => clean.contains(part) && !varied.contains(part),
            More(part) => count(varied, part) > count(clean, part),
            Fewer(part) => count(varied, part) < count(clean, part),
            Before(one, other) => !ordered(clean, one, other) && ordered(varied, one, other),
            Together(one, other) => {
                count(varied, one) > 0 && apart(varied, one, other) < apart(clean, one, other)
            }
        }
    }
}

type Shown = (Party, &'static str, Trace);

/// What crossed the wire, with the quotes of texts within texts as they were.
async fn transcript(suite: &'static dyn Suite, party: Party, variation: Option<&str>) -> String {
    let mut options = support::options(Profile::Practical);
    options.generated = false;
    options.variations = variation.into_iter().map(str::to_owned).collect();
    let text = match party {
        Consumer => {
            options.subject = vec![Consumer];
            support::recorded_consumer(suite, &[], &options).await.1
        }
        _ => support::recorded(suite, &[], &options).await.1,
    };
    text.replace("\\\"", "\"")
}

/// The variations that do not show, with so many runs at once.
async fn hidden<'t>(contract: &str, table: &[&'t Shown], side_by_side: usize) -> Vec<&'t Shown> {
    let suite = suite(contract).unwrap();
    let cleans = [Provider, Consumer].map(|party| (party, None));
    let varied = table.iter().map(|(party, name, _)| (*party, Some(*name)));
    let runs = cleans
        .into_iter()
        .chain(varied)
        .map(|(party, name)| async move { ((party, name), transcript(suite, party, name).await) });
    let texts: BTreeMap<(Party, Option<&str>), String> =
        stream::iter(runs).buffered(side_by_side).collect().await;
    let shows = |(party, name, trace): &&'t Shown| {
        trace.shows(&texts[&(*party, None)], &texts[&(*party, Some(*name))])
    };
    table.iter().copied().filter(|shown| !shows(shown)).collect()
}

async fn all_show(contract: &str, table: &[Shown]) {
    let mut left: Vec<&Shown> = table.iter().collect();
    // Many at once on few cores are late, and what is late arrives together: what does not show
    // then must show alone.
    for side_by_side in [SIDE_BY_SIDE, 1, 1] {
        left = hidden(contract, &left, side_by_side).await;
        if left.is_empty() {
            return;
        }
    }
    panic!("{contract}: {left:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn variations_of_gws_interactions_show() {
    let table: &[Shown] = &[
        (Provider, "replies-first", Fewer(r#""text":"[{"data""#)),
        (Provider, "interval-advised", Has(r#""interval":40"#)),
        (Provider, "replies-say-more", Has("com.shop.node")),
        (Provider, "chats-first", Before(r#""channel":"chat""#, r#""channel":"email""#)),
        (Provider, "offered-again", More(r#""state":"Invited""#)),
        (Provider, "nothing-of-others", Fewer(r#""state":"Accepted""#)),
        (Provider, "lines-one-by-one", More(r#""chat_notifications""#)),
        (Provider, "told-together", Together(r#""EventId":4,"#, r#""EventId":7,"#)),
        (Consumer, "ready-first", Before(r#""operationName":"Ready""#, "/meta/subscribe")),
        (Consumer, "ready-for-mail", Lacks("me/channels/chat")),
        (Consumer, "takes-a-break", Has(r#""operationName":"NotReady""#)),
        (Consumer, "more-topics", Has("/v2/me/devices")),
        (Consumer, "rejects-chats", Has(r#""operationName":"Reject""#)),
        (Consumer, "lets-offers-lapse", Lacks(r#""operationName":"Accept""#)),
        (Consumer, "works-otherwise", Has(r#""operationName":"Transfer""#)),
        (Consumer, "logs-out", Has("/meta/disconnect")),
    ];
    all_show("gws-interactions", table).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn variations_of_gws_workbins_show() {
    let table: &[Shown] = &[
        (Provider, "replies-first", Fewer(r#""text":"[{"data""#)),
        (Provider, "workbins-by-name", Has("W:4711_b")),
        (Provider, "empty-workbins", Lacks("ItemAdded")),
        (Provider, "items-there-before", More("ItemRemoved")),
        (Provider, "items-together", Together("ItemAdded", "ItemRemoved")),
        (Consumer, "one-workbin", Fewer(r#""operationName":"Subscribe""#)),
        (Consumer, "topic-last", Before(r#""operationName":"Subscribe""#, "/meta/subscribe")),
        (Consumer, "more-topics", Has("/v2/me/devices")),
        (Consumer, "asks-again", More(r#""operationName":"Subscribe""#)),
        (Consumer, "leaves-workbins", Has(r#""operationName":"Unsubscribe""#)),
        (Consumer, "logs-out", Has("/meta/disconnect")),
    ];
    all_show("gws-workbins", table).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn variations_of_gms_callback_events_show() {
    let table: &[Shown] = &[
        (Provider, "flat-events", Lacks(r#""deviceId""#)),
        (Provider, "devices-unnamed", Lacks(r#""deviceId""#)),
        (Provider, "no-charset", Fewer("application/json;charset=UTF-8")),
        (Provider, "defaults-few", Fewer("_cbe_on_dial_init")),
        (Provider, "third-attempt", Has(r#""c_call_num_attempt":3"#)),
        (Provider, "states-change", Has(r#""_callback_state":"processing""#)),
        (Consumer, "says-ok", Has(r#""text":"OK\r\n""#)),
        (Consumer, "answers-json", Has(r#"{"received":true"#)),
        (Consumer, "refuses-what-it-read", Has(r#""status":422"#)),
        (Consumer, "takes-any-type", Lacks(r#""status":415"#)),
        (Consumer, "takes-large-events", Lacks(r#""status":413"#)),
        (Consumer, "wants-objects", More(r#""status":400"#)),
        (Consumer, "knows-the-table", More(r#""status":400"#)),
        (Consumer, "address-with-a-query", Has("hooks/v1/events?tenant=")),
    ];
    all_show("gms-callback-events", table).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn variations_of_gms_chat_delayed_show() {
    let table: &[Shown] = &[
        (Provider, "start-url-elsewhere", Has("/node-7/")),
        (Provider, "ids-of-one-digit", Has(r#""_id":"7-"#)),
        (Provider, "channels-of-their-own", Has(r#""comet_channel":"/chat/"#)),
        (Provider, "estimates-unknown", More(r#""_eta":"n/a""#)),
        (Provider, "refuses-in-words", Has(r#""status":410"#)),
        (Provider, "cookies-absent", Fewer("JSESSIONID")),
        (Provider, "one-cache-line", Has("must-revalidate")),
        (Provider, "type-named-twice", More("application/json;charset=UTF-8")),
        (Consumer, "asks-for-little", Lacks("_customer_number")),
        (Consumer, "number-with-signs", Has("(555)")),
        (Consumer, "stays-nameless", Lacks("firstName")),
        (Consumer, "looks-often", More("check-queue-position")),
        (Consumer, "never-looks", Lacks("check-queue-position")),
        (Consumer, "retrieves-while-waiting", Lacks("check-queue-position")),
        (Consumer, "nothing-for-no-fields", More(r#""body":{"text":""}"#)),
        (Consumer, "words-for-people", Lacks("_application_message")),
        (Consumer, "device-alone", Lacks("internal-notification")),
        (Consumer, "logs-out", Has("/meta/disconnect")),
    ];
    all_show("gms-chat-delayed", table).await;
}
