//! What the monitors of files share: views of the file that is judged, and places in it.
//!
//! Depends on `list_reader`. Never judges.

use crate::{
    codec::{
        json::{Node, Span, Value},
        transaction_list::{Entry, List, Section},
    },
    contracts::{
        gms::options_file::OptionsFile,
        gms_callback_events::{
            list_reader::{Operator, PROPERTIES},
            session::Session,
        },
    },
    judge::{Log, Monitor, Seen},
};

/// A monitor without a memory, for Transaction Lists.
pub(super) struct Lists(pub(super) fn(&List, &mut Log));

impl Monitor for Lists {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let Some(Operator::List(list)) = seen.session::<Session>().map(|s| &s.operator) {
            (self.0)(list, log);
        }
    }
}

/// A monitor without a memory, for whatever file can set notification options.
pub(super) struct Settings(pub(super) fn(&Layer<'_>, &mut Log));

impl Monitor for Settings {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let Some(layer) = layer(seen) {
            (self.0)(&layer, log);
        }
    }
}

/// A file that sets notification options.
pub(super) enum Layer<'f> {
    /// A list, in its section `properties`.
    List(&'f List),
    /// The options of a service, or the parameters of a query.
    Options(&'f OptionsFile),
}

impl Layer<'_> {
    /// The value of an option: where it is in the file's tree, and what stands there.
    pub(super) fn get(&self, name: &str) -> Option<(String, Node)> {
        match self {
            Self::List(list) => {
                let node = list.document.root.get(PROPERTIES)?.get(name)?;
                Some((pointer(&[PROPERTIES, name]), node.clone()))
            }
            Self::Options(options) => Some((pointer(&[name]), options.get(name)?.value.clone())),
        }
    }

    /// The text of an option.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.1.as_str().map(str::to_owned)
    }
}

/// The file that is judged, if it sets notification options.
pub(super) fn layer<'s>(seen: &Seen<'s>) -> Option<Layer<'s>> {
    match &seen.session::<Session>()?.operator {
        Operator::Nothing => None,
        Operator::List(list) => Some(Layer::List(list)),
        Operator::Options(options) => Some(Layer::Options(options)),
    }
}

/// Every option of a list, with its section.
pub(super) fn entries(list: &List) -> impl Iterator<Item = (&Section, &Entry)> {
    list.sections.iter().flat_map(|section| section.entries.iter().map(move |e| (section, e)))
}

/// A JSON Pointer of these names.
pub(super) fn pointer(names: &[&str]) -> String {
    names.iter().map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1"))).collect()
}

/// A text and where it stands.
pub(super) fn text(said: &str, span: Span) -> Node {
    Node { value: Value::String(said.into()), span }
}

/// A text as evidence.
pub(super) fn quoted(said: &str) -> String {
    let cut: String = said.chars().take(80).collect();
    if cut.len() < said.len() { format!("{cut:?}…") } else { format!("{cut:?}") }
}
