//! A variation that never comes to bear proves nothing: each of axp-engagement and bayeux shows in the
//! transcript of its run, and what it is known by is not in a run of the usual reference.

use futures_util::{StreamExt, stream};
use ringtrue::{
    contract::Party,
    contracts::{Suite, suite},
    drive::Limits,
    engine::{Progress, RunOptions, run_reference, run_reference_consumer},
    judge::Profile,
    transcript::{Event, Kind, Source},
};

/// How many references run at once; they mostly wait.
const SIDE_BY_SIDE: usize = 8;

/// One event of a transcript.
struct Line {
    case: String,
    link: u32,
    at: f64,
    /// Who, what, and all of its text.
    text: String,
}

impl Line {
    fn of(event: &Event) -> Self {
        let who = match event.from {
            Some(Source::Provider) => "provider",
            Some(Source::Consumer) => "consumer",
            _ => "nobody",
        };
        let what = match &event.kind {
            Kind::Request { method, url, headers, body } => {
                format!("request {method} {url} {headers:?} {}", body.as_text().unwrap_or_default())
            }
            Kind::Response { status, headers, body } => {
                format!("response {status} {headers:?} {}", body.as_text().unwrap_or_default())
            }
            Kind::Open { url, .. } => format!("open {url}"),
            Kind::Frame { body, .. } => format!("frame {}", body.as_text().unwrap_or_default()),
            Kind::Close { code, .. } => format!("close {code}"),
            _ => String::new(),
        };
        let case = event.case.clone().unwrap_or_default();
        let (link, at) = (event.link.unwrap_or_default(), event.at);
        Self { case, link, at, text: format!("{who} {what}") }
    }

    fn has(&self, parts: &[&str]) -> bool {
        parts.iter().all(|part| self.text.contains(part))
    }
}

/// A transcript.
struct Lines(Vec<Line>);

impl Lines {
    /// Some line has all of these in it.
    fn some(&self, parts: &[&str]) -> bool {
        self.0.iter().any(|line| line.has(parts))
    }

    /// Lines with these in them.
    fn with<'l>(&'l self, parts: &'l [&str]) -> impl Iterator<Item = &'l Line> {
        self.0.iter().filter(|line| line.has(parts))
    }

    /// On some link, a line with the first parts comes right before one with the second, of those
    /// that have `among` in them.
    fn next(&self, among: &[&str], first: &[&str], second: &[&str]) -> bool {
        self.pairs(among).any(|(one, other)| one.has(first) && other.has(second))
    }

    /// Neighbours on their links, of the lines with these parts.
    fn pairs(&self, among: &[&str]) -> impl Iterator<Item = (&Line, &Line)> {
        let mut lines: Vec<&Line> = self.0.iter().filter(|line| line.has(among)).collect();
        lines.sort_by_key(|line| line.link);
        let pairs: Vec<_> = lines.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.into_iter().filter(|(one, other)| one.link == other.link)
    }

    /// How long requests of these cases waited for their answers, in seconds.
    fn holds(&self, cases: &str) -> Vec<f64> {
        let ours = || self.0.iter().filter(|line| line.case.starts_with(cases));
        let asked = ours().filter(|line| line.has(&["consumer request"]));
        let answered = |link: u32| ours().find(|l| l.link == link && l.has(&["provider response"]));
        asked.filter_map(|line| Some(answered(line.link)?.at - line.at)).collect()
    }

    /// Lines of one case with these parts, and the seconds between each and the one before it.
    fn gaps(&self, case: &str, parts: &[&str]) -> Vec<f64> {
        let at: Vec<f64> =
            self.0.iter().filter(|l| l.case == case && l.has(parts)).map(|l| l.at).collect();
        at.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

/// The text of a member, if a line has it.
fn member<'l>(line: &'l Line, name: &str) -> Option<&'l str> {
    line.text.split_once(&format!("\"{name}\":\""))?.1.split('"').next()
}

