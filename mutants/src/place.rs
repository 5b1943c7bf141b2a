//! Finds where in a file each mutant goes: the expression, arm, body or field that it changes.
//!
//! Depends on `syn` for the expressions around an operator. It changes nothing.

use std::{collections::HashMap, ops::Range};

use syn::{spanned::Spanned, visit::Visit};

use crate::{
    Result,
    listed::{Dropped, Lines, Listed},
};

/// How an edit changes what stands in its range.
#[derive(Debug)]
pub enum Shape {
    /// `a OP b` becomes a choice between operators; this is where the operator stands.
    Binary(Range<usize>),
    /// `OP a` becomes a choice between it and `a`; this is where the operator stands.
    Unary(Range<usize>),
    /// At the start of a body: returns early.
    Body,
    /// The guard of an arm, or the empty place of one.
    Guard { missing: bool, deleted: Option<u32> },
    /// A field of a struct expression: takes the value that the base has.
    Field { instead: String, shorthand: bool },
}

/// One place and all mutants that change it.
#[derive(Debug)]
pub struct Edit {
    pub range: Range<usize>,
    pub shape: Shape,
    /// The mutants and what each puts there.
    pub mutants: Vec<(u32, String)>,
}

/// The edits of one file, outermost first, and the mutants that have no place.
pub fn edits(text: &str, mutants: &[(u32, &Listed)]) -> Result<(Vec<Edit>, Vec<Dropped>)> {
    let file = syn::parse_file(text)?;
    let mut seen = Seen { text, ..Seen::default() };
    seen.visit_file(&file);
    let lines = Lines::new(text);
    let mut edits: HashMap<(usize, usize, u8), Edit> = HashMap::new();
    let mut dropped = Vec::new();
    for (id, mutant) in mutants {
        let range = lines.range(mutant.span);
        let found = match mutant.genre.as_str() {
            // `impl Iterator` is one type: an early return cannot be of another than the body.
            "FnValue" if mutant.replacement.contains("::std::iter::") => {
                Err("the function returns an opaque type")
            }
            "FnValue" => Ok((range.start..range.start, Shape::Body)),
            "BinaryOperator" => seen.binary(range),
            "UnaryOperator" => seen.unary(range),
            "MatchArm" => seen.arm(range, *id),
            "MatchArmGuard" => match seen.bound_guards.contains(&range.start) {
                true => Err("the guard binds"),
                false => Ok((range, Shape::Guard { missing: false, deleted: None })),
            },
            "StructField" => seen.field(range),
            _ => Err("of a kind that this tool does not know"),
        };
        match found {
            Ok((range, shape)) => {
                let rank = match shape {
                    Shape::Body => 0,
                    Shape::Field { .. } => 1,
                    Shape::Guard { .. } => 2,
                    _ => 3,
                };
                let key = (range.start, range.end, rank);
                let fresh = Edit { range, shape: Shape::Body, mutants: Vec::new() };
                let edit = edits.entry(key).or_insert(fresh);
                match (&mut edit.shape, shape) {
                    (Shape::Guard { deleted, .. }, Shape::Guard { deleted: now, .. }) => {
                        *deleted = deleted.or(now);
                    }
                    (old, new) => *old = new,
                }
                if mutant.genre != "MatchArm" {
                    edit.mutants.push((*id, mutant.replacement.clone()));
                }
            }
            Err(why) => dropped.push(Dropped {
                id: *id,
                fate: if why == NEEDED { "unviable" } else { "not woven" }.to_owned(),
                why: why.to_owned(),
            }),
        }
    }
    let mut edits: Vec<((usize, usize, u8), Edit)> = edits.into_iter().collect();
    edits.sort_by_key(|((start, end, rank), _)| (*start, *rank != 0, usize::MAX - end, *rank));
    Ok((edits.into_iter().map(|(_, edit)| edit).collect(), dropped))
}

/// What the compiler would say of every such match.
const NEEDED: &str = "the match would not take every value";

type Placed = std::result::Result<(Range<usize>, Shape), &'static str>;

/// What the file has, by where it starts.
#[derive(Default)]
struct Seen<'t> {
    text: &'t str,
    /// By the start of the operator: the whole, the operator, whether an operand binds (`let`).
    binaries: HashMap<usize, (Range<usize>, Range<usize>, bool)>,
    unaries: HashMap<usize, (Range<usize>, Range<usize>)>,
    /// By the start of the arm: its guard, or the empty place of one.
    arms: HashMap<usize, (Range<usize>, bool)>,
    bound_guards: Vec<usize>,
    /// Where arms start without which their match would not take every value.
    needed: Vec<usize>,
    /// By the start of the field: its value, what stands for the base's, whether it is shorthand.
    fields: HashMap<usize, (Range<usize>, String, bool)>,
}

