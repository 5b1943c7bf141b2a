//! The rules on routing targets, alone in a file or in the options of a service.
//!
//! `check` lists what a target has right and wrong, `single` and `several` find it, and the rules
//! pick out what each of them speaks of. Depends on the grammar of targets. Never reads a file.

mod check;
mod count;
mod elements;
mod form;
mod several;
mod single;

use crate::judge::Rule;

/// All of them.
pub(in crate::contracts::gms_chat_delayed) const RULES: [&Rule; 14] = [
    &form::FORM,
    &form::TYPE,
    &form::SKILL_PREFIX,
    &form::AMPERSAND,
    &form::SKILL_GROUP,
    &elements::SEVERAL_ARRAY,
    &count::VERSION,
    &count::COUNT,
    &elements::ELEMENT_TARGET,
    &elements::TIMEOUT,
    &elements::CLEAR,
    &elements::STAT_OPERATOR,
    &elements::SKILL_STATISTIC,
    &elements::CONDITION_COMPLETE,
];
