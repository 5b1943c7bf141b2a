//! What a string is made of, for making it shorter and simpler: characters, escapes, templates.
//!
//! Depends on nothing. It never splits an escape or a `${name}`.

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    /// Between the marks of a JSON string.
    JsonString,
    /// Every character stands for itself.
    Plain,
}

/// One element of a string as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    kind: TokenKind,
}

#[derive(Debug, Clone, Copy)]
enum TokenKind {
    Character(char),
    /// With what it stands for, if that could stand for itself.
    Escape(Option<char>),
    Template,
}

/// How simple a simplification is: it begins with the simplest.
pub(super) const LEVELS: usize = 3;

/// The elements of a text.
pub(super) fn tokens(text: &str, grammar: Grammar) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, kind) = match first {
            '\\' if grammar == Grammar::JsonString => escape(rest),
            '$' => template(rest).unwrap_or((1, TokenKind::Character('$'))),
            _ => (first.len_utf8(), TokenKind::Character(first)),
        };
        let (token, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
        out.push(Token { text: token, kind });
        rest = tail;
    }
    out
}

fn template(rest: &str) -> Option<(usize, TokenKind)> {
    let end = rest.strip_prefix("${")?.find('}')?;
    Some((end.saturating_add(3), TokenKind::Template))
}

fn escape(rest: &str) -> (usize, TokenKind) {
    let unit = |from: usize| {
        let digits = rest.get(from..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let Some(first) = unit(0) else {
        let slash = rest.starts_with("\\/").then_some('/');
        return (2, TokenKind::Escape(slash));
    };
    let both = unit(6).and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    match (char::from_u32(u32::from(first)), both) {
        (None, Some(pair)) => (12, TokenKind::Escape(Some(pair))),
        (one, _) => (6, TokenKind::Escape(one.filter(|c| stands_for_itself(*c)))),
    }
}

fn stands_for_itself(character: char) -> bool {
    !character.is_control() && !matches!(character, '"' | '\\')
}

impl Token<'_> {
    /// How much it weighs: any is more than nothing, and simpler ones are less.
    pub(super) fn weight(&self) -> u128 {
        match self.kind {
            TokenKind::Character(c) => match c {
                '0'..='9' => 64 + u128::from(u32::from(c) - u32::from('0')),
                'a'..='z' => 80 + u128::from(u32::from(c) - u32::from('a')),
                'A'..='Z' => 110 + u128::from(u32::from(c) - u32::from('A')),
                ' ' => 140,
                '!'..='~' => 150,
                '\0'..='\u{7f}' => 190,
                '\u{80}'..='\u{7ff}' => 200 + u128::from(c != 'é'),
                '\u{800}'..='\u{ffff}' => 210 + u128::from(c != '€'),
                _ => 220 + u128::from(c != '😀'),
            },
            TokenKind::Escape(_) => 300 + self.text.len() as u128,
            TokenKind::Template => 400,
        }
    }

    /// Something simpler in its place; what it yields need not be simpler at every level.
    pub(super) fn simpler(&self, level: usize) -> Option<char> {
        match (level, self.kind) {
            (0, TokenKind::Character('0'..='9')) => Some('0'),
            (0, _) => Some('a'),
            (1, TokenKind::Character('0'..='9')) => Some('1'),
            (1, TokenKind::Character('A'..='Z')) => Some('A'),
            (1, TokenKind::Character('\u{800}'..='\u{ffff}')) => Some('€'),
            (1, TokenKind::Character('\u{10000}'..)) => Some('😀'),
            (1, TokenKind::Escape(meant)) => meant,
            (2, TokenKind::Character('\u{80}'..)) => Some('é'),
            _ => None,
        }
    }
}

/// The text of some elements.
pub(super) fn joined<'t>(tokens: impl IntoIterator<Item = &'t Token<'t>>) -> String {
    tokens.into_iter().map(|token| token.text).collect()
}

/// Whether a member's name is a word of somebody's vocabulary, which tells the reader something.
pub(super) fn is_plain_name(name: &str) -> bool {
    (1..=40).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.$@:/".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, grammar: Grammar) -> Vec<&str> {
        tokens(text, grammar).iter().map(|token| token.text).collect()
    }

    #[test]
    fn escapes_and_templates_are_never_split() {
        let text = r"a\n\u0041\ud834\udd1e\ud834x${id}$é";
        let split = ["a", r"\n", r"\u0041", r"\ud834\udd1e", r"\ud834", "x", "${id}", "$", "é"];
        assert_eq!(texts(text, Grammar::JsonString), split);
        assert_eq!(texts(r"\n${", Grammar::Plain), [r"\", "n", "$", "{"]);
        assert_eq!(joined(&tokens(text, Grammar::JsonString)), text);
    }

    #[test]
    fn an_escape_gives_way_to_what_it_stands_for_unless_that_cannot_stand() {
        let meant = |text| tokens(text, Grammar::JsonString)[0].simpler(1);
        assert_eq!(meant(r"\u0041"), Some('A'));
        assert_eq!(meant(r"\/"), Some('/'));
        assert_eq!(meant(r"\ud834\udd1e"), Some('𝄞'));
        for stays in [r"\u0000", r"\u0022", r"\n", r"\\", r"\ud834"] {
            assert_eq!(meant(stays), None, "{stays}");
        }
    }
}
