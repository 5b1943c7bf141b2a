//! What is known of every workbin, as each client was told, and which requests were answered.
//!
//! Depends on `told`, and on `gws` for operations. Rules see it as it was before the message that
//! they judge. Never judges, and never takes what one client was told for what another was.

mod bin;

use std::collections::{BTreeMap, VecDeque};

pub(super) use bin::Bin;

use super::told::{self, CONTENT, SUBSCRIPTION, State, Told};
use crate::{
    codec::json::Node,
    contracts::gws::{
        operation::{About, Operation, Operations},
        reader::{Noted, Topic},
    },
};

/// How many workbins, and how many answered requests, are remembered.
const BINS: usize = 4096;
const ANSWERED: usize = 2048;

/// A request that was answered by a notification.
#[derive(Debug)]
struct Answered {
    link: u32,
    clients: Vec<String>,
}

/// What is known of a case.
#[derive(Debug, Default)]
pub(super) struct Workbins {
    /// By client and workbin.
    bins: BTreeMap<(String, String), Bin>,
    answered: VecDeque<Answered>,
    lost: bool,
}

impl Workbins {
    /// What a client was told of a workbin.
    pub(super) fn bin(&self, client: &str, workbin: &str) -> Option<&Bin> {
        self.bins.get(&(client.to_owned(), workbin.to_owned()))
    }

    /// All that anybody was told: client, workbin, what.
    pub(super) fn bins(&self) -> impl Iterator<Item = (&str, &str, &Bin)> {
        self.bins.iter().map(|((client, id), bin)| (client.as_str(), id.as_str(), bin))
    }

    /// The server sent something that nobody could read.
    pub(super) fn has_lost(&self) -> bool {
        self.lost
    }

    /// Whether anybody was told what became of a request.
    pub(super) fn is_answered(&self, request: &Operation) -> bool {
        self.answered.iter().any(|a| request.link == Some(a.link))
    }

    fn has_heard(&self, client: &str, request: &Operation) -> bool {
        let told = self.answered.iter().rev().find(|a| request.link == Some(a.link));
        told.is_some_and(|a| a.clients.iter().any(|c| c == client))
    }

    /// The request of a client that a subscription change answers, if one can be meant: the one
    /// with its reference, else the oldest that it has not heard of.
    pub(super) fn request_of<'o>(
        &self,
        operations: &'o Operations,
        client: &str,
        told: &Told<'_>,
    ) -> Option<&'o Operation> {
        let reference = told.reference().and_then(text_of);
        let referred = |o: &&Operation| reference.is_some() && reference_of(o) == reference;
        let asks = || operations.iter().filter(|o| is_request(o));
        let own = asks().rev().filter(|o| o.is_by(client)).find(referred);
        if own.is_some() {
            return own;
        }
        let workbin = told.workbin()?;
        let same = |o: &&Operation| o.about() == About::Workbin(workbin);
        // It answers the request of another desktop.
        if asks().filter(same).any(|o| referred(&o)) {
            return None;
        }
        let fits = |o: &&Operation| told.state().is_none_or(|state| state.answers(&o.name));
        let waits = |o: &&Operation| {
            o.is_by(client) && o.accepted() != Some(false) && !self.has_heard(client, o)
        };
        asks().filter(same).filter(fits).find(waits)
    }

    fn note_subscription(&mut self, noted: &Noted<'_>, told: &Told<'_>, client: &str) {
        let request = self.request_of(noted.operations, client, told);
        if let Some(link) = request.and_then(|r| r.link) {
            self.answer(link, client);
        }
        let (Some(workbin), Some(state)) = (told.workbin(), told.state()) else { return };
        // Who left was another desktop of the agent.
        let stays = request.is_none()
            && state == State::Unsubscribed
            && last_request(noted.operations, client, workbin)
                .is_some_and(|o| o.name == "Subscribe");
        if !stays && let Some(bin) = self.bin_mut(client, workbin) {
            bin.note_state(state, told.owner());
        }
    }

    fn answer(&mut self, link: u32, client: &str) {
        if let Some(known) = self.answered.iter_mut().rev().find(|a| a.link == link) {
            if !known.clients.iter().any(|c| c == client) {
                known.clients.push(client.to_owned());
            }
            return;
        }
        if self.answered.len() >= ANSWERED {
            self.answered.pop_front();
        }
        self.answered.push_back(Answered { link, clients: vec![client.to_owned()] });
    }

    fn bin_mut(&mut self, client: &str, workbin: &str) -> Option<&mut Bin> {
        let key = (client.to_owned(), workbin.to_owned());
        if self.bins.len() >= BINS && !self.bins.contains_key(&key) {
            return None;
        }
        Some(self.bins.entry(key).or_default())
    }
}

impl Topic for Workbins {
    const CHANNELS: &'static [&'static str] = &["/v2/me/workbins", "/me/workbins"];
    const MESSAGES: &'static [&'static str] = &[SUBSCRIPTION, CONTENT];
    const OPERATION: &'static str = "workbin-operation";
    const OF_BAYEUX: &'static [&'static str] = &[];

    fn name(delivery: &Node) -> &'static str {
        told::name(delivery)
    }

    fn is_told_by(data: &Node) -> bool {
        told::is_told_by(data)
    }

    fn note(&mut self, noted: &Noted<'_>) {
        let (Some(client), Some(told)) = (noted.listener, Told::of(noted.message)) else { return };
        if noted.message.name == SUBSCRIPTION {
            self.note_subscription(noted, &told, client);
            return;
        }
        let Some(bin) = told.workbin().and_then(|id| self.bin_mut(client, id)) else { return };
        bin.note_content(&told);
    }

    fn note_lost(&mut self) {
        self.lost = true;
    }
}

/// Whether an operation asks for a subscription to a workbin, or for its end.
pub(super) fn is_request(operation: &Operation) -> bool {
    matches!(operation.about(), About::Workbin(_)) && State::Failed.answers(&operation.name)
}

/// The last request of a client for a workbin; one that names none can be for any.
pub(super) fn last_request<'o>(
    operations: &'o Operations,
    client: &str,
    workbin: &str,
) -> Option<&'o Operation> {
    let about = |o: &&Operation| {
        State::Failed.answers(&o.name)
            && (o.about() == About::Workbin(workbin) || o.about() == About::Other)
    };
    operations.iter().rev().filter(|o| o.is_by(client)).find(about)
}

/// The reference that a request was answered with.
fn reference_of(request: &Operation) -> Option<String> {
    request.reply.as_ref()?.message.as_ref()?.get("referenceId").and_then(text_of)
}

/// A reference as text: it is not said whether it is text or a number.
pub(super) fn text_of(reference: &Node) -> Option<String> {
    let number = || reference.as_number().map(|number| number.as_str().to_owned());
    reference.as_str().map(str::to_owned).or_else(number)
}
