#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace lexipoort::jobs {

/// How many threads work at once on a machine with so many cores; 0 when it does not tell. All but
/// one, which is for who signs in meanwhile; of two, both: half the speed would be too little, and
/// they share.
[[nodiscard]] unsigned threads_for(unsigned cores);

/// Runs work(0) to work(count - 1) on several cores, telling now and then how many are done.
/// Whether all are: not when it was told to stop. What one of them or `tell` throws is thrown on.
/// Either way nothing new is begun, and what was begun is waited for.
[[nodiscard]] bool in_parallel(const std::stop_token& stop, std::size_t count,
                               const std::function<void(std::size_t)>& work,
                               const std::function<void(std::size_t)>& tell);

}  // namespace lexipoort::jobs
