//! What the judge says of one message that stands alone.
//!
//! Depends on `judge`. The message is shown as `generate` writes it and as `check` reads it, so
//! that what is certified here is what others will see.

use crate::{
    contract::Party,
    error::Result,
    judge::{Judge, Options, Profile, Protocol, Verdict},
    transcript::{Body, Event, Header, Kind},
};

/// Judges single messages, strictly.
#[derive(Debug)]
pub struct Alone<'p> {
    protocol: &'p Protocol,
    header: Header,
}

/// What is wrong with one message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wrong {
    /// The rules that it breaks, each once, sorted.
    pub rules: Vec<String>,
    /// Rules that are broken too, but only because of the first ones; worth a note.
    pub explained: Vec<String>,
}

impl<'p> Alone<'p> {
    /// A judge of messages of this protocol.
    pub fn new(protocol: &'p Protocol) -> Self {
        let all = vec![Party::Provider, Party::Consumer, Party::Operator];
        Self { protocol, header: Header::new(&protocol.contract.id, all) }
    }

    /// What is wrong with a message of this name; none if it is valid, or has no name here.
    ///
    /// # Errors
    /// Blames the document for a schema that does not compile.
    pub fn wrong(&self, name: &str, from: Party, text: &str) -> Result<Wrong> {
        let options = Options { profile: Profile::Strict, ..Options::default() };
        let mut judge = Judge::new(self.protocol.clone(), self.header.clone(), options)?;
        let event = Event {
            at: 0.0,
            case: Some("1".to_owned()),
            link: None,
            from: Some(from.into()),
            kind: Kind::Message {
                name: name.to_owned(),
                body: Body::Text(text.to_owned()),
                breaks: None,
                keeps: None,
            },
        };
        let mut wrong = Wrong::default();
        judge.see(&event, &mut |finding| {
            // Strictly, a schema rule notes nothing but what another finding explains.
            let explained = finding.verdict == Verdict::Note && finding.rule.contains('/');
            let list = if explained { &mut wrong.explained } else { &mut wrong.rules };
            list.push(finding.rule.clone());
        })?;
        for list in [&mut wrong.rules, &mut wrong.explained] {
            list.sort();
            list.dedup();
        }
        wrong.explained.retain(|rule| !wrong.rules.contains(rule));
        Ok(wrong)
    }
}
