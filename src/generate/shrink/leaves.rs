//! Other texts for one leaf of a body, from bold to careful.
//!
//! Depends on tokens and numbers. It never looks at more than the leaf.

use super::{
    halving::Halving,
    numbers,
    outline::Kind,
    tokens::{Grammar, LEVELS, joined, tokens},
};

/// The simplest text of such a leaf, where one may stand for all.
pub(super) fn simplest(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Text | Kind::Space => Some(""),
        Kind::Number => Some("0"),
        Kind::True => Some("false"),
        Kind::Word | Kind::Name | Kind::Fixed => None,
    }
}

/// Where the search for a simpler text is.
#[derive(Debug)]
pub(super) struct Simpler {
    /// 0 takes elements away; each later one puts simpler elements in their place.
    stage: usize,
    stretches: Halving,
    number: usize,
}

impl Simpler {
    pub(super) fn new() -> Self {
        Self { stage: 0, stretches: Halving::new(), number: 0 }
    }

    /// Another text for this leaf; none when all is tried.
    pub(super) fn next(&mut self, text: &str, kind: Kind) -> Option<String> {
        match kind {
            Kind::Number => {
                let other = numbers::simpler(text).into_iter().nth(self.number);
                self.number += 1;
                other
            }
            // Space can only be less: anything else in its place would not be JSON.
            Kind::Space => self.next_text(text, kind.grammar()).filter(|_| self.stage == 0),
            Kind::Text | Kind::Name => self.next_text(text, kind.grammar()),
            Kind::True | Kind::Word | Kind::Fixed => None,
        }
    }

    /// Another text written by this grammar; none when all is tried.
    pub(super) fn next_text(&mut self, text: &str, grammar: Grammar) -> Option<String> {
        let tokens = tokens(text, grammar);
        while self.stage <= LEVELS {
            while let Some(stretch) = self.stretches.next(tokens.len()) {
                let Some(level) = self.stage.checked_sub(1) else {
                    let rest = tokens.iter().enumerate().filter(|(i, _)| !stretch.contains(i));
                    return Some(joined(rest.map(|(_, token)| token)));
                };
                let mut changed = false;
                let mut out = String::with_capacity(text.len());
                for (index, token) in tokens.iter().enumerate() {
                    let simpler = token.simpler(level).filter(|_| stretch.contains(&index));
                    changed |= simpler.is_some();
                    match simpler {
                        Some(character) => out.push(character),
                        None => out.push_str(token.text),
                    }
                }
                if changed {
                    return Some(out);
                }
            }
            self.stage += 1;
            self.stretches = Halving::new();
        }
        None
    }
}
