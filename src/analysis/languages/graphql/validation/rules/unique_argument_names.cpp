#include <string>

#include "analysis/languages/graphql/validation/rules/repeated_names.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check_arguments(const Walk& walk, const Children<Argument>& arguments) {
  report_repeated_names(
      walk, arguments, [](const Argument& argument) { return argument.name_node(); },
      [](std::string_view name) {
        return "There can be only one argument named \"" + std::string(name) + "\".";
      });
}

void check_field(const Walk& walk, syntax::NodeRef node) {
  check_arguments(walk, Field(node).arguments());
}

void check_directive(const Walk& walk, syntax::NodeRef node) {
  check_arguments(walk, Directive(node).arguments());
}

void check_spread(const Walk& walk, syntax::NodeRef node) {
  check_arguments(walk, FragmentSpread(node).arguments());
}

constexpr NodeCheck checks[] = {{NodeKind::field, check_field},
                                {NodeKind::directive, check_directive},
                                {NodeKind::fragment_spread, check_spread}};

}  // namespace

constinit const Rule unique_argument_names = {
    .code = "graphql/unique-argument-names",
    .summary = "An argument is given once.",
    .nodes = checks,
};

}  // namespace troupe::graphql
