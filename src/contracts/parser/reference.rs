//! The parser: our reader, then the contract, as practice has it.
//!
//! Depends on `judge` for what is broken. With a fault it differs in the one way that the fault says.

use std::collections::BTreeSet;

use super::{frail, lenient, strict, understood::understood};
use crate::{
    codec::json::{Limits, Node, parse},
    contract::{MessageType, Party},
    contracts::Suite,
    drive::{Parser, ParserAnswer as Answer},
    error::Result,
    judge::{Finding, Judge, Options, Profile, Protocol},
    transcript::{Body, Event, Header, Kind},
};

/// Parses the messages of one contract.
pub struct ReferenceParser {
    id: &'static str,
    protocol: Protocol,
    fault: Option<String>,
    profile: Profile,
    seen: BTreeSet<Vec<u8>>,
}

impl std::fmt::Debug for ReferenceParser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReferenceParser").field("fault", &self.fault).finish_non_exhaustive()
    }
}

impl ReferenceParser {
    /// A parser with this fault, if any, that refuses what has a finding in this profile.
    ///
    /// # Errors
    /// Blames the document for a contract that does not load.
    pub fn new(suite: &dyn Suite, fault: Option<&str>, profile: Profile) -> Result<Self> {
        let protocol = suite.protocol()?.clone();
        let fault = fault.map(str::to_owned);
        Ok(Self { id: suite.id(), protocol, fault, profile, seen: BTreeSet::new() })
    }

    fn has(&self, fault: &str) -> bool {
        self.fault.as_deref() == Some(fault)
    }

    fn read(&mut self, message: &MessageType, bytes: &[u8]) -> Answer {
        let fault = self.fault.clone().unwrap_or_default();
        if let Some(end) = frail::perishes(&fault, bytes) {
            return end;
        }
        if self.has("parser-takes-nothing-for-a-message") && bytes.trim_ascii().is_empty() {
            return Answer::Accept(None);
        }
        let rewritten = lenient::rewritten(&fault, bytes);
        let bytes = rewritten.as_deref().unwrap_or(bytes);
        let document = parse(bytes, &Limits::default());
        let flawed = document.as_ref().is_ok_and(|d| !d.flaws.is_empty());
        let root = document.as_ref().ok().map(|d| &d.root);
        if flawed && !self.has("parser-last-duplicate-wins") {
            return Answer::Reject("two members of one name, or half a character".to_owned());
        }
        let contract = (&*self.protocol.contract, message.name.as_str());
        if let Some(why) = strict::refuses(&fault, bytes, root, contract, &mut self.seen) {
            return Answer::Reject(why.to_owned());
        }
        let resolved = root.filter(|_| flawed).map(|root| root.to_json().to_string().into_bytes());
        let bytes = resolved.as_deref().unwrap_or(bytes);
        match self.wrong(message, bytes) {
            Ok(None) => {
                let value = root.map(|root| understood(self.fault.as_deref(), root.to_json()));
                Answer::Accept(value)
            }
            Ok(Some(_)) if self.perishes_of(message, bytes) => {
                Answer::Crash { exit: None, said: "a reference to nothing".to_owned() }
            }
            Ok(Some(why)) => Answer::Reject(why),
            Err(error) => Answer::Reject(error.to_string()),
        }
    }

    /// What is wrong with a message, in words; none if nothing is that this parser cares about.
    fn wrong(&self, message: &MessageType, bytes: &[u8]) -> Result<Option<String>> {
        let event = self.event(message, bytes);
        let header = Header::new(self.id, Vec::new());
        let messages = (self.protocol.reader)(&header).read(&event);
        let Some(first) = messages.first() else { return Ok(Some("no message".to_owned())) };
        if messages.iter().any(|m| m.trouble.is_some()) || first.node().is_none() {
            return Ok(Some("no message of this contract".to_owned()));
        }
        let letter = self.has("parser-knows-only-the-letter");
        let profile = if letter { Profile::Strict } else { self.profile };
        let findings = self.judged(&event, profile)?;
        let root = first.document.as_ref().map(|d| &d.root);
        let wrong = findings.iter().find(|finding| !self.overlooks(finding, root));
        Ok(wrong.map(|finding| format!("not {}", finding.expected)))
    }

    fn judged(&self, event: &Event, profile: Profile) -> Result<Vec<Finding>> {
        let all = vec![Party::Provider, Party::Consumer, Party::Operator];
        let options = Options { profile, ..Options::default() };
        let mut judge = Judge::new(self.protocol.clone(), Header::new(self.id, all), options)?;
        let mut findings = Vec::new();
        judge.see(event, &mut |finding| findings.push(finding.clone()))?;
        Ok(findings)
    }

    fn event(&self, message: &MessageType, bytes: &[u8]) -> Event {
        let kind = Kind::Message {
            name: message.name.clone(),
            body: Body::from_bytes(bytes.to_vec()),
            breaks: None,
            keeps: None,
        };
        let case = Some("1".to_owned());
        Event { at: 0.0, case, link: None, from: Some(message.from.into()), kind }
    }

    /// Whether this parser does not see what is wrong.
    fn overlooks(&self, finding: &Finding, root: Option<&Node>) -> bool {
        let Some(fault) = self.fault.as_deref() else { return false };
        let keyword = finding.rule.rsplit_once(':').map_or("", |(_, keyword)| keyword);
        let node = finding.pointer.as_deref().and_then(|p| root?.pointer(p));
        let scalar =
            |n: &Node| n.as_str().is_some() || n.as_number().is_some() || n.as_bool().is_some();
        match (fault, keyword) {
            ("parser-coerces-types", "type") => node.is_some_and(scalar),
            ("parser-ignores-case", "enum" | "const") => {
                node.and_then(Node::as_str).is_some_and(|text| self.lists(&finding.rule, text))
            }
            ("parser-defaults-what-is-missing", "required") => true,
            ("parser-ignores-formats", "format" | "pattern") => true,
            _ => false,
        }
    }

    /// Whether a rule lists a value, but for the case of letters.
    fn lists(&self, rule: &str, text: &str) -> bool {
        let schemas = &self.protocol.contract.schemas;
        let constraint = schemas.constraints().iter().find(|c| c.rule == rule);
        let Some(written) = constraint.and_then(|c| schemas.written(c)) else { return false };
        let listed = written.get("enum").and_then(|e| e.as_array()).into_iter().flatten();
        let mut values = listed.chain(written.get("const")).filter_map(|v| v.as_str());
        values.any(|value| value.eq_ignore_ascii_case(text))
    }

    fn perishes_of(&self, message: &MessageType, bytes: &[u8]) -> bool {
        if !self.has("parser-perishes-of-what-is-missing") {
            return false;
        }
        let judged = self.judged(&self.event(message, bytes), self.profile);
        judged.is_ok_and(|all| all.iter().any(|f| f.rule.ends_with(":required")))
    }
}

impl Parser for ReferenceParser {
    fn parse(&mut self, contract: &str, message: &str, bytes: &[u8]) -> Answer {
        if self.has("parser-takes-every-contract") && contract != self.id {
            return Answer::Accept(None);
        }
        let known =
            self.protocol.contract.message(message).filter(|_| contract == self.id).cloned();
        match known {
            Some(known) => self.read(&known, bytes),
            None => Answer::Unsupported,
        }
    }
}
