//! The judge's side of duties: what it tells of each event, and when a case is settled.
//!
//! Depends on the judge. Does nothing where no receiver is under test.

use super::{handed::Judged, mark::mark_of};
use crate::{
    contract::Party,
    error::Result,
    judge::{
        case::OpenCase,
        judging::{Judge, Sink},
        message::Message,
    },
    transcript::{Event, Header, Kind, Source},
};

/// Who is judged by its duties: a parser, or a consumer that says what it did with messages.
pub(in crate::judge) fn receiver(header: &Header) -> Option<Party> {
    let acks = header.facts.contains_key("acks");
    let known = |party: &Party| *party == Party::Parser || (*party == Party::Consumer && acks);
    header.subject.iter().copied().find(known)
}

impl Judge {
    /// What is handed to a parser is on no wire: the link only says which answer is its own.
    pub(in crate::judge) fn uncarried(&self, event: &Event) -> Option<Event> {
        let handed = self.receiver == Some(Party::Parser)
            && event.link.is_some()
            && matches!(event.kind, Kind::Message { .. });
        handed.then(|| Event { link: None, ..event.clone() })
    }

    /// What the harness said that this message of its own breaks.
    pub(in crate::judge) fn announced_of(
        &self,
        message: &Message,
        case: &OpenCase,
    ) -> Result<Option<String>> {
        let contract = &self.protocol.contract;
        let ours = message.validated
            && case.announced.is_awaited()
            && !self.header.subject.contains(&message.from);
        let Some(schema) = contract.schema_of(&message.name).filter(|_| ours) else {
            return Ok(None);
        };
        let marked = || Some((mark_of(message, self.protocol.mark)?, message.node()?));
        let Some((mark, node)) = marked() else { return Ok(None) };
        case.announced.of(&mark, (&contract.schemas, schema), node)
    }

    /// Takes note of an event whose messages have been judged; `breaks` is what the harness said
    /// that they break.
    pub(in crate::judge) fn hand_over(
        &mut self,
        (event, link): (&Event, Option<u32>),
        messages: Vec<Judged>,
        breaks: Option<&str>,
        name: &str,
        case: &mut OpenCase,
    ) {
        if self.broke_as_said == Some(false) {
            self.broke_nothing(name, breaks);
        }
        // What becomes of a consumer shows in its conduct too, for which there are rules: of it, only
        // what it says of a message counts here.
        let befalls =
            matches!(event.kind, Kind::Process { .. } | Kind::GaveUp { .. } | Kind::Error { .. });
        if self.receiver.is_none() || (befalls && self.receiver == Some(Party::Consumer)) {
            return;
        }
        let ours = event.from.is_some_and(|f| f != Source::Harness && !self.is_subject(f));
        let messages = ours.then(|| self.owed(event, messages));
        case.handed.note((self.events, link), event, messages, self.protocol.mark);
    }

    /// The messages of an event that a receiver has something to say of: for what a consumer asked
    /// for itself there are no acks.
    fn owed(&self, event: &Event, mut messages: Vec<Judged>) -> Vec<Judged> {
        let acked = self.protocol.acked;
        if !matches!(event.kind, Kind::Message { .. }) && !acked.is_empty() {
            messages.retain(|one| acked.contains(&one.message.name.as_str()));
        }
        messages
    }

    /// Judges what became of what was handed over in a case that ends; `until` is how long it was
    /// watched, if it was to its end.
    pub(in crate::judge) fn settle_duties(
        &mut self,
        name: &str,
        case: &mut OpenCase,
        until: Option<f64>,
        sink: Sink<'_>,
    ) {
        let Some(receiver) = self.receiver else { return };
        let contract = self.protocol.contract.clone();
        let until = until.map(|at| at - self.header.tolerance);
        case.handed.match_answers();
        for finding in self.duties.settle(&contract, (receiver, name), &case.handed, until) {
            if self.options.selects(&finding.rule) {
                sink(&finding);
            }
        }
    }
}
