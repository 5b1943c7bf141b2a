//! What loggers put in brackets: `[INFO]`, `[main]`, `[2013-06-28 13:30:34,123]`, `[1234]`.
//!
//! Depends on nothing. Never takes a bracket with a string or another bracket in it for such
//! a group, since that may be a message which is broken.

/// Whether `line` begins with a group in brackets that is a logger's own rather than a value
/// that is broken: a bare word, or anything without quotes that has text after it.
pub(super) fn is_logger_group(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"[") else {
        return false;
    };
    let Some(end) = rest.iter().position(|byte| b"[]{}\"'\n".contains(byte)) else {
        return false;
    };
    let (content, after) = rest.split_at(end);
    let Some(after) = after.strip_prefix(b"]") else {
        return false;
    };
    let content = content.trim_ascii();
    let word = content.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
    (word && !content.contains(&b',')) || (!content.is_empty() && text_follows(after))
}

/// Whether there is more on the line than white space and a comma.
pub(super) fn text_follows(after: &[u8]) -> bool {
    let next = after.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    next.is_some_and(|byte| !b"\n,".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brackets_of_loggers_are_told_from_broken_values() {
        for line in
            ["[INFO] x", "[main]\n", "[2013-06-28 13:30:34,123] x", "[nio-8080 7] x", "[ INFO ] x"]
        {
            assert!(is_logger_group(line.as_bytes()), "{line}");
        }
        for line in [
            "[1,, 2]", "[u'a' x]", "[{x}] y", "[INFO", "[\nINFO]", "[] x", "{main} x", "[a, b]",
            "[1 2],",
        ] {
            assert!(!is_logger_group(line.as_bytes()), "{line}");
        }
    }
}
