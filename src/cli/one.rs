//! One run: one contract, in one role.
//!
//! Depends on the engine. It writes no file.

use super::{
    config::Config,
    output,
    parser::ParserSubject,
    subject::{Role, Subject, placeholder, target},
};
use crate::{
    contract::Party,
    contracts::{Side, Suite, has_fault, parser::PARSER_FAULTS, variation_of},
    drive::{Limits, Respelling, Target},
    engine::{
        Consumer, Outcome, ParserRun, Progress, RunOptions, parser_plan, run, run_consumer,
        run_parser, run_reference, run_reference_consumer,
    },
    error::{Error, Result},
};

/// The runs that a command line asks for: each contract in each role.
///
/// Our own references are run in the roles that have something to do, and where faults or variations
/// are asked for in those that can have one of them.
pub(super) fn runs(
    suites: &[&'static dyn Suite],
    subject: &Subject,
    faults: &[String],
    variations: &[String],
) -> Vec<(&'static dyn Suite, Role)> {
    let roles = match subject {
        Subject::Embedded(roles) => roles.clone(),
        Subject::Consumer(_) => vec![Role::Consumer],
        Subject::Parser(_) => vec![Role::Parser],
        Subject::Provider { .. } | Subject::Listening(_) => vec![Role::Provider],
    };
    let embedded = matches!(subject, Subject::Embedded(_)) && roles.len() > 1;
    let mut runs = Vec::new();
    for suite in suites {
        for role in &roles {
            let told = *role != Role::Consumer || !suite.stories().is_empty();
            let faulty = faults.is_empty() || !faults_of(*suite, *role, faults).is_empty();
            let varied =
                variations.is_empty() || !variations_of(*suite, *role, variations).is_empty();
            if !embedded || (told && faulty && varied) {
                runs.push((*suite, *role));
            }
        }
    }
    runs
}

/// Those of the faults that our reference can have in this role. What it cannot have at all has
/// been refused before.
fn faults_of(suite: &dyn Suite, role: Role, faults: &[String]) -> Vec<String> {
    let known = |name: &&String| {
        if role == Role::Parser {
            return PARSER_FAULTS.iter().any(|fault| fault.name == **name);
        }
        match suite.faults().iter().find(|fault| fault.name == **name) {
            Some(fault) => (fault.party == Party::Consumer) == (role == Role::Consumer),
            None => role == Role::Provider && has_fault(suite, name).unwrap_or(false),
        }
    };
    faults.iter().filter(known).cloned().collect()
}

/// Those of the variations that our reference can show in this role.
fn variations_of(suite: &dyn Suite, role: Role, names: &[String]) -> Vec<String> {
    let known = |name: &&String| variation_of(suite, role.party(), name).is_some();
    names.iter().filter(known).cloned().collect()
}

/// What every run of a command line has in common.
pub(super) struct How<'h> {
    pub(super) config: &'h Config,
    pub(super) limits: &'h Limits,
    pub(super) options: &'h RunOptions,
    pub(super) max_time: Option<f64>,
    pub(super) faults: &'h [String],
    pub(super) variations: &'h [String],
}