async fn lines(suite: &dyn Suite, party: Party, variation: Option<&str>) -> Lines {
    let mut lines = Vec::new();
    let mut observe = |progress: Progress<'_>| {
        if let Progress::Event(event) = progress {
            lines.push(Line::of(event));
        }
    };
    let variations = variation.into_iter().map(str::to_owned).collect();
    let usual = crate::support::options(Profile::Practical);
    let options = RunOptions { generated: false, variations, ..usual };
    if party == Party::Provider {
        let base = crate::support::base();
        run_reference(suite, &[], &base, &options, &mut observe).await.expect("the run runs");
    } else {
        let options = RunOptions { subject: vec![Party::Consumer], ..options };
        let limits = Limits::default();
        let run = run_reference_consumer(suite, &[], &limits, &options, &mut observe);
        run.await.expect("the run runs");
    }
    Lines(lines)
}

/// What a variation is known by.
type Shows = fn(&Lines) -> bool;

async fn all_show(contract: &str, party: Party, known_by: fn(&str) -> Option<Shows>) {
    let suite = suite(contract).unwrap();
    let mut left: Vec<(&str, Shows)> = suite
        .variations()
        .iter()
        .filter(|v| v.party == party)
        .filter_map(|variation| Some((variation.name, known_by(variation.name)?)))
        .collect();
    // Many at once on few cores are late: what is known by its time may show, and the usual one not
    // look like it, when fewer run.
    for side_by_side in [SIDE_BY_SIDE, 1, 1] {
        let usual = &lines(suite, party, None).await;
        let tries = left.into_iter().map(|(name, shows)| async move {
            let shown = shows(&lines(suite, party, Some(name)).await);
            (!shown || shows(usual)).then_some((name, shows))
        });
        let tried: Vec<Option<_>> = stream::iter(tries).buffered(side_by_side).collect().await;
        left = tried.into_iter().flatten().collect();
    }
    let names: Vec<&str> = left.iter().map(|(name, _)| *name).collect();
    assert!(names.is_empty(), "never shown, or as usual: {names:?}");
    let unknown = suite.variations().iter().filter(|v| v.party == party);
    let unknown: Vec<&str> =
        unknown.map(|v| v.name).filter(|name| known_by(name).is_none()).collect();
    assert!(unknown.is_empty(), "known by nothing: {unknown:?}");
}

/// What a provider sends on its sockets.
const TOLD: &[&str] = &["provider frame", "\"body\""];

fn of_engagement_providers(name: &str) -> Option<Shows> {
    Some(match name {
        "times-as-printed" => |l| l.some(&["provider response", "\"pingInterval\":300"]),
        "short-endpoint" => |l| l.some(&["provider response", "/agent-engagement\""]),
        "answers-with-200" => |l| l.some(&["provider response 200", "subscriptionId"]),
        "opaque-ids" => {
            |l| l.0.iter().any(|l| member(l, "correlationId").is_some_and(|id| id.len() == 22))
        }
        "refuses-briefly" => |l| {
            l.with(&["provider frame", "FAILED_INVALID_TOKEN"])
                .any(|l| member(l, "subscriptionId").is_none())
        },
        "closes-after-refusal" => |l| l.some(&["provider close 1008"]),
        "closes-with-its-own-code" => |l| l.some(&["provider close 4408"]),
        "times-of-another-zone" => {
            |l| l.0.iter().any(|l| member(l, "sentAt").is_some_and(|at| at.ends_with("+01:00")))
        }
        "without-login-handles" => |l| l.some(TOLD) && !l.some(&["oginId\""]),
        "few-members" => |l| l.some(TOLD) && !l.some(&["offeredQueue"]),
        "begins-midway" => |l| l.some(&["\"UNHELD\""]) && !l.some(&["\"event\":\"ChannelReady\""]),
        "engagements-overlap" => {
            |l| l.next(TOLD, &["InboundEngagementCreated", "customer@"], &["\"Voice\""])
        }
        "work-overlaps-the-end" => {
            |l| l.next(TOLD, &["AfterContactWorkActivated"], &["\"REMOVED\""])
        }
        "reasons-change" => |l| l.some(&["NOT_READY", "\"reasonCode\":\"4\""]),
        "delivers-twice" => |l| l.pairs(TOLD).any(|(one, other)| one.text == other.text),
        _ => return None,
    })
}

