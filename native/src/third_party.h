#pragma once
#include <XrdCl/XrdClCopyProcess.hh>

#include "operation.h"

/// The target server fetches the file from the source server; no byte passes this process.
class ThirdParty : public Operation, private XrdCl::CopyProgressHandler {
 public:
  using Operation::Operation;
  void Start() override;
  void Cancel() override { cancelled_ = true; }

 private:
  void Run();
  void JobProgress(uint16_t job, uint64_t done, uint64_t total) override;
  bool ShouldCancel(uint16_t) override { return cancelled_; }

  uint64_t size_ = 0;
  std::atomic<bool> cancelled_{false};
};
