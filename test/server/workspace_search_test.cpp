#include "server/workspace_search.hpp"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

namespace troupe::server {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> configuration_names = {".langrc", "package.json"};

/// A folder of files that lives as long as the test. It is a repository, so no search leaves it.
class Tree {
 public:
  explicit Tree(const std::vector<std::string>& files)
      : root_(fs::temp_directory_path() / ("troupe-search-" + std::to_string(::getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(root_ / ".git");
    for (const std::string& file : files) {
      write(file, "");
    }
  }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  ~Tree() { fs::remove_all(root_); }

  void write(const std::string& file, const std::string& text) const {
    fs::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
  }
  /// What is found from the folder `from`, in terms of the tree's root: "workspace: path path".
  [[nodiscard]] std::string found(const std::string& from, const std::vector<std::string>& paths,
                                  const std::string& workspace = "") const {
    const std::string directory = from.empty() ? root_.string() : (root_ / from).string();
    const auto scope = find_scope(directory, workspace, paths, configuration_names);
    if (!scope) {
      return scope.error().message;
    }
    std::string text = inside(scope->workspace) + ":";
    for (const std::string& path : scope->paths) {
      text += " " + inside(path);
    }
    return text;
  }

 private:
  [[nodiscard]] std::string inside(const std::string& path) const {
    return path == root_.string() ? "." : path.substr(root_.string().size() + 1);
  }
  fs::path root_;
};

TEST_CASE("without paths it is the configured folder around the current one") {
  const Tree tree({".langrc", "src/deep/a.x"});
  CHECK(tree.found("", {}) == ".:");
  CHECK(tree.found("src/deep", {}) == ".: src/deep");
}

TEST_CASE("without a configuration it is the current folder, or the folder that is named") {
  const Tree tree({"src/a.x", "other/b.x"});
  CHECK(tree.found("", {}) == ".:");
  CHECK(tree.found("", {"src"}) == "src:");
  CHECK(tree.found("", {"src", "other"}) == ".: src other");
  CHECK(tree.found("", {"src/a.x"}) == ".: src/a.x");
  CHECK(tree.found("src", {"../other/b.x"}) == "other: other/b.x");
}

TEST_CASE("a configuration nearer to the paths wins") {
  const Tree tree({".langrc", "app/.langrc", "app/queries/a.x", "lib/b.x"});
  CHECK(tree.found("", {"app"}) == "app:");
  CHECK(tree.found("", {"app/queries"}) == "app: app/queries");
  CHECK(tree.found("", {"app/queries/a.x"}) == "app: app/queries/a.x");
  CHECK(tree.found("", {"app/queries", "lib"}) == ".: app/queries lib");
}

TEST_CASE("a package.json counts only if it configures something") {
  const Tree tree({".langrc", "app/a.x"});
  tree.write("app/package.json", R"({"name":"app"})");
  CHECK(tree.found("", {"app/a.x"}) == ".: app/a.x");
  tree.write("app/package.json", R"({"name":"app","graphql":{"schema":"s"}})");
  CHECK(tree.found("", {"app/a.x"}) == "app: app/a.x");
}

TEST_CASE("the search ends at a repository's root") {
  const Tree tree({".langrc", "inner/.git/HEAD", "inner/a.x"});
  CHECK(tree.found("inner", {}) == "inner:");
}

TEST_CASE("a workspace that is given is taken, and what does not exist is said") {
  const Tree tree({".langrc", "app/a.x", "lib/b.x"});
  CHECK(tree.found("", {"app/a.x"}, "lib") == "lib: app/a.x");
  CHECK(tree.found("app", {}, "../lib") == "lib:");
  CHECK(tree.found("", {"nothing"}) == "nothing: no such file or folder");
  CHECK(tree.found("", {}, "nothing") == "nothing: no such folder");
  CHECK(tree.found("", {}, "app/a.x") == "app/a.x: no such folder");
}

}  // namespace
}  // namespace troupe::server
