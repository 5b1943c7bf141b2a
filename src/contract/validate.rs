//! One message against one named schema: findings, and the constraints that were reached.

use jsonschema::{ValidationError, error::ValidationErrorKind};

use super::{
    compile::escape,
    constraint::{ConstraintId, Reached},
    schema::SchemaSet,
    walk::walk,
};
use crate::{
    codec::json::{Node, Span},
    error::{Error, Result},
};

/// One broken constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaFinding {
    /// The constraint, an index into `SchemaSet::constraints`.
    pub constraint: ConstraintId,
    /// JSON Pointer to the offending value; for a missing member, to the object that lacks it.
    pub pointer: String,
    /// Where that value stands in the text.
    pub span: Span,
    /// False where a more basic finding at the same place explains this one.
    pub primary: bool,
}

/// What validating one message gave.
#[derive(Debug, Default)]
pub struct Validation {
    /// What is broken, in order of the text.
    pub findings: Vec<SchemaFinding>,
    /// What was looked at.
    pub reached: Reached,
}

impl SchemaSet {
    /// Validates `node` against the schema called `name`, unions dispatched.
    ///
    /// # Errors
    /// Blames the harness for an unknown name and the document for a schema that does not compile.
    pub fn validate(&self, name: &str, node: &Node) -> Result<Validation> {
        let mut out = Validation::default();
        let mut todo = vec![(name.to_owned(), String::new(), node)];
        while let Some((schema, pointer, node)) = todo.pop() {
            for error in self.validator(&schema)?.iter_errors(node) {
                self.translate(&error, &pointer, node, &mut out.findings)?;
            }
            let walked = walk(self, &schema, &pointer, node, &mut |id, _| out.reached.add(id));
            for (constraint, pointer, member) in walked.unknown {
                let span = member.span;
                out.findings.push(SchemaFinding { constraint, pointer, span, primary: true });
            }
            todo.extend(walked.branches);
        }
        self.rank(&mut out.findings);
        Ok(out)
    }

    /// Tells whether `node` satisfies a schema without collecting findings.
    ///
    /// # Errors
    /// As [`SchemaSet::validate`].
    pub fn accepts(&self, name: &str, node: &Node) -> Result<bool> {
        Ok(self.validate(name, node)?.findings.is_empty())
    }

    /// JSON Pointers of the values in `node` that a constraint speaks of, in order of the text.
    pub(crate) fn spoken_of(
        &self,
        name: &str,
        node: &Node,
        constraint: ConstraintId,
    ) -> Vec<String> {
        let mut found = Vec::new();
        let mut todo = vec![(name.to_owned(), String::new(), node)];
        while let Some((schema, pointer, node)) = todo.pop() {
            let mut note = |id: ConstraintId, pointer: &str| {
                if id == constraint {
                    found.push(pointer.to_owned());
                }
            };
            todo.extend(walk(self, &schema, &pointer, node, &mut note).branches);
        }
        found.dedup();
        found
    }

    fn translate(
        &self,
        error: &ValidationError<'_>,
        prefix: &str,
        root: &Node,
        findings: &mut Vec<SchemaFinding>,
    ) -> Result<()> {
        let within = error.instance_path().to_string();
        let location = error.schema_path().to_string();
        let mut add = |location: &str, within: String| {
            let Some(constraint) = self.by_location.get(location).copied() else {
                if self.given.contains(location) {
                    return Ok(());
                }
                return Err(Error::harness(format!(
                    "{}: no constraint is known at {location}",
                    self.contract
                )));
            };
            let span = root.pointer(&within).map_or(root.span, |n| n.span);
            let pointer = format!("{prefix}{within}");
            findings.push(SchemaFinding { constraint, pointer, span, primary: true });
            Ok(())
        };
        match error.kind() {
            ValidationErrorKind::Required { property } => {
                let member = property.as_str().unwrap_or_default();
                add(&format!("{location}/{}", escape(member)), within)
            }
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                for name in unexpected {
                    add(&location, format!("{within}/{}", escape(name)))?;
                }
                Ok(())
            }
            _ => add(&location, within),
        }
    }

    /// Orders by place, drops repeats, and leaves one primary finding at each value.
    fn rank(&self, findings: &mut Vec<SchemaFinding>) {
        let rank = |f: &SchemaFinding| {
            let keyword = self.constraints.get(f.constraint).map_or("", |c| c.keyword.as_str());
            match keyword {
                // What is missing or surplus is about the object's members, not about its value.
                "required" | "additionalProperties" => None,
                "type" => Some(0),
                "const" | "enum" | "discriminator" => Some(1),
                "format" | "pattern" => Some(2),
                _ => Some(3),
            }
        };
        findings.sort_by(|a, b| {
            (a.span.start, &a.pointer, rank(a), a.constraint).cmp(&(
                b.span.start,
                &b.pointer,
                rank(b),
                b.constraint,
            ))
        });
        findings.dedup_by(|a, b| a.constraint == b.constraint && a.pointer == b.pointer);
        let mut explained: Option<String> = None;
        for finding in findings {
            if rank(finding).is_none() {
                continue;
            }
            finding.primary = explained.as_deref() != Some(finding.pointer.as_str());
            explained = Some(finding.pointer.clone());
        }
    }
}
