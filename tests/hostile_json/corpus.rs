//! The hostile texts: the documents' own messages and small texts of every kind, broken by the
//! classes that parsers under test are handed, and at random. The same seed gives the same texts.

use std::collections::BTreeSet;

use fastrand::Rng;
use ringtrue::{
    codec::json::{Limits, parse, write},
    contracts::REGISTRY,
    generate,
    transcript::{Kind, Line, Reader},
};

/// How many texts there are.
const TEXTS: usize = 4000;
/// The seed of all of them.
const SEED: u64 = 8259;
/// How many messages of the documents are broken by every class, of each contract.
const BY_CLASS: usize = 3;
/// The longest message that is broken, in bytes.
const LONGEST: usize = 3000;
/// The longest text that is kept, in bytes, but for the one with too many values.
const KEPT: usize = 100_000;

/// Texts of every kind.
const SMALL: [&str; 12] = [
    "null",
    "true",
    "\"\"",
    "\"text\"",
    "-12.50e+3",
    "0",
    "[]",
    "{}",
    "[1,2,3]",
    r#"{"a":1,"b":[true,null,"c"]}"#,
    r#"[{"name":"\u00e9\n\ud83d\ude00"}]"#,
    " \t\r\n[ 1 , { \"a\" : 2 } ] ",
];

/// What is put into a text.
const PIECES: [&[u8]; 48] = [
    b"NaN",
    b"-Infinity",
    b"Infinity",
    b"nan",
    b"undefined",
    b"True",
    b"None",
    b"1e400",
    b"-0",
    b"-",
    b"01",
    b"1.",
    b".5",
    b"+1",
    b"0x1f",
    b"1_000",
    b"1e-99999999999999999999",
    b"18446744073709551616",
    b"0.1000000000000000055511151231257827",
    b"\"",
    b"\\",
    b"\\u12",
    b"\\x41",
    b"\\u0000",
    b"\"\\ud800\"",
    b"\"\\udc00\\ud800\"",
    b"\"\\ud83d\\ude00\"",
    b"\\ud83d",
    b"\xed\xa0\x80",
    b"\"\xed\xa0\x80\"",
    b"\xc0\xaf",
    b"\xff",
    b"\"\xf4\x90\x80\x80\"",
    b"\xe2\x82",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    b"\xc2\xa0",
    b"\x00",
    b"\x0c",
    b"\t",
    b",",
    b":",
    b"]",
    b"}",
    b"// so\n",
    b"/* so */",
    b"'a'",
    b"\"a\":1,\"a\":2,",
];

/// All texts.
pub(crate) fn texts() -> Vec<Vec<u8>> {
    let messages = messages();
    let mut all: BTreeSet<Vec<u8>> = BTreeSet::new();
    let mut out = Vec::new();
    let mut keep = |text: Vec<u8>| {
        // Of what is deeper than our reader can be asked to go, it cannot be said why it is refused.
        let deepest = Limits { depth: Limits::MAX_DEPTH - 1, ..Limits::default() };
        let deep = parse(&text, &deepest).is_err_and(|e| {
            let limit = deepest.depth;
            e.kind == ringtrue::codec::json::SyntaxErrorKind::TooDeep { limit }
        });
        if !deep && text.len() <= KEPT && out.len() < TEXTS - 1 && all.insert(text.clone()) {
            out.push(text);
        }
    };
    for text in SMALL {
        keep(text.as_bytes().to_vec());
    }
    for texts in &messages {
        for text in texts.iter().take(BY_CLASS) {
            for hostile in generate::texts(text, &|_| false) {
                keep(hostile.bytes);
            }
        }
    }
    let seeds: Vec<&str> = messages
        .iter()
        .flatten()
        .map(String::as_str)
        .chain(SMALL.into_iter().cycle().take(60))
        .collect();
    let mut rng = Rng::with_seed(SEED);
    for _ in 0..TEXTS * 2 {
        let mut text = seeds[rng.usize(..seeds.len())].as_bytes().to_vec();
        for _ in 0..rng.usize(1..=3) {
            mutate(&mut text, &mut rng);
        }
        keep(text);
    }
    out.push(format!("[{}0]", "0,".repeat(1_000_000)).into_bytes());
    out
}

/// The messages of the documents as JSON, of each contract.
fn messages() -> Vec<Vec<String>> {
    let of = |suite: &&dyn ringtrue::contracts::Suite| {
        let mut reader = Reader::new(suite.examples().as_bytes(), "examples");
        let mut texts = Vec::new();
        while let Some(line) = reader.next_line().unwrap() {
            let Line::Event(event) = line else { continue };
            let Kind::Message { body, .. } = event.kind else { continue };
            if let Ok(document) = parse(body.as_bytes(), &Limits::default()) {
                let mut text = String::new();
                write(&document.root, &mut text);
                texts.push(text);
            }
        }
        texts.retain(|text| text.len() <= LONGEST);
        texts
    };
    REGISTRY.iter().map(of).collect()
}

/// One change.
fn mutate(text: &mut Vec<u8>, rng: &mut Rng) {
    let at = rng.usize(..=text.len());
    let to = (at + rng.usize(1..=8)).min(text.len());
    match rng.u8(..16) {
        0..=4 => {
            let piece = PIECES[rng.usize(..PIECES.len())];
            text.splice(at..at, piece.iter().copied());
        }
        // In place of a value, where it is more likely to be read.
        5..=7 => {
            let piece = PIECES[rng.usize(..PIECES.len())];
            let values: Vec<(usize, usize)> = scalars(text);
            if let Some((from, to)) = rng.choice(values) {
                text.splice(from..to, piece.iter().copied());
            }
        }
        8 => drop(text.drain(at..to)),
        9 => {
            let copy = text[at..to].to_vec();
            text.splice(at..at, copy);
        }
        10 => text.truncate(at),
        11 if at < text.len() => text[at] = rng.u8(..),
        12 => {
            let levels = rng.choice([1, 60, 126, 127, 128, 129, 200]).unwrap();
            let open: &[u8] = if rng.bool() { b"[" } else { b"{\"a\":" };
            let close: &[u8] = if open == b"[" { b"]" } else { b"}" };
            *text = [&open.repeat(levels), &text[..], &close.repeat(levels)].concat();
        }
        13 => {
            let digits = rng.choice([20, 400, 4300, 4301, 6000]).unwrap();
            *text = [b"[", &b"7".repeat(digits)[..], b",", text, b"]"].concat();
        }
        14 => {
            let name = br#"{"$serde_json::private::Number":"1","a":"#;
            *text = [name, &text[..], b"}"].concat();
        }
        _ => recode(text, rng),
    }
}

/// Where values stand that hold no others, and perhaps are none.
fn scalars(text: &[u8]) -> Vec<(usize, usize)> {
    let ends = |byte: &u8| b",]}".contains(byte);
    let starts = text.iter().enumerate().filter(|(_, byte)| b":[,".contains(byte));
    let spans = starts.filter_map(|(at, _)| {
        let length = text[at + 1..].iter().position(ends)?;
        Some((at + 1, at + 1 + length))
    });
    spans.collect()
}

/// Another encoding, or a mark of one.
fn recode(text: &mut Vec<u8>, rng: &mut Rng) {
    let Ok(plain) = str::from_utf8(text) else { return };
    let marked = format!("\u{feff}{plain}");
    *text = match rng.u8(..6) {
        0 => marked.into_bytes(),
        1 => plain.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        2 => plain.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        3 => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        4 => plain.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
        _ => marked.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
    };
}
