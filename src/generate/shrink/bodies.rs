//! The bodies of a case: of what is said, and of what is said again and again.
//!
//! Depends on the case. It never counts what is done at the end in any case: that stays as it is.

use crate::generate::case::{Case, Say, Step};

/// What a step says, if it says anything.
pub(super) fn said(step: &Step) -> Option<&Say> {
    match step {
        Step::Say(say) => Some(say),
        Step::Listen(listen) => listen.say.as_ref(),
        Step::Hear(_) | Step::Pause { .. } | Step::Open { .. } | Step::Close { .. } => None,
    }
}

/// The bodies in the order of the steps.
pub(super) fn bodies(case: &Case) -> impl Iterator<Item = &str> {
    case.steps.iter().filter_map(said).map(|say| say.body.as_str())
}

/// The case with another text as its body number `index`.
pub(super) fn with_body(case: &Case, index: usize, text: String) -> Case {
    let mut case = case.clone();
    let says = case.steps.iter_mut().filter_map(|step| match step {
        Step::Say(say) => Some(say),
        Step::Listen(listen) => listen.say.as_mut(),
        _ => None,
    });
    if let Some(say) = says.into_iter().nth(index) {
        say.body = text;
    }
    case
}
