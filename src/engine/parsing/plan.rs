//! What a parser is handed, by phase, the cheapest and most telling first.
//!
//! Depends on `generating` for messages and on `generate` for spellings and texts. The same seed
//! gives the same deliveries; shards share none and miss none. Whatever breaks something is handed
//! over after the same thing unbroken, in the same case.

use std::collections::BTreeSet;

use crate::{
    codec::json::{self, Limits},
    contract::Party,
    contracts::Suite,
    engine::{
        generating::{Generated, Generator},
        plan::RunOptions,
    },
    error::Result,
    generate::{Alone, Choices, Spelling, spelt_otherwise, texts},
    judge::Profile,
    transcript::{Body, Kind, Line, Reader},
};

/// A phase of a run against a parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParserPhase {
    /// What the documents print.
    Examples,
    /// Messages as they come.
    Valid,
    /// Every constraint, kept as closely as can be.
    Boundaries,
    /// Every constraint, broken alone.
    NearMisses,
    /// The same message in other spellings.
    Variations,
    /// Texts that are no JSON, or JSON of an unusual kind.
    Texts,
}

impl ParserPhase {
    /// The word for reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Examples => "examples",
            Self::Valid => "valid messages",
            Self::Boundaries => "boundaries",
            Self::NearMisses => "near misses",
            Self::Variations => "variations",
            Self::Texts => "texts",
        }
    }
}

/// How many valid messages of each kind.
const VALID: u64 = 12;
/// How many messages of each kind are spelt otherwise.
const SPELT: u64 = 2;
/// How many messages are tried for one that has places for most classes of texts.
const RICH: u64 = 8;
/// The tape of one spelling, in bytes.
const TAPE: usize = 8192;

/// One message handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The message's name.
    pub message: String,
    /// Who would send it.
    pub from: Party,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The rule that it breaks on purpose.
    pub breaks: Option<String>,
    /// The rule whose boundary it keeps on purpose.
    pub keeps: Option<String>,
}

impl Delivery {
    fn valid(made: &Generated) -> Self {
        let (message, bytes) = (made.message.clone(), made.text.clone().into_bytes());
        Self { message, from: made.from, bytes, breaks: None, keeps: None }
    }

    fn saying(&self, bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), ..self.clone() }
    }

    /// The event of a transcript.
    pub(super) fn kind(&self) -> Kind {
        Kind::Message {
            name: self.message.clone(),
            body: Body::from_bytes(self.bytes.clone()),
            breaks: self.breaks.clone(),
            keeps: self.keeps.clone(),
        }
    }
}

/// Deliveries that belong together: the broken one comes after its control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// The name of the case.
    pub case: String,
    /// What is handed over, in order.
    pub deliveries: Vec<Delivery>,
}

/// Everything that a parser of a contract is handed.
#[derive(Debug, Clone, Default)]
pub struct ParserPlan {
    /// By phase, in order.
    pub phases: Vec<(ParserPhase, Vec<HandedOver>)>,
}

impl ParserPlan {
    /// How many cases there are.
    pub fn cases(&self) -> usize {
        self.phases.iter().map(|(_, cases)| cases.len()).sum()
    }

    /// The same with these phases alone.
    #[must_use]
    pub fn only(&self, phases: &[ParserPhase]) -> Self {
        let wanted = self.phases.iter().filter(|(phase, _)| phases.contains(phase));
        Self { phases: wanted.cloned().collect() }
    }
}

/// The deliveries of a run.
///
/// # Errors
/// Blames the document for a contract that does not load, the harness where no valid message of it
/// can be made.
pub fn parser_plan(suite: &dyn Suite, options: &RunOptions) -> Result<ParserPlan> {
    let generator = Generator::new(suite, None, options.seed)?;
    let mut phases = vec![
        (ParserPhase::Examples, examples(suite, options)?),
        (ParserPhase::Valid, valid(&generator)?),
        (ParserPhase::Boundaries, boundaries(&generator)?),
        (ParserPhase::NearMisses, near_misses(&generator)?),
        (ParserPhase::Variations, variations(&generator, options.seed)?),
        (ParserPhase::Texts, hostile(suite, &generator)?),
    ];
    let mut index = 0_u64;
    for (_, cases) in &mut phases {
        cases.retain(|_| {
            index = index.saturating_add(1);
            let ours = options.shard.is_none_or(|s| index % s.of.max(1) == s.turn % s.of.max(1));
            ours && options.max_cases.is_none_or(|most| index <= most)
        });
    }
    phases.retain(|(_, cases)| !cases.is_empty());
    Ok(ParserPlan { phases })
}

fn examples(suite: &dyn Suite, options: &RunOptions) -> Result<Vec<HandedOver>> {
    let alone = Alone::new(suite.protocol()?);
    let mut reader = Reader::new(suite.examples().as_bytes(), "the printed examples");
    let mut cases = Vec::new();
    while let Some(line) = reader.next_line()? {
        let Line::Event(event) = line else { continue };
        let (Some(from), Kind::Message { name, body, .. }) =
            (event.from.and_then(|f| f.party()), event.kind)
        else {
            continue;
        };
        let bytes = body.as_bytes().to_vec();
        let strict = options.judge.profile == Profile::Strict;
        if strict && !alone.wrong(&name, from, &String::from_utf8_lossy(&bytes))?.rules.is_empty() {
            // To the letter, the documents' own message is none.
            continue;
        }
        let case = format!("example-{}", event.case.unwrap_or_default());
        let delivery = Delivery { message: name, from, bytes, breaks: None, keeps: None };
        cases.push(HandedOver { case, deliveries: vec![delivery] });
    }
    Ok(cases)
}

