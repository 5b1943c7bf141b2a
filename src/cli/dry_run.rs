//! `--dry-run`: what a run would do, and nothing is sent.
//!
//! Depends on the plans of the engine. It asks no subject what it offers, so what only some offer is
//! not listed.

use super::{
    output,
    subject::{Role, placeholder},
};
use crate::{
    contracts::Suite,
    drive::Target,
    engine::{ExitCode, RunOptions, parser_plan, phases},
    error::Result,
    generate::{Case, Variables},
};

/// Lists the cases of these runs.
pub(super) fn print(runs: &[(&'static dyn Suite, Role)], options: &RunOptions) -> Result<ExitCode> {
    for (suite, role) in runs {
        output::print(&format!("{} ({})\n", suite.id(), role.as_str()));
        match role {
            Role::Provider => provider(*suite, options)?,
            Role::Consumer => {
                for story in suite.stories() {
                    output::print(&format!("  {:<44} {}\n", story.name, story.about));
                }
            }
            Role::Parser => parser(*suite, options)?,
        }
    }
    Ok(ExitCode::Conforms)
}

fn provider(suite: &dyn Suite, options: &RunOptions) -> Result<()> {
    let target = Target::new(placeholder()?);
    let line = |case: &Case| output::print(&format!("  {:<44} {}\n", case.name, case.about));
    suite.probe(&target).iter().for_each(line);
    for (phase, cases) in phases(suite, &Variables::new(), &target, options)? {
        output::print(&format!("  -- {}\n", phase.as_str()));
        cases.iter().for_each(line);
    }
    Ok(())
}

fn parser(suite: &dyn Suite, options: &RunOptions) -> Result<()> {
    for (phase, cases) in parser_plan(suite, options)?.phases {
        output::print(&format!("  -- {}\n", phase.as_str()));
        for case in cases {
            let last = case.deliveries.last();
            let rule = last.and_then(|d| d.breaks.as_ref().or(d.keeps.as_ref()));
            let message = last.map_or("", |d| d.message.as_str());
            let rule = rule.map_or("", String::as_str);
            output::print(&format!("  {:<20} {message:<28} {rule}\n", case.case));
        }
    }
    Ok(())
}
