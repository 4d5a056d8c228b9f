// Transfers of many small files that JavaScript starts by one call, and hears of once.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "../client/listener.h"
#include "member.h"
#include "../client/operation.h"

/// Downloads that were read whole and have the right md5 are forced to the disk and get their names, all together at the
/// end; or earlier where one takes much longer than the others. What became of each file is in `members` of outcomes; the
/// batch never fails as a whole.
class Batch : public Operation, public Listener {
 public:
  enum class Direction { Down, Up };

  /// `width`: so many of them at the same time.
  Batch(std::shared_ptr<Listener> listener, uint32_t id, Options options, Direction direction,
        std::vector<Member> members, uint32_t width);
  void Start(std::vector<pool::Job> &jobs) override;
  void Cancel() override;
  void Abandon() override;

  Phase CurrentPhase() const override;
  double Idle() const override;

  /// The end of a member, known by its index.
  void Post(uint32_t index, Outcome outcome) override;

 private:
  std::shared_ptr<Batch> Self() { return std::static_pointer_cast<Batch>(shared_from_this()); }
  /// The next transfer, which is to be started; nullptr if there is none.
  std::shared_ptr<Operation> Next();
  /// Starts no more. Returns those that are under way.
  std::vector<std::shared_ptr<Operation>> Stop();
  /// Later, in another thread.
  void ReportSoon();
  /// Gives names to what has ended, and tells of it. Without locks, on a thread that may wait for the disk.
  void Report();
  bool IsToLand(const Outcome &outcome) const;

  const Direction direction_;
  const std::vector<Member> members_;
  const uint32_t width_;

  std::mutex reporting_;  // taken before mutex_: the end is told of last
  mutable std::mutex mutex_;
  std::map<uint32_t, std::shared_ptr<Operation>> running_;
  std::vector<Outcome> ended_;  // not reported yet
  uint32_t next_ = 0;           // the first that has not been started
  bool stopped_ = false;        // no further one starts
  bool reportsSoon_ = false;
  bool abandoned_ = false;
};
