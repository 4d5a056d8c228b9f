#include "operation.h"

using Clock = std::chrono::steady_clock;

Operation::Operation(std::shared_ptr<Listener> listener, uint32_t id, Options options)
    : options_(std::move(options)), listener_(std::move(listener)), id_(id), begin_(Clock::now()) {
  Touch();
}

void Operation::Touch() { touched_ = Clock::now().time_since_epoch().count(); }

double Operation::Idle() const {
  Clock::duration idle = Clock::now().time_since_epoch() - Clock::duration(touched_.load());
  return std::chrono::duration<double, std::milli>(idle).count();
}

void Operation::Settle(Outcome outcome) {
  if (settled_.exchange(true)) return;
  outcome.seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  listener_->Post(id_, std::move(outcome));
}

void Operation::Tell(Outcome outcome) {
  if (!settled_) listener_->Post(id_, std::move(outcome));
}

void Operation::SettleFailure(Failure failure) {
  Outcome outcome;
  outcome.failure = std::move(failure);
  Settle(std::move(outcome));
}
