#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "base/clock.h"

/// What script/bench compares the portal with: the same work without the portal around it.
namespace lexipoort::bench {

/// Runs work over and over on every core, each with work of its own; prints "rate N", how often a
/// second it was done.
void print_rate(double seconds, const std::function<std::function<void()>()>& make_work);

/// Gives the demo's supervisor so many pupils, with practice.
void fill(const std::string& database, std::size_t pupils);

/// Steps the overview's rows on all cores and prints the rate.
void overview(const std::string& database, double seconds, int pupils);

/// Hashes passwords on all cores and prints the rate.
void hash(double seconds);

/// Prints a list of so many pupils as .csv, for LibreOffice to make a spreadsheet of.
void print_pupils(std::size_t pupils);

/// Reads and checks a spreadsheet of pupils as an upload does, in turn with a bare pass of Expat
/// over the same XML; prints the milliseconds of both.
void read_import(const std::string& database, const std::string& spreadsheet);

/// Lets a program deliver with a token, for every pupil that the demo's supervisor has; prints
/// their pseudonyms.
void prepare_ingest(const std::string& database, const std::string& token);

/// Stores sessions of practice in batches of so many, a transaction each and no more than the rows
/// that a delivery writes, the last of them at `start`; prints "rate N", sessions a second. On
/// PostgreSQL from eight connections.
void ingest(const std::string& database, double seconds, std::size_t size, UtcSeconds start);

}  // namespace lexipoort::bench