fn of_engagement_consumers(name: &str) -> Option<Shows> {
    Some(match name {
        "pings-without-subscription" => |l| l.some(&["consumer frame {\"event\":\"ping\"}"]),
        "pings-often" => {
            |l| l.gaps("heartbeat", &["consumer frame", "\"ping\""]).iter().any(|gap| *gap < 0.7)
        }
        "pings-at-once" => |l| {
            l.pairs(&["\"event\":", " frame"]).any(|(one, other)| {
                let at_once = other.at - one.at < 0.5;
                one.has(&["CONNECTION_CONFIRMED"]) && other.has(&["\"ping\""]) && at_once
            })
        },
        "subscribes-to-names" => |l| l.some(&["consumer request POST", "ChannelReady"]),
        "names-the-charset" => |l| l.some(&["consumer request", "application/json; charset=utf-8"]),
        "accepts-more" => |l| l.some(&["consumer request", "*/*;q=0.1"]),
        // Where the provider goes away, the usual one says the same back.
        "goes-away" => {
            |l| l.0.iter().any(|l| l.case == "malformed" && l.has(&["consumer close 1001"]))
        }
        "subscribes-anew" => |l| l.gaps("closed", &["consumer request POST"]).len() == 1,
        "comes-back-later" => |l| l.gaps("closed", &["consumer open"]).iter().any(|gap| *gap > 1.4),
        "renews-early" => |l| {
            l.gaps("subscription-expires", &["consumer request POST"]).iter().any(|gap| *gap < 2.8)
        },
        "gives-up-on-server-errors" => |l| {
            l.0.iter().any(|l| l.case == "server-error" && l.has(&["INTERNAL_SERVER_ERROR"]))
                && l.gaps("server-error", &["consumer open"]).is_empty()
        },
        _ => return None,
    })
}

fn of_bayeux_providers(name: &str) -> Option<Shows> {
    Some(match name {
        "reply-before-events" => |l| {
            l.some(&[
                "provider response",
                " [{\"channel\":\"/meta/connect\"",
                "},{\"channel\":\"/ringtrue",
            ])
        },
        // Usually the answer to a publisher who is subscribed has its event.
        "events-by-connect-alone" => |l| {
            !l.0.iter().any(|l| {
                l.case == "own-event@long-polling"
                    && l.has(&["provider response", "\"own\"", "\"successful\""])
                    && !l.has(&["/meta/connect"])
            })
        },
        "one-event-a-response" => |l| {
            let two = |l: &Line| l.text.matches("\"data\":").count() > 1;
            !l.with(&["provider response"]).any(two)
        },
        "once-per-subscription" => |l| {
            let twice = |l: &Line| l.text.matches("/both\"").count() == 2;
            l.with(&["provider response", "\"data\":"]).any(twice)
        },
        "holds-for-less" => |l| {
            // What is not held is answered at once.
            l.holds("held-connect").iter().any(|hold| (0.35..0.9).contains(hold))
        },
        "refuses-the-replaced-connect" => |l| l.some(&["provider", "409::"]),
        "client-id-on-request" => {
            |l| l.some(&["provider response", "\"channel\":\"/meta/subscribe\"", "\"clientId\""])
        }
        "client-id-once" => {
            |l| !l.0.iter().any(|l| l.has(&["provider", "/meta/connect\"", "\"clientId\""]))
        }
        "advice-once" => |l| {
            !l.0.iter().any(|l| {
                l.has(&["provider", "/meta/connect\"", "\"successful\":true", "\"timeout\":1000"])
            })
        },
        "advice-everywhere" => |l| l.some(&["provider", "/meta/subscribe\"", "b.example.com"]),
        "timestamps-and-extensions" => {
            |l| l.some(&["provider", "\"timestamp\":\"", "com.example.trace"])
        }
        "full-handshake-reply" => |l| l.some(&["provider", "\"authSuccessful\":true"]),
        "short-client-ids" => |l| {
            l.with(&["provider", "/meta/handshake"])
                .any(|l| member(l, "clientId").is_some_and(|id| id.len() == 22))
        },
        "codes-of-its-own" => |l| l.some(&["provider", "\"error\":\"499:"]),
        "errors-left-out" => |l| !l.0.iter().any(|l| l.has(&["provider", "\"error\":\"402:"])),
        "refuses-in-messages" => |l| l.some(&["provider response 200", "No name of a channel"]),
        "publishes-unacknowledged" => |l| {
            let granted = |m: &str| {
                m.contains("\"channel\":\"/ringtrue/") && m.contains("\"successful\":true")
            };
            !l.with(&["provider"]).any(|l| l.text.split("},{").any(granted))
        },
        "takes-unconnected-publishes" => {
            |l| l.with(&["provider", "/loose\"", "\"successful\":true"]).next().is_some()
        }
        "services-deliver-nothing" => {
            |l| !l.0.iter().any(|l| l.has(&["provider", "\"/service/", "\"ask\":1"]))
        }
        "reply-per-subscription" => {
            |l| l.some(&["provider", "/one\"", "},{\"channel\":\"/meta/subscribe\""])
        }
        "without-websocket" => |l| !l.some(&["consumer open"]),
        "without-acknowledgement" => |l| !l.some(&["provider", "\"ext\":{\"ack\""]),
        "counts-no-clients" => |l| !l.some(&["provider", "multiple-clients"]),
        _ => return None,
    })
}

