#include "third_party.h"

#include <thread>

#include "runtime.h"

using XrdCl::PropertyList;
using XrdCl::XRootDStatus;

void ThirdParty::Start(std::vector<pool::Job> &) {
  // XrdCl has only a call that waits. Copies between servers are few and long, so a thread each is no burden.
  auto self = std::static_pointer_cast<ThirdParty>(shared_from_this());
  std::thread([self] { self->Run(); }).detach();
}

void ThirdParty::Run() {
  PropertyList job, result;
  job.Set("source", options_.source);
  job.Set("target", options_.url);
  job.Set("thirdParty", "only");
  job.Set("force", options_.overwrite);
  job.Set("posc", options_.posc);
  job.Set("makeDir", options_.makePath);
  if (options_.timeout > 0) job.Set("initTimeout", options_.timeout);
  XrdCl::CopyProcess process;
  XRootDStatus status = process.AddJob(job, &result);
  if (status.IsOK()) status = process.Prepare();
  if (status.IsOK()) status = process.Run(this);
  runtime::Busy busy;
  phase_ = status.IsOK() ? Phase::Done : Phase::Failed;
  if (!status.IsOK()) {
    SettleFailure(FailureOf(status, "cannot have the file copied between the servers"));
    return;
  }
  result.Get("size", size_);
  Outcome outcome;
  outcome.bytes = outcome.size = size_;
  Settle(std::move(outcome));
}

void ThirdParty::JobProgress(JobNumber, uint64_t done, uint64_t total) {
  total_ = total;
  if (done == bytes_) return;
  phase_ = Phase::Moving;
  bytes_ = done;
  Touch();
}
