//! The names that a list may use, and what a name that lost its underscores was meant to be.
//!
//! Depends on nothing. Never takes a name for a known one for any other reason.

/// Known names. A name that is not known is kept as it was written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Vocabulary<'v> {
    /// Names of sections.
    pub sections: &'v [&'v str],
    /// Names of options.
    pub options: &'v [&'v str],
    /// Names that `notify_params` may list.
    pub parameters: &'v [&'v str],
}

/// The known name that `written` becomes when its blanks are made underscores, and if need be
/// one is set in front; `None` if it is known as it stands, or unknown either way.
pub(super) fn meant<'v>(written: &str, known: &'v [&'v str]) -> Option<&'v str> {
    let find = |name: &str| known.iter().copied().find(|k| *k == name);
    if written.is_empty() || find(written).is_some() {
        return None;
    }
    let mut joined = String::with_capacity(written.len().saturating_add(1));
    joined.push('_');
    for (index, word) in written.split([' ', '\t']).filter(|word| !word.is_empty()).enumerate() {
        if index > 0 {
            joined.push('_');
        }
        joined.push_str(word);
    }
    joined.get(1..).and_then(find).or_else(|| find(&joined))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["_service_id", "c_target", "properties"];

    #[test]
    fn a_name_without_its_underscores_is_recognised() {
        for written in ["service id", "service_id", "_service id", "service   id"] {
            assert_eq!(meant(written, KNOWN), Some("_service_id"), "{written}");
        }
        assert_eq!(meant("c target", KNOWN), Some("c_target"));
    }

    #[test]
    fn a_known_name_and_a_strange_one_are_what_they_are() {
        for written in ["_service_id", "properties", "serviceid", "_c_target", "Service id", ""] {
            assert_eq!(meant(written, KNOWN), None, "{written}");
        }
    }
}
