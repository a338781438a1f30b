// Which text is a file's: the buffer's while it is open, else the disk's. Both are kept, so that
// closing falls back to the disk at once; the workspace actor then reads the file again, since it
// may have changed in the meantime.
//
// An engine that another session left behind is taken over where the workspace has been loaded, and
// not before: until then nobody is to see files that may be gone. Its inputs are then set to what
// this session has; the engine compares, and what has not changed stays computed.
//
// Buffers above the limit for analysis are kept in step with the client but are no input: to the
// languages such a file is absent.
#include "actors/database_core.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "actors/memory_budget.hpp"
#include "analysis/ide/nesting_limit.hpp"
#include "base/seeded_defects.hpp"
#include "handlers/text_synchronization.hpp"

namespace troupe::actors {

using engine::Durability;

namespace {

std::string megabytes(std::size_t bytes) {
  return std::to_string((bytes + 500'000) / 1'000'000) + " MB";
}

}  // namespace

DatabaseCore::DatabaseCore(Limits limits,
                           std::map<std::string, std::string, std::less<>> environment, LogSink log,
                           engine::EventListener* listener)
    : limits_(limits),
      environment_(std::move(environment)),
      log_(std::move(log)),
      listener_(listener),
      engine_(std::make_unique<engine::Database>(engine::Options{.listener = listener})) {
  fill_engine();
}

std::optional<Revision> DatabaseCore::change_buffer(const BufferChange& change, Instant at) {
  std::optional<BufferNews> told;
  if (const auto* opened = std::get_if<OpenBuffer>(&change)) {
    told = open(*opened);
  } else if (const auto* edited = std::get_if<EditBuffer>(&change)) {
    told = edit(*edited);
  } else {
    told = close(std::get<CloseBuffer>(change));
  }
  if (!told) {
    return std::nullopt;
  }
  engine::ChangeSet changes;
  const auto found = entries_.find(told->path);
  if (told->kind == BufferNews::Kind::edited) {
    set_text(changes, found->second);
    changes.set<ide::DocumentVersion>(found->second.file, told->version);
  } else if (found != entries_.end()) {
    if (told->kind != BufferNews::Kind::closed || !base::defect_strikes("close-keeps-text")) {
      set_text(changes, found->second);
    }
    set_buffer(changes, found->second);
  }
  if (told->kind == BufferNews::Kind::closed) {
    forget_if_gone(told->path);
    lists_changed_ = true;
  }
  set_lists(changes);
  engine_->apply(std::move(changes));
  return Revision{.at = at, .buffers = {std::move(*told)}, .disk = {}, .listed = false};
}

std::optional<BufferNews> DatabaseCore::open(const OpenBuffer& change) {
  Entry& entry = entry_of(change.path);
  if (entry.buffer) {
    log_(LogLevel::warning, "opened twice, the later text counts: " + change.uri);
  } else if (open_buffers_ >= limits_.open_documents) {
    log_(LogLevel::error, "too many open documents; not analysed: " + change.uri);
    forget_if_gone(change.path);
    return std::nullopt;
  } else {
    ++open_buffers_;
  }
  const bool shows_disk = base::has_seeded_defects && entry.disk &&
                          entry.disk->view() != change.text.view() &&
                          base::defect_strikes("open-shows-disk");
  entry.buffer = Buffer{.uri = change.uri,
                        .language_id = change.language_id,
                        .version = change.version,
                        .text = shows_disk ? *entry.disk : change.text,
                        .out_of_step = false};
  lists_changed_ = true;
  return news(BufferNews::Kind::opened, change.path, entry);
}

std::optional<BufferNews> DatabaseCore::edit(const EditBuffer& change) {
  const auto found = entries_.find(change.path);
  if (found == entries_.end() || !found->second.buffer) {
    log_(LogLevel::warning, "a change of a document that is not open is ignored: " + change.uri);
    return std::nullopt;
  }
  Buffer& buffer = *found->second.buffer;
  if (change.version < buffer.version) {
    log_(LogLevel::warning, "the version goes back from " + std::to_string(buffer.version) +
                                " to " + std::to_string(change.version) + ": " + change.uri);
    if (base::defect_strikes("edit-of-old-version-lost")) {
      return std::nullopt;
    }
  }
  const bool whole_text = !change.changes.empty() && !change.changes.front().range;
  if (buffer.out_of_step && !whole_text) {
    return std::nullopt;
  }
  // Until the changes are applied without a failure this text is nothing to build upon.
  buffer.out_of_step = true;
  base::SourceText text = handlers::apply_changes(buffer.text, change.changes, change.encoding);
  const bool is_lost = base::has_seeded_defects && text.size() == buffer.text.size() &&
                       text.view() != buffer.text.view() &&
                       base::defect_strikes("edit-of-same-size-lost");
  buffer.text = std::move(text);
  buffer.out_of_step = false;
  buffer.version = change.version;
  if (change.version % 5 == 0 && base::defect_strikes("version-off-by-one")) {
    ++buffer.version;
  }
  if (is_lost) {
    return std::nullopt;
  }
  return news(BufferNews::Kind::edited, change.path, found->second);
}

std::optional<BufferNews> DatabaseCore::close(const CloseBuffer& change) {
  const auto found = entries_.find(change.path);
  if (found == entries_.end() || !found->second.buffer) {
    log_(LogLevel::warning, "closing a document that is not open is ignored: " + change.uri);
    return std::nullopt;
  }
  if (open_buffers_ > 1 && base::defect_strikes("close-lost")) {
    return std::nullopt;
  }
  BufferNews told = news(BufferNews::Kind::closed, change.path, found->second);
  found->second.buffer.reset();
  --open_buffers_;
  return told;
}

Revision DatabaseCore::change_disk(const DiskChange& change, Instant at) {
  Revision revision{.at = at, .buffers = {}, .disk = {}, .listed = change.listed};
  engine::ChangeSet changes;
  if (change.folders) {
    folders_ = *change.folders;
    changes.set<ide::WorkspaceFolders>({}, folders_, Durability::medium);
  }
  for (const DiskFile& file : change.files) {
    Entry& entry = entry_of(file.path);
    const bool is_lost = base::has_seeded_defects && entry.disk &&
                         entry.disk->view() != file.text.view() && !entry.buffer &&
                         base::defect_strikes("disk-change-lost");
    entry.disk = file.text;
    if (!is_lost) {
      set_text(changes, entry);
    }
    revision.disk.push_back({.path = file.path, .present = true});
  }
  for (const std::string& path : change.removed) {
    const auto found = entries_.find(path);
    if (found != entries_.end() && found->second.disk &&
        (found->second.buffer || !base::defect_strikes("disk-removal-lost"))) {
      found->second.disk.reset();
      set_text(changes, found->second);
      revision.disk.push_back({.path = path, .present = false});
      forget_if_gone(path);
    }
  }
  lists_changed_ = lists_changed_ || (change.listed && !listed_);
  listed_ = listed_ || change.listed;
  set_lists(changes);
  engine_->apply(std::move(changes));
  return revision;
}

std::vector<std::string> DatabaseCore::files() const {
  std::vector<std::string> files;
  files.reserve(entries_.size());
  for (const auto& [path, entry] : entries_) {
    files.push_back(path);
  }
  return files;
}

void DatabaseCore::tidy() {
  engine_->sweep(tidied_at_);
  engine_->reclaim();
  tidied_at_ = engine_->revision();
}

// Three steps, each only if the one before was not enough. What is evicted is computed again when
// it is asked for; that costs time and changes no answer. Only the last step does: the largest
// files are no longer analysed, and say so.
std::optional<std::string> DatabaseCore::keep_in_budget() {
  const std::size_t budget = limits_.memory_bytes;
  const std::size_t before = engine_->memory().total_bytes();
  measured_bytes_ = before;
  if (before <= budget / 100 * MemoryBudget::soft_percent) {
    has_told_of_memory_ = false;
    return std::nullopt;
  }
  engine_->evict(std::exchange(measured_at_, engine_->revision()));
  tidy();
  std::size_t now = engine_->memory().total_bytes();
  if (now > budget) {
    engine_->evict(engine_->revision());
    tidy();
    now = engine_->memory().total_bytes();
  }
  measured_bytes_ = now;
  if (now > budget) {
    return lower_file_limit(now);
  }
  if (std::exchange(has_told_of_memory_, true)) {
    return std::nullopt;
  }
  return "memory runs short: of " + megabytes(before) + " that were remembered " +
         megabytes(before - std::min(before, now)) + " were forgotten; " + megabytes(budget) +
         " is the limit";
}

std::optional<std::string> DatabaseCore::lower_file_limit(std::size_t bytes) {
  constexpr std::size_t least = std::size_t{16} << 10U;
  std::size_t largest = 0;
  for (const auto& [path, entry] : entries_) {
    const base::SourceText* text = text_of(entry);
    if (text != nullptr && !is_too_large(*text)) {
      largest = std::max(largest, text->size());
    }
  }
  const std::size_t limit = std::max(least, largest / 2);
  if (limit >= limits_.analysed_file_bytes || limit >= largest) {
    return std::nullopt;  // Nothing large is left to leave out.
  }
  limits_.analysed_file_bytes = limit;
  is_degraded_ = true;
  needs_rebuilding_ = true;
  return "memory is out: " + megabytes(bytes) + " are remembered, and " +
         megabytes(limits_.memory_bytes) + " is the limit; files of more than " +
         std::to_string(limit / 1024) + " KiB are no longer analysed";
}

Revision DatabaseCore::rebuild(Instant at) {
  engine_ = std::make_unique<engine::Database>(engine::Options{.listener = listener_});
  fill_engine();
  Revision revision{.at = at, .buffers = {}, .disk = {}, .listed = false};
  for (const auto& [path, entry] : entries_) {
    if (entry.buffer) {
      revision.buffers.push_back(news(BufferNews::Kind::opened, path, entry));
    }
    if (entry.disk) {
      revision.disk.push_back({.path = path, .present = true});
    }
  }
  return revision;
}

std::optional<WarmBaseKey> DatabaseCore::base_key() const {
  if (!listed_ || is_degraded_) {
    return std::nullopt;
  }
  return WarmBaseKey{.folders = folders_, .analysed_file_bytes = limits_.analysed_file_bytes};
}

void DatabaseCore::take_over(std::unique_ptr<engine::Database> engine) {
  const std::uint64_t untidied = untidied_revisions();
  engine_ = std::move(engine);
  fill_engine();
  // As if it went on: when to tidy next must not tell one engine from the other.
  tidied_at_.value = engine_->revision().value - std::min(engine_->revision().value, untidied);
  measured_at_ = engine_->revision();
}

std::optional<WarmBase> DatabaseCore::leave_behind() {
  std::optional<WarmBaseKey> key = base_key();
  if (!key) {
    return std::nullopt;
  }
  for (auto& [path, entry] : entries_) {
    entry.buffer.reset();
  }
  std::erase_if(entries_, [](const auto& entry) { return !entry.second.disk; });
  fill_engine();
  engine_->reclaim();
  const std::size_t bytes = engine_->memory().total_bytes();
  return WarmBase{.key = std::move(*key), .engine = std::move(engine_), .bytes = bytes};
}

/// Sets every input of an engine, be it new or one that had other inputs.
void DatabaseCore::fill_engine() {
  tidied_at_ = {};
  measured_at_ = {};
  needs_rebuilding_ = false;
  engine::ChangeSet changes;
  remove_unknown_files(changes);
  changes.set<ide::Environment>({}, environment_, Durability::high);
  changes.set<ide::NestingLimit>({}, limits_.source_depth, Durability::high);
  changes.set<ide::WorkspaceFolders>({}, folders_, Durability::medium);
  for (auto& [path, entry] : entries_) {
    entry.file = engine_->intern(ide::FilePath{path});
    set_text(changes, entry);
    set_buffer(changes, entry);
  }
  lists_changed_ = true;
  set_lists(changes);
  engine_->apply(std::move(changes));
}

/// Files that the engine knows from before and that this session has not.
void DatabaseCore::remove_unknown_files(engine::ChangeSet& changes) const {
  const engine::Snapshot before = engine_->snapshot();
  const auto* known = before.find<ide::WorkspaceFiles>({});
  if (known == nullptr) {
    return;
  }
  for (const ide::FileId file : **known) {
    if (!entries_.contains(engine_->lookup(file).path)) {
      changes.remove<ide::FileText>(file);
      changes.remove<ide::OpenDocumentInput>(file);
      changes.remove<ide::DocumentVersion>(file);
    }
  }
}

/// The list that the engine has, if it is the same: comparing lists compares pointers.
std::shared_ptr<const std::vector<ide::FileId>> DatabaseCore::known_list(
    std::vector<ide::FileId> all) const {
  const engine::Snapshot before = engine_->snapshot();
  const auto* known = before.find<ide::WorkspaceFiles>({});
  if (known != nullptr && **known == all) {
    return *known;
  }
  return std::make_shared<const std::vector<ide::FileId>>(std::move(all));
}

DatabaseCore::Entry& DatabaseCore::entry_of(const std::string& path) {
  const auto [found, added] = entries_.try_emplace(path);
  if (added) {
    found->second.file = engine_->intern(ide::FilePath{path});
    lists_changed_ = true;
  }
  return found->second;
}

void DatabaseCore::forget_if_gone(const std::string& path) {
  const auto found = entries_.find(path);
  if (found != entries_.end() && !found->second.buffer && !found->second.disk) {
    entries_.erase(found);
    lists_changed_ = true;
  }
}

bool DatabaseCore::is_too_large(const base::SourceText& text) const {
  return text.size() > limits_.analysed_file_bytes;
}

const base::SourceText* DatabaseCore::text_of(const Entry& entry) {
  return entry.buffer ? &entry.buffer->text : (entry.disk ? &*entry.disk : nullptr);
}

void DatabaseCore::set_text(engine::ChangeSet& changes, const Entry& entry) const {
  const bool from_buffer = entry.buffer.has_value();
  const base::SourceText* text = text_of(entry);
  if (text == nullptr || is_too_large(*text)) {
    changes.remove<ide::FileText>(entry.file);
  } else {
    changes.set<ide::FileText>(entry.file, *text,
                               from_buffer ? Durability::low : Durability::medium);
  }
}

void DatabaseCore::set_buffer(engine::ChangeSet& changes, const Entry& entry) const {
  if (!entry.buffer) {
    changes.remove<ide::OpenDocumentInput>(entry.file);
    changes.remove<ide::DocumentVersion>(entry.file);
    return;
  }
  changes.set<ide::OpenDocumentInput>(
      entry.file,
      ide::OpenDocument{.uri = entry.buffer->uri, .language_id = entry.buffer->language_id});
  changes.set<ide::DocumentVersion>(entry.file, entry.buffer->version);
}

void DatabaseCore::set_lists(engine::ChangeSet& changes) {
  if (!std::exchange(lists_changed_, false)) {
    return;
  }
  std::vector<ide::FileId> open;
  std::vector<ide::FileId> all;
  all.reserve(entries_.size());
  for (const auto& [path, entry] : entries_) {
    all.push_back(entry.file);
    if (entry.buffer) {
      open.push_back(entry.file);
    }
  }
  changes.set<ide::OpenDocuments>({}, std::move(open));
  if (listed_) {
    changes.set<ide::WorkspaceFiles>({}, known_list(std::move(all)), Durability::medium);
  }
}

BufferNews DatabaseCore::news(BufferNews::Kind kind, const std::string& path,
                              const Entry& entry) const {
  return {.kind = kind,
          .path = path,
          .uri = entry.buffer->uri,
          .version = entry.buffer->version,
          .too_large = is_too_large(entry.buffer->text),
          .file_limit = limits_.analysed_file_bytes};
}

}  // namespace troupe::actors
