//! Stories in which all is well: events of every form, advice, requests to the consumer.
//!
//! Data alone; see `stories` of the contract for what each is about.

use super::{
    script::{
        Act::{Give, Hold, Refuse, Slow},
        PLAIN, Script,
        Tell::{Ask, Broken, Drawn, Events, Good, Late, Odd, Twice},
    },
    troubles::TROUBLES,
};

/// The story of this name.
pub(super) fn script(name: &str) -> Option<&'static Script> {
    SCRIPTS.iter().chain(TROUBLES).find(|script| script.name == name)
}

/// The names of all.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SCRIPTS.iter().chain(TROUBLES).map(|script| script.name)
}

const SCRIPTS: &[Script] = &[
    Script {
        name: "events",
        connects: &[
            Give(&[Events(1)], None),
            Give(&[Events(5)], None),
            Give(&[Odd], None),
            Give(&[Twice], None),
            Give(&[Drawn(16)], None),
            Hold,
            Give(&[Events(2), Drawn(8)], None),
            Hold,
        ],
        ..PLAIN
    },
    Script {
        name: "near-misses",
        connects: &[
            Give(&[], None),
            // Who subscribes late has done so by then.
            Hold,
            Give(&[Good(2)], None),
            // Each alone, and among others of one answer.
            Give(&[Broken("bayeux/Delivery/data:required")], None),
            Give(&[Good(1)], None),
            Give(&[Good(1), Broken("bayeux/ChannelName:pattern"), Good(1)], None),
            Give(&[Good(1)], None),
            Give(&[Broken("bayeux/Ext:type"), Good(1)], None),
            Give(&[Good(1)], None),
            Give(&[Good(1), Broken("bayeux/Timestamp:type")], None),
            Give(&[Good(1)], None),
            Hold,
        ],
        after: 1.5,
        ..PLAIN
    },
    Script {
        name: "requests",
        connects: &[
            Give(&[Events(1)], None),
            Hold,
            Give(
                &[
                    Ask(r#"{"please":"publish","channel":"/ringtrue/answers","data":{"n":1}}"#),
                    Ask(r#"{"please":"publish","channel":"/ringtrue/answers","data":null}"#),
                ],
                None,
            ),
            Give(
                &[Ask(r#"{"please":"publish","channel":"/service/ringtrue/echo","data":"hello"}"#)],
                None,
            ),
            Give(&[Ask(r#"{"please":"subscribe","channel":"/ringtrue-more/news"}"#)], None),
            Hold,
            Give(
                &[Events(2), Ask(r#"{"please":"unsubscribe","channel":"/ringtrue-more/news"}"#)],
                None,
            ),
            Hold,
            Give(&[Late("/ringtrue-more/news"), Events(1)], None),
            Hold,
        ],
        ..PLAIN
    },
    Script {
        name: "three-requests-at-once",
        connects: &[
            Give(&[Events(1)], None),
            Hold,
            Give(
                &[
                    Ask(r#"{"please":"publish","channel":"/ringtrue/answers","data":1}"#),
                    Ask(r#"{"please":"publish","channel":"/ringtrue/answers","data":2}"#),
                    Ask(r#"{"please":"publish","channel":"/ringtrue/answers","data":3}"#),
                ],
                None,
            ),
            Slow(900),
        ],
        publish_delay: 250,
        after: 1.5,
        ..PLAIN
    },
    Script {
        name: "intervals",
        connects: &[
            Give(&[], Some(r#"{"reconnect":"retry","interval":700,"timeout":1000}"#)),
            Give(&[Events(1)], Some(r#"{"reconnect":"retry","interval":1500,"timeout":1000}"#)),
            Give(&[Events(1)], Some(r#"{"reconnect":"retry","interval":0,"timeout":1000}"#)),
            Refuse("503::Busy", Some(r#"{"reconnect":"retry","interval":800,"timeout":1000}"#)),
            Hold,
        ],
        ..PLAIN
    },
    Script {
        name: "negative-interval",
        connects: &[Give(
            &[Events(1)],
            Some(r#"{"reconnect":"retry","interval":-1,"timeout":1000}"#),
        )],
        after: 2.5,
        ..PLAIN
    },
    Script {
        name: "several-clients",
        connects: &[
            Give(
                &[],
                Some(r#"{"reconnect":"retry","interval":800,"timeout":0,"multiple-clients":true}"#),
            ),
            Give(
                &[Events(1)],
                Some(r#"{"reconnect":"retry","interval":800,"timeout":0,"multiple-clients":true}"#),
            ),
            Hold,
        ],
        ..PLAIN
    },
    Script {
        name: "slow-answers",
        connects: &[
            Give(&[], Some(r#"{"reconnect":"retry","interval":0,"timeout":4000}"#)),
            Slow(2500),
            Give(&[Events(1)], None),
            Hold,
        ],
        ..PLAIN
    },
    Script {
        name: "acknowledged-batches",
        connects: &[
            Give(&[Events(1)], None),
            Give(&[Events(3)], None),
            Hold,
            Give(&[Events(1)], None),
            Hold,
        ],
        acknowledges: true,
        ..PLAIN
    },
    Script {
        name: "long-polling-alone",
        connects: &[Give(&[Events(2)], None), Hold, Give(&[Events(1)], None), Hold],
        transports: &["long-polling"],
        ..PLAIN
    },
    Script {
        name: "farewell",
        connects: &[Give(&[Events(1)], None), Hold, Give(&[Ask(r#"{"please":"leave"}"#)], None)],
        after: 2.0,
        ..PLAIN
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_story_of_the_contract_has_its_script_and_each_script_its_story() {
        let scripts: Vec<&str> = names().collect();
        let stories: BTreeSet<&str> =
            crate::contracts::bayeux::stories::STORIES.iter().map(|s| s.name).collect();
        assert_eq!(scripts.iter().copied().collect::<BTreeSet<_>>(), stories);
        assert_eq!(scripts.len(), stories.len(), "a name is used twice");
    }
}
