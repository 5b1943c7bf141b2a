//! YAML text to a JSON value, through `saphyr`.
//!
//! Only what JSON can say is taken: string keys, no tags, no anchors that expand without end.

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// Reads one YAML document. `name` is the file as the user knows it.
///
/// # Errors
/// Blames the document: syntax (with line and column), several documents, keys that are no strings.
pub(crate) fn parse(name: &str, text: &str) -> Result<Value> {
    let mut documents = Yaml::load_from_str(text).map_err(|e| {
        Error::document(format!("{name}: {e}")).remedy("fix the YAML at that place")
    })?;
    match (documents.pop(), documents.is_empty()) {
        (Some(root), true) => convert(name, &root),
        (None, _) => Err(Error::document(format!("{name}: empty document"))),
        (Some(_), false) => Err(Error::document(format!("{name}: more than one YAML document"))),
    }
}

fn convert(name: &str, node: &Yaml<'_>) -> Result<Value> {
    Ok(match node {
        Yaml::Value(scalar) => match scalar {
            Scalar::Null => Value::Null,
            Scalar::Boolean(b) => Value::Bool(*b),
            Scalar::Integer(i) => Value::from(*i),
            Scalar::FloatingPoint(f) => Value::from(f.into_inner()),
            Scalar::String(s) => Value::String(s.to_string()),
        },
        Yaml::Sequence(items) => {
            Value::Array(items.iter().map(|i| convert(name, i)).collect::<Result<_>>()?)
        }
        Yaml::Mapping(members) => {
            let mut map = Map::with_capacity(members.len());
            for (key, value) in members {
                let key = match key {
                    Yaml::Value(Scalar::String(s)) => s.to_string(),
                    Yaml::Value(Scalar::Integer(i)) => i.to_string(),
                    other => {
                        return Err(Error::document(format!(
                            "{name}: key is no string: {other:?}"
                        )));
                    }
                };
                map.insert(key, convert(name, value)?);
            }
            Value::Object(map)
        }
        other => return Err(Error::document(format!("{name}: unsupported YAML: {other:?}"))),
    })
}
