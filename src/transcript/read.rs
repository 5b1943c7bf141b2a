//! Lines to events, one at a time: a transcript is never held in memory.

use std::io::BufRead;

use super::{event::Event, header::Header, line::EventLine};
use crate::error::{Error, Result};

/// The longest line that is read, in bytes; a transcript line holds one message.
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
    buffer: Vec<u8>,
}

impl<R: BufRead> Reader<R> {
    /// A reader over `input`; `name` is the file as the user knows it.
    pub fn new(input: R, name: impl Into<String>) -> Self {
        Self { input, name: name.into(), line: 0, transcript: None, buffer: Vec::new() }
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
            let mut limited = std::io::Read::take(&mut self.input, limit);
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
}
