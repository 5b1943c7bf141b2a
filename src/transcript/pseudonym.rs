//! Credentials become stable pseudonyms of the same alphabet and length, at capture.
//!
//! Monitors can thus still compare a token in a URL with a token in a message, and no
//! transcript ever holds one. The mapping is one way: it starts from a hash of the secret.

use std::hash::{DefaultHasher, Hash, Hasher};

use memchr::memmem::Finder;

/// The shortest secret that is replaced inside other text; shorter ones would hit at random.
const SHORTEST: usize = 6;

/// The secrets of a run and what stands for them.
#[derive(Debug, Clone, Default)]
pub struct Pseudonyms {
    secrets: Vec<Secret>,
}

/// A secret. Everything that is recorded is searched for it: what that takes is prepared once.
#[derive(Debug, Clone)]
struct Secret {
    text: String,
    stand_in: String,
    finder: Finder<'static>,
}

impl Pseudonyms {
    /// Adds a secret; too short ones are left alone.
    pub fn add(&mut self, secret: &str) {
        if secret.len() >= SHORTEST && self.secrets.iter().all(|s| s.text != secret) {
            let finder = Finder::new(secret).into_owned();
            let (text, stand_in) = (secret.to_owned(), pseudonym(secret));
            self.secrets.push(Secret { text, stand_in, finder });
            // A secret that contains another must go first.
            self.secrets.sort_by_key(|secret| std::cmp::Reverse(secret.text.len()));
        }
    }

    /// `text` with every secret replaced.
    pub fn apply(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for secret in &self.secrets {
            if secret.finder.find(out.as_bytes()).is_some() {
                out = out.replace(&secret.text, &secret.stand_in);
            }
        }
        out
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
