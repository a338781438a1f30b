#include "analysis/languages/graphql/schema/names.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "analysis/languages/graphql/schema/additions.hpp"
#include "analysis/languages/graphql/schema/built_in.hpp"

namespace troupe::graphql {
namespace {

std::size_t place_of(DefinitionSpace space) {
  return static_cast<std::size_t>(space);
}

bool is_executable(DefinitionSpace space) {
  return space == DefinitionSpace::operation || space == DefinitionSpace::fragment;
}

/// The names of a file that are of types, directives and schema definitions. A query of its own:
/// operations and fragments are named and renamed all day, in files that are part of a schema, too,
/// and nothing of the schema may run again for that.
struct FileSchemaNames {
  using Key = FileId;
  using Value = std::vector<DefinedName>;
  static constexpr std::string_view name = "graphql_file_schema_names";
  static Value execute(engine::Context& context, const Key& file) {
    Value names;
    std::ranges::copy_if(context.get<FileDefinitionNames>(file), std::back_inserter(names),
                         [](const DefinedName& name) { return !is_executable(name.space); });
    return names;
  }
};

/// Adds the names of files, each file once.
class IndexBuilder {
 public:
  explicit IndexBuilder(engine::Context& context) : context_(&context) {}

  void add_schema(const std::vector<FileId>& files) {
    for (const FileId file : files) {
      if (seen_.insert(file).second) {
        for (const DefinedName& name : context_->get<FileSchemaNames>(file)) {
          index_.add(file, name);
        }
      }
    }
  }
  void add_documents(const std::vector<FileId>& files) {
    for (const FileId file : files) {
      if (seen_.insert(file).second) {
        for (const DefinedName& name : context_->get<FileDefinitionNames>(file)) {
          if (is_executable(name.space)) {
            index_.add(file, name);
          }
        }
      }
    }
  }

  NameIndex finish() {
    index_.finish();
    return std::move(index_);
  }

 private:
  engine::Context* context_;
  NameIndex index_;
  std::unordered_set<FileId> seen_;
};

Sources sources_of(const NameIndex& index, DefinitionSpace space, std::string_view name) {
  const NameIndex::Entry* entry = index.find(space, name);
  return entry != nullptr ? Sources{entry->files, entry->has_definition} : Sources{};
}

/// Puts the additions first where the project itself has no definition.
Sources with_added(engine::Context& context, const ProjectName& key, DefinitionSpace space,
                   Sources sources) {
  if (!sources.has_definition) {
    if (const auto added = added_by(context, key.project, space, key.name)) {
      sources.files.insert(sources.files.begin(), *added);
      sources.has_definition = true;
    }
  }
  return sources;
}

}  // namespace

void NameIndex::add(FileId file, const DefinedName& name) {
  entries_[place_of(name.space)].push_back({name.name, name.has_definition, {file}});
}

void NameIndex::finish() {
  for (std::vector<Entry>& entries : entries_) {
    std::ranges::stable_sort(entries, {}, &Entry::name);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (kept != 0 && entries[kept - 1].name == entries[i].name) {
        entries[kept - 1].has_definition |= entries[i].has_definition;
        entries[kept - 1].files.push_back(entries[i].files.front());
      } else {
        if (kept != i) {
          entries[kept] = std::move(entries[i]);
        }
        ++kept;
      }
    }
    entries.resize(kept);
    entries.shrink_to_fit();
  }
}

std::span<const NameIndex::Entry> NameIndex::names(DefinitionSpace space) const {
  return entries_[place_of(space)];
}

const NameIndex::Entry* NameIndex::find(DefinitionSpace space, std::string_view name) const {
  const std::vector<Entry>& entries = entries_[place_of(space)];
  const auto found = std::ranges::lower_bound(
      entries, name, {}, [](const Entry& entry) { return std::string_view(entry.name); });
  return found == entries.end() || found->name != name ? nullptr : &*found;
}

std::size_t NameIndex::memory_size() const {
  std::size_t size = 0;
  for (const std::vector<Entry>& entries : entries_) {
    size += entries.capacity() * sizeof(Entry) + entries.size() * sizeof(FileId);
  }
  return size;
}

NameIndex SchemaNames::execute(engine::Context& context, const ProjectId& project) {
  const ProjectFiles::Files& files = context.get<ProjectFiles>(project);
  IndexBuilder builder(context);
  builder.add_schema(files.schema);
  builder.add_schema(files.documents);
  return builder.finish();
}

NameIndex DocumentNames::execute(engine::Context& context, const ProjectId& project) {
  const ProjectFiles::Files& files = context.get<ProjectFiles>(project);
  IndexBuilder builder(context);
  builder.add_documents(files.documents);
  builder.add_documents(files.loose);
  return builder.finish();
}

Sources TypeSources::execute(engine::Context& context, const ProjectName& key) {
  if (is_built_in_type(key.name) || key.name == meta_fields_type) {
    return {{built_in_file(context)}, true};
  }
  return with_added(
      context, key, DefinitionSpace::type,
      sources_of(context.get<SchemaNames>(key.project), DefinitionSpace::type, key.name));
}

Sources DirectiveSources::execute(engine::Context& context, const ProjectName& key) {
  Sources sources =
      sources_of(context.get<SchemaNames>(key.project), DefinitionSpace::directive, key.name);
  if (!sources.has_definition && is_built_in_directive(key.name)) {
    return {{built_in_file(context)}, true};
  }
  return with_added(context, key, DefinitionSpace::directive, std::move(sources));
}

Sources FragmentSources::execute(engine::Context& context, const ProjectName& key) {
  return sources_of(context.get<DocumentNames>(key.project), DefinitionSpace::fragment, key.name);
}

}  // namespace troupe::graphql
