// The other side of script/bench's ratios:
//
//   lexipoort_bench fill DATABASE PUPILS
//   lexipoort_bench overview DATABASE SECONDS PUPILS
//   lexipoort_bench hash SECONDS
//   lexipoort_bench print-pupils PUPILS
//   lexipoort_bench read-import DATABASE SPREADSHEET
//   lexipoort_bench prepare-ingest DATABASE TOKEN
//   lexipoort_bench ingest DATABASE SECONDS SIZE START
//
// bench.h says what they do.

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "bench.h"
#include "platform/sheets/sheets.h"

namespace {

int run(const std::vector<std::string>& arguments) {
  namespace bench = lexipoort::bench;
  const auto& command = arguments.at(0);
  if (command == "fill") {
    bench::fill(arguments.at(1), std::stoul(arguments.at(2)));
  } else if (command == "overview") {
    bench::overview(arguments.at(1), std::stod(arguments.at(2)), std::stoi(arguments.at(3)));
  } else if (command == "hash") {
    bench::hash(std::stod(arguments.at(1)));
  } else if (command == "print-pupils") {
    bench::print_pupils(std::stoul(arguments.at(1)));
  } else if (command == "read-import") {
    bench::read_import(arguments.at(1), arguments.at(2));
  } else if (command == "prepare-ingest") {
    bench::prepare_ingest(arguments.at(1), arguments.at(2));
  } else if (command == "ingest") {
    bench::ingest(arguments.at(1), std::stod(arguments.at(2)), std::stoul(arguments.at(3)),
                  std::stoll(arguments.at(4)));
  } else if (command == "read-sheet") {  // as which the portal starts itself, to read an upload
    return lexipoort::sheets::read_sheet_main();
  } else {
    return 2;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "lexipoort_bench: %s\n", fault.what());
    return 1;
  }
}
