//! Tells a story: delivers what is in it, and announces what a receiver need not take.
//!
//! Depends on the other modules of the folder for what is in a story.

use std::{borrow::Cow, sync::Arc, time::Duration};

use tokio::{sync::Notify, time::sleep};
use url::Url;

use super::{event::Events, hostile, lives, post::Post, unusual};
use crate::{
    contracts::gms_callback_events::reference::Provider,
    drive::CaseTape,
    transcript::{Kind, Source},
};

/// How long lies between two deliveries.
const PAUSE: Duration = Duration::from_millis(5);
/// What is longer may be answered before it has arrived, and is written down later than that.
const LONG: usize = 64 * 1024;
/// How long such a thing takes to be written down: what follows it is written down after it.
const SETTLE: Duration = Duration::from_millis(300);
/// How long a body trickles before another event is delivered.
const MEANWHILE: Duration = Duration::from_millis(300);

/// One thing of a story.
#[derive(Debug, Clone)]
pub(super) struct Beat {
    pub(super) post: Post,
    /// What the harness says before it: what is expected, and which rule it breaks.
    pub(super) announced: Option<(&'static str, Option<Cow<'static, str>>)>,
    pub(super) carried: Carried,
}

/// How it is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carried {
    Whole,
    /// It breaks off after so many bytes of its body.
    Cut(usize),
    /// It trickles in, and this event comes meanwhile.
    Slowly,
}

impl Beat {
    /// An event that any receiver takes.
    pub(super) fn event(body: String) -> Self {
        Self { post: Post::of(body), announced: None, carried: Carried::Whole }
    }

    /// Something that is announced.
    pub(super) fn announced(
        post: Post,
        expect: &'static str,
        breaks: Option<&'static str>,
    ) -> Self {
        let breaks = breaks.map(Cow::Borrowed);
        Self { post, announced: Some((expect, breaks)), carried: Carried::Whole }
    }
}

/// Tells the story of this name to the receiver at this URL.
pub(in super::super) async fn tell(
    name: &str,
    to: Url,
    tape: Option<CaseTape>,
    provider: Arc<Provider>,
    told: Arc<Notify>,
) {
    for beat in beats(name, &provider) {
        sleep(PAUSE).await;
        if !deliver(&beat, &to, tape.as_ref(), &provider).await {
            break;
        }
    }
    told.notify_one();
}

fn beats(name: &str, provider: &Provider) -> Vec<Beat> {
    let mut events = Events::new(provider, name);
    match name {
        "receiver-told" => lives::told(&mut events),
        "receiver-listed" => lives::listed(&mut events),
        "receiver-drawn" => lives::drawn(&mut events),
        "receiver-forms" => unusual::forms(&mut events),
        "receiver-members" => unusual::members(&mut events),
        "receiver-repeats" => unusual::repeats(&mut events),
        "receiver-order" => unusual::order(&mut events),
        "receiver-bodies" => hostile::bodies(&mut events),
        "receiver-values" => hostile::values(&mut events),
        "receiver-requests" => hostile::requests(&mut events),
        "receiver-sizes" => hostile::sizes(&mut events),
        "receiver-cut" => hostile::cut(&mut events),
        "receiver-slow" => hostile::slow(&mut events),
        _ => Vec::new(),
    }
}

/// Delivers; false if a receiver does not answer what it has to, so that there is nobody to go on
/// for.
async fn deliver(beat: &Beat, to: &Url, tape: Option<&CaseTape>, provider: &Provider) -> bool {
    if let (Some((expect, breaks)), Some(tape)) = (&beat.announced, tape) {
        let breaks = breaks.as_deref().map(str::to_owned);
        let kind =
            Kind::Stimulus { expect: Some((*expect).to_owned()), breaks, keeps: None, of: None };
        tape.record(None, None, Source::Harness, kind);
    }
    match beat.carried {
        Carried::Whole => {
            let status = beat.post.send(to).await;
            if beat.announced.is_some() && (status.is_none() || beat.post.body.len() > LONG) {
                sleep(SETTLE).await;
            }
            is_there(status) || beat.announced.is_some()
        }
        Carried::Cut(after) => {
            beat.post.cut(to, after).await;
            true
        }
        Carried::Slowly => {
            let enough = Notify::new();
            let other = Events::new(provider, "meanwhile").single();
            let meanwhile = async {
                sleep(MEANWHILE).await;
                let status = Post::of(other).send(to).await;
                enough.notify_one();
                status
            };
            let (slow, meanwhile) = tokio::join!(beat.post.trickle(to, &enough), meanwhile);
            is_there(slow) && is_there(meanwhile)
        }
    }
}

/// It answered; what stands between says 502 and 504 for who does not.
fn is_there(status: Option<u16>) -> bool {
    status.is_some_and(|status| !matches!(status, 502 | 504))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::gms_callback_events::{reference, stories::STORIES};

    #[test]
    fn every_story_is_told_and_begins_and_ends_with_an_event_that_any_receiver_takes() {
        let provider = reference::plain();
        for story in STORIES {
            let beats = beats(story.name, &provider);
            let plain = |beat: Option<&Beat>| beat.is_some_and(|beat| beat.announced.is_none());
            assert!(plain(beats.first()) && plain(beats.last()), "{}", story.name);
        }
    }
}
