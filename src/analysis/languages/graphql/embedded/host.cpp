#include "analysis/languages/graphql/embedded/host.hpp"

#include <algorithm>
#include <array>

namespace troupe::graphql {
namespace {

struct NamedHost {
  std::string_view name;
  HostKind kind;
};

constexpr std::array<NamedHost, 12> extensions = {{
    {"ts", HostKind::script},
    {"tsx", HostKind::script_with_elements},
    {"js", HostKind::script_with_elements},
    {"jsx", HostKind::script_with_elements},
    {"mts", HostKind::script},
    {"cts", HostKind::script},
    {"mjs", HostKind::script_with_elements},
    {"cjs", HostKind::script_with_elements},
    {"vue", HostKind::markup},
    {"svelte", HostKind::markup},
    {"astro", HostKind::markup},
    {"py", HostKind::python},
}};

constexpr std::array<NamedHost, 8> language_ids = {{
    {"typescript", HostKind::script},
    {"typescriptreact", HostKind::script_with_elements},
    {"javascript", HostKind::script_with_elements},
    {"javascriptreact", HostKind::script_with_elements},
    {"vue", HostKind::markup},
    {"svelte", HostKind::markup},
    {"astro", HostKind::markup},
    {"python", HostKind::python},
}};

HostKind find(auto& hosts, std::string_view name) {
  const auto* const found = std::ranges::find(hosts, name, &NamedHost::name);
  return found == hosts.end() ? HostKind::none : found->kind;
}

bool is_graphql_extension(std::string_view extension) {
  return extension == "graphql" || extension == "gql" || extension == "graphqls";
}

std::string_view extension_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.rfind('/');
  return dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)
             ? std::string_view()
             : path.substr(dot + 1);
}

}  // namespace

HostKind host_kind_of_extension(std::string_view extension) {
  return find(extensions, extension);
}

HostKind host_kind_of_path(std::string_view path) {
  return host_kind_of_extension(extension_of(path));
}

HostKind host_kind(std::string_view path, std::string_view language_id) {
  const std::string_view extension = extension_of(path);
  if (language_id == "graphql" || is_graphql_extension(extension)) {
    return HostKind::none;
  }
  const HostKind by_extension = host_kind_of_extension(extension);
  return by_extension != HostKind::none ? by_extension : find(language_ids, language_id);
}

}  // namespace troupe::graphql
