//! Targets as the rules on them allow: drawn from the grammar, then set right.
//!
//! Depends on the generator of the grammar. Never judges.

use crate::{
    contracts::gms_chat_delayed::target::{
        Condition, Element, Single, StatOperator, Target, TargetType, generated, read,
    },
    generate::Choices,
};

/// How many targets any version admits.
const MOST: usize = 15;
/// The statistics that a skill expression can be asked for.
const OF_SKILLS: [&str; 3] = ["RStatAgentsReady", "RStatAgentsReadyvoice", "RStatAgentsTotal"];

/// The text of a target, one or several.
pub(super) fn text(choices: &mut Choices<'_>) -> String {
    let mut target = generated::target(choices);
    match &mut target {
        Target::Single(only) => single(only),
        Target::Several(elements) => {
            elements.truncate(MOST);
            elements.iter_mut().for_each(|e| element(&mut e.value, choices));
            // Only where all have a timeout is it known how long a request may wait.
            if choices.chance(127) {
                for element in elements {
                    element.value.timeout.get_or_insert_with(|| "30".to_owned().into());
                }
            }
        }
    }
    target.to_string()
}

/// A skill expression has its prefix, and a group of agents for its type.
fn single(single: &mut Single) {
    if let Some(name) = single.name() {
        let inner = name.trim_start_matches(['?', ':', ' ']);
        let meant = read(&format!("?:{inner}@S.GA")).ok().map(|reading| reading.target);
        if let Some(Target::Single(meant)) = meant {
            single.string = meant.string;
        }
    }
    if single.skill().is_some() {
        single.kind = TargetType::AgentGroup.into();
    }
}

/// A condition is whole, or there is none.
fn element(element: &mut Element, choices: &mut Choices<'_>) {
    single(&mut element.target.value);
    if matches!(element.condition(), Condition::Partial) {
        if choices.chance(127) {
            element.stat_to_check.get_or_insert_with(|| "RStatAgentsReady".to_owned().into());
            element.stat_operator.get_or_insert_with(|| StatOperator::Below.into());
            element.stat_value.get_or_insert_with(|| "1".to_owned().into());
        } else {
            element.stat_to_check = None;
            element.stat_operator = None;
            element.stat_value = None;
        }
    }
    let skill = element.target.value.skill().is_some();
    if let Some(statistic) = element.stat_to_check.as_mut().filter(|_| skill)
        && !OF_SKILLS.contains(&statistic.value.as_str())
    {
        statistic.value = choices.pick(&OF_SKILLS).unwrap_or_default().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        contract::Party,
        contracts::{Suite, gms_chat_delayed::SUITE},
        generate::Alone,
    };

    #[test]
    fn no_target_breaks_a_rule_and_every_form_comes() {
        let alone = Alone::new(SUITE.protocol().unwrap());
        let (mut several, mut skills, mut conditions) = (0, 0, 0);
        for seed in 0..500 {
            let tape = Choices::tape(seed, 400);
            let text = text(&mut Choices::new(&tape));
            let said = json!(text).to_string();
            let wrong = alone.wrong("target", Party::Operator, &said).unwrap();
            assert_eq!(wrong.rules, Vec::<String>::new(), "{text}");
            several += usize::from(text.starts_with('['));
            skills += usize::from(text.contains("?:"));
            conditions += usize::from(text.contains("stat_value"));
        }
        assert!(several > 100 && several < 400 && skills > 200 && conditions > 100);
    }

    #[test]
    fn without_choices_a_target_is_one_by_name() {
        assert_eq!(text(&mut Choices::new(&[])), "Billing@StatServer.A");
    }
}
