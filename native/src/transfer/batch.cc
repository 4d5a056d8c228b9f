#include "batch.h"

#include <unistd.h>

#include <algorithm>

#include "download.h"
#include "../client/throttle.h"
#include "upload.h"

namespace {
// Milliseconds that those which have ended wait for the last ones.
constexpr double patience = 20;
}  // namespace

Batch::Batch(std::shared_ptr<Listener> listener, uint32_t id, Options options, Direction direction,
             std::vector<Member> members, uint32_t width)
    : Operation(std::move(listener), id, std::move(options)),
      direction_(direction),
      members_(std::move(members)),
      width_(width) {}

void Batch::Start(std::vector<pool::Job> &jobs) {
  for (uint32_t i = 0; i < width_; i++) {
    std::shared_ptr<Operation> next = Next();
    if (!next) break;
    next->Start(jobs);
  }
}

std::shared_ptr<Operation> Batch::Next() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (stopped_ || next_ == members_.size()) return nullptr;
  const uint32_t index = next_++;
  const Member &member = members_[index];
  Options options = options_;
  options.url = member.url;
  options.path = member.local.path;
  std::shared_ptr<Operation> transfer;
  if (direction_ == Direction::Down) {
    options.length = member.size;
    transfer = std::make_shared<Download>(Self(), index, std::move(options));
  } else {
    transfer = std::make_shared<Upload>(Self(), index, std::move(options));
  }
  running_[index] = transfer;
  return transfer;
}

void Batch::Post(uint32_t index, Outcome outcome) {
  std::shared_ptr<Operation> ended;  // is destroyed without the lock
  outcome.index = index;
  bool isLast;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    ended = std::move(running_[index]);
    running_.erase(index);
    ended_.push_back(std::move(outcome));
    isLast = running_.empty() && (stopped_ || next_ == members_.size());
  }
  if (isLast) {
    pool::Post([self = Self()] { self->Report(); });
    return;
  }
  std::shared_ptr<Operation> next = Next();
  if (!next) {
    ReportSoon();
    return;
  }
  // Here, since another thread would have to be woken for each file. They are small, and so is what they do to the disk.
  std::vector<pool::Job> jobs;
  next->Start(jobs);
  for (pool::Job &job : jobs) job();
}

void Batch::ReportSoon() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (reportsSoon_) return;
    reportsSoon_ = true;
  }
  throttle::Later(patience, [weak = weak_from_this()] {
    pool::Post([weak] {
      if (auto self = std::static_pointer_cast<Batch>(weak.lock())) self->Report();
    });
  });
}

std::vector<std::shared_ptr<Operation>> Batch::Stop() {
  std::vector<std::shared_ptr<Operation>> running;
  bool isLast;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
    isLast = running_.empty() && next_ < members_.size();
    for (; next_ < members_.size(); next_++) {
      Outcome outcome;
      outcome.index = next_;
      outcome.failure = OtherFailure("cancelled", "the transfer was cancelled");
      outcome.failure->opened = false;
      ended_.push_back(std::move(outcome));
    }
    for (const auto &[index, transfer] : running_) running.push_back(transfer);
  }
  if (isLast) pool::Post([self = Self()] { self->Report(); });
  return running;
}

void Batch::Cancel() {
  for (const std::shared_ptr<Operation> &transfer : Stop()) transfer->Cancel();
}

void Batch::Abandon() {
  for (const std::shared_ptr<Operation> &transfer : Stop()) transfer->Abandon();
  std::lock_guard<std::mutex> lock(mutex_);
  abandoned_ = true;
  for (const Outcome &outcome : ended_) {
    if (IsToLand(outcome)) unlink(members_[outcome.index].local.path.c_str());
  }
}

bool Batch::IsToLand(const Outcome &outcome) const {
  if (direction_ != Direction::Down || outcome.failure) return false;
  const Member &member = members_[outcome.index];
  return outcome.bytes == member.size && outcome.size == member.size &&
         (member.md5.empty() || outcome.md5 == member.md5);
}

void Batch::Report() {
  std::lock_guard<std::mutex> report(reporting_);
  Outcome outcome;
  bool isLast, land;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    reportsSoon_ = false;
    outcome.members.swap(ended_);
    outcome.moving = static_cast<uint32_t>(running_.size());
    isLast = running_.empty() && next_ == members_.size();
    land = !abandoned_;
  }
  if (outcome.members.empty()) return;
  std::vector<Outcome *> toLand;
  std::vector<FileToLand> files;
  for (Outcome &member : outcome.members) {
    if (!land || !IsToLand(member)) continue;
    toLand.push_back(&member);
    files.push_back(members_[member.index].local);
  }
  const std::vector<int> landed = Landing(std::move(files)).Run();
  for (size_t i = 0; i < toLand.size(); i++) toLand[i]->landed = landed[i];
  if (isLast) Settle(std::move(outcome));
  else Tell(std::move(outcome));
}

Phase Batch::CurrentPhase() const {
  std::lock_guard<std::mutex> lock(mutex_);
  const bool isReached = running_.size() < next_ || std::any_of(running_.begin(), running_.end(), [](const auto &each) {
                           return each.second->CurrentPhase() != Phase::Opening;
                         });
  return isReached ? Phase::Moving : Phase::Opening;
}

double Batch::Idle() const {
  std::lock_guard<std::mutex> lock(mutex_);
  if (running_.empty()) return 0;
  double least = running_.begin()->second->Idle();
  for (const auto &[index, transfer] : running_) least = std::min(least, transfer->Idle());
  return least;
}
