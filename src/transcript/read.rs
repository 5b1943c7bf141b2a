//! Lines to events, one at a time: a transcript is never held in memory.
//!
//! Only a text that is not NDJSON is: its values may go over lines.

use std::io::{BufRead, Read};

use super::{event::Event, header::Header, line::EventLine};
use crate::{
    codec::json,
    error::{Error, Result},
};

/// The longest line that is read, in bytes; a transcript line holds one message. A text that is
/// no NDJSON is not longer in whole.
const LONGEST: usize = 64 * 1024 * 1024;

/// What a line of an input file is.
#[derive(Debug)]
pub enum Line {
    /// The header of a transcript.
    Header(Header),
    /// An event of the transcript.
    Event(Event),
    /// A bare message: the file is no transcript.
    Bare(Vec<u8>),
}

/// Reads NDJSON: a transcript if its first line says so, else bare messages.
pub struct Reader<R> {
    input: R,
    name: String,
    line: u64,
    transcript: Option<bool>,
    /// Whether the line that was read last is the first one and no JSON.
    begins_without_json: bool,
    buffer: Vec<u8>,
}

impl<R: BufRead> Reader<R> {
    /// A reader over `input`; `name` is the file as the user knows it.
    pub fn new(input: R, name: impl Into<String>) -> Self {
        Self {
            input,
            name: name.into(),
            line: 0,
            transcript: None,
            begins_without_json: false,
            buffer: Vec::new(),
        }
    }

    /// The number of the line that was read last, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The next line that is not blank.
    ///
    /// # Errors
    /// Blames the user, naming file and line: unreadable input, a line too long, a line of a
    /// transcript that is no event.
    pub fn next_line(&mut self) -> Result<Option<Line>> {
        loop {
            self.buffer.clear();
            let limit = u64::try_from(LONGEST).unwrap_or(u64::MAX);
            let mut limited = (&mut self.input).take(limit);
            let read = limited
                .read_until(b'\n', &mut self.buffer)
                .map_err(|e| Error::user(format!("{}: {e}", self.name)))?;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            if read >= LONGEST {
                return Err(self.wrong(format!("longer than {LONGEST} bytes")));
            }
            if !self.buffer.trim_ascii().is_empty() {
                return self.parse().map(Some);
            }
        }
    }

    fn parse(&mut self) -> Result<Line> {
        let text = self.buffer.trim_ascii();
        match self.transcript {
            None => {
                let value: Option<serde_json::Value> = serde_json::from_slice(text).ok();
                let is_header = value.as_ref().and_then(|v| v.get("transcript")).is_some();
                self.transcript = Some(is_header);
                if !is_header {
                    let limits = json::Limits::default();
                    self.begins_without_json =
                        json::parse(text, &limits).is_err_and(|e| !e.is_limit());
                    return Ok(Line::Bare(text.to_vec()));
                }
                let header: Header = serde_json::from_slice(text)
                    .map_err(|e| self.wrong(format!("transcript header: {e}")))?;
                if header.transcript != 1 {
                    let version = header.transcript;
                    return Err(self
                        .wrong(format!("transcript version {version} is not known"))
                        .remedy("use a newer ringtrue"));
                }
                Ok(Line::Header(header))
            }
            Some(false) => Ok(Line::Bare(text.to_vec())),
            Some(true) => {
                let line: EventLine = serde_json::from_slice(text)
                    .map_err(|e| self.wrong(format!("no event of a transcript: {e}")))?;
                Event::try_from(line).map(Line::Event).map_err(|e| self.wrong(e))
            }
        }
    }

    /// After the first line, if that is no JSON: the line and all after it, for
    /// [`import`](super::import) to find messages in, since the file is no NDJSON.
    ///
    /// # Errors
    /// Blames the user for input that is unreadable or too long to be held in memory.
    pub fn whole_text(&mut self) -> Result<Option<Vec<u8>>> {
        if !std::mem::take(&mut self.begins_without_json) {
            return Ok(None);
        }
        let mut text = std::mem::take(&mut self.buffer);
        let room = LONGEST.saturating_sub(text.len());
        let limit = u64::try_from(room).unwrap_or(u64::MAX).saturating_add(1);
        let read = (&mut self.input)
            .take(limit)
            .read_to_end(&mut text)
            .map_err(|e| Error::user(format!("{}: {e}", self.name)))?;
        if read > room {
            return Err(self
                .wrong(format!(
                    "no line of JSON, and the file is longer than the {LONGEST} bytes that are \
                     searched for messages"
                ))
                .remedy("write one JSON message a line, or split the file"));
        }
        Ok(Some(text))
    }

