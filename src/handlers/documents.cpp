#include "handlers/documents.hpp"

#include <algorithm>

#include "analysis/ide/lines.hpp"
#include "base/check.hpp"
#include "base/uri.hpp"

namespace troupe::handlers {

ide::FileId file_of_uri(engine::Context& context, std::string_view uri) {
  return context.intern(ide::FilePath{base::document_path(uri)});
}

std::string uri_of_file(engine::Context& context, ide::FileId file) {
  if (const ide::OpenDocument* open = context.find<ide::OpenDocumentInput>(file)) {
    return open->uri;
  }
  const std::string& path = context.lookup(file).path;
  return path.starts_with('/') ? base::uri_of_path(path) : path;
}

Positions::Positions(engine::Context& context, const Session& session, ide::FileId file)
    : text_(ide::text_of(context, file)),
      lines_(&context.get<ide::FileLines>(file)),
      encoding_(session.encoding) {}

ide::TextOffset Positions::offset(protocol::Position position) const {
  return lines_->offset(text_, {position.line, position.character}, encoding_);
}

ide::TextRange Positions::text_range(protocol::Range range) const {
  const auto [begin, end] = std::minmax({offset(range.start), offset(range.end)});
  return {begin, end};
}

protocol::Position Positions::position(ide::TextOffset offset) const {
  const base::LinePosition position = lines_->position(text_, offset, encoding_);
  return {position.line, position.character};
}

protocol::Range Positions::range(ide::TextRange range) const {
  base::check(range.begin <= range.end && range.end <= text_.size(),
              "a range lies inside its file's text");
  return {position(range.begin), position(range.end)};
}

protocol::Location Locations::of(ide::FileRange where) {
  const File& file = load(where.file);
  return {file.uri, file.positions.range(where.range)};
}

const Positions& Locations::positions(ide::FileId file) {
  return load(file).positions;
}

const std::string& Locations::uri(ide::FileId file) {
  return load(file).uri;
}

const Locations::File& Locations::load(ide::FileId file) {
  if (!last_ || last_->id != file) {
    last_.emplace(File{file, Positions(*context_, *session_, file), uri_of_file(*context_, file)});
  }
  return *last_;
}

protocol::Location location(engine::Context& context, const Session& session,
                            ide::FileRange where) {
  return {uri_of_file(context, where.file),
          Positions(context, session, where.file).range(where.range)};
}

}  // namespace troupe::handlers
