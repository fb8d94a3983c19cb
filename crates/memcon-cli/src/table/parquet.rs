//! Rows as Parquet, columns typed, lists as lists.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use serde_json::Value;

use super::shred::{Leaf, Values, leaves, shred};
use super::{Column, Kind, Row, TableWriter};
use crate::exit::Stop;

/// Rows that are written together.
const GROUP_ROWS: usize = 50_000;

/// Bytes of text at which a group is written before it has that many rows: memory stays within a few times of it.
const GROUP_BYTES: usize = 16 << 20;

/// Writes Parquet.
pub struct ParquetWriter<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: &'static [Column],
    leaves: Vec<Leaf>,
    rows: usize,
    bytes: usize,
}

impl<W: Write + Send> ParquetWriter<W> {
    pub fn new(out: W, columns: &'static [Column]) -> std::result::Result<ParquetWriter<W>, Stop> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("memcon {}", env!("CARGO_PKG_VERSION")))
            .build();
        let writer = schema(columns)
            .and_then(|schema| SerializedFileWriter::new(out, schema, Arc::new(properties)))
            .map_err(stop)?;
        Ok(ParquetWriter { writer, columns, leaves: leaves(columns), rows: 0, bytes: 0 })
    }

    /// Writes the rows that wait as one group.
    fn group(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for leaf in std::mem::replace(&mut self.leaves, leaves(self.columns)) {
            if let Some(mut column) = group.next_column()? {
                write(&mut column, leaf)?;
                column.close()?;
            }
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl<W: Write + Send> TableWriter for ParquetWriter<W> {
    fn row(&mut self, row: Row) -> std::result::Result<(), Stop> {
        shred(self.columns, &row, &mut self.leaves);
        self.rows += 1;
        self.bytes += row.iter().map(size).sum::<usize>();
        if self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES { self.group().map_err(stop) } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> std::result::Result<(), Stop> {
        self.group().and_then(|()| self.writer.finish().map(|_| ())).map_err(stop)?;
        Ok(self.writer.inner_mut().flush()?)
    }
}

/// About how many bytes a value takes.
fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => 24 + text.len(),
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(fields) => fields.values().map(size).sum(),
        _ => 10,
    }
}

fn write(column: &mut SerializedColumnWriter<'_>, leaf: Leaf) -> Result<()> {
    let (definitions, repetitions) = (Some(leaf.definitions.as_slice()), Some(leaf.repetitions.as_slice()));
    match leaf.values {
        Values::Texts(texts) => {
            let texts: Vec<ByteArray> = texts.into_iter().map(|text| text.into_bytes().into()).collect();
            column.typed::<ByteArrayType>().write_batch(&texts, definitions, repetitions)
        }
        Values::Ints(all) => column.typed::<Int64Type>().write_batch(&all, definitions, repetitions),
        Values::Reals(all) => column.typed::<DoubleType>().write_batch(&all, definitions, repetitions),
        Values::Bools(all) => column.typed::<BoolType>().write_batch(&all, definitions, repetitions),
    }
    .map(|_| ())
}

fn schema(columns: &[Column]) -> Result<TypePtr> {
    let fields = columns.iter().map(|column| field(column.name, column.kind)).collect::<Result<Vec<_>>>()?;
    Ok(Arc::new(Type::group_type_builder("memcon").with_fields(fields).build()?))
}

fn field(name: &str, kind: Kind) -> Result<TypePtr> {
    let plain = |physical| Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    let built = match kind {
        Kind::Text => plain(Physical::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String))
            .with_converted_type(ConvertedType::UTF8)
            .build()?,
        Kind::Int => plain(Physical::INT64).build()?,
        Kind::Real => plain(Physical::DOUBLE).build()?,
        Kind::Bool => plain(Physical::BOOLEAN).build()?,
        Kind::Struct(columns) => {
            let fields = columns.iter().map(|column| field(column.name, column.kind));
            Type::group_type_builder(name)
                .with_repetition(Repetition::OPTIONAL)
                .with_fields(fields.collect::<Result<Vec<_>>>()?)
                .build()?
        }
        Kind::Texts => list(name, field("element", Kind::Text)?)?,
        Kind::Structs(columns) => list(name, field("element", Kind::Struct(columns))?)?,
    };
    Ok(Arc::new(built))
}

fn list(name: &str, element: TypePtr) -> Result<Type> {
    let repeated = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![element])
        .build()?;
    Type::group_type_builder(name)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(Some(LogicalType::List))
        .with_converted_type(ConvertedType::LIST)
        .with_fields(vec![Arc::new(repeated)])
        .build()
}

fn stop(error: ParquetError) -> Stop {
    match error {
        ParquetError::External(source) => match source.downcast::<std::io::Error>() {
            Ok(error) => (*error).into(),
            Err(other) => Stop::Failure(other.to_string()),
        },
        other => Stop::Failure(other.to_string()),
    }
}
