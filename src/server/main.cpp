#include "server/run.hpp"

int main(int argc, char** argv) {
  return troupe::server::run(argc, argv);
}
