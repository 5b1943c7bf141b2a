//! Cases in which the agent takes what is offered, or does not.
//!
//! Depends on `hearing`. Nothing that was accepted is worked on: it stays with the agent.

use super::{
    hearing::{AGENT, TOPIC, interaction, invite, scene, state},
    times::Times,
};
use crate::generate::Case;

/// All of them.
pub(super) fn cases(times: &Times) -> Vec<Case> {
    vec![
        email_accepted(times),
        chat_accepted(times),
        rejected("email", times),
        rejected("chat", times),
    ]
}

fn email_accepted(times: &Times) -> Case {
    let about = "An e-mail is offered and accepted, and is not withdrawn any more.";
    let aims = [
        "accepted-on-request",
        "email-accepted-capabilities",
        "offer-only-while-invited",
        "email-object-only-email",
        "email-object-id",
        "email-object-by-state",
        "email-addresses-agree",
        "stop-queue-capability",
        "one-outcome",
        "id-stable",
        "properties-constant",
        "user-data-constant",
        "delivery-members",
        "member-places",
    ];
    let scene = scene("e-mail-accepted", about, &aims).subscribe(AGENT, TOPIC).hears(
        AGENT,
        invite("email"),
        times.listen,
    );
    interaction(scene, "email", "Accept")
        .hears(AGENT, state("email", "Accepted"), times.listen)
        .listens(AGENT, times.withdrawal(), times.withdrawal())
        .done()
}

fn chat_accepted(times: &Times) -> Case {
    let about = "A chat is offered and accepted, and its new lines are followed.";
    let aims = [
        "chat-accepted-capabilities",
        "reply-all-email-only",
        "session-id",
        "chat-server-named",
        "party-joined-members",
        "new-message-members",
        "event-ids-increase",
        "history-gapless",
        "event-ids-not-reused",
        "author-announced",
        "client-joins-first",
    ];
    let scene = scene("chat-accepted", about, &aims).subscribe(AGENT, TOPIC).hears(
        AGENT,
        invite("chat"),
        times.listen,
    );
    interaction(scene, "chat", "Accept")
        .hears(AGENT, state("chat", "Accepted"), times.listen)
        .listens(AGENT, times.quiet, times.listen)
        .done()
}

fn rejected(medium: &str, times: &Times) -> Case {
    let name = if medium == "email" { "e-mail-rejected" } else { "chat-rejected" };
    let about = "An invite is rejected; whatever is told of it, it does not become the agent's.";
    let scene = scene(name, about, &["accepted-on-request", "one-outcome"])
        .subscribe(AGENT, TOPIC)
        .hears(AGENT, invite(medium), times.listen);
    interaction(scene, medium, "Reject")
        .listens(AGENT, times.withdrawal(), times.withdrawal())
        .done()
}
