//! A workbin, as one client was told: how its subscription stands, and what is in it.
//!
//! Depends on `told`. Never judges; what is odd it takes as it comes.

use std::collections::{BTreeSet, HashMap};

use crate::contracts::gws_workbins::told::{State, Told};

/// How many items of a workbin are remembered; all are forgotten beyond that.
const ITEMS: usize = 4096;

/// What is known of a workbin.
#[derive(Debug, Default)]
pub(in crate::contracts::gws_workbins) struct Bin {
    /// `Subscribed` or `Unsubscribed`, whichever was told last.
    pub(in crate::contracts::gws_workbins) state: Option<State>,
    /// The owners of the subscriptions that stand; several agents can have a workbin of one id.
    pub(in crate::contracts::gws_workbins) owners: BTreeSet<Option<String>>,
    /// The owner that was named first since the subscription began.
    pub(in crate::contracts::gws_workbins) owner: Option<String>,
    /// The owner that was named when the subscription ended.
    pub(in crate::contracts::gws_workbins) left: Option<String>,
    /// Whether an item is in it, by owner and item.
    items: HashMap<(Option<String>, String), bool>,
    /// Some items were forgotten.
    pub(in crate::contracts::gws_workbins) forgot: bool,
}

impl Bin {
    /// Whether an item is in it, as far as that was told.
    pub(in crate::contracts::gws_workbins) fn has(
        &self,
        owner: Option<&str>,
        item: &str,
    ) -> Option<bool> {
        self.items.get(&(owner.map(str::to_owned), item.to_owned())).copied()
    }

    pub(super) fn note_state(&mut self, state: State, owner: Option<&str>) {
        let owner = owner.map(str::to_owned);
        match state {
            State::Failed => return,
            State::Subscribed => {
                self.owner.clone_from(&owner);
                self.owners.insert(owner);
                self.state = Some(state);
            }
            State::Unsubscribed => {
                self.owners.remove(&owner);
                self.left = owner;
                if self.owners.is_empty() {
                    self.state = Some(state);
                }
            }
        }
        // What happened while nobody was told is not known.
        self.items.clear();
        self.forgot = false;
    }

    pub(super) fn note_content(&mut self, told: &Told<'_>) {
        if self.owner.is_none() {
            self.owner = told.owner().map(str::to_owned);
        }
        let (Some(item), Some(entered)) = (told.item(), told.entered()) else { return };
        if self.items.len() >= ITEMS {
            self.items.clear();
            self.forgot = true;
        }
        self.items.insert((told.owner().map(str::to_owned), item.to_owned()), entered);
    }
}