fn valid(generator: &Generator<'_>) -> Result<Vec<HandedOver>> {
    (0..generator.len().saturating_mul(VALID))
        .map(|index| {
            let deliveries = vec![Delivery::valid(&generator.valid(index)?)];
            Ok(HandedOver { case: format!("valid-{}", index + 1), deliveries })
        })
        .collect()
}

fn boundaries(generator: &Generator<'_>) -> Result<Vec<HandedOver>> {
    let misses = generator.near_misses();
    let mut cases = Vec::new();
    for index in 0..misses.len() {
        let Some(rule) = misses.rule(index).map(str::to_owned) else { continue };
        for (kept, turn) in misses.keeping(index)?.iter().zip(1_u64..) {
            let delivery = Delivery { keeps: Some(rule.clone()), ..Delivery::valid(kept) };
            let case = format!("boundary-{}-{turn}", index + 1);
            cases.push(HandedOver { case, deliveries: vec![delivery] });
        }
    }
    Ok(cases)
}

fn near_misses(generator: &Generator<'_>) -> Result<Vec<HandedOver>> {
    let misses = generator.near_misses();
    let mut cases = Vec::new();
    for index in 0..misses.len() {
        let Some(rule) = misses.rule(index) else { continue };
        if misses.excuse(rule).is_some() {
            continue;
        }
        let drawn = misses.with_unbroken(index)?;
        let likeliest = misses.likeliest(index)?.filter(|one| drawn.as_ref() != Some(one));
        for (kind, made) in [("near-miss", drawn), ("likeliest-miss", likeliest)] {
            let Some((miss, unbroken)) = made else { continue };
            let broken = Delivery { breaks: miss.breaks.clone(), ..Delivery::valid(&miss) };
            let whole = Delivery { breaks: None, ..broken.saying(unbroken) };
            let case = format!("{kind}-{}", index + 1);
            cases.push(HandedOver { case, deliveries: vec![whole, broken] });
        }
    }
    Ok(cases)
}

fn variations(generator: &Generator<'_>, seed: u64) -> Result<Vec<HandedOver>> {
    // Whether `1.0` is a whole number is a question of its own, with a rule of its own.
    let spellings = [Spelling::MemberOrder, Spelling::WhiteSpace, Spelling::Escapes];
    let mut ways: Vec<Vec<Spelling>> = spellings.iter().map(|one| vec![*one]).collect();
    ways.push(spellings.to_vec());
    let mut cases = Vec::new();
    let count = generator.len().saturating_mul(SPELT);
    for index in 0..count {
        let made = generator.valid(index)?;
        let plain = Delivery::valid(&made);
        let mut deliveries = vec![plain.clone()];
        for (way, turn) in ways.iter().zip(0_u64..) {
            let tape = Choices::tape(Choices::seed_of(seed ^ turn, index), TAPE);
            let other = spelt_otherwise(&made.text, way, &mut Choices::new(&tape));
            deliveries.extend(other.map(|text| plain.saying(text)));
        }
        // And once more as it was: nothing may be remembered.
        deliveries.push(plain);
        cases.push(HandedOver { case: format!("variations-{}", index + 1), deliveries });
    }
    Ok(cases)
}

fn hostile(suite: &dyn Suite, generator: &Generator<'_>) -> Result<Vec<HandedOver>> {
    let protocol = suite.protocol()?;
    let alone = Alone::new(protocol);
    let mut cases = Vec::new();
    let mut heavy = BTreeSet::new();
    for turn in 0..generator.len() {
        // The richest of a few: one without a number has no place for a broken one.
        let mut best = None;
        for round in 0..RICH {
            let made =
                generator.valid(turn.saturating_add(round.saturating_mul(generator.len())))?;
            let is_valid = |bytes: &[u8]| is_valid(&alone, &made, bytes);
            let found = texts(&made.text, &is_valid);
            let classes: BTreeSet<&str> = found.iter().map(|t| t.rule).collect();
            let most = best.as_ref().is_none_or(|(count, _, _)| classes.len() > *count);
            if most && !found.is_empty() {
                best = Some((classes.len(), Delivery::valid(&made), found));
            }
        }
        let Some((_, plain, found)) = best else { continue };
        for (text, number) in found.into_iter().zip(1_u64..) {
            // One megabyte of a kind is enough.
            if text.is_heavy() && !heavy.insert((text.rule, number)) {
                continue;
            }
            let rule = Some(text.rule.to_owned());
            let broken = Delivery { breaks: rule, ..plain.saying(text.bytes) };
            let case = format!("text-{}-{number}", turn + 1);
            cases.push(HandedOver { case, deliveries: vec![plain.clone(), broken] });
        }
    }
    Ok(cases)
}

/// Whether bytes are a valid message of this name, to the letter.
fn is_valid(alone: &Alone<'_>, made: &Generated, bytes: &[u8]) -> bool {
    let plain = json::parse(bytes, &Limits::default()).is_ok_and(|d| {
        // What is no object is no message of any contract whose message this is.
        d.flaws.is_empty() && d.root.as_object().is_some()
    });
    let text = std::str::from_utf8(bytes);
    plain
        && text.is_ok_and(|text| {
            alone.wrong(&made.message, made.from, text).is_ok_and(|wrong| wrong.rules.is_empty())
        })
}
