#include "analysis/languages/graphql/embedded/markup_scanner.hpp"

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/embedded/embedding.hpp"

namespace troupe::graphql {
namespace {

using Texts = std::vector<std::string>;

Texts texts(std::string_view host) {
  return region_texts(host, HostKind::markup);
}

TEST_CASE("Script sections are read") {
  CHECK(
      texts(
          "<template>don't `</template>\n<script lang=\"ts\">\nconst q = gql`{ a }`\n</script>") ==
      Texts{"{ a }"});
  CHECK(texts("<script setup>gql`{ a }`</script><SCRIPT>gql`{ b }`</SCRIPT >") ==
        Texts{"{ a }", "{ b }"});
  CHECK(texts("<script title='>'>gql`{ a }`</script>") == Texts{"{ a }"});
  CHECK(texts("<script lang='tsx'>x = <p>`</p>; gql`{ a }`</script>") == Texts{"{ a }"});
}

TEST_CASE("What is outside of scripts is not") {
  CHECK(texts("<p>gql`{ a }`</p><!-- <script>gql`{ a }`</script> -->").empty());
}

TEST_CASE("A script ends with its tag whatever is open in it") {
  CHECK(texts("<script>`</script><script>gql`{ a }`</script>") == Texts{"{ a }"});
}

TEST_CASE("Front matter is read") {
  CHECK(texts("---\nconst q = gql`{ a }`\n---\n<p>gql`{ b }`</p><script>gql`{ c }`</script>") ==
        Texts{"{ a }", "{ c }"});
  CHECK(texts("---\nconst q = gql`{ a }`\n").empty());
}

}  // namespace
}  // namespace troupe::graphql
