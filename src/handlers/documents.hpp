// Documents and positions, between what clients say and what analysis knows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/ide/language.hpp"
#include "base/line_index.hpp"
#include "handlers/handler.hpp"
#include "protocol/basic_structures.hpp"

namespace troupe::handlers {

/// The file that a client's URI names. It need not exist.
[[nodiscard]] ide::FileId file_of_uri(engine::Context& context, std::string_view uri);

/// How a file is called to the client: open documents in the client's own spelling, since it
/// compares URIs as strings; others by the one spelling of base::uri_of_path.
[[nodiscard]] std::string uri_of_file(engine::Context& context, ide::FileId file);

/// Translates positions of one file. Refers to the snapshot's text and line index: lives as long as
/// the context.
class Positions {
 public:
  Positions(engine::Context& context, const Session& session, ide::FileId file);

  /// Clamped: a position outside the text or inside a character is moved, never refused.
  [[nodiscard]] ide::TextOffset offset(protocol::Position position) const;
  /// The same for both ends, which a client may have exchanged.
  [[nodiscard]] ide::TextRange text_range(protocol::Range range) const;
  [[nodiscard]] protocol::Position position(ide::TextOffset offset) const;
  /// REQUIRES (checked): the range lies inside the text.
  [[nodiscard]] protocol::Range range(ide::TextRange range) const;
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const base::LineIndex& lines() const { return *lines_; }
  [[nodiscard]] base::PositionEncoding encoding() const { return encoding_; }

 private:
  std::string_view text_;
  const base::LineIndex* lines_;
  base::PositionEncoding encoding_;
};

/// Encodes places in many files, quickly where those of one file come together. Lives as long as
/// the context.
class Locations {
 public:
  Locations(engine::Context& context, const Session& session)
      : context_(&context), session_(&session) {}

  [[nodiscard]] protocol::Location of(ide::FileRange where);
  /// Both are valid until the next call with another file.
  [[nodiscard]] const Positions& positions(ide::FileId file);
  [[nodiscard]] const std::string& uri(ide::FileId file);

 private:
  struct File {
    ide::FileId id;
    Positions positions;
    std::string uri;
  };
  const File& load(ide::FileId file);

  engine::Context* context_;
  const Session* session_;
  std::optional<File> last_;
};

[[nodiscard]] protocol::Location location(engine::Context& context, const Session& session,
                                          ide::FileRange where);

}  // namespace troupe::handlers
