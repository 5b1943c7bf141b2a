//! What the provider does in each story, as data.
//!
//! Depends on nothing. The stories themselves, as a consumer's owner reads of them, are in
//! `stories`.

use super::times::Times;

/// What a provider does beyond what it does for anybody.
#[derive(Debug)]
pub(super) struct Plot {
    /// The story's name.
    pub(super) name: &'static str,
    /// The times that it promises.
    pub(super) times: Times,
    /// The answers to create calls, in their order; those after them are as ever.
    pub(super) creates: &'static [u16],
    /// The same for all later ones: none is ever served.
    pub(super) refuses_all: bool,
    /// How long a create call takes, in milliseconds.
    pub(super) create_takes: u64,
    /// It hands out the short form of the endpoint.
    pub(super) short_endpoint: bool,
    /// What becomes of authentications, in their order; those after them are as ever.
    pub(super) answers: &'static [Answering],
    /// What is done on connections after they are confirmed, in their order; the last goes on.
    pub(super) acts: &'static [&'static [Act]],
    /// Answers and pongs have a member that the contract does not have.
    pub(super) extra_members: bool,
}

/// What becomes of an authentication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answering {
    /// This status, and the same for all later ones.
    Always(&'static str),
    /// This status, and the connection is closed.
    Once(&'static str),
    /// This status, for the same text whenever it comes again.
    ThisText(&'static str),
    /// The subscription is deleted first.
    Forgotten,
    /// No answer; the connection is closed after so many milliseconds.
    Missing(u64),
    /// The answer takes so many milliseconds.
    Slow(u64),
}

/// One thing that is done on a confirmed connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// The next notifications of the whole story are told, so many.
    Tell(usize),
    /// One that was told is told again: the last is 1.
    Again(usize),
    /// The next two change places.
    Swapped,
    /// A good notification.
    Good,
    /// One that breaks this rule and nothing else.
    Broken(&'static str),
    /// An agent's state of an hour ago.
    Late,
    /// Something that a consumer has to bear.
    Odd(Odd),
    /// So many milliseconds pass.
    Wait(u64),
    /// Until so many pings came.
    Pings(u64),
    /// Until the subscription has run out.
    RunsOut,
    /// Pings are not answered any more.
    Mute,
    /// The connection is closed with this code.
    Close(u16),
    /// The connection is cut.
    Cut,
    /// The story is told.
    Told,
}

/// Something beyond the contract that rulings tolerate, or that samples print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Odd {
    /// A notification of an event of another name.
    Event,
    /// A message that is no notification.
    Message,
    /// A member more in the body.
    Member,
    /// A member more beside the body.
    EnvelopeMember,
    /// The timestamp as a number.
    NumberTimestamp,
    /// The number that the samples print, beyond 64 bits.
    LargeTimestamp,
    /// One millisecond more than 64 bits hold, as text.
    LargeText,
    /// The reason code as a number.
    NumberReason,
}

/// Everything that there is.
const ALL: usize = usize::MAX;
/// So long nothing else happens after something odd, so that its effect is its own.
const QUIET: Act = Act::Wait(500);
/// A few notifications, and that is all.
const BRIEF: &[&[Act]] = &[&[Act::Tell(6), Act::Wait(300), Act::Told]];
/// The whole story.
const WHOLE: &[&[Act]] = &[&[Act::Tell(ALL), Act::Wait(800), Act::Told]];

/// Nothing out of the ordinary.
const PLAIN: Plot = Plot {
    name: "",
    times: Times::AS_PRINTED,
    creates: &[],
    refuses_all: false,
    create_takes: 0,
    short_endpoint: false,
    answers: &[],
    acts: BRIEF,
    extra_members: false,
};

/// Tells nothing by itself, for a developer who says what is told.
static QUIET_PROVIDER: Plot = Plot {
    name: crate::contracts::QUIET,
    times: Times { ping_interval: 300, expires_in: 86_400 },
    acts: &[&[]],
    ..PLAIN
};

/// The plot of this name.
pub(super) fn plot(name: &str) -> Option<&'static Plot> {
    PLOTS.iter().chain([&QUIET_PROVIDER]).find(|plot| plot.name == name)
}

