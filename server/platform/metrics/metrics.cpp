#include "platform/metrics/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <sstream>

namespace lexipoort::metrics {

struct Metrics::State {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter()
          .Name("lexipoort_http_requests_total")
          .Help("Answered requests by route and status")
          .Register(registry);
  prometheus::Family<prometheus::Histogram>& durations =
      prometheus::BuildHistogram()
          .Name("lexipoort_http_request_seconds")
          .Help("Time from a request's arrival to its answer, by route")
          .Register(registry);
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::request_done(const std::string& route, int status, double seconds) {
  static const prometheus::Histogram::BucketBoundaries kBounds = {0.001, 0.005, 0.02, 0.1,
                                                                  0.5,   2,     10};
  state_->requests.Add({{"route", route}, {"status", std::to_string(status)}}).Increment();
  state_->durations.Add({{"route", route}}, kBounds).Observe(seconds);
}

std::string Metrics::text() const {
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, state_->registry.Collect());
  return out.str();
}

}  // namespace lexipoort::metrics
