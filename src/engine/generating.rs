//! Messages of a suite, one after the other: valid ones, and near misses.
//!
//! Every message is judged as a reader of it will judge it before it is handed out. Never prints.

use serde_json::Value;

use crate::{
    contract::{ConstraintId, MessageType, Party},
    contracts::Suite,
    error::{Error, Result},
    generate::{Alone, Choices, Clash, Excuse, NearMiss, NearMisses, Shaping, Slip, Values},
    judge::Protocol,
    transcript::{Body, Event, Header, Kind},
};

/// The tape of one message, in bytes; what is longer is simple at its end.
const TAPE: usize = 4096;
/// How often a message is drawn anew because rules that relate its members were broken.
const TRIES: u64 = 32;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// Its name.
    pub message: String,
    /// Who would send it.
    pub from: Party,
    /// Its text.
    pub text: String,
    /// The rule that it breaks on purpose.
    pub breaks: Option<String>,
}

impl Generated {
    /// The event of a transcript that holds it, in a case of its own.
    pub fn event(self, case: &str) -> Event {
        let body = Body::Text(self.text);
        let kind = Kind::Message { name: self.message, body, breaks: self.breaks, keeps: None };
        let case = Some(case.to_owned());
        Event { at: 0.0, case, link: None, from: Some(self.from.into()), kind }
    }
}

/// Makes messages of one suite.
#[derive(Debug)]
pub struct Generator<'s> {
    pub(super) protocol: &'s Protocol,
    pub(super) values: Values,
    pub(super) shaping: Shaping,
    pub(super) messages: Vec<&'s MessageType>,
    pub(super) seed: u64,
}

impl<'s> Generator<'s> {
    /// A generator of all messages of a suite, or of one.
    ///
    /// # Errors
    /// Blames the user for a message that the contract does not have.
    pub fn new(suite: &'s dyn Suite, message: Option<&str>, seed: u64) -> Result<Self> {
        let protocol = suite.protocol()?;
        let all = &protocol.contract.messages;
        let messages: Vec<&MessageType> = match message {
            // The variants of an envelope come in their envelope.
            None => all.iter().filter(|m| m.part_of.is_none()).collect(),
            Some(name) => all.iter().filter(|m| m.name == name).collect(),
        };
        if messages.is_empty() {
            let name = message.unwrap_or_default();
            let known = all.iter().map(|m| m.name.as_str());
            let near = known.min_by_key(|k| strsim::damerau_levenshtein(name, k));
            return Err(Error::user(format!("{} has no message {name}", suite.id()))
                .remedy(format!("did you mean {}?", near.unwrap_or_default())));
        }
        let values = Values::compile(&protocol.contract.schemas);
        Ok(Self { protocol, values, shaping: suite.shaping(), messages, seed })
    }

    /// The same with the messages of one party alone.
    #[must_use]
    pub fn only(mut self, party: Party) -> Self {
        self.messages.retain(|m| m.from == party);
        self
    }

    /// How many messages take turns.
    pub fn len(&self) -> u64 {
        u64::try_from(self.messages.len()).unwrap_or(u64::MAX)
    }

    /// Whether there is nothing to make.
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// The header of a transcript of its messages.
    pub fn header(&self) -> Header {
        let mut parties: Vec<Party> = self.messages.iter().map(|m| m.from).collect();
        parties.sort();
        parties.dedup();
        let mut header = Header::new(&self.protocol.contract.id, parties);
        header.seed = Some(self.seed);
        header
    }

    /// The `index`th valid message: the messages take turns.
    ///
    /// # Errors
    /// Blames the harness where no valid message can be made.
    pub fn valid(&self, index: u64) -> Result<Generated> {
        let turn = usize::try_from(index % self.len().max(1)).unwrap_or(0);
        let Some(message) = self.messages.get(turn) else {
            return Err(Error::harness("a contract without messages"));
        };
        let alone = Alone::new(self.protocol);
        let mut wrong = Vec::new();
        for attempt in 0..TRIES {
            let seed = Choices::seed_of(self.seed.wrapping_add(attempt), index);
            let tape = Choices::tape(seed, TAPE);
            let mut choices = Choices::new(&tape);
            let mut text = String::new();
            self.values.write(&message.schema, &mut choices, &mut text);
            let mut value: Value = serde_json::from_str(&text)
                .map_err(|e| Error::harness(format!("{}: {e} in {text}", message.name)))?;
            (self.shaping.cohere)(&message.name, &mut value, &mut choices);
            let Some(text) = self.shaping.text(&message.name, &value) else { continue };
            wrong = alone.wrong(&message.name, message.from, &text)?.rules;
            if wrong.is_empty() {
                let message = message.name.clone();
                return Ok(Generated { message, from: self.from(turn), text, breaks: None });
            }
        }
        let (id, name) = (&self.protocol.contract.id, &message.name);
        Err(Error::harness(format!("{id}: no valid {name} was found: {}", wrong.join(", "))))
    }

    fn from(&self, turn: usize) -> Party {
        self.messages.get(turn).map_or(Party::Provider, |m| m.from)
    }

