//! Which variables a step needs and which it keeps; steps that cannot run go with what they need.
//!
//! Depends on the case. It never drops a step for a variable that no step keeps: that one comes
//! from the run.

use std::collections::{BTreeMap, BTreeSet};

use crate::generate::case::{Case, Hear, Say, Step, Wait};

type Names = BTreeSet<String>;

/// The names of the `${name}` in a text.
fn named(text: &str, names: &mut Names) {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("${") {
        let Some((name, tail)) = after.split_once('}') else { return };
        names.insert(name.to_owned());
        rest = tail;
    }
}

fn of_say(say: &Say, names: &mut Names) {
    named(&say.body, names);
    say.how.values().for_each(|value| named(value, names));
}

fn of_hear(hear: &Hear, names: &mut Names) {
    hear.with.values().for_each(|value| named(value, names));
    if let Some(wait) = &hear.within {
        of_wait(wait, names);
    }
}

fn of_wait(wait: &Wait, names: &mut Names) {
    names.extend(wait.plus.clone());
}

/// What must have a value before this step can be taken.
fn needs(step: &Step) -> Names {
    let mut names = Names::new();
    match step {
        Step::Say(say) => of_say(say, &mut names),
        Step::Hear(hear) => of_hear(hear, &mut names),
        Step::Listen(listen) => {
            if let Some(say) = &listen.say {
                of_say(say, &mut names);
            }
            if let Some(until) = &listen.until {
                of_hear(until, &mut names);
            }
            of_wait(&listen.quiet, &mut names);
            of_wait(&listen.within, &mut names);
        }
        Step::Pause { wait } => of_wait(wait, &mut names),
        Step::Open { url, .. } => named(url, &mut names),
        Step::Close { .. } => {}
    }
    names
}

/// What a step keeps, by name.
pub(super) fn keeps(step: &Step) -> Option<&BTreeMap<String, String>> {
    match step {
        Step::Hear(hear) => Some(&hear.keep),
        Step::Listen(listen) => listen.until.as_ref().map(|until| &until.keep),
        _ => None,
    }
}

/// Without the steps from `without`, and without every step that needs what only those kept.
pub(super) fn without(case: &Case, without: impl Fn(usize) -> bool) -> Case {
    let mut known = Known::of(case);
    let mut rest = case.clone();
    rest.steps = known.kept(&case.steps, without);
    rest.finally = known.kept(&case.finally, |_| false);
    rest
}

/// Which variables the steps so far kept, in the whole case and in what is left of it.
struct Known {
    set: Names,
    whole: Names,
    left: Names,
}

impl Known {
    fn of(case: &Case) -> Self {
        let set = case.set.keys().cloned().collect();
        Self { set, whole: Names::new(), left: Names::new() }
    }

    fn kept(&mut self, steps: &[Step], without: impl Fn(usize) -> bool) -> Vec<Step> {
        let mut out = Vec::with_capacity(steps.len());
        for (index, step) in steps.iter().enumerate() {
            let lacks = |name: &String| {
                self.whole.contains(name) && !self.left.contains(name) && !self.set.contains(name)
            };
            let stays = !without(index) && !needs(step).iter().any(lacks);
            let kept = keeps(step).into_iter().flat_map(BTreeMap::keys);
            self.whole.extend(kept.clone().cloned());
            if stays {
                self.left.extend(kept.cloned());
                out.push(step.clone());
            }
        }
        out
    }
}

/// Without variables that nothing needs.
pub(super) fn tidied(case: &Case) -> Case {
    let needed: Names = case.steps.iter().chain(&case.finally).flat_map(needs).collect();
    let mut case = case.clone();
    case.set.retain(|name, _| needed.contains(name));
    for step in &mut case.steps {
        let keep = match step {
            Step::Hear(hear) => Some(&mut hear.keep),
            Step::Listen(listen) => listen.until.as_mut().map(|until| &mut until.keep),
            _ => None,
        };
        if let Some(keep) = keep {
            keep.retain(|name, _| needed.contains(name));
        }
    }
    case
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Case {
        Case::new("c", "", &[])
            .step(Say::new("a", "ask", "{\"token\":\"${token}\"}"))
            .step(Hear::new("a", "answer").keep("id", "/id"))
            .step(Say::new("a", "use", "{\"id\":\"${id}\"}"))
            .step(Say::new("a", "ping", "{}"))
            .at_last(Say::new("a", "remove", "{\"id\":\"${id}\"}"))
    }

    #[test]
    fn what_needs_a_variable_goes_with_the_step_that_keeps_it() {
        let rest = without(&session(), |index| index == 1);
        assert_eq!(rest.steps.len(), 2);
        assert!(rest.finally.is_empty());
    }

    #[test]
    fn a_variable_of_the_run_holds_nothing_back() {
        let rest = without(&session(), |index| index == 3);
        assert_eq!(rest.steps.len(), 3);
        assert_eq!(rest.finally.len(), 1);
    }

    #[test]
    fn what_is_kept_twice_may_be_kept_once() {
        let case = Case::new("c", "", &[])
            .step(Hear::new("a", "answer").keep("id", "/id"))
            .step(Hear::new("a", "answer").keep("id", "/id"))
            .step(Say::new("a", "use", "${id}"));
        assert_eq!(without(&case, |index| index == 0).steps.len(), 2);
        assert_eq!(without(&case, |index| index < 2).steps.len(), 0);
    }

    #[test]
    fn what_nobody_needs_is_not_kept() {
        let mut case = session().step(Hear::new("a", "late").keep("other", "/id"));
        case.set.insert("unused".to_owned(), "1".to_owned());
        let tidy = tidied(&case);
        assert!(tidy.set.is_empty());
        assert_eq!(keeps(&tidy.steps[1]).unwrap().len(), 1);
        assert_eq!(keeps(&tidy.steps[4]).unwrap().len(), 0);
    }
}
