//! Readers that we did not write, each in one process over a file of texts, and why they differ
//! from ours. A reason is no excuse: where it holds, the reader must differ.

use std::{fs, path::Path, process::Command};

use base64::{Engine, engine::general_purpose::STANDARD};
use ringtrue::codec::json::{Limits, Node, Value, parse};

/// Why a reader differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reason {
    pub(crate) name: &'static str,
    /// In words.
    pub(crate) text: &'static str,
}

/// Another reader.
pub(crate) struct Other {
    pub(crate) name: &'static str,
    pub(crate) reasons: &'static [Reason],
    /// Whether it reads each text.
    pub(crate) ask: fn(&[Vec<u8>]) -> Vec<bool>,
    /// The reason why it has to differ from us about a text, if it has to.
    pub(crate) why: fn(&[u8]) -> Option<&'static str>,
}

const LIMITS: Reason = Reason {
    name: "limits",
    text: "we read 128 levels and a million values by default; they read more",
};
const CONSTANTS: Reason = Reason {
    name: "constants",
    text: "Python reads NaN, Infinity and -Infinity, which RFC 8259 section 6 does not permit",
};
const ENCODINGS: Reason = Reason {
    name: "encodings",
    text: "Python guesses UTF-16 and UTF-32, and takes a byte order mark away; RFC 8259 section 8.1 \
           has UTF-8 alone, without one",
};
const SURROGATES: Reason = Reason {
    name: "surrogates",
    text: "Python decodes surrogates that are written as UTF-8, which RFC 3629 section 3 prohibits",
};
const DIGITS: Reason = Reason {
    name: "digits",
    text: "Python refuses whole numbers of more than 4300 digits; we keep the text of any",
};

pub(crate) const OTHERS: [Other; 2] = [
    Other {
        name: "Python's json",
        reasons: &[LIMITS, CONSTANTS, ENCODINGS, SURROGATES, DIGITS],
        ask: |texts| ask("python3", "read.py", texts),
        why: python,
    },
    Other {
        name: "Node's JSON.parse",
        reasons: &[LIMITS],
        ask: |texts| ask("node", "read.mjs", texts),
        why: |text| (reads(text) != reads_more(text)).then_some(LIMITS.name),
    },
];

/// Asks a script in one process.
fn ask(command: &str, script: &str, texts: &[Vec<u8>]) -> Vec<bool> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{script}.txt"));
    let lines: Vec<String> = texts.iter().map(|text| STANDARD.encode(text) + "\n").collect();
    fs::write(&file, lines.concat()).unwrap();
    let output = Command::new(command)
        .arg(script)
        .arg(&file)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hostile_json"))
        .output()
        .unwrap_or_else(|e| panic!("{command}: {e}; see .ci/validators"));
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    let verdict = |line: &str| match line {
        "read" => true,
        "refused" => false,
        other => panic!("{script}: {other}"),
    };
    said.lines().map(verdict).collect()
}

fn reads(text: &[u8]) -> bool {
    parse(text, &Limits::default()).is_ok()
}

/// With limits that no text here reaches.
fn reads_more(text: &[u8]) -> bool {
    let limits = Limits { depth: Limits::MAX_DEPTH, nodes: usize::MAX, ..Limits::default() };
    parse(text, &limits).is_ok()
}

/// What is peculiar to Python is taken out of a text, one after another; where our reader then comes
/// to another verdict, what was taken out last is why.
fn python(text: &[u8]) -> Option<&'static str> {
    if reads(text) {
        let document = parse(text, &Limits::default()).ok()?;
        return has_long_number(&document.root).then_some(DIGITS.name);
    }
    let mut plain = text.to_vec();
    let mut why = LIMITS.name;
    for (reason, without) in [
        (ENCODINGS, decoded as fn(&[u8]) -> Vec<u8>),
        (SURROGATES, without_surrogates),
        (CONSTANTS, without_constants),
    ] {
        let other = without(&plain);
        if other != plain {
            (plain, why) = (other, reason.name);
        }
    }
    let limits = Limits { depth: Limits::MAX_DEPTH, nodes: usize::MAX, ..Limits::default() };
    let document = parse(&plain, &limits).ok()?;
    (!has_long_number(&document.root)).then_some(why)
}

fn has_long_number(node: &Node) -> bool {
    match &node.value {
        Value::Array(elements) => elements.iter().any(has_long_number),
        Value::Object(object) => object.iter().any(|member| has_long_number(&member.value)),
        Value::Number(number) => {
            let text = number.to_string();
            let digits = text.strip_prefix('-').unwrap_or(&text);
            digits.len() > 4300 && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

/// As `json.detect_encoding` of CPython has it; what cannot be decoded stays.
fn decoded(text: &[u8]) -> Vec<u8> {
    let units = |size: usize, big: bool, from: usize| -> Option<Vec<u32>> {
        let units = text[from..].chunks(size).map(|unit| {
            let value = |value: u32, byte: &u8| value << 8 | u32::from(*byte);
            (unit.len() == size).then(|| match big {
                true => unit.iter().fold(0, value),
                false => unit.iter().rev().fold(0, value),
            })
        });
        units.collect()
    };
    let wide = |big: bool, from: usize| {
        let lone_as_mark = |c: u32| if (0xd800..0xe000).contains(&c) { 0xfffd } else { c };
        let chars = units(4, big, from)?.into_iter().map(|c| char::from_u32(lone_as_mark(c)));
        Some(chars.collect::<Option<String>>()?.into_bytes())
    };
    let narrow = |big: bool, from: usize| {
        let units: Vec<u16> =
            units(2, big, from)?.into_iter().map(|unit| u16::try_from(unit).unwrap()).collect();
        Some(String::from_utf16_lossy(&units).into_bytes())
    };
    let plain = match text {
        [0, 0, 0xfe, 0xff, ..] => wide(true, 4),
        [0xff, 0xfe, 0, 0, ..] => wide(false, 4),
        [0xfe, 0xff, ..] => narrow(true, 2),
        [0xff, 0xfe, ..] => narrow(false, 2),
        [0xef, 0xbb, 0xbf, rest @ ..] => Some(rest.to_vec()),
        [0, 0, _, _, ..] => wide(true, 0),
        [0, _, _, _, ..] | [0, _] => narrow(true, 0),
        [_, 0, 0, 0, ..] => wide(false, 0),
        [_, 0, _, _, ..] | [_, 0] => narrow(false, 0),
        _ => None,
    };
    plain.unwrap_or_else(|| text.to_vec())
}

fn without_surrogates(text: &[u8]) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some((byte, later)) = rest.split_first() {
        match rest {
            [0xed, 0xa0..=0xbf, 0x80..=0xbf, later @ ..] => {
                out.push(b'?');
                rest = later;
            }
            _ => {
                out.push(*byte);
                rest = later;
            }
        }
    }
    out
}

/// An empty array stands for a constant: it is a value, and no part of any other token.
fn without_constants(text: &[u8]) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some((byte, later)) = rest.split_first() {
        let constants = [&b"-Infinity"[..], b"Infinity", b"NaN"];
        match constants.into_iter().find_map(|constant| rest.strip_prefix(constant)) {
            Some(later) => {
                out.extend(b"[]");
                rest = later;
            }
            None => {
                out.push(*byte);
                rest = later;
            }
        }
    }
    out
}
