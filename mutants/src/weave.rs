//! Writes a file again with all its mutants in it, each behind the question whether it is on.
//!
//! Depends on `place`. Only the branch in which no mutant of a place is on holds the mutants of
//! what is within, so that the text stays about as long as it is.

use std::{collections::HashSet, ops::Range};

use crate::place::{Edit, Shape};

/// A woven file.
#[derive(Debug, Default)]
pub struct Woven {
    pub text: String,
    /// Where each mutant stands, as bytes.
    pub marks: Vec<(u32, Range<usize>)>,
    /// Where each edit stands, with its mutants.
    pub places: Vec<(Range<usize>, Vec<u32>)>,
}

/// Weaves these edits into a text, without the mutants that are left out.
pub fn weave(text: &str, edits: &[Edit], without: &HashSet<u32>) -> Woven {
    let mut weaver = Weaver { text, without, woven: Woven::default() };
    weaver.emit(0..text.len(), edits);
    weaver.woven
}

struct Weaver<'t> {
    text: &'t str,
    without: &'t HashSet<u32>,
    woven: Woven,
}

impl Weaver<'_> {
    /// Writes a range with the edits in it, outermost first.
    fn emit(&mut self, range: Range<usize>, edits: &[Edit]) {
        let mut at = range.start;
        let mut rest = edits;
        while let Some((edit, later)) = rest.split_first() {
            let within = later
                .iter()
                .take_while(|inner| !edit.range.is_empty() && inner.range.end <= edit.range.end)
                .count();
            let (inner, later) = later.split_at(within);
            self.push(&self.text[at..edit.range.start]);
            self.edit(edit, inner);
            at = edit.range.end;
            rest = later;
        }
        self.push(&self.text[at..range.end]);
    }

    fn edit(&mut self, edit: &Edit, inner: &[Edit]) {
        let start = self.woven.text.len();
        let on: Vec<(u32, &str)> = edit
            .mutants
            .iter()
            .filter(|(id, _)| !self.without.contains(id))
            .map(|(id, replacement)| (*id, replacement.as_str()))
            .collect();
        let mut ids: Vec<u32> = on.iter().map(|(id, _)| *id).collect();
        let plain = |range: Range<usize>| self.text[range].to_owned();
        let whole = edit.range.clone();
        match &edit.shape {
            Shape::Body => {
                for (id, replacement) in on {
                    self.branch(id, &format!("return {replacement};"));
                }
            }
            Shape::Binary(operator) => {
                let left = plain(whole.start..operator.start);
                let right = plain(operator.end..whole.end);
                let branches = on.iter().map(|(id, op)| (*id, format!("{left}{op}{right}")));
                self.choose(branches.collect(), whole, inner);
            }
            Shape::Unary(operator) => {
                let operand = plain(operator.end..whole.end);
                let branches = on.iter().map(|(id, _)| (*id, operand.clone()));
                self.choose(branches.collect(), whole, inner);
            }
            Shape::Guard { missing, deleted } => {
                let deleted = deleted.filter(|id| !self.without.contains(id));
                ids.extend(deleted);
                if *missing {
                    if let Some(id) = deleted {
                        self.marked(id, &format!("if !crate::mutants::on({id}) "));
                    }
                } else {
                    if let Some(id) = deleted {
                        self.marked(id, &format!("!crate::mutants::on({id}) && "));
                    }
                    let branches = on.iter().map(|(id, now)| (*id, (*now).to_owned()));
                    self.push("(");
                    self.choose(branches.collect(), whole, inner);
                    self.push(")");
                }
            }
            Shape::Field { instead, shorthand } => {
                if *shorthand && !on.is_empty() {
                    self.push(&format!("{}: ", plain(whole.clone())));
                }
                let branches = on.iter().map(|(id, _)| (*id, instead.clone()));
                self.choose(branches.collect(), whole, inner);
            }
        }
        let end = self.woven.text.len();
        self.woven.places.push((start..end, ids));
    }

    /// A choice between mutants; where none is on, what stands there with the edits within.
    fn choose(&mut self, branches: Vec<(u32, String)>, whole: Range<usize>, inner: &[Edit]) {
        if branches.is_empty() {
            return self.emit(whole, inner);
        }
        self.push("(");
        for (id, text) in branches {
            self.branch(id, &text);
            self.push("else ");
        }
        self.push("{ ");
        self.emit(whole, inner);
        self.push(" })");
    }

    fn branch(&mut self, id: u32, text: &str) {
        self.marked(id, &format!("if crate::mutants::on({id}) {{ {text} }} "));
    }

    fn marked(&mut self, id: u32, text: &str) {
        let start = self.woven.text.len();
        self.push(text);
        self.woven.marks.push((id, start..self.woven.text.len()));
    }

    fn push(&mut self, text: &str) {
        self.woven.text.push_str(text);
    }
}
