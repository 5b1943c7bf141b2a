//! The case: a session of steps, readable and stable as JSON. A hand-written one is a scenario.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Something to do to a subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its name: `batch-of-three@websocket`. Stable; reports and transcripts carry it.
    pub name: String,
    /// What it is for, one sentence.
    pub about: String,
    /// The rules that it exists to exercise.
    pub aims: Vec<String>,
    /// What is done, in order. The first step that fails ends them.
    pub steps: Vec<Step>,
    /// What is done at the end in any case: everything created is removed again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub finally: Vec<Step>,
    /// Variables the case starts with, besides those of the run.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
}

/// One step of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Step {
    /// Send something; do not wait.
    Say(Say),
    /// Wait for something.
    Hear(Hear),
    /// Keep asking, and take what comes.
    Listen(Box<Listen>),
    /// Let time pass.
    Pause {
        /// How long.
        wait: Wait,
    },
    /// Open a connection for an actor where the contract has explicit ones.
    Open {
        /// Who.
        actor: String,
        /// Where to; a template.
        url: String,
    },
    /// Close an actor's connections.
    Close {
        /// Who.
        actor: String,
    },
}

/// Sending one payload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Say {
    /// Who sends: each actor is a session of its own.
    pub actor: String,
    /// What it is called, in words of the contract.
    pub message: String,
    /// The payload; `${name}` stands for a variable.
    pub body: String,
    /// How it is carried, where the contract offers a choice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub how: BTreeMap<String, String>,
    /// `accept` or `reject`, where that is not plain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<String>,
    /// The rule that it breaks on purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaks: Option<String>,
}

/// Waiting for one message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hear {
    /// Who waits.
    pub actor: String,
    /// Any of these message names, or `close` for the end of the connection, or `response`.
    pub any: Vec<String>,
    /// Members that it must have: pointer to template text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub with: BTreeMap<String, String>,
    /// Members to keep as variables: name to pointer.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub keep: BTreeMap<String, String>,
    /// How long to wait; none is the patience of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Wait>,
    /// What it means if nothing comes.
    #[serde(default, skip_serializing_if = "Miss::is_default")]
    pub miss: Miss,
}

/// Staying on the line: something is said, and said again whenever it is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listen {
    /// Who listens.
    pub actor: String,
    /// What is said again and again; its `${round}` counts. None where things come unasked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say: Option<Say>,
    /// The name of the answer to it; empty where nothing is said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// What ends it. What else comes meanwhile is there for later steps to hear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Hear>,
    /// Without `until`: it ends when nothing but answers came for so long.
    pub quiet: Wait,
    /// It ends after so long in any case.
    pub within: Wait,
}

/// What it means that something did not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Miss {
    /// The case cannot go on.
    #[default]
    BreakOff,
    /// That is an observation like any other: the case goes on.
    GoOn,
}

impl Miss {
    fn is_default(&self) -> bool {
        *self == Self::BreakOff
    }
}

/// A length of time, in seconds, perhaps in terms of what the subject advised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wait {
    /// Seconds.
    pub seconds: f64,
    /// A variable whose value, in seconds, is added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plus: Option<String>,
    /// How much of that variable is added; 1 is all of it.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub times: f64,
}

impl Wait {
    /// So many seconds.
    pub fn seconds(seconds: f64) -> Self {
        Self { seconds, plus: None, times: 1.0 }
    }

    /// So many times a variable, and some seconds.
    pub fn times(times: f64, variable: &str, seconds: f64) -> Self {
        Self { seconds, plus: Some(variable.to_owned()), times }
    }
}

fn one() -> f64 {
    1.0
}

fn is_one(times: &f64) -> bool {
    (*times - 1.0).abs() < f64::EPSILON
}

impl Case {
    /// An empty case.
    pub fn new(name: &str, about: &str, aims: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            about: about.to_owned(),
            aims: aims.iter().map(|a| (*a).to_owned()).collect(),
            steps: Vec::new(),
            finally: Vec::new(),
            set: BTreeMap::new(),
        }
    }

    /// Adds a step.
    #[must_use]
    pub fn step(mut self, step: impl Into<Step>) -> Self {
        self.steps.push(step.into());
        self
    }

    /// Adds a step that is done at the end in any case.
    #[must_use]
    pub fn at_last(mut self, step: impl Into<Step>) -> Self {
        self.finally.push(step.into());
        self
    }
}

impl Say {
    /// `actor` sends `body`, which the contract calls `message`.
    pub fn new(actor: &str, message: &str, body: impl Into<String>) -> Self {
        Self {
            actor: actor.to_owned(),
            message: message.to_owned(),
            body: body.into(),
            how: BTreeMap::new(),
            expect: None,
            breaks: None,
        }
    }

    /// Chooses how it is carried.
    #[must_use]
    pub fn how(mut self, name: &str, value: &str) -> Self {
        self.how.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Announces that it breaks a rule on purpose.
    #[must_use]
    pub fn breaks(mut self, rule: &str) -> Self {
        self.expect = Some("reject".to_owned());
        self.breaks = Some(rule.to_owned());
        self
    }
}

impl Hear {
    /// `actor` waits for a message of this name.
    pub fn new(actor: &str, message: &str) -> Self {
        Self {
            actor: actor.to_owned(),
            any: vec![message.to_owned()],
            with: BTreeMap::new(),
            keep: BTreeMap::new(),
            within: None,
            miss: Miss::BreakOff,
        }
    }

    /// Or for a message of this name.
    #[must_use]
    pub fn or(mut self, message: &str) -> Self {
        self.any.push(message.to_owned());
        self
    }

    /// Only one whose member at `pointer` has this text.
    #[must_use]
    pub fn with(mut self, pointer: &str, text: &str) -> Self {
        self.with.insert(pointer.to_owned(), text.to_owned());
        self
    }

    /// Keeps the member at `pointer` as a variable.
    #[must_use]
    pub fn keep(mut self, variable: &str, pointer: &str) -> Self {
        self.keep.insert(variable.to_owned(), pointer.to_owned());
        self
    }

    /// Waits that long.
    #[must_use]
    pub fn within(mut self, wait: Wait) -> Self {
        self.within = Some(wait);
        self
    }

    /// Goes on if it does not come.
    #[must_use]
    pub fn or_go_on(mut self) -> Self {
        self.miss = Miss::GoOn;
        self
    }
}

impl Listen {
    /// `actor` takes what comes by itself until nothing came for `quiet` seconds.
    pub fn new(actor: &str, quiet: f64, within: Wait) -> Self {
        Self {
            actor: actor.to_owned(),
            say: None,
            answer: String::new(),
            until: None,
            quiet: Wait::seconds(quiet),
            within,
        }
    }

    /// Says this at once, and again whenever `answer` comes.
    #[must_use]
    pub fn saying(mut self, say: Say, answer: &str) -> Self {
        self.say = Some(say);
        answer.clone_into(&mut self.answer);
        self
    }

    /// Ends when this is heard.
    #[must_use]
    pub fn until(mut self, hear: Hear) -> Self {
        self.until = Some(hear);
        self
    }
}

impl From<Listen> for Step {
    fn from(listen: Listen) -> Self {
        Self::Listen(Box::new(listen))
    }
}

impl From<Say> for Step {
    fn from(say: Say) -> Self {
        Self::Say(say)
    }
}

impl From<Hear> for Step {
    fn from(hear: Hear) -> Self {
        Self::Hear(hear)
    }
}
