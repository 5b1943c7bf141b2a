//! Texts of the formats that draft 2020-12 names.
//!
//! Depends on `choices` and `digits`. A format that it does not know makes no demand.

use super::digits::{decimal, hex, number};
use crate::generate::choices::Choices;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Date,
    DateTime,
    Time,
    Duration,
    Email,
    Host,
    Ipv4,
    Ipv6,
    Uri,
    UriReference,
    UriTemplate,
    Uuid,
    JsonPointer,
    RelativeJsonPointer,
    Regex,
}

impl Format {
    /// The format of this name.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "date" => Self::Date,
            "date-time" => Self::DateTime,
            "time" => Self::Time,
            "duration" => Self::Duration,
            "email" | "idn-email" => Self::Email,
            "hostname" | "idn-hostname" => Self::Host,
            "ipv4" => Self::Ipv4,
            "ipv6" => Self::Ipv6,
            "uri" | "iri" => Self::Uri,
            "uri-reference" | "iri-reference" => Self::UriReference,
            "uri-template" => Self::UriTemplate,
            "uuid" => Self::Uuid,
            "json-pointer" => Self::JsonPointer,
            "relative-json-pointer" => Self::RelativeJsonPointer,
            "regex" => Self::Regex,
            _ => return None,
        })
    }

    /// Appends such a text. Nothing in it needs escaping.
    pub(super) fn write(self, choices: &mut Choices<'_>, out: &mut String) {
        match self {
            Self::Date => date(choices, out),
            Self::DateTime => date_time(choices, out),
            Self::Time => time(choices, out),
            Self::Duration => pick(choices, out, &["P1D", "PT0S", "PT36H", "P3Y6M4DT12H30M5S"]),
            Self::Email => {
                pick(choices, out, &["a", "agent.o'neil", "first+tag", "AGENT_7", "x-1"]);
                out.push('@');
                host(choices, out);
            }
            Self::Host => host(choices, out),
            Self::Ipv4 => {
                let bits = choices.bits();
                for place in 0..4 {
                    if place > 0 {
                        out.push('.');
                    }
                    decimal(out, (bits >> (8 * place)) & 0xff, 0);
                }
            }
            Self::Ipv6 => {
                pick(choices, out, &["::", "2001:db8::", "fe80::1:"]);
                hex(out, 0x1 | choices.bits() & 0xffff, 4);
            }
            Self::Uri => {
                pick(choices, out, &["http://", "https://", "https://user@"]);
                host(choices, out);
                path(choices, out);
            }
            Self::UriReference => {
                pick(choices, out, &["", "/a", "//example.com/b", "../c", "https://example.com/d"]);
                path(choices, out);
            }
            Self::UriTemplate => pick(choices, out, &["/a", "/a/{id}", "/{x,y}{?z*}"]),
            Self::Uuid => uuid(choices, out),
            Self::JsonPointer => pick(choices, out, &["", "/a", "/a~1b/0", "/m~0n", "/"]),
            Self::RelativeJsonPointer => pick(choices, out, &["0", "1/a", "2#", "0/a~1b"]),
            Self::Regex => pick(choices, out, &["a", "^[a-z]+$", "(a|b){2,3}", ""]),
        }
    }
}

fn pick(choices: &mut Choices<'_>, out: &mut String, from: &[&str]) {
    out.push_str(choices.pick(from).unwrap_or_default());
}

fn path(choices: &mut Choices<'_>, out: &mut String) {
    let tails = ["", "/", "/a/b", "/%C3%A9", "/?q=1&r=%20", "/a;b=c", "/#frag", "/~x/*"];
    pick(choices, out, &tails);
}

/// A host name (RFC 1123).
pub(super) fn host(choices: &mut Choices<'_>, out: &mut String) {
    let hosts =
        ["example.com", "a.example", "xn--bcher-kva.example", "host-1.region-2.example.org"];
    pick(choices, out, &hosts);
}

fn date(choices: &mut Choices<'_>, out: &mut String) {
    if choices.chance(8) {
        pick(choices, out, &["2028-02-29", "1970-01-01", "2000-12-31", "9999-12-31"]);
        return;
    }
    decimal(out, number(choices, 2020, 2030), 4);
    out.push('-');
    decimal(out, number(choices, 1, 12), 2);
    out.push('-');
    decimal(out, number(choices, 1, 28), 2);
}

fn time(choices: &mut Choices<'_>, out: &mut String) {
    let bits = choices.bits();
    decimal(out, (bits & 0xff) % 24, 2);
    out.push(':');
    decimal(out, ((bits >> 8) & 0xff) % 60, 2);
    out.push(':');
    decimal(out, ((bits >> 16) & 0xff) % 60, 2);
    match (bits >> 24) & 7 {
        0 => {}
        1 => {
            out.push('.');
            decimal(out, (bits >> 32) % 1_000_000_000, 9);
        }
        2 => {
            out.push('.');
            decimal(out, (bits >> 32) % 10, 1);
        }
        _ => {
            out.push('.');
            decimal(out, (bits >> 32) % 1000, 3);
        }
    }
    match (bits >> 27) & 15 {
        1 => out.push_str("+05:30"),
        2 => out.push_str("-08:00"),
        3 => out.push_str("+00:00"),
        _ => out.push('Z'),
    }
}

/// A date and time (RFC 3339).
pub(super) fn date_time(choices: &mut Choices<'_>, out: &mut String) {
    date(choices, out);
    out.push('T');
    time(choices, out);
}

/// A random UUID (RFC 9562, version 4).
pub(super) fn uuid(choices: &mut Choices<'_>, out: &mut String) {
    let (high, low) = (choices.bits(), choices.bits());
    hex(out, high >> 32, 8);
    out.push('-');
    hex(out, high >> 16, 4);
    out.push_str("-4");
    hex(out, high, 3);
    out.push('-');
    hex(out, 0x8000 | ((low >> 48) & 0x3fff), 4);
    out.push('-');
    hex(out, low, 12);
}
