//! Channel names and patterns: their grammar, and what a pattern matches.
//!
//! Depends on nothing. Never knows who is subscribed.

/// Tells whether this is a channel name: segments, each a slash and a token.
pub(super) fn is_name(text: &str) -> bool {
    text.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_token))
}

/// Tells whether this is a channel name, or a pattern whose last segment is one or two stars.
pub(super) fn is_pattern(text: &str) -> bool {
    match text.rsplit_once('/') {
        Some((before, "*" | "**")) => before.is_empty() || is_name(before),
        _ => is_name(text),
    }
}

/// Tells whether a subscription to `pattern` gets events of `channel`.
pub(super) fn matches(pattern: &str, channel: &str) -> bool {
    if let Some(base) = pattern.strip_suffix("/**") {
        below(base, channel).is_some()
    } else if let Some(base) = pattern.strip_suffix("/*") {
        below(base, channel).is_some_and(|rest| !rest.contains('/'))
    } else {
        pattern == channel
    }
}

/// What follows `base` and a slash in `channel`.
pub(super) fn below<'c>(base: &str, channel: &'c str) -> Option<&'c str> {
    channel.strip_prefix(base)?.strip_prefix('/').filter(|rest| !rest.is_empty())
}

/// Tells whether the protocol itself owns this channel.
pub(super) fn is_meta(channel: &str) -> bool {
    channel == "/meta" || channel.starts_with("/meta/")
}

/// Tells whether what is published here is a request to the server.
pub(super) fn is_service(channel: &str) -> bool {
    channel == "/service" || channel.starts_with("/service/")
}

fn is_token(text: &str) -> bool {
    let mark = |c| matches!(c, '-' | '_' | '!' | '~' | '(' | ')' | '$' | '@');
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_segments_of_tokens_and_no_stars() {
        assert!(is_name("/a/b-c_d!~()$@"));
        for bad in ["", "/", "a", "/a/", "//a", "/a//b", "/a.b", "/a b", "/é", "/a/*", "/a/b*"] {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn a_pattern_has_its_stars_alone_and_last() {
        assert!(is_pattern("/*") && is_pattern("/a/**") && is_pattern("/a"));
        for bad in ["*", "/a/b*", "/a/*/b", "/a/***", "//*", "/a//**"] {
            assert!(!is_pattern(bad), "{bad}");
        }
    }

    #[test]
    fn one_star_is_one_segment_and_two_are_one_or_more() {
        assert!(matches("/a/*", "/a/b") && matches("/a/**", "/a/b") && matches("/a/**", "/a/b/c"));
        for other in ["/a", "/ab", "/a/b/c"] {
            assert!(!matches("/a/*", other), "{other}");
        }
        for other in ["/a", "/ab"] {
            assert!(!matches("/a/**", other), "{other}");
        }
    }
}
