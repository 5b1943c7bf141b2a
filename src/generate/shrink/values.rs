//! Simpler values in the bodies, and shorter pauses.
//!
//! Depends on the outline of bodies. It never changes the kind of a value.

use super::{
    bodies::{bodies, with_body},
    halving::Halving,
    leaves::{Simpler, simplest},
    outline::{Body, Kind, Leaf, Outline, piece, spliced},
    size::milliseconds,
    tokens::Grammar,
};
use crate::generate::case::{Case, Step};

/// Where the search for simpler values is, when many are made as simple as can be at once.
#[derive(Debug)]
pub(super) struct Blunt {
    body: usize,
    stretches: Halving,
}

impl Blunt {
    pub(super) fn new() -> Self {
        Self { body: 0, stretches: Halving::new() }
    }

    pub(super) fn next(&mut self, case: &Case) -> Option<Case> {
        loop {
            let text = bodies(case).nth(self.body)?;
            if let Body::Json(outline) = Body::of(text)
                && let Some(simpler) = self.within(text, &outline)
            {
                return Some(with_body(case, self.body, simpler));
            }
            *self = Self { body: self.body.saturating_add(1), ..Self::new() };
        }
    }

    fn within(&mut self, text: &str, outline: &Outline) -> Option<String> {
        // Only what can change counts: a stretch of what is simple already is no proposal.
        let open: Vec<(&Leaf, &str)> = outline
            .leaves
            .iter()
            .filter_map(|leaf| Some((leaf, simplest(leaf.kind)?)))
            .filter(|(leaf, simple)| piece(text, leaf.span) != *simple)
            .collect();
        let stretch = self.stretches.next(open.len())?;
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for (leaf, simple) in open.get(stretch)? {
            out.push_str(text.get(from..leaf.span.start).unwrap_or_default());
            out.push_str(simple);
            from = leaf.span.end;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        Some(out)
    }
}

/// Where the search for simpler values is, when they are taken one by one.
#[derive(Debug)]
pub(super) struct Fine {
    body: usize,
    leaf: usize,
    simpler: Simpler,
    pause: usize,
    shorter: u32,
}

/// How often a pause is cut down by less: each try takes its time.
const CUTS: u32 = 5;

impl Fine {
    pub(super) fn new() -> Self {
        Self { body: 0, leaf: 0, simpler: Simpler::new(), pause: 0, shorter: 0 }
    }

    pub(super) fn next(&mut self, case: &Case) -> Option<Case> {
        while let Some(text) = bodies(case).nth(self.body) {
            let simpler = match Body::of(text) {
                Body::Json(outline) => self.within(text, &outline),
                Body::Plain => self.simpler.next_text(text, Grammar::Plain),
                Body::Sealed => None,
            };
            if let Some(simpler) = simpler {
                return Some(with_body(case, self.body, simpler));
            }
            self.body += 1;
            self.leaf = 0;
            self.simpler = Simpler::new();
        }
        self.pauses(case)
    }

    fn within(&mut self, text: &str, outline: &Outline) -> Option<String> {
        loop {
            let leaf = outline.leaves.get(self.leaf)?;
            while let Some(simpler) = self.simpler.next(piece(text, leaf.span), leaf.kind) {
                // A name is not made that another member has, and not the empty one.
                if leaf.kind != Kind::Name || is_new_name(text, outline, &simpler) {
                    return Some(spliced(text, leaf.span, &simpler));
                }
            }
            self.leaf += 1;
            self.simpler = Simpler::new();
        }
    }

    fn pauses(&mut self, case: &Case) -> Option<Case> {
        while let Some(step) = case.steps.get(self.pause) {
            if let Step::Pause { wait } = step
                && self.shorter < CUTS
            {
                let now = milliseconds(wait.seconds);
                let shorter = std::time::Duration::from_millis(now - (now >> self.shorter));
                self.shorter += 1;
                let mut case = case.clone();
                if let Some(Step::Pause { wait }) = case.steps.get_mut(self.pause) {
                    wait.seconds = shorter.as_secs_f64();
                }
                return Some(case);
            }
            self.pause += 1;
            self.shorter = 0;
        }
        None
    }
}

fn is_new_name(text: &str, outline: &Outline, name: &str) -> bool {
    let names = outline.leaves.iter().filter(|leaf| matches!(leaf.kind, Kind::Name | Kind::Word));
    !name.is_empty() && !names.map(|leaf| piece(text, leaf.span)).any(|other| other == name)
}