impl How<'_> {
    /// Runs one contract in one role.
    pub(super) async fn run(
        &self,
        suite: &dyn Suite,
        role: Role,
        subject: &Subject,
        observe: &mut (dyn FnMut(Progress<'_>) + Send),
    ) -> Result<Outcome> {
        let faults = faults_of(suite, role, self.faults);
        let mut options = self.options.clone();
        options.variations = variations_of(suite, role, self.variations);
        if role == Role::Consumer {
            options.subject = vec![Party::Consumer];
        }
        match (subject, role) {
            (Subject::Provider { url, .. }, _) => {
                let target = target(url.clone(), suite.id(), self.config, self.limits)?;
                run(suite, &target, &options, observe).await
            }
            (Subject::Listening(address), _) => {
                let target = self.listening(suite, *address)?;
                run(suite, &target, &options, observe).await
            }
            (Subject::Consumer(consumer), _) => {
                suits(suite, subject)?;
                run_consumer(suite, consumer, self.limits, &options, observe).await
            }
            (Subject::Parser(parser), _) => self.parser(suite, parser, &[], &options, observe),
            (Subject::Embedded(_), Role::Parser) => {
                self.parser(suite, &ParserSubject::Embedded, &faults, &options, observe)
            }
            (Subject::Embedded(_), Role::Provider) => {
                let mut base = Target::new(placeholder()?);
                base.limits = self.limits.clone();
                let (outcome, reference) =
                    run_reference(suite, &faults, &base, &options, observe).await?;
                // The reference is silent about what nobody could see.
                let idle = |name: &&String| name.contains('/') && !reference.triggered.has(name);
                for name in faults.iter().filter(idle) {
                    output::complain(&format!(
                        "{name} was broken in no message: none had a place for it, or it would \
                         have been taken for another message"
                    ));
                }
                say_idle(&options.variations, &|name| reference.triggered.has(name));
                Ok(outcome)
            }
            (Subject::Embedded(_), Role::Consumer) => {
                let run =
                    run_reference_consumer(suite, &faults, self.limits, &options, observe).await;
                let (outcome, triggered) = run?;
                say_idle(&options.variations, &|name| triggered.has(name));
                Ok(outcome)
            }
        }
    }

    fn parser(
        &self,
        suite: &dyn Suite,
        parser: &ParserSubject,
        faults: &[String],
        options: &RunOptions,
        observe: &mut (dyn FnMut(Progress<'_>) + Send),
    ) -> Result<Outcome> {
        if faults.len() > 1 {
            return Err(Error::user("the reference parser has one fault at a time"));
        }
        let fault = faults.first().map(String::as_str);
        let plan = parser_plan(suite, options)?;
        let mut asked = parser.started(suite, fault, options, self.limits)?;
        let subject = parser.as_given(fault);
        let max_time = self.limits.max_time;
        let run = ParserRun { subject: &subject, options, max_time, small: true };
        run_parser(suite, &plan, &mut *asked, &run, observe)
    }

    fn listening(&self, suite: &dyn Suite, address: std::net::SocketAddr) -> Result<Target> {
        let mut target = target(placeholder()?, suite.id(), self.config, self.limits)?;
        target.listen = Some(address);
        if suite.probe(&target).is_some() {
            let what = format!("a provider of {} is asked, not waited for", suite.id());
            return Err(Error::user(what).remedy("name it: --provider URL"));
        }
        if !target.facts.contains_key("listen")
            && let Some(seconds) = self.max_time
        {
            target.facts.insert("listen".to_owned(), seconds.to_string());
            target.limits.longest_wait = target.limits.longest_wait.max(seconds);
            // What ends by itself must not be cut off at the same moment.
            target.limits.max_time = seconds + target.limits.patience;
        }
        Ok(target)
    }
}

/// Says which variations on the wire had nothing to show in.
fn say_idle(variations: &[String], bore: &dyn Fn(&str) -> bool) {
    let wire = variations.iter().filter(|name| Respelling::named(name).is_some());
    for name in wire.filter(|name| !bore(name)) {
        output::complain(&format!("{name} never came to bear: nothing was there to show it in"));
    }
}

/// A consumer at a URL is one that receives.
fn suits(suite: &dyn Suite, subject: &Subject) -> Result<()> {
    if suite.side() == Side::Connects && matches!(subject, Subject::Consumer(Consumer::Receiver(_)))
    {
        return Err(Error::user(format!("a consumer of {} connects to us", suite.id()))
            .remedy("give a command that starts it: --consumer-cmd CMD"));
    }
    if suite.stories().is_empty() {
        return Err(Error::user(format!("{} has no stories for consumers yet", suite.id())));
    }
    Ok(())
}
