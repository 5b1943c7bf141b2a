//! Targets made of choices.
//!
//! Depends on `generate` for the tape. Makes every form the grammar has, and only canonical
//! ones: what is made here is what reading its text gives. Never asks what the rules say.

use super::expression::{Comparison, Expression, Operand, Operator};
use super::model::{Element, Single, StatOperator, Target, TargetString, TargetType};
use super::placed::Placed;
use crate::generate::Choices;

const NAMES: [&str; 12] = [
    "Billing",
    "VIP Agents",
    "a@b.example",
    "x.GA",
    "é",
    "?",
    "English=20",
    "\"quoted\"",
    "a\\b",
    "\u{1}",
    "🔔 bell",
    "(A&;B)",
];
const SERVERS: [&str; 5] = ["StatServer", "Stat.Server.1", "S S", "?:", "\u{e9}\t.\u{1f514}"];
const SKILLS: [&str; 8] =
    ["English", "Loans", "first  line", "2nd", "?:", "é.ü", "\"quoted\"", "#[{a,b}]"];
const NUMBERS: [&str; 5] = ["0", "20", "-1", "2.50", "007"];
const STATISTICS: [&str; 3] = ["RStatAgentsReady", "RStatAgentsReadyvoice", "any other \"one\""];
const THRESHOLDS: [&str; 4] = ["1", "0.5", "-3", "1e2"];

/// A target of any form.
pub(in crate::contracts::gms_chat_delayed) fn target(choices: &mut Choices<'_>) -> Target {
    if choices.chance(127) {
        let count = 1 + choices.below(16);
        Target::Several((0..count).map(|_| element(choices).into()).collect())
    } else {
        Target::Single(single(choices))
    }
}

fn element(choices: &mut Choices<'_>) -> Element {
    Element {
        target: single(choices).into(),
        timeout: maybe(choices, |c| c.between(0, 3600).to_string()),
        clear: maybe(choices, |c| c.chance(127)),
        stat_to_check: maybe(choices, |c| one(c, &STATISTICS)),
        stat_operator: maybe(choices, |c| {
            if c.chance(127) { StatOperator::Above } else { StatOperator::Below }
        }),
        stat_value: maybe(choices, |c| one(c, &THRESHOLDS)),
    }
}

fn single(choices: &mut Choices<'_>) -> Single {
    let string = if choices.chance(127) {
        TargetString::Skill(expression(choices, 4))
    } else {
        TargetString::Name(one(choices, &NAMES))
    };
    let kind = any(choices, TargetType::ALL, TargetType::Agent);
    Single { string: string.into(), server: one(choices, &SERVERS).into(), kind: kind.into() }
}

fn expression(choices: &mut Choices<'_>, levels: usize) -> Expression {
    let form = if levels == 0 { 0 } else { choices.below(3) };
    if form == 0 {
        let comparison = Comparison {
            left: operand(choices).into(),
            operator: any(choices, Operator::ALL, Operator::Equal).into(),
            right: operand(choices).into(),
        };
        return Expression::Comparison(comparison.into());
    }
    let count = 2 + choices.below(2);
    let parts = (0..count).map(|_| expression(choices, levels.saturating_sub(1))).collect();
    if form == 1 { Expression::All(parts) } else { Expression::Any(parts) }
}

fn operand(choices: &mut Choices<'_>) -> Operand {
    if choices.chance(127) {
        Operand::Number(one(choices, &NUMBERS))
    } else {
        Operand::Name(one(choices, &SKILLS))
    }
}

fn any<T: Copy, const N: usize>(choices: &mut Choices<'_>, from: [T; N], first: T) -> T {
    from.get(choices.below(N)).copied().unwrap_or(first)
}

fn one(choices: &mut Choices<'_>, from: &[&str]) -> String {
    choices.pick(from).unwrap_or_default().to_owned()
}

fn maybe<T>(choices: &mut Choices<'_>, make: impl Fn(&mut Choices<'_>) -> T) -> Option<Placed<T>> {
    choices.chance(127).then(|| make(choices).into())
}