impl Seen<'_> {
    fn binary(&self, range: Range<usize>) -> Placed {
        match self.binaries.get(&range.start) {
            None => Err("no operator is found there: it stands in a macro"),
            Some((.., true)) => Err("an operand of it binds"),
            Some((whole, operator, false)) => Ok((whole.clone(), Shape::Binary(operator.clone()))),
        }
    }

    fn unary(&self, range: Range<usize>) -> Placed {
        let (whole, operator) = self
            .unaries
            .get(&range.start)
            .ok_or("no operator is found there: it stands in a macro")?;
        Ok((whole.clone(), Shape::Unary(operator.clone())))
    }

    fn arm(&self, range: Range<usize>, id: u32) -> Placed {
        let (guard, missing) =
            self.arms.get(&range.start).ok_or("no arm is found there: it stands in a macro")?;
        if self.bound_guards.contains(&guard.start) {
            return Err("the guard binds");
        }
        if self.needed.contains(&range.start) {
            return Err(NEEDED);
        }
        Ok((guard.clone(), Shape::Guard { missing: *missing, deleted: Some(id) }))
    }

    fn field(&self, range: Range<usize>) -> Placed {
        let (value, instead, shorthand) =
            self.fields.get(&range.start).ok_or("no field is found there")?;
        let (instead, shorthand) = (instead.clone(), *shorthand);
        Ok((value.clone(), Shape::Field { instead, shorthand }))
    }
}

impl<'ast> Visit<'ast> for Seen<'_> {
    fn visit_expr_binary(&mut self, it: &'ast syn::ExprBinary) {
        let (whole, operator) = (it.span().byte_range(), it.op.span().byte_range());
        let binds = binds(&it.left) || binds(&it.right);
        self.binaries.insert(operator.start, (whole, operator, binds));
        syn::visit::visit_expr_binary(self, it);
    }

    fn visit_expr_unary(&mut self, it: &'ast syn::ExprUnary) {
        let (whole, operator) = (it.span().byte_range(), it.op.span().byte_range());
        self.unaries.insert(operator.start, (whole, operator));
        syn::visit::visit_expr_unary(self, it);
    }

    fn visit_expr_match(&mut self, it: &'ast syn::ExprMatch) {
        let takes_all =
            |arm: &syn::Arm| arm.guard.is_none() && matches!(arm.pat, syn::Pat::Wild(_));
        if !it.arms.iter().any(takes_all) {
            let unguarded = it.arms.iter().filter(|arm| arm.guard.is_none());
            self.needed.extend(unguarded.map(|arm| arm.span().byte_range().start));
        }
        syn::visit::visit_expr_match(self, it);
    }

    fn visit_arm(&mut self, it: &'ast syn::Arm) {
        let arrow = it.fat_arrow_token.span().byte_range().start;
        let place = match &it.guard {
            Some((_, guard)) => {
                let range = guard.span().byte_range();
                if binds(guard) {
                    self.bound_guards.push(range.start);
                }
                (range, false)
            }
            None => (arrow..arrow, true),
        };
        self.arms.insert(it.span().byte_range().start, place);
        syn::visit::visit_arm(self, it);
    }

    fn visit_expr_struct(&mut self, it: &'ast syn::ExprStruct) {
        if let Some(rest) = &it.rest {
            let base = &self.text[rest.span().byte_range()];
            let path = &self.text[it.path.span().byte_range()];
            let base = if base == "Default::default()" {
                format!("<{path} as Default>::default()")
            } else {
                format!("({base})")
            };
            for field in &it.fields {
                let name = &self.text[field.member.span().byte_range()];
                let value = field.expr.span().byte_range();
                let shorthand = field.colon_token.is_none();
                let start = field.span().byte_range().start;
                self.fields.insert(start, (value, format!("{base}.{name}"), shorthand));
            }
        }
        syn::visit::visit_expr_struct(self, it);
    }
}

/// Whether an operand binds names for what follows it, which only stands in conditions.
fn binds(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(it) => binds(&it.left) || binds(&it.right),
        _ => false,
    }
}
