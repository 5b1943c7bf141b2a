//! Names of channels, and the patterns that match several of them.
//!
//! Depends on nothing. Never decides what follows from a match.

/// How a subscription reaches a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// It is the channel's name.
    Exact,
    /// Its last segment is one star: any one segment.
    Star,
    /// Its last segment is two stars: any segments, at least one.
    DoubleStar,
}

/// What kind of subscription this text is. A star in another place is plain text.
pub(super) fn reach_of(subscription: &str) -> Reach {
    match subscription.rsplit_once('/') {
        Some((_, "*")) => Reach::Star,
        Some((_, "**")) => Reach::DoubleStar,
        _ => Reach::Exact,
    }
}

/// Tells whether a subscription takes in a channel.
pub(crate) fn matches(subscription: &str, channel: &str) -> bool {
    let below = || {
        let (base, _) = subscription.rsplit_once('/')?;
        channel.strip_prefix(base)?.strip_prefix('/').filter(|rest| !rest.is_empty())
    };
    match reach_of(subscription) {
        Reach::Exact => subscription == channel,
        Reach::Star => below().is_some_and(|rest| !rest.contains('/')),
        Reach::DoubleStar => below().is_some(),
    }
}

/// Tells whether a channel is one that a careless reader of the pattern would take in: its own
/// parent, a longer name of the parent, or something deeper than one star goes.
pub(super) fn nearly_matches(pattern: &str, channel: &str) -> bool {
    let base = pattern.rsplit_once('/').map(|(base, _)| base);
    reach_of(pattern) != Reach::Exact
        && base.is_some_and(|base| channel.starts_with(base))
        && !matches(pattern, channel)
}

/// Tells whether a text is the name of a channel by the grammar.
pub(super) fn is_name(text: &str) -> bool {
    text.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_token))
}

/// Tells whether a text is a name or a pattern by the grammar.
pub(super) fn is_subscription(text: &str) -> bool {
    match text.rsplit_once('/') {
        Some((base, "*" | "**")) => base.is_empty() || is_name(base),
        _ => is_name(text),
    }
}

/// Channels of the protocol itself.
pub(super) fn is_meta(channel: &str) -> bool {
    channel.starts_with("/meta/")
}

/// Channels for requests to a service.
pub(super) fn is_service(channel: &str) -> bool {
    channel.starts_with("/service/")
}

/// Everything that is neither of the protocol nor of a service.
pub(super) fn is_broadcast(channel: &str) -> bool {
    !is_meta(channel) && !is_service(channel)
}

fn is_token(segment: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || "-_!~()$@".contains(c);
    !segment.is_empty() && segment.chars().all(legal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_star_takes_in_exactly_one_more_segment() {
        assert!(matches("/foo/*", "/foo/bar"));
        for other in ["/foo", "/foobar", "/foo/", "/foo/bar/boo", "/other/bar"] {
            assert!(!matches("/foo/*", other), "{other}");
        }
        assert!(matches("/*", "/foo"));
        assert!(!matches("/*", "/foo/bar"));
    }

    #[test]
    fn two_stars_take_in_one_or_more_segments() {
        for channel in ["/foo/bar", "/foo/bar/boo"] {
            assert!(matches("/foo/**", channel) && matches("/**", channel), "{channel}");
        }
        for other in ["/foo", "/foobar"] {
            assert!(!matches("/foo/**", other), "{other}");
        }
    }

    #[test]
    fn near_misses_of_a_pattern_are_told_from_strangers() {
        for near in ["/foo", "/foobar", "/foo/bar/boo"] {
            assert!(nearly_matches("/foo/*", near), "{near}");
        }
        assert!(!nearly_matches("/foo/*", "/foo/bar"));
        assert!(!nearly_matches("/foo/*", "/elsewhere"));
        assert!(!nearly_matches("/foo", "/foobar"));
    }

    #[test]
    fn the_grammar_of_names_and_patterns_is_kept_apart() {
        assert!(is_name("/a/b-_!~()$@9"));
        for bad in ["", "/", "a", "//", "/a/", "/a//b", "/a b", "/a.b", "/é", "/a/*"] {
            assert!(!is_name(bad), "{bad:?}");
        }
        for good in ["/a", "/a/*", "/a/**", "/*", "/**"] {
            assert!(is_subscription(good), "{good}");
        }
        for bad in ["/a/b*", "/a/**/b", "/*/b", "*", "/a/***", "//*"] {
            assert!(!is_subscription(bad), "{bad}");
        }
    }
}