    fn wrong(&self, what: String) -> Error {
        Error::user(format!("{}:{}: {what}", self.name, self.line))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Body, Kind, Source, event_line, header_line};
    use super::*;
    use crate::contract::Party;

    #[test]
    fn what_is_written_is_read_back_unchanged() {
        let header = Header::new("bayeux", vec![Party::Provider]);
        let events = [
            Kind::Request {
                method: "POST".into(),
                url: "http://localhost/".into(),
                headers: vec![("A".into(), "b".into()), ("a".into(), "c".into())],
                body: Body::Text("[\"\u{1F600}\\u0000\"]".into()),
            },
            Kind::Frame {
                opcode: "binary".into(),
                fin: true,
                rsv: 0,
                body: Body::Bytes(vec![0xff]),
            },
            Kind::GaveUp { awaiting: "connect-reply".into(), after: 5.25 },
            Kind::End { complete: true },
        ]
        .map(|kind| Event {
            at: 0.125,
            case: Some("c1".into()),
            link: Some(7),
            from: Some(Source::Consumer),
            kind,
        });
        let mut text = header_line(&header).unwrap();
        for event in &events {
            text.push('\n');
            text.push_str(&event_line(event).unwrap());
        }
        let mut reader = Reader::new(text.as_bytes(), "t");
        assert!(matches!(reader.next_line().unwrap(), Some(Line::Header(h)) if h == header));
        for event in events {
            let Some(Line::Event(read)) = reader.next_line().unwrap() else { panic!("no event") };
            assert_eq!(read, event);
        }
        assert!(reader.next_line().unwrap().is_none());
    }

    #[test]
    fn a_broken_line_is_named_by_file_and_number() {
        let text =
            "{\"transcript\":1,\"contract\":\"x\",\"subject\":[]}\n\n{\"kind\":\"nonsense\"}\n";
        let mut reader = Reader::new(text.as_bytes(), "night.ndjson");
        reader.next_line().unwrap();
        let error = reader.next_line().unwrap_err().to_string();
        assert!(error.starts_with("night.ndjson:3: `nonsense` is no kind of event"), "{error}");
    }

    #[test]
    fn a_file_without_a_header_holds_bare_messages() {
        let mut reader = Reader::new(&b"{\"event\":\"ping\"}\nnot json\n"[..], "m");
        assert!(
            matches!(reader.next_line().unwrap(), Some(Line::Bare(b)) if b == b"{\"event\":\"ping\"}")
        );
        assert!(matches!(reader.next_line().unwrap(), Some(Line::Bare(b)) if b == b"not json"));
    }

    #[test]
    fn a_file_whose_first_line_is_no_json_can_be_had_whole() {
        let mut reader = Reader::new(&b"\n \nlog {\n'a': 1}\n"[..], "m");
        assert!(matches!(reader.next_line().unwrap(), Some(Line::Bare(b)) if b == b"log {"));
        assert_eq!(reader.line(), 3);
        assert_eq!(reader.whole_text().unwrap().unwrap(), b"log {\n'a': 1}\n");
        assert!(reader.whole_text().unwrap().is_none());
        assert!(reader.next_line().unwrap().is_none());
    }

    #[test]
    fn only_the_first_line_decides_whether_there_is_a_whole_text() {
        let mut reader = Reader::new(&b"{}\nlog\n"[..], "m");
        while reader.next_line().unwrap().is_some() {
            assert!(reader.whole_text().unwrap().is_none());
        }
    }

    #[test]
    fn a_text_that_never_ends_is_refused() {
        let endless = std::io::BufReader::new(std::io::repeat(b' '));
        let input = std::io::Read::chain(&b"log\n"[..], endless);
        let mut reader = Reader::new(input, "m");
        reader.next_line().unwrap();
        let error = reader.whole_text().unwrap_err().to_string();
        assert!(error.starts_with("m:1: no line of JSON, and the file is longer"), "{error}");
    }
}
