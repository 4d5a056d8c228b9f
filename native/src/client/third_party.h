#pragma once
#include <XrdCl/XrdClCopyProcess.hh>

#include "operation.h"

/// How XrdCl numbers the jobs of a copy: 16 bits in XRootD 5, 32 in XRootD 6.
template <class Number>
Number JobNumberOf(void (XrdCl::CopyProgressHandler::*)(Number, uint64_t, uint64_t));
using JobNumber = decltype(JobNumberOf(&XrdCl::CopyProgressHandler::JobProgress));

/// The target server fetches the file from the source server; no byte passes this process.
class ThirdParty : public Operation, private XrdCl::CopyProgressHandler {
 public:
  using Operation::Operation;
  void Start(std::vector<pool::Job> &jobs) override;
  void Cancel() override { cancelled_ = true; }

 private:
  void Run();
  void JobProgress(JobNumber job, uint64_t done, uint64_t total) override;
  bool ShouldCancel(JobNumber) override { return cancelled_; }

  uint64_t size_ = 0;
  std::atomic<bool> cancelled_{false};
};