fn of_bayeux_consumers(name: &str) -> Option<Shows> {
    const ASKED: &str = "consumer request POST";
    Some(match name {
        "shakes-hands-briefly" => |l| !l.some(&[ASKED, "minimumVersion"]),
        "messages-without-ids" => {
            |l| l.with(&[ASKED, "/meta/connect\""]).any(|l| !l.has(&["\"id\":"]))
        }
        "ids-of-letters" => |l| l.some(&[ASKED, "\"id\":\"b\""]),
        "offers-more-types" => |l| l.some(&[ASKED, "\"callback-polling\""]),
        "messages-with-everything" => |l| l.some(&[ASKED, "\"timestamp\":\"", "com.example.trace"]),
        "posts-forms" => |l| l.some(&[ASKED, "message=%7B"]),
        "subscribes-one-by-one" => |l| l.some(&[ASKED, "},{\"channel\":\"/meta/subscribe\""]),
        "subscribes-with-connect" => |l| l.some(&[ASKED, "/meta/subscribe\"", "/meta/connect\""]),
        "first-connect-held" => |l| !l.some(&[ASKED, "\"timeout\":0"]),
        "held-for-less" => |l| l.some(&[ASKED, "\"timeout\":500"]),
        "waits-for-longer" => {
            |l| l.gaps("events", &[ASKED, "/meta/connect"]).iter().all(|gap| *gap > 0.29)
        }
        "keeps-no-cookies" => |l| !l.some(&[ASKED, "BAYEUX_BROWSER"]),
        "begins-anew-when-cut" => {
            |l| l.gaps("connection-cut", &[ASKED, "/meta/handshake"]).len() == 1
        }
        "unsubscribes-before-leaving" => {
            |l| l.some(&[ASKED, "/meta/unsubscribe\"", "/meta/disconnect\""])
        }
        _ => return None,
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_variation_of_axp_engagement_shows() {
    tokio::join!(
        all_show("axp-engagement", Party::Provider, of_engagement_providers),
        all_show("axp-engagement", Party::Consumer, of_engagement_consumers),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_variation_of_bayeux_shows() {
    tokio::join!(
        all_show("bayeux", Party::Provider, of_bayeux_providers),
        all_show("bayeux", Party::Consumer, of_bayeux_consumers),
    );
}
