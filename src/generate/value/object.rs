//! Writes objects: declared members in order, then additional ones.
//!
//! Depends on `plan` and `writer`.

use super::{
    escape,
    plan::{Member, ObjectPlan},
    wild,
    writer::Writer,
};
use crate::generate::route::Turn;

impl Writer<'_, '_, '_, '_> {
    pub(super) fn object(&mut self, plan: &ObjectPlan, along: Option<&[Turn]>) {
        let (turn, after) = match along {
            Some([turn, after @ ..]) => (Some(turn), Some(after)),
            _ => (None, None),
        };
        let forced = match turn {
            Some(Turn::Member(name)) => Some(&**name),
            _ => None,
        };
        self.out.push('{');
        self.depth += 1;
        let tight = self.tight();
        let mut count = 0_usize;
        let mut room = plan.max.saturating_sub(plan.required);
        let is_extra = usize::from(matches!(turn, Some(Turn::Additional(_))));
        let is_optional = |m: &Member| !m.required && forced == Some(&*m.name);
        let reserved = is_extra + usize::from(plan.members.iter().any(is_optional));
        room = room.saturating_sub(reserved);
        let mut missing = plan.min.saturating_sub(plan.required).saturating_sub(reserved);
        let mut optional = plan.members.len() - plan.required;
        let mut presence = if tight || optional == 0 { Presence::NONE } else { self.presence() };
        for member in &plan.members {
            let is_forced = forced == Some(&*member.name);
            if !member.required {
                let drawn = presence.next(self);
                let wanted = drawn || missing >= optional;
                optional -= 1;
                if !is_forced {
                    if !wanted || room == 0 {
                        continue;
                    }
                    room -= 1;
                    missing = missing.saturating_sub(1);
                }
            }
            if count > 0 {
                self.out.push(',');
            }
            count += 1;
            self.out.push_str(&member.key);
            self.node(member.node, if is_forced { after } else { None });
        }
        if let Some(Turn::Additional(name)) = turn {
            match plan.additional(name) {
                Some(node) => {
                    self.comma(&mut count);
                    self.out.push_str(&escape::key(name));
                    self.node(node, after);
                }
                None => self.lost = true,
            }
        }
        if !plan.extras.is_empty() || plan.free.is_some() {
            let taken = match turn {
                Some(Turn::Additional(name)) => Some(&**name),
                _ => None,
            };
            self.additional(plan, taken, &mut count, room, tight);
        }
        self.depth -= 1;
        self.out.push('}');
    }

    fn comma(&mut self, count: &mut usize) {
        if *count > 0 {
            self.out.push(',');
        }
        *count += 1;
    }

    fn additional(
        &mut self,
        plan: &ObjectPlan,
        taken: Option<&str>,
        count: &mut usize,
        mut room: usize,
        tight: bool,
    ) {
        let mut wanted = match (tight, plan.open) {
            (true, _) | (false, false) => 0,
            (false, true) if self.spice == 0 => usize::from(self.choices.chance(200)),
            (false, true) => usize::from(self.choices.byte()).checked_div(64).unwrap_or(0),
        };
        wanted = wanted.min(room);
        let missing = |count: usize| plan.min.saturating_sub(count);
        let pool = plan.extras.len();
        let from = if wanted > 0 || missing(*count) > 0 { self.choices.below(pool) } else { 0 };
        let unusual = wanted > 0 && !tight && self.wild();
        if let Some(node) = plan.free.filter(|_| unusual) {
            let mut name = String::new();
            std::mem::swap(self.out, &mut name);
            wild::write(0, 40, self.choices, self.out);
            std::mem::swap(self.out, &mut name);
            let known = plan
                .members
                .iter()
                .chain(&plan.extras)
                .any(|m| m.key.get(1..m.key.len().saturating_sub(2)) == Some(&*name));
            if !known && taken.is_none() {
                self.comma(count);
                self.out.push('"');
                self.out.push_str(&name);
                self.out.push_str("\":");
                self.node(node, None);
                wanted -= 1;
                room -= 1;
            }
        }
        for step in 0..pool {
            if wanted == 0 && missing(*count) == 0 || room == 0 {
                return;
            }
            let Some(extra) = plan.extras.get((from + step) % pool) else { continue };
            if taken == Some(&*extra.name) {
                continue;
            }
            self.comma(count);
            self.out.push_str(&extra.key);
            self.node(extra.node, None);
            wanted = wanted.saturating_sub(1);
            room -= 1;
        }
        let Some(node) = plan.free else { return };
        for number in 0.. {
            if missing(*count) == 0 || room == 0 {
                return;
            }
            let name = format!("member{number}");
            if plan.knows(&name) || taken == Some(&*name) {
                continue;
            }
            self.comma(count);
            self.out.push_str(&escape::key(&name));
            self.node(node, None);
            room -= 1;
        }
    }

    /// Draws how many of the optional members there are, and which of the first 64.
    fn presence(&mut self) -> Presence {
        if self.spice == 0 {
            return Presence { density: 4, bits: 0, left: 0 };
        }
        let density = match self.choices.byte() {
            0..=15 => 0,
            16..=95 => 1,
            96..=159 => 2,
            160..=223 => 3,
            _ => 5,
        };
        Presence { density, bits: 0, left: 0 }
    }
}

/// Which optional members there are, drawn in blocks.
struct Presence {
    /// 0 none, 1 a quarter, 2 half, 3 three quarters, 4 as calm messages have it, 5 all.
    density: u8,
    bits: u64,
    left: u8,
}

impl Presence {
    const NONE: Self = Self { density: 0, bits: 0, left: 0 };

    fn next(&mut self, writer: &mut Writer<'_, '_, '_, '_>) -> bool {
        match self.density {
            0 => return false,
            4 => return writer.choices.chance(200),
            5 => return true,
            _ => {}
        }
        if self.left == 0 {
            let one = writer.choices.bits();
            self.bits = match self.density {
                1 => one & one.rotate_left(21),
                2 => one,
                _ => one | one.rotate_left(21),
            };
            self.left = 64;
        }
        self.left -= 1;
        let bit = self.bits & 1 == 1;
        self.bits >>= 1;
        bit
    }
}
