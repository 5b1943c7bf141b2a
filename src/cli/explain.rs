//! `ringtrue explain`: what an id means, why, and where it is written.

use clap::Args as ClapArgs;

use super::output::{print, wrap};
use crate::{
    contract::{Cite, Contract, Practical, glob_matches},
    contracts::{Fault, REGISTRY, Side, Suite, parser::PARSER_FAULTS},
    engine::ExitCode,
    error::{Error, Result},
    judge::{Rule, SchemaRule, TEXT_RULES, TextDuty, text_rule},
};

/// Say what a rule, ruling, requirement, fault, message or contract is and where it is written.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Its id, such as `axp-auth-answered`, `C-024`, `AXP-AST-07` or a schema rule.
    id: String,
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    if of_receivers(&args.id) {
        return Ok(ExitCode::Conforms);
    }
    let mut known: Vec<String> = TEXT_RULES.iter().map(|rule| rule.id.to_owned()).collect();
    known.extend(PARSER_FAULTS.iter().map(|fault| fault.name.to_owned()));
    for suite in REGISTRY {
        if explained(suite, &args.id)? {
            return Ok(ExitCode::Conforms);
        }
        known.extend(ids(suite)?);
    }
    let nearest = known.iter().min_by_key(|k| strsim::damerau_levenshtein(&args.id, k));
    let error = Error::user(format!("nothing is called {}", args.id));
    Err(match nearest {
        Some(nearest) => error.remedy(format!("did you mean {nearest}?")),
        None => error,
    })
}

/// Rules about texts and faults of the reference parser are the same for all contracts.
fn of_receivers(id: &str) -> bool {
    if let Some(rule) = text_rule(id) {
        let duty = match rule.duty {
            TextDuty::Reject => "reject",
            TextDuty::Accept => "accept",
            TextDuty::Either => "either",
            TextDuty::Exact => "reject, or keep as it is",
        };
        let level = rule.level.as_str();
        print(&format!("{id} ({level}, binds receivers; survive, and {duty})\n\n"));
        print(&wrap(rule.statement, "  "));
        print(&format!("    written in RFC 8259, {}\n", rule.section));
        for fault in PARSER_FAULTS.iter().filter(|f| f.trips.contains(&id)) {
            print(&format!("  found with --fault {}: {}\n", fault.name, fault.about));
        }
        return true;
    }
    let Some(fault) = PARSER_FAULTS.iter().find(|f| f.name == id) else { return false };
    print(&format!("{} (fault of the reference parser)\n\n{}", id, wrap(fault.about, "  ")));
    print(&format!("  misreads {}, {}\n", fault.misreads.0, fault.misreads.1));
    print(&wrap(&format!("found by {}", fault.trips.join(", ")), "  "));
    true
}

fn ids(suite: &dyn Suite) -> Result<Vec<String>> {
    let protocol = suite.protocol()?;
    let contract = &protocol.contract;
    let mut ids = vec![contract.id.clone()];
    ids.extend(protocol.rules.iter().map(|r| r.id.to_owned()));
    ids.extend(contract.schemas.constraints().iter().map(|c| c.rule.clone()));
    ids.extend(contract.rulings.iter().map(|r| r.id.clone()));
    ids.extend(contract.requirements.iter().map(|r| r.id.clone()));
    ids.extend(contract.messages.iter().map(|m| m.name.clone()));
    ids.extend(suite.faults().iter().map(|f| f.name.to_owned()));
    Ok(ids)
}

