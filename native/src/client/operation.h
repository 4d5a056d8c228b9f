// Anything that JavaScript has started and waits for.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "../napi/options.h"
#include "listener.h"
#include "pool.h"

enum class Phase : int { Opening = 0, Moving = 1, Finishing = 2, Failed = 3, Done = 4 };

class Operation : public std::enable_shared_from_this<Operation> {
 public:
  Operation(std::shared_ptr<Listener> listener, uint32_t id, Options options);
  virtual ~Operation() = default;

  /// JavaScript thread; returns at once. What has to wait for a disk goes to `jobs`, which the pool gets together with
  /// those of all operations that start at the same time.
  virtual void Start(std::vector<pool::Job> &jobs) = 0;
  /// Any thread. After a cancel the outcome is a failure, unless success was decided before.
  virtual void Cancel() = 0;
  /// The environment ends: like Cancel, but what must not be left behind locally is gone on return.
  virtual void Abandon() { Cancel(); }

  virtual Phase CurrentPhase() const { return phase_; }
  uint64_t Bytes() const { return bytes_; }
  uint64_t Total() const { return total_; }
  /// Milliseconds since something last came through.
  virtual double Idle() const;
  bool Settled() const { return settled_; }

 protected:
  /// The first call counts.
  void Settle(Outcome outcome);
  void SettleFailure(Failure failure);
  /// Tells of a part, before the end.
  void Tell(Outcome outcome);
  void Touch();

  const Options options_;
  std::atomic<Phase> phase_{Phase::Opening};
  std::atomic<uint64_t> bytes_{0};
  std::atomic<uint64_t> total_{0};

 private:
  std::shared_ptr<Listener> listener_;
  const uint32_t id_;
  const std::chrono::steady_clock::time_point begin_;
  std::atomic<int64_t> touched_;
  std::atomic<bool> settled_{false};
};
