//! Reading a skill expression.
//!
//! Depends on `expression` and `places`. Recurses once a parenthesis, never deeper than
//! [`MAX_DEPTH`]. Blanks around operators and parentheses mean nothing.

use super::error::{Expected, TargetError, TargetErrorKind};
use super::expression::{Comparison, Expression, Operand, Operator};
use super::oddity::{Oddity, OddityKind};
use super::operand::{BLANKS, ends_operand, operand};
use super::parse::MAX_DEPTH;
use super::placed::Placed;
use super::places::Places;
use crate::codec::json::Span;

/// Ways to write `&` that come of a lost or kept character reference, and `&` itself last.
const AMPERSANDS: [&str; 3] = ["&;", "&amp;", "&"];

/// Reads the expression that stands in `target` from byte `at` to `end`.
pub(super) fn expression(
    target: &str,
    at: usize,
    end: usize,
    places: &Places,
    oddities: &mut Vec<Oddity>,
) -> Result<Expression, TargetError> {
    let mut reader = Reader { target, at, end, depth: 0, places, oddities };
    let expression = reader.any()?;
    if reader.at < end {
        return Err(reader.unexpected(Expected::ConnectiveOrEnd));
    }
    Ok(expression)
}

struct Reader<'r> {
    target: &'r str,
    at: usize,
    end: usize,
    depth: usize,
    places: &'r Places,
    oddities: &'r mut Vec<Oddity>,
}

impl<'r> Reader<'r> {
    fn any(&mut self) -> Result<Expression, TargetError> {
        let mut parts = vec![self.all()?];
        while self.take("|") {
            parts.push(self.all()?);
        }
        Ok(joined(parts, Expression::Any))
    }

    fn all(&mut self) -> Result<Expression, TargetError> {
        let mut parts = vec![self.term()?];
        while self.ampersand() {
            parts.push(self.term()?);
        }
        Ok(joined(parts, Expression::All))
    }

    /// A comparison, or an expression in parentheses. Ends before the next character that is
    /// not blank.
    fn term(&mut self) -> Result<Expression, TargetError> {
        self.skip_blanks();
        let start = self.at;
        if !self.take("(") {
            return self.comparison();
        }
        if self.depth >= MAX_DEPTH {
            let span = self.places.span(Span { start, end: self.at });
            return Err(TargetError { kind: TargetErrorKind::TooDeep, span });
        }
        self.depth = self.depth.saturating_add(1);
        let inner = self.any()?;
        if !self.take(")") {
            return Err(self.unexpected(Expected::ConnectiveOrClose));
        }
        self.depth = self.depth.saturating_sub(1);
        self.skip_blanks();
        Ok(inner)
    }

    fn comparison(&mut self) -> Result<Expression, TargetError> {
        let start = self.at;
        let left = self.operand(Expected::Term)?;
        let operator = self.operator()?;
        let right = self.operand(Expected::Operand)?;
        let span = Span { start: self.places.at(start), end: right.span.end };
        let comparison = Comparison { left, operator, right };
        Ok(Expression::Comparison(Placed::new(comparison, span)))
    }

    fn operand(&mut self, expected: Expected) -> Result<Placed<Operand>, TargetError> {
        self.skip_blanks();
        let length = self.rest().find(ends_operand).unwrap_or(self.rest().len());
        let text = self.rest().get(..length).unwrap_or_default().trim_end_matches(BLANKS);
        if text.is_empty() {
            return Err(self.unexpected(expected));
        }
        let span = Span { start: self.at, end: self.at.saturating_add(text.len()) };
        self.at = self.at.saturating_add(length);
        Ok(Placed::new(operand(text), self.places.span(span)))
    }

    fn operator(&mut self) -> Result<Placed<Operator>, TargetError> {
        let start = self.at;
        let found = Operator::ALL.into_iter().find(|operator| self.take(operator.as_str()));
        let operator = found.ok_or_else(|| self.unexpected(Expected::Operator))?;
        let span = self.places.span(Span { start, end: self.at });
        Ok(Placed::new(operator, span))
    }

    fn ampersand(&mut self) -> bool {
        let start = self.at;
        let Some(written) = AMPERSANDS.into_iter().find(|written| self.take(written)) else {
            return false;
        };
        if written != "&" {
            let span = self.places.span(Span { start, end: self.at });
            self.oddities.push(Oddity { kind: OddityKind::DamagedAmpersand, span });
        }
        true
    }

    fn take(&mut self, sign: &str) -> bool {
        let taken = self.rest().starts_with(sign);
        if taken {
            self.at = self.at.saturating_add(sign.len());
        }
        taken
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        let blanks = rest.len().saturating_sub(rest.trim_start_matches(BLANKS).len());
        self.at = self.at.saturating_add(blanks);
    }

    fn rest(&self) -> &'r str {
        self.target.get(self.at..self.end).unwrap_or_default()
    }

    /// At the end of the expression, what follows it is what was found.
    fn unexpected(&self, expected: Expected) -> TargetError {
        let rest = self.target.get(self.at..).unwrap_or_default().trim_start_matches(BLANKS);
        let start = self.target.len().saturating_sub(rest.len());
        let found = rest.chars().next();
        let end = start.saturating_add(found.map_or(0, char::len_utf8));
        let span = self.places.span(Span { start, end });
        let found = found.map(String::from).unwrap_or_default();
        TargetError::unexpected(expected, &found, span)
    }
}

/// One part as it is, several as what they are joined to.
fn joined(mut parts: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}
