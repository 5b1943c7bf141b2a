//! Which harmless differences a reference shows, asked for where the documents leave a choice.
//!
//! Depends on nothing. It never knows what a difference is.

/// The differences that a reference was told to show.
#[derive(Debug, Clone, Default)]
pub(crate) struct Varied(Vec<String>);

impl Varied {
    /// These.
    pub(crate) fn new(names: &[String]) -> Self {
        Self(names.to_vec())
    }

    /// Whether it is to show this one.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|shown| shown == name)
    }

    /// Those of these names, for tests.
    #[cfg(test)]
    pub(crate) fn of(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).to_owned()).collect())
    }
}
