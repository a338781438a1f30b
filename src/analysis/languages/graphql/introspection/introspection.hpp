// The result of an introspection query, a JSON file, as SDL whose names know where they stand in
// the JSON.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/ide/navigation.hpp"
#include "base/source_text.hpp"
#include "base/text_range.hpp"

namespace troupe::graphql {

struct Introspection {
  /// A name in the SDL and where the JSON has it.
  struct Anchor {
    base::TextOffset sdl = 0;
    base::TextRange json;
    friend bool operator==(const Anchor&, const Anchor&) = default;
  };
  base::SourceText sdl;
  std::vector<Anchor> anchors;  ///< in order
  bool is_understood = false;   ///< the text is JSON and has a `__schema` with types

  friend bool operator==(const Introspection&, const Introspection&) = default;
};

/// Reads `{"data": {"__schema": ...}}` or `{"__schema": ...}`. What is missing in it is missing in
/// the SDL; built-in types and directives are left out. Never fails; linear.
[[nodiscard]] Introspection read_introspection(std::string_view json);

/// Whether a file's name says that it is JSON.
[[nodiscard]] bool is_json_path(std::string_view path);

struct FileIntrospection {
  using Key = ide::FileId;
  using Value = Introspection;
  static constexpr std::string_view name = "graphql_file_introspection";
  static Value execute(engine::Context& context, const Key& file);
  static std::size_t memory_size(const Value& value) {
    return value.sdl.size() + value.anchors.capacity() * sizeof(Introspection::Anchor);
  }
};

/// Whether a JSON file could be read; a dependency on that alone.
struct IntrospectionIsUnderstood {
  using Key = ide::FileId;
  using Value = bool;
  static constexpr std::string_view name = "graphql_introspection_is_understood";
  static Value execute(engine::Context& context, const Key& file);
};

/// A place that analysis found, as somebody who opens the file must see it: in JSON files the name
/// that stands in the SDL there or next before; in all others the place itself.
[[nodiscard]] ide::FileRange shown_place(engine::Context& context, ide::FileRange place);

}  // namespace troupe::graphql
