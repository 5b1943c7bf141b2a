//! Credentials become stable pseudonyms of the same alphabet and length, at capture.
//!
//! Monitors can thus still compare a token in a URL with a token in a message, and no
//! transcript ever holds one. The mapping is one way: it starts from a hash of the secret.

use std::hash::{DefaultHasher, Hash, Hasher};

use aho_corasick::{AhoCorasick, MatchKind};

/// The shortest secret that is replaced inside other text; shorter ones would hit at random.
const SHORTEST: usize = 6;

/// The secrets of a run and what stands for them.
#[derive(Debug, Clone, Default)]
pub struct Pseudonyms {
    secrets: Vec<String>,
    stand_ins: Vec<String>,
    /// Finds all of them in one pass: everything that is recorded passes here, and a consumer makes
    /// secrets with every session. None before the first.
    finder: Option<AhoCorasick>,
}

impl Pseudonyms {
    /// Adds a secret; too short ones are left alone.
    pub fn add(&mut self, secret: &str) {
        if secret.len() < SHORTEST || self.secrets.iter().any(|s| s == secret) {
            return;
        }
        self.secrets.push(secret.to_owned());
        self.stand_ins.push(pseudonym(secret));
        // A secret that contains another goes first.
        let longest = MatchKind::LeftmostLongest;
        self.finder = AhoCorasick::builder().match_kind(longest).build(&self.secrets).ok();
    }

    /// `text` with every secret replaced.
    pub fn apply(&self, text: &str) -> String {
        match &self.finder {
            Some(finder) => finder.replace_all(text, &self.stand_ins),
            // More than a finder can hold: slow, and as sure.
            None => self
                .secrets
                .iter()
                .zip(&self.stand_ins)
                .fold(text.to_owned(), |text, pair| text.replace(pair.0.as_str(), pair.1)),
        }
    }

    /// True if there is nothing to replace.
    pub fn is_empty(&self) -> bool {
        self.secrets.is_empty()
    }
}

/// The stand-in of one secret: digits for digits, letters for letters, the rest unchanged.
pub fn pseudonym(secret: &str) -> String {
    let mut state = {
        let mut hasher = DefaultHasher::new();
        ("ringtrue pseudonym", secret).hash(&mut hasher);
        hasher.finish()
    };
    let mut draw = move |base: char, size: u32| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let step = u32::try_from(state >> 33).unwrap_or(0) % size;
        char::from_u32(u32::from(base) + step).unwrap_or(base)
    };
    secret
        .chars()
        .map(|c| match c {
            '0'..='9' => draw('0', 10),
            'a'..='z' => draw('a', 26),
            'A'..='Z' => draw('A', 26),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_keeps_length_and_alphabet_and_is_stable() {
        let secret = "eyJhbGci.42-Zz_9";
        let stand_in = pseudonym(secret);
        assert_eq!(stand_in, pseudonym(secret));
        assert_ne!(stand_in, secret);
        assert_eq!(stand_in.len(), secret.len());
        assert_eq!(stand_in.chars().nth(8), Some('.'));
        assert!(stand_in.chars().nth(9).unwrap().is_ascii_digit());
    }

    #[test]
    fn of_secrets_that_begin_alike_the_longest_is_replaced() {
        let mut secrets = Pseudonyms::default();
        ["session", "session-of-a", "of-another"].iter().for_each(|secret| secrets.add(secret));
        let text = secrets.apply("session session-of-a session-of-another");
        let [short, long] = ["session", "session-of-a"].map(pseudonym);
        assert_eq!(text, format!("{short} {long} {long}nother"));
    }

    #[test]
    fn a_secret_is_replaced_wherever_it_stands() {
        let mut secrets = Pseudonyms::default();
        secrets.add("topsecret1");
        secrets.add("abc");
        let text = secrets.apply("Bearer topsecret1 abc ?t=topsecret1");
        assert!(!text.contains("topsecret1"));
        assert!(text.contains("abc"), "short secrets would hit at random");
        assert_eq!(text.matches(&pseudonym("topsecret1")).count(), 2);
    }
}
