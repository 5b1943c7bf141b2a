//! The globs of rulings, requirement rows and `--rule`: `*` stands for any run of characters.
//!
//! One wildcard that also crosses `/` is enough to name rules, and unlike path globs it cannot
//! be misread.

/// Tells whether `text` is matched by `glob` as a whole.
pub fn glob_matches(glob: &str, text: &str) -> bool {
    let mut parts = glob.split('*');
    let Some(first) = parts.next() else { return text.is_empty() };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::glob_matches;

    #[test]
    fn a_glob_without_a_star_matches_only_itself() {
        assert!(glob_matches("axp-auth-answered", "axp-auth-answered"));
        assert!(!glob_matches("axp-auth", "axp-auth-answered"));
        assert!(!glob_matches("axp-auth-answered", "axp-auth"));
    }

    #[test]
    fn a_star_matches_any_run_of_characters_even_slashes() {
        assert!(glob_matches("axp-engagement/*:type", "axp-engagement/AgentState/state:type"));
        assert!(glob_matches("*", ""));
        assert!(glob_matches("a*b*c", "a//b--c"));
        assert!(!glob_matches("a*b*c", "a//c--b"));
    }

    #[test]
    fn the_parts_around_a_star_never_share_characters() {
        assert!(!glob_matches("ab*ba", "aba"));
        assert!(glob_matches("ab*ba", "abba"));
    }
}
