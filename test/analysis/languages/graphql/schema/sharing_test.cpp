// Two databases over the same common texts: what one has parsed the other finds.
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

const std::string schema_path = "/w/schema.graphql";
const std::string query_path = "/w/query.graphql";

/// The texts of a workspace as they are read from a disk, for any number of sessions.
struct Disk {
  std::shared_ptr<base::DerivationCounts> counts = std::make_shared<base::DerivationCounts>();
  base::SourceText schema = common("type Query { dog: Dog }\ntype Dog { name: String }\n");
  base::SourceText query = common("query A { dog { name } }\nquery B { dog { nam } }\n");

  base::SourceText common(std::string text) const {
    return base::SourceText::common(std::move(text), std::make_shared<base::Sharing>(counts));
  }
};

TestWorkspace session_of(const Disk& disk) {
  return TestWorkspace(
      Texts{{"/w/.graphqlrc.yml", "schema: schema.graphql\ndocuments: query.graphql\n"},
            {schema_path, std::string(disk.schema.view())},
            {query_path, std::string(disk.query.view())}});
}

void use_common_texts(TestWorkspace& workspace, const Disk& disk) {
  // An equal text changes nothing, so another one comes between.
  for (const auto& [path, text] : {std::pair(schema_path, disk.schema), {query_path, disk.query}}) {
    engine::ChangeSet other;
    other.remove<ide::FileText>(workspace.file(path));
    workspace.database().apply(std::move(other));
    workspace.database().reclaim();
    engine::ChangeSet changes;
    changes.set<ide::FileText>(workspace.file(path), text, engine::Durability::medium);
    workspace.database().apply(std::move(changes));
  }
}

std::string all_diagnostics(const TestWorkspace& workspace) {
  return workspace.diagnostics_text(schema_path) + workspace.diagnostics_text(query_path);
}

TEST_CASE("what one session has parsed is not parsed again by another, and the answers are equal") {
  const Disk disk;
  const TestWorkspace alone = session_of(disk);
  const std::string expected = all_diagnostics(alone);
  CHECK(expected.find("nam") != std::string::npos);
  CHECK(disk.counts->made == 0);

  TestWorkspace first = session_of(disk);
  use_common_texts(first, disk);
  CHECK(all_diagnostics(first) == expected);
  const std::uint64_t made = disk.counts->made;
  CHECK(made >= 2 + 4 + 4);  // Files, the texts of their definitions, and the trees of these.
  CHECK(disk.counts->found == 0);

  TestWorkspace second = session_of(disk);
  use_common_texts(second, disk);
  CHECK(all_diagnostics(second) == expected);
  CHECK(disk.counts->made == made);
  CHECK(disk.counts->found == made);
}

TEST_CASE("what one session edits is its own, and its other definitions are parsed anew") {
  const Disk disk;
  TestWorkspace first = session_of(disk);
  TestWorkspace second = session_of(disk);
  use_common_texts(first, disk);
  use_common_texts(second, disk);
  const std::string before = all_diagnostics(second);
  static_cast<void>(all_diagnostics(first));
  const std::uint64_t found = disk.counts->found;
  first.edit(query_path, "nam }", "other }");
  CHECK(all_diagnostics(first).find("other") != std::string::npos);
  CHECK(disk.counts->found == found);
  CHECK(all_diagnostics(second) == before);
}

TEST_CASE("a tree is found while somebody holds it, and parsed again when it was evicted") {
  const Disk disk;
  TestWorkspace first = session_of(disk);
  use_common_texts(first, disk);
  const std::string before = all_diagnostics(first);
  const std::uint64_t made = disk.counts->made;
  first.database().evict(engine::Revision{first.database().revision().value + 1});
  first.database().reclaim();
  const syntax::Tree tree = parse_once(disk.query);
  CHECK(disk.counts->made == made + 1);
  CHECK(parse_once(disk.query).data() == tree.data());
  CHECK(tree == parse(base::SourceText(std::string(disk.query.view()))));
  CHECK(all_diagnostics(first) == before);
}

TEST_CASE("a document with fragment arguments and one without are two trees of one text") {
  const Disk disk;
  const base::SourceText text = disk.common("fragment F($a: Int) on Dog { name }");
  const syntax::Tree with = parse_once(text, {.fragment_arguments = true});
  const syntax::Tree without = parse_once(text);
  CHECK(with.diagnostics().empty());
  CHECK_FALSE(without.diagnostics().empty());
  CHECK(parse_once(text, {.fragment_arguments = true}).data() == with.data());
}

TEST_CASE("the memory of a common text's tree is charged in shares") {
  const Disk disk;
  const base::SourceText text = disk.common("query A { dog { name } }");
  const syntax::Tree tree = parse_once(text);
  const std::size_t whole = tree.memory_size();
  text.derivations()->sharing()->holders = 2;
  CHECK(tree.memory_size() == whole / 2);
  CHECK(FileSyntax::memory_size(tree) == whole / 2);
}

}  // namespace
}  // namespace troupe::graphql
