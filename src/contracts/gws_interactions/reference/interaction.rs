//! An interaction of the reference: whose it is, and how it stands.
//!
//! Depends on nothing. Never tells anybody.

/// A medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Medium {
    /// Electronic mail.
    Email,
    /// Chat.
    Chat,
}

impl Medium {
    /// Its name in the protocol.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Chat => "chat",
        }
    }

    /// The medium of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Email, Self::Chat].into_iter().find(|medium| medium.name() == name)
    }
}

/// How an interaction stands for its agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Offered.
    Invited,
    /// Taken.
    Accepted,
    /// Withdrawn.
    Revoked,
    /// Refused by the agent; nothing is told of it.
    Rejected,
}

impl State {
    /// Its name in the protocol.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Invited => "Invited",
            Self::Accepted => "Accepted",
            Self::Revoked | Self::Rejected => "Revoked",
        }
    }
}

/// An interaction.
#[derive(Debug, Clone)]
pub(super) struct Interaction {
    /// Its id.
    pub(super) id: String,
    /// Counts the interactions of the reference.
    pub(super) number: u64,
    /// Its medium.
    pub(super) medium: Medium,
    /// How it stands.
    pub(super) state: State,
    /// The agent who is asked.
    pub(super) agent: String,
    /// The Bayeux client of the agent.
    pub(super) client: String,
}

impl Interaction {
    /// A new one, offered.
    pub(super) fn new(number: u64, medium: Medium, agent: &str, client: &str) -> Self {
        Self {
            id: format!("0001Na{:010X}", number % 0x100_0000_0000),
            number,
            medium,
            state: State::Invited,
            agent: agent.to_owned(),
            client: client.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_sixteen_letters_and_digits() {
        for number in [1, u64::MAX] {
            let id = Interaction::new(number, Medium::Email, "", "").id;
            assert!(id.len() == 16 && id.chars().all(|c| c.is_ascii_alphanumeric()), "{id}");
        }
    }
}