/// All of them.
static PLOTS: &[Plot] = &[
    Plot { name: "whole", acts: WHOLE, ..PLAIN },
    Plot { name: "endpoint-short", short_endpoint: true, ..PLAIN },
    Plot { name: "create-slow", create_takes: 1_500, ..PLAIN },
    Plot { name: "create-malformed", creates: &[400], refuses_all: true, ..PLAIN },
    Plot { name: "create-unauthorized", creates: &[401], refuses_all: true, ..PLAIN },
    Plot { name: "create-forbidden", creates: &[403], refuses_all: true, ..PLAIN },
    Plot { name: "create-failing", creates: &[500, 503], ..PLAIN },
    Plot { name: "answer-slow", answers: &[Answering::Slow(1_500)], ..PLAIN },
    Plot { name: "answer-missing", answers: &[Answering::Missing(1_000)], ..PLAIN },
    Plot { name: "token-invalid", answers: &[Answering::Always("INVALID_TOKEN")], ..PLAIN },
    Plot { name: "subscription-unknown", answers: &[Answering::Forgotten], ..PLAIN },
    Plot {
        name: "server-error",
        answers: &[
            Answering::Once("INTERNAL_SERVER_ERROR"),
            Answering::Once("INTERNAL_SERVER_ERROR"),
        ],
        ..PLAIN
    },
    Plot { name: "malformed", answers: &[Answering::ThisText("CONSTRAINT_VIOLATION")], ..PLAIN },
    Plot {
        name: "heartbeat",
        times: Times { ping_interval: 2, expires_in: 900 },
        acts: &[&[Act::Tell(6), Act::Pings(3), Act::Wait(300), Act::Told]],
        ..PLAIN
    },
    Plot {
        name: "heartbeat-long",
        acts: &[&[Act::Tell(6), Act::Pings(2), Act::Wait(300), Act::Told]],
        ..PLAIN
    },
    Plot {
        name: "pong-lost",
        times: Times { ping_interval: 2, expires_in: 900 },
        acts: &[&[Act::Tell(6), Act::Mute], &[Act::Tell(3), Act::Wait(300), Act::Told]],
        ..PLAIN
    },
    Plot {
        name: "subscription-expires",
        times: Times { ping_interval: 2, expires_in: 3 },
        acts: &[
            &[Act::Tell(6), Act::RunsOut, Act::Wait(400), Act::Close(1000)],
            &[Act::Tell(3), Act::Pings(1), Act::Wait(300), Act::Told],
        ],
        ..PLAIN
    },
    Plot {
        name: "closed",
        acts: &[
            &[Act::Tell(6), Act::Wait(300), Act::Close(1001)],
            &[Act::Tell(3), Act::Wait(300), Act::Told],
        ],
        ..PLAIN
    },
    Plot {
        name: "cut",
        acts: &[
            &[Act::Tell(6), Act::Wait(300), Act::Cut],
            &[Act::Tell(3), Act::Wait(300), Act::Told],
        ],
        ..PLAIN
    },
    Plot {
        name: "unknown-event",
        acts: &[&[
            Act::Tell(6),
            QUIET,
            Act::Odd(Odd::Event),
            QUIET,
            Act::Tell(1),
            QUIET,
            Act::Odd(Odd::Message),
            QUIET,
            Act::Tell(1),
            QUIET,
            Act::Told,
        ]],
        ..PLAIN
    },
    Plot {
        name: "unknown-member",
        extra_members: true,
        acts: &[&[
            QUIET,
            Act::Tell(6),
            QUIET,
            Act::Odd(Odd::Member),
            QUIET,
            Act::Tell(1),
            QUIET,
            Act::Odd(Odd::EnvelopeMember),
            QUIET,
            Act::Tell(1),
            QUIET,
            Act::Told,
        ]],
        ..PLAIN
    },
    Plot {
        name: "number-forms",
        acts: &[&[
            Act::Tell(6),
            QUIET,
            Act::Odd(Odd::NumberTimestamp),
            QUIET,
            Act::Odd(Odd::NumberReason),
            QUIET,
            Act::Odd(Odd::LargeTimestamp),
            QUIET,
            Act::Odd(Odd::LargeText),
            QUIET,
            Act::Tell(1),
            QUIET,
            Act::Told,
        ]],
        ..PLAIN
    },
    Plot {
        name: "repeated",
        acts: &[&[
            Act::Tell(10),
            QUIET,
            Act::Again(1),
            Act::Again(1),
            QUIET,
            Act::Again(4),
            QUIET,
            Act::Swapped,
            QUIET,
            Act::Late,
            QUIET,
            Act::Tell(1),
            QUIET,
            Act::Told,
        ]],
        ..PLAIN
    },
    Plot { name: "near-misses", acts: &[NEAR_MISSES], ..PLAIN },
];

/// One near miss of each kind that a reader of types meets, a good notification after each.
const NEAR_MISSES: &[Act] = &[
    Act::Tell(ALL),
    QUIET,
    Act::Broken("axp-engagement/AgentState/state:enum"),
    SHORT,
    Act::Good,
    SHORT,
    Act::Broken("axp-engagement/AgentState/state:type"),
    SHORT,
    Act::Good,
    SHORT,
    Act::Broken("axp-engagement/AgentParticipant/action:enum"),
    SHORT,
    Act::Good,
    SHORT,
    Act::Broken("axp-engagement/DialogId:type"),
    SHORT,
    Act::Good,
    SHORT,
    Act::Broken("axp-engagement/EngagementParameters/{}:type"),
    SHORT,
    Act::Good,
    SHORT,
    Act::Broken("axp-engagement/SingleStepTransferError/errorType:enum"),
    SHORT,
    Act::Good,
    QUIET,
    Act::Told,
];
/// So long, what was sent is through.
const SHORT: Act = Act::Wait(150);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::axp_engagement::stories::STORIES;

    #[test]
    fn each_story_has_a_plot_and_each_plot_a_story() {
        let stories: Vec<&str> = STORIES.iter().map(|story| story.name).collect();
        let plots: Vec<&str> = PLOTS.iter().map(|plot| plot.name).collect();
        assert_eq!(stories, plots);
    }
}
