//! How large a case is: what a shrinker makes less of.
//!
//! Depends on the parts of bodies. Sizes are well-founded: no chain of smaller cases is endless.

use super::{
    bodies::bodies,
    needs::keeps,
    numbers,
    outline::{Body, Kind, Outline, piece},
    tokens::{Grammar, Token, tokens},
};
use crate::generate::case::{Case, Step};

/// The size of a case. Fewer steps are smaller whatever the rest; then members, then weight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    /// Steps, without those that are done at the end in any case.
    pub steps: usize,
    /// Members of objects and items of arrays in the bodies, at any depth.
    pub members: usize,
    /// How long and how odd values, pauses and variables are; only to compare.
    pub weight: u128,
}

/// The size of a case.
pub fn size(case: &Case) -> Size {
    let mut size = Size { steps: case.steps.len(), ..Size::default() };
    for body in bodies(case) {
        let parts = Body::of(body);
        size.members += parts.members();
        size.weight += weight(body, &parts);
    }
    for step in &case.steps {
        size.weight += keeps(step).map_or(0, |keep| keep.len() as u128);
        if let Step::Pause { wait } = step {
            size.weight += u128::from(milliseconds(wait.seconds));
        }
    }
    size.weight += case.set.len() as u128;
    size
}

fn weight(text: &str, body: &Body) -> u128 {
    match body {
        Body::Json(outline) => of_leaves(text, outline),
        Body::Plain => of_tokens(text, Grammar::Plain),
        Body::Sealed => text.len() as u128,
    }
}

fn of_leaves(text: &str, outline: &Outline) -> u128 {
    let weights = outline.leaves.iter().map(|leaf| {
        let own = piece(text, leaf.span);
        match leaf.kind {
            Kind::Number => numbers::weight(own),
            Kind::True => 2,
            Kind::Fixed => 1,
            Kind::Text | Kind::Word | Kind::Name | Kind::Space => {
                of_tokens(own, leaf.kind.grammar())
            }
        }
    });
    weights.sum()
}

fn of_tokens(text: &str, grammar: Grammar) -> u128 {
    tokens(text, grammar).iter().map(Token::weight).sum()
}

/// A length of time to compare; what is no length of time is none.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
pub(super) fn milliseconds(seconds: f64) -> u64 {
    (seconds * 1000.0).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::case::Say;

    fn of(body: &str) -> Size {
        size(&Case::new("c", "", &[]).step(Say::new("a", "m", body)))
    }

    #[test]
    fn members_and_items_count_at_any_depth() {
        assert_eq!(of("{\"a\":[1,{\"b\":2}],\"a\":3}").members, 5);
        assert_eq!(of("a=b&c=d").members, 0);
        assert_eq!(of("7").steps, 1);
    }

    #[test]
    fn simpler_values_weigh_less() {
        for (simple, odd) in [
            ("\"\"", "\"0\""),
            ("\"a\"", "\"z\""),
            ("\"z\"", "\"é\""),
            ("\"é\"", "\"日\""),
            ("\"A\"", "\"\\u0041\""),
            ("\"a\"", "\"${id}\""),
            ("false", "true"),
            ("69999", "70000"),
            ("5", "-5"),
            ("5", "5e0"),
            ("[]", "[ ]"),
        ] {
            assert!(of(simple) < of(odd), "{simple} and {odd}");
        }
    }
}