    /// Near misses of its messages.
    pub fn near_misses(&self) -> Misses<'_> {
        let known = |name: &str| self.messages.iter().any(|known| known.name == name);
        let chosen = |m: &MessageType| known(&m.name) || m.part_of.as_deref().is_some_and(known);
        let makes = NearMisses::new(self.protocol, &self.values, self.shaping, &chosen);
        let constraints = makes.reachable().collect();
        let clashes = makes.clashes().collect();
        Misses { generator: self, makes, constraints, clashes }
    }
}

/// Near misses of the messages of a generator.
#[derive(Debug)]
pub struct Misses<'g> {
    generator: &'g Generator<'g>,
    makes: NearMisses<'g>,
    constraints: Vec<ConstraintId>,
    clashes: Vec<&'static Clash>,
}

/// What a near miss breaks.
#[derive(Debug, Clone, Copy)]
enum Broken {
    Constraint(ConstraintId),
    Conduct(&'static Clash),
}

impl Misses<'_> {
    /// How many rules its messages can break: every constraint that they reach, and every rule of
    /// conduct that one of them breaks by itself. That many near misses break each once.
    pub fn len(&self) -> u64 {
        let all = self.constraints.len().saturating_add(self.clashes.len());
        u64::try_from(all).unwrap_or(u64::MAX)
    }

    /// Whether there is nothing to break.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rule that the `index`th near miss breaks; the rules take turns.
    pub fn rule(&self, index: u64) -> Option<&str> {
        match self.broken(index)? {
            Broken::Conduct(clash) => Some(clash.rule),
            Broken::Constraint(constraint) => {
                let all = self.generator.protocol.contract.schemas.constraints();
                all.get(constraint).map(|c| c.rule.as_str())
            }
        }
    }

    /// The rules of conduct that no message breaks by itself, each with the reason if there is one.
    pub fn beyond(&self) -> Vec<(&'static str, Option<Excuse>)> {
        let rules = self.generator.protocol.rules.iter().map(|rule| rule.id);
        let clashing = |id: &str| self.generator.shaping.clashes.iter().any(|c| c.rule == id);
        rules.filter(|id| !clashing(id)).map(|id| (id, self.excuse(id))).collect()
    }

    /// Why a rule is broken by no message alone, if that is so.
    pub fn excuse(&self, rule: &str) -> Option<Excuse> {
        self.generator.shaping.unbreakable(rule)
    }

    /// The `index`th near miss; none if none was found.
    ///
    /// # Errors
    /// Blames the document for a schema that does not compile.
    pub fn get(&self, index: u64) -> Result<Option<Generated>> {
        Ok(self.with_unbroken(index)?.map(|(miss, _)| miss))
    }

    /// The same with the text of the valid message that it was made of.
    ///
    /// # Errors
    /// As [`Misses::get`].
    pub fn with_unbroken(&self, index: u64) -> Result<Option<(Generated, String)>> {
        self.broken_by(Slip::Drawn, index)
    }

    /// The `index`th near miss as implementers make it most, with the text of the valid message
    /// that it was made of; of a rule of conduct the same as any other.
    ///
    /// # Errors
    /// As [`Misses::get`].
    pub fn likeliest(&self, index: u64) -> Result<Option<(Generated, String)>> {
        self.broken_by(Slip::Likeliest, index)
    }

    fn broken_by(&self, slip: Slip, index: u64) -> Result<Option<(Generated, String)>> {
        let Some(broken) = self.broken(index) else { return Ok(None) };
        let seed = Choices::seed_of(self.generator.seed, index);
        let made = match broken {
            Broken::Conduct(clash) => self.makes.clashing(clash, seed)?,
            Broken::Constraint(constraint) => {
                let tape = Choices::tape(seed, 16 * TAPE);
                self.makes.breaking(constraint, slip, &mut Choices::new(&tape))?
            }
        };
        let generated = |miss: NearMiss| {
            let (message, from, text) = (miss.message, miss.from, miss.text);
            (Generated { message, from, text, breaks: Some(miss.breaks) }, miss.unbroken)
        };
        Ok(made.map(generated))
    }

    /// Valid messages that reach the `index`th constraint; of a list of values one with each.
    ///
    /// # Errors
    /// Blames the document for a schema that does not compile.
    pub fn keeping(&self, index: u64) -> Result<Vec<Generated>> {
        let Some(Broken::Constraint(constraint)) = self.broken(index) else {
            return Ok(Vec::new());
        };
        let tape = Choices::tape(Choices::seed_of(!self.generator.seed, index), 16 * TAPE);
        let kept = self.makes.keeping(constraint, &mut Choices::new(&tape))?;
        let generated = |(message, from, text)| Generated { message, from, text, breaks: None };
        Ok(kept.into_iter().map(generated).collect())
    }

    fn broken(&self, index: u64) -> Option<Broken> {
        let turn = usize::try_from(index.checked_rem(self.len())?).ok()?;
        match self.constraints.get(turn) {
            Some(constraint) => Some(Broken::Constraint(*constraint)),
            None => {
                let clash = self.clashes.get(turn.checked_sub(self.constraints.len())?)?;
                Some(Broken::Conduct(clash))
            }
        }
    }
}