fn explained(suite: &dyn Suite, id: &str) -> Result<bool> {
    let protocol = suite.protocol()?;
    let contract = &protocol.contract;
    if contract.id == id {
        print(&format!("{id}\n"));
        for document in contract.documents.values() {
            let version = document.version.as_deref().unwrap_or("no version");
            print(&format!("  derived from {}, {version}\n", document.title));
        }
        let of = protocol.acked.iter().map(|name| format!(" {name}")).collect::<Vec<_>>();
        let of = if of.is_empty() { String::new() } else { format!(" of{}", of.join(",")) };
        print(&format!("  mark: {}{of} (the member an ack refers to)\n", suite.mark()));
        consumer(suite);
    } else if let Some(rule) = protocol.rules.iter().find(|r| r.id == id) {
        behaviour(suite, contract, rule);
    } else if let Some(rule) = protocol.schema_rules.iter().find(|r| r.id == id) {
        schema(suite, contract, rule);
    } else if let Some(ruling) = contract.rulings.iter().find(|r| r.id == id) {
        print(&format!("{id}: {}\n\n{}", ruling.title, wrap(&ruling.statement, "  ")));
        cites(contract, &ruling.cites);
        for softening in &ruling.softenings {
            let form = match &softening.instead {
                Some(shape) => format!(" where the value fits {shape}"),
                None => String::new(),
            };
            let worth = grade(softening.practical);
            print(&format!("  in practice {worth}{form}: {}\n", softening.rules.join(", ")));
        }
        if id == "C-001" || id == "C-002" {
            print("  the literal reading is shown by `ringtrue check --literal` and never gates\n");
        }
    } else if let Some(row) = contract.requirements.iter().find(|r| r.id == id) {
        let level = row.level.as_str();
        print(&format!("{id} ({level}, {})\n\n{}", row.basis.as_str(), wrap(&row.statement, "  ")));
        cites(contract, std::slice::from_ref(&row.cite));
        match (row.reason, row.pending) {
            (Some(reason), _) => print(&format!("  no rule: {reason:?}\n")),
            (None, Some(party)) => print(&format!("  its rules for the {party} are yet to come\n")),
            (None, None) => print(&wrap(&format!("covered by {}", row.rules.join(", ")), "  ")),
        }
    } else if let Some(fault) = suite.faults().iter().find(|f| f.name == id) {
        explain_fault(contract, fault);
    } else if let Some(message) = contract.message(id) {
        let about = message.about.as_deref().unwrap_or_default();
        print(&format!("{id}: sent by the {} of {}\n", message.from, contract.id));
        print(&wrap(about, "  "));
        print(&format!("  schema {}/{}\n", contract.id, message.schema));
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// What a consumer under test does, and what is done to it.
fn consumer(suite: &dyn Suite) {
    if suite.stories().is_empty() {
        return;
    }
    let does = match suite.side() {
        Side::Connects => "connects to the provider at RINGTRUE_URL and does what it does there",
        Side::Receives => {
            "prints `URL http://…` as its first line, and takes what is posted to that URL until \
             it is ended; a receiver that runs already is named by --consumer URL"
        }
    };
    print("\n");
    print(&wrap(&format!("A consumer under test (--consumer-cmd CMD) {does}."), "  "));
    print(&wrap(
        "It may post {\"id\": MARK, \"outcome\": \"accept\"|\"reject\"} to RINGTRUE_ACK_URL for each \
         message that it understood or refused, where MARK is the value of the member above.",
        "  ",
    ));
    print("\n  stories that it is told:\n");
    for story in suite.stories() {
        print(&format!("    {}\n{}", story.name, wrap(story.about, "      ")));
    }
}

fn behaviour(suite: &dyn Suite, contract: &Contract, rule: &Rule) {
    print(&format!("{} ({}, binds the {})\n\n", rule.id, rule.level.as_str(), rule.binds));
    for paragraph in rule.doc.trim().split("\n\n").flat_map(|p| p.split("\n \n")) {
        print(&wrap(paragraph, "  "));
        print("\n");
    }
    for id in rule.covers {
        if let Some(row) = contract.requirements.iter().find(|r| r.id == *id) {
            let basis = row.basis.as_str();
            print(&wrap(
                &format!("{id} ({}, {basis}): {}", row.level.as_str(), row.statement),
                "  ",
            ));
            cites(contract, std::slice::from_ref(&row.cite));
        }
    }
    touched(contract, rule.id);
    killed(suite, rule.id);
}

fn schema(suite: &dyn Suite, contract: &Contract, rule: &SchemaRule) {
    let binds: Vec<&str> = rule.binds.iter().map(|p| p.as_str()).collect();
    let binds = if binds.is_empty() { "nobody".to_owned() } else { binds.join(" and ") };
    print(&format!("{} ({}, binds {binds})\n\n", rule.id, rule.level.as_str()));
    print(&wrap(&format!("Expects {}.", rule.expected), "  "));
    for id in &rule.rows {
        if let Some(row) = contract.requirements.iter().find(|r| r.id == *id) {
            print(&wrap(&format!("{id} ({}): {}", row.basis.as_str(), row.statement), "  "));
        }
    }
    cites(contract, &rule.cites);
    touched(contract, &rule.id);
    killed(suite, &rule.id);
}

fn explain_fault(contract: &Contract, fault: &Fault) {
    print(&format!("{} (fault of the {})\n\n{}", fault.name, fault.party, wrap(fault.about, "  ")));
    let (document, section) = fault.misreads;
    let title = contract.documents.get(document).map_or(document, |d| d.title.as_str());
    print(&format!("  misreads {title}, {section}\n"));
    print(&wrap(&format!("found by {}", fault.trips.join(", ")), "  "));
}

fn cites(contract: &Contract, cites: &[Cite]) {
    for cite in cites {
        let title = contract.documents.get(&cite.document).map_or(&cite.document, |d| &d.title);
        print(&format!("    written in {title}, {}\n", cite.section));
    }
}

fn touched(contract: &Contract, rule: &str) {
    for ruling in &contract.rulings {
        for softening in &ruling.softenings {
            if softening.rules.iter().any(|g| glob_matches(g, rule)) {
                let form =
                    softening.instead.as_ref().map_or_else(String::new, |i| format!(" if {i}"));
                let worth = grade(softening.practical);
                print(&format!("  ruling {}: {} ({worth}{form})\n", ruling.id, ruling.title));
            }
        }
    }
}

fn killed(suite: &dyn Suite, rule: &str) {
    for fault in suite.faults().iter().filter(|f| f.trips.contains(&rule)) {
        print(&format!("  found with --fault {}: {}\n", fault.name, fault.about));
    }
}

fn grade(practical: Practical) -> &'static str {
    match practical {
        Practical::Accept => "accepted",
        Practical::Note => "a note",
        Practical::Deviation => "a deviation",
        Practical::Gap => "a gap",
    }
}
