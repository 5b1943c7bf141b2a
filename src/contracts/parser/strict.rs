//! What other parsers refuse though it is valid.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::{
    codec::json::{Node, Value},
    contract::Contract,
};

/// How long the buffer is that a message must fit in, in bytes.
const BUFFER: usize = 64 * 1024;

/// Why a parser with this fault refuses a message, if it does. `seen` is what it was handed before.
pub(super) fn refuses(
    fault: &str,
    bytes: &[u8],
    root: Option<&Node>,
    (contract, message): (&Contract, &str),
    seen: &mut BTreeSet<Vec<u8>>,
) -> Option<&'static str> {
    let refused = match (fault, root) {
        ("parser-refuses-escapes", _) => bytes.windows(2).any(|pair| pair == b"\\u"),
        ("parser-reads-into-a-buffer", _) => bytes.len() > BUFFER,
        ("parser-refuses-repeats", _) => seen.len() < 100_000 && !seen.insert(bytes.to_vec()),
        ("parser-wants-members-in-order", Some(root)) => out_of_order(root, contract, message),
        ("parser-wants-plain-integers", Some(root)) => any(root, &|node| {
            node.as_number().is_some_and(|n| n.is_integer() && n.as_str().contains(['.', 'e', 'E']))
        }),
        ("parser-refuses-unknown-members", Some(root)) => {
            let mut known = BTreeSet::new();
            contract.schemas.names().for_each(|n| declared(contract.schemas.raw(n), &mut known));
            any(root, &|node| {
                node.as_object().is_some_and(|o| o.iter().any(|m| !known.contains(&*m.name)))
            })
        }
        ("parser-refuses-null", Some(root)) => any(root, &Node::is_null),
        _ => false,
    };
    refused.then_some("not what I expected")
}

fn out_of_order(root: &Node, contract: &Contract, message: &str) -> bool {
    let schema = contract.schema_of(message).and_then(|name| contract.schemas.raw(name));
    let listed = schema.and_then(|s| s.get("properties")?.as_object());
    let place = |name: &str| listed?.keys().position(|known| known == name);
    let places: Vec<usize> =
        root.as_object().into_iter().flatten().filter_map(|m| place(&m.name)).collect();
    !places.is_sorted()
}

/// The names of members that a schema declares, at any depth.
fn declared<'s>(schema: Option<&'s Json>, known: &mut BTreeSet<&'s str>) {
    match schema {
        Some(Json::Object(keywords)) => {
            let names = keywords.get("properties").and_then(Json::as_object);
            known.extend(names.into_iter().flat_map(|names| names.keys().map(String::as_str)));
            keywords.values().for_each(|inner| declared(Some(inner), known));
        }
        Some(Json::Array(items)) => items.iter().for_each(|item| declared(Some(item), known)),
        _ => {}
    }
}

fn any(node: &Node, of: &dyn Fn(&Node) -> bool) -> bool {
    of(node)
        || match &node.value {
            Value::Array(items) => items.iter().any(|item| any(item, of)),
            Value::Object(object) => object.iter().any(|member| any(&member.value, of)),
            _ => false,
        }
}
